"""Turns filled documents into PDF parts and proves that nothing that was filled in got lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ilmdocs.convert.coverage import describe, undrawn_characters
from ilmdocs.convert.engine import (
    DEFAULT_TIMEOUT_SECONDS,
    Conversion,
    ConversionJob,
    Engine,
    in_turn,
)
from ilmdocs.convert.pages import UnusablePdf, read_pages
from ilmdocs.convert.sanitise import sanitise
from ilmdocs.errors import EngineFailure
from ilmdocs.model.portfolio import FilledDocument, Part, PdfPart
from ilmdocs.text.readback import characters_found, missing_values, section_pages


class _Unproven(Exception):
    """An engine's result for one document cannot be used; the text says why."""


def convert_documents(
    engine: Engine,
    documents: Sequence[FilledDocument],
    work: Path,
    *,
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
) -> tuple[PdfPart, ...]:
    """Convert one learner's documents and prove them; one PDF part per document, same order.

    Args:
        engine: from `choose_engine`.
        documents: filled forms with part names unique among them.
        work: an existing private folder; nothing stays in it.
        timeout_seconds: the longest time that an engine may work without finishing a document.

    Raises:
        EngineFailure: a document has no complete PDF; names the document and the answer, never its text.
    """
    (converted,) = convert_lots(engine, [documents], work, timeout_seconds=timeout_seconds)
    if isinstance(converted, EngineFailure):
        raise converted
    return converted


def convert_lots(
    engine: Engine,
    lots: Sequence[Sequence[FilledDocument]],
    work: Path,
    *,
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
) -> tuple[tuple[PdfPart, ...] | EngineFailure, ...]:
    """Convert the documents of several learners together and prove each by reading it back.

    Starting an engine costs as much as ten documents, so one call takes them all. A lot that fails says why
    in place of its parts; the others are whole. A document that an engine of `auto` fails on is tried with
    the others. Each part says in `engine` which one made it.

    Args:
        engine: from `choose_engine`.
        lots: per learner, filled forms with part names unique among them.
        work: an existing private folder; nothing stays in it.
        timeout_seconds: the longest time that an engine may work without finishing a document.
    """
    batch = _Batch(lots)
    for tried in in_turn(engine):
        jobs = batch.pending()
        if not jobs:
            break
        batch.take(tried.name, _convert(tried, jobs, work, timeout_seconds))
    return tuple(batch.result(number) for number in range(len(lots)))


class _Batch:
    """The documents of a call, with what became of each so far; keyed by number of the lot and part name."""

    def __init__(self, lots: Sequence[Sequence[FilledDocument]]) -> None:
        self._lots = lots
        self._jobs: dict[tuple[int, str], ConversionJob] = {}
        self._parts: dict[tuple[int, str], PdfPart] = {}
        self._problems: dict[tuple[int, str], str] = {}
        self._refused: dict[int, EngineFailure] = {}
        alone = len(lots) == 1
        for number, documents in enumerate(lots):
            try:
                cleaned = {
                    d.part.name: sanitise(d.docx, d.part.attachment or d.part.title) for d in documents
                }
            except EngineFailure as failure:
                self._refused[number] = failure
                continue
            for name, docx in cleaned.items():
                self._jobs[number, name] = ConversionJob(name if alone else f"{number:04}-{name}", docx)

    def pending(self) -> list[ConversionJob]:
        """The documents that have no proven PDF yet."""
        return [job for key, job in self._jobs.items() if key not in self._parts]

    def take(self, engine: str, conversion: Conversion) -> None:
        """Prove what an engine made of the pending documents."""
        for number, documents in enumerate(self._lots):
            for document in documents:
                key = (number, document.part.name)
                if key not in self._jobs or key in self._parts:
                    continue
                try:
                    self._parts[key] = _proven(engine, document, conversion, self._jobs[key].name)
                except _Unproven as problem:
                    # The preferred engine's reason is the one worth reading.
                    self._problems.setdefault(key, str(problem))

    def result(self, number: int) -> tuple[PdfPart, ...] | EngineFailure:
        """The parts of a lot, or why there are none."""
        if number in self._refused:
            return self._refused[number]
        documents = self._lots[number]
        lost = [d for d in documents if (number, d.part.name) not in self._parts]
        if lost:
            return _failure(lost, {d.part.name: self._problems[number, d.part.name] for d in lost})
        return tuple(self._parts[number, d.part.name] for d in documents)


def _convert(engine: Engine, jobs: Sequence[ConversionJob], work: Path, timeout_seconds: float) -> Conversion:
    try:
        return engine.convert(jobs, work, timeout_seconds=timeout_seconds)
    except EngineFailure as failure:
        return Conversion(failures={job.name: failure.message for job in jobs})


def _proven(engine: str, document: FilledDocument, conversion: Conversion, name: str) -> PdfPart:
    pdf = conversion.pdfs.get(name)
    if pdf is None:
        raise _Unproven(conversion.failures.get(name, "The engine made no PDF."))
    try:
        read = read_pages(pdf)
    except UnusablePdf as error:
        raise _Unproven(f"The {engine} engine failed: {error}.") from error
    texts = [page.text for page in read]
    undrawn = undrawn_characters(pdf, document.printed)
    if undrawn:
        raise _Unproven(f"The {engine} engine has no font for {describe(undrawn)}.")
    missing = missing_values(document.printed, texts)
    if missing:
        first = missing[0]
        value = document.printed[first]
        raise _Unproven(
            f"In the PDF made by the {engine} engine, answer {first + 1} of"
            f" {len(document.printed)} ({len(value):,} characters) is not complete: it breaks off"
            f" after {characters_found(value, texts):,}. Incomplete answers: {len(missing)}."
        )
    anchors = [section.anchor for section in document.sections]
    whole = [section.is_whole for section in document.sections]
    pages = section_pages(anchors, texts, whole)
    clear_tops = tuple(page.clear_top for page in read)
    return PdfPart(
        document.part,
        pdf,
        len(texts),
        document.sections,
        pages,
        engine=engine,
        clear_tops=clear_tops,
        pictures=document.pictures,
    )


def _failure(lost: Sequence[FilledDocument], problems: dict[str, str]) -> EngineFailure:
    first = lost[0].part
    others = f" So have {len(lost) - 1} more." if len(lost) > 1 else ""
    where = (
        f'take text boxes and drawn shapes out of "{first.attachment}"'
        if first.attachment
        else "look at that answer in the workbook"
    )
    return EngineFailure(
        f"The document {_called(first)} could not be turned into a complete PDF."
        f" {problems[first.name]}{others}",
        f"Run “ilmdocs doctor”, try the other engine with --engine, and {where}.",
    )


def _called(part: Part) -> str:
    """A document by its title, and by the learner's file where it was made from one."""
    return f'“{part.title}” ("{part.attachment}")' if part.attachment else f"“{part.title}”"
