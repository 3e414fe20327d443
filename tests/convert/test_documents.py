"""A PDF counts only when it is proven to hold what was filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ilmdocs.convert.documents import convert_documents
from ilmdocs.convert.engine import Conversion, ConversionJob, EngineProbe, WithFallback
from ilmdocs.errors import EngineFailure, ExitCode
from tests.convert.paper import filled, pdf

ANSWER = "I listened more than I spoke, and wrote it down."


@dataclass(frozen=True)
class FakeEngine:
    """Gives back prepared bytes by document name, or says that it cannot start."""

    pdfs: Mapping[str, bytes] = field(default_factory=dict)
    name: str = "fake"
    broken: bool = False
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def is_available(self) -> bool:
        """It is always there."""
        return True

    def probe(self) -> EngineProbe:
        """It has a version."""
        return EngineProbe(self.name, True, "1.0")

    def convert(self, jobs: Sequence[ConversionJob], work: Path, *, timeout_seconds: float) -> Conversion:
        """Hand out what was prepared."""
        self.asked.append(tuple(job.name for job in jobs))
        if self.broken:
            raise EngineFailure("The fake engine is not installed here.")
        return Conversion(
            {job.name: self.pdfs[job.name] for job in jobs if job.name in self.pdfs},
            {job.name: "The fake engine gave up." for job in jobs if job.name not in self.pdfs},
        )


def test_parts_come_back_in_order_with_pages_sections_and_engine(tmp_path: Path) -> None:
    """The caller gets one part a document, in the order of the documents."""
    engine = FakeEngine({"a": pdf("Goals", "x", "Session no 1\nwent well"), "b": pdf("here")})
    documents = [filled("b", "here"), filled("a", "went well", sections=["Goals", "Session no 1"])]
    first, second = convert_documents(engine, documents, tmp_path)
    assert (first.part.name, first.pages, first.engine) == ("b", 1, "fake")
    assert (second.part.name, second.pages, second.section_pages) == ("a", 3, (0, 2))
    assert second.sections == documents[1].sections


def test_a_shortened_answer_stops_the_run_without_quoting_it(tmp_path: Path) -> None:
    """The message names document, answer and place; what the client said stays confidential."""
    engine = FakeEngine({"a": pdf(f"first\n{ANSWER[:-6]}")})
    with pytest.raises(EngineFailure) as failure:
        convert_documents(engine, [filled("a", "first", ANSWER, title="Coaching diary")], tmp_path)
    message = str(failure.value)
    assert "“Coaching diary”" in message
    assert "answer 2 of 2 (48 characters) is not complete: it breaks off after 34" in message
    assert "listened" not in message
    assert failure.value.exit_code is ExitCode.ENGINE
    assert failure.value.remedy


def test_text_beyond_the_edge_of_the_paper_is_missing(tmp_path: Path) -> None:
    """A row taller than a page runs over the edge: the words are in the file, but nobody can read them."""
    engine = FakeEngine({"a": pdf("\n".join(f"line {number}" for number in range(90)))})
    with pytest.raises(EngineFailure, match="not complete"):
        convert_documents(engine, [filled("a", "line 89")], tmp_path)


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (pdf("here")[:400], "no complete PDF"),
        (b"", "no complete PDF"),
        (b"<html>here</html>", "no complete PDF"),
        (None, "The fake engine gave up."),
    ],
)
def test_half_a_pdf_and_no_pdf_are_failures(tmp_path: Path, made: bytes | None, why: str) -> None:
    """Whatever an engine claims, the file is opened and looked at."""
    engine = FakeEngine({} if made is None else {"a": made})
    with pytest.raises(EngineFailure, match=why):
        convert_documents(engine, [filled("a", "here")], tmp_path)


def test_another_documents_pdf_is_not_taken_for_this_one(tmp_path: Path) -> None:
    """Two files mixed up by an engine are found out by their text."""
    engine = FakeEngine({"a": pdf("of b"), "b": pdf("of a")})
    with pytest.raises(EngineFailure, match="So have 1 more"):
        convert_documents(engine, [filled("a", "of a"), filled("b", "of b")], tmp_path)


def test_auto_asks_the_next_engine_for_the_lost_documents_alone(tmp_path: Path) -> None:
    """One document that the first engine shortens comes from the second; the part says so."""
    first = FakeEngine({"a": pdf(ANSWER), "b": pdf(ANSWER[:10])}, "first")
    second = FakeEngine({"b": pdf(ANSWER)}, "second")
    documents = [filled("a", ANSWER), filled("b", ANSWER)]
    parts = convert_documents(WithFallback(first, (second,)), documents, tmp_path)
    assert [part.engine for part in parts] == ["first", "second"]
    assert second.asked == [("b",)]


def test_auto_goes_on_when_the_first_engine_does_not_start(tmp_path: Path) -> None:
    """A broken LibreOffice does not stop a learner while the embedded engine works."""
    engine = WithFallback(FakeEngine(broken=True), (FakeEngine({"a": pdf("x1")}, "second"),))
    (part,) = convert_documents(engine, [filled("a", "x1")], tmp_path)
    assert part.engine == "second"


def test_when_all_engines_fail_the_first_reason_is_told(tmp_path: Path) -> None:
    """The preferred engine's reason is the one that the user can act on."""
    engine = WithFallback(FakeEngine(broken=True), (FakeEngine(name="second"),))
    with pytest.raises(EngineFailure, match="The fake engine is not installed here"):
        convert_documents(engine, [filled("a", "x1")], tmp_path)


def test_without_documents_no_engine_is_started(tmp_path: Path) -> None:
    """A plan of nothing but attachments needs no engine at all."""
    engine = FakeEngine(broken=True)
    assert convert_documents(engine, [], tmp_path) == ()
    assert engine.asked == []
