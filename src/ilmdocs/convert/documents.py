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
from ilmdocs.model.portfolio import FilledDocument, PdfPart
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
    """Convert documents and prove them by reading them back; one PDF part per document, same order.

    A document that an engine of `auto` fails on is tried with the others. Each part says in `engine` which
    one made it.

    Args:
        engine: from `choose_engine`.
        documents: filled forms with part names unique among them.
        work: an existing private folder; nothing stays in it.
        timeout_seconds: the longest time that an engine may work without finishing a document.

    Raises:
        EngineFailure: a document has no complete PDF; names the document and the answer, never its text.
    """
    jobs = {d.part.name: ConversionJob(d.part.name, sanitise(d.docx, d.part.title)) for d in documents}
    parts: dict[str, PdfPart] = {}
    problems: dict[str, str] = {}
    for tried in in_turn(engine):
        pending = [document for document in documents if document.part.name not in parts]
        if not pending:
            break
        conversion = _convert(tried, [jobs[d.part.name] for d in pending], work, timeout_seconds)
        for document in pending:
            try:
                parts[document.part.name] = _proven(tried.name, document, conversion)
            except _Unproven as problem:
                # The preferred engine's reason is the one worth reading.
                problems.setdefault(document.part.name, str(problem))
    lost = [document for document in documents if document.part.name not in parts]
    if lost:
        raise _failure(lost, problems)
    return tuple(parts[document.part.name] for document in documents)


def _convert(engine: Engine, jobs: Sequence[ConversionJob], work: Path, timeout_seconds: float) -> Conversion:
    try:
        return engine.convert(jobs, work, timeout_seconds=timeout_seconds)
    except EngineFailure as failure:
        return Conversion(failures={job.name: failure.message for job in jobs})


def _proven(engine: str, document: FilledDocument, conversion: Conversion) -> PdfPart:
    name = document.part.name
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
        document.part, pdf, len(texts), document.sections, pages, engine=engine, clear_tops=clear_tops
    )


def _failure(lost: Sequence[FilledDocument], problems: dict[str, str]) -> EngineFailure:
    first = lost[0].part
    others = f" So have {len(lost) - 1} more." if len(lost) > 1 else ""
    return EngineFailure(
        f"The document “{first.title}” could not be turned into a complete PDF."
        f" {problems[first.name]}{others}",
        "Run “ilmdocs doctor”, try the other engine with --engine, and look at that answer in the workbook.",
    )
