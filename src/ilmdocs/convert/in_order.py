"""Many documents through an engine that takes them in order and may end in the middle.

A call that ends early loses the document at which it ended and all those behind it. The lost document
is tried once more on its own, those behind it go on together in a new call: a bad document costs two
calls, wherever it stands and however many share the call with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ilmdocs.convert.engine import Conversion, ConversionJob

Call = Callable[[Sequence[ConversionJob]], Conversion]


def convert_in_order(call: Call, jobs: Sequence[ConversionJob], works: Callable[[], bool]) -> Conversion:
    """Convert documents with as few calls as their failures allow; each failing one is tried twice.

    Args:
        call: one call of the engine, which takes the documents in the given order.
        jobs: the documents of one call.
        works: whether the engine converts a document that is known to be good. Asked once, when nothing at
            all could be converted: then the engine is at fault, and no document is tried any more.
    """
    pdfs: dict[str, bytes] = {}
    failures: dict[str, str] = {}
    is_sound = False
    waiting = list(jobs)
    while waiting:
        made = call(waiting)
        pdfs.update(made.pdfs)
        suspects, waiting = _sorted_out(waiting, made)
        for job in suspects:
            again = call([job])
            pdfs.update(again.pdfs)
            failures.update(again.failures)
        is_sound = is_sound or bool(pdfs) or not waiting or works()
        if not is_sound:
            failures.update((job.name, made.failures[job.name]) for job in waiting)
            break
    return Conversion(pdfs, failures)


def _sorted_out(
    jobs: Sequence[ConversionJob], made: Conversion
) -> tuple[list[ConversionJob], list[ConversionJob]]:
    """Whose own failure it may be, and who only stood behind the document that ended the call."""
    reached = max((place for place, job in enumerate(jobs) if job.name in made.pdfs), default=-1)
    passed_over = [job for job in jobs[: max(reached, 0)] if job.name not in made.pdfs]
    return [*passed_over, *jobs[reached + 1 : reached + 2]], list(jobs[reached + 2 :])
