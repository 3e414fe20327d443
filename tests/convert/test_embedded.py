"""The embedded engine's child process may crash, hang or read nothing: the others are converted."""

from __future__ import annotations

from pathlib import Path

import pytest

from ilmdocs.convert.embedded import Embedded
from ilmdocs.convert.embedded_fit import fit
from ilmdocs.convert.engine import Conversion, ConversionJob
from ilmdocs.convert.package import read_parts
from ilmdocs.errors import EngineFailure
from tests.convert.paper import pdf, styles, word

WORKER = """
import os, pathlib, sys, time
source, target = map(pathlib.Path, sys.argv[1:])
good = pathlib.Path({good!r}).read_bytes()
for document in sorted(source.glob("*.docx")):
    marker = target / (document.stem + ".started")
    if marker.exists():
        continue
    marker.touch()
    if document.stem == "d0002":
        {code}
    (target / (document.stem + ".pdf")).write_bytes(good)
"""


def convert(tmp_path: Path, code: str, seconds: float = 20) -> Conversion:
    """Convert three documents with a worker that does something with the second."""
    good, worker, work = tmp_path / "good.pdf", tmp_path / "worker.py", tmp_path / "work"
    good.write_bytes(pdf("text"))
    worker.write_text(WORKER.format(good=str(good), code=code), encoding="utf-8")
    work.mkdir()
    jobs = [ConversionJob(name, word("")) for name in ("diary", "log", "cpd")]
    conversion = Embedded(worker).convert(jobs, work, timeout_seconds=seconds)
    assert list(work.iterdir()) == []
    return conversion


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("os._exit(134)", "crashed on it (code 134)"),
        ("time.sleep(60)", "did nothing for 1.5 seconds"),
        ("(target / 'd0002.failed').touch(); continue", "cannot read the document"),
        ("(target / 'd0002.pdf').write_bytes(good[:300]); continue", "half a PDF"),
        ("while True: os.write(2, b'x' * 1_000_000)", "printed messages without end"),
        ("raise BaseException('the text of the document')", "crashed on it (code 1)"),
    ],
    ids=["crash", "hang", "refusal", "half", "flood", "panic"],
)
def test_one_bad_document_fails_alone(tmp_path: Path, code: str, why: str) -> None:
    """The documents before and behind it are there; the reason quotes nothing of the document."""
    conversion = convert(tmp_path, code, seconds=1.5)
    assert set(conversion.pdfs) == {"diary", "cpd"}
    assert why in conversion.failures["log"]
    assert "the text" not in conversion.failures["log"]


def test_a_worker_that_does_not_start_is_an_engine_failure(tmp_path: Path) -> None:
    """A broken installation is no document's fault, and trying for ever helps nobody."""
    worker = tmp_path / "worker.py"
    worker.write_text("raise SystemExit('no library')", encoding="utf-8")
    with pytest.raises(EngineFailure, match="does not start"):
        Embedded(worker).convert([ConversionJob("a", word(""))], tmp_path, timeout_seconds=20)


def test_without_the_package_the_probe_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a system without a wheel the program runs, and says what is missing."""
    monkeypatch.setattr("ilmdocs.convert.embedded.EMBEDDED_PACKAGE", "no-such-package-here")
    engine = Embedded()
    assert not engine.is_available()
    assert "pip install dxpdf" in engine.probe().remedy
    with pytest.raises(EngineFailure, match="not installed"):
        engine.convert([], tmp_path, timeout_seconds=1)


def test_a_document_that_needs_no_fitting_keeps_its_bytes() -> None:
    """Nothing is rewritten without need."""
    docx = word("")
    assert fit(docx) is docx


def test_default_sizes_move_into_the_styles_that_have_none() -> None:
    """A style of its own size, and one based on another, stay as they are."""
    given = styles(
        '<w:docDefaults><w:rPrDefault><w:rPr><w:b/><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:rPr><w:sz w:val="30"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:styleId="T"><w:tblPr/></w:style>'
    )
    changed = read_parts(fit(word("", parts={"word/styles.xml": given})))["word/styles.xml"].decode()
    assert "<w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault>" in changed
    assert '<w:name w:val="Normal"/><w:rPr><w:sz w:val="21"/></w:rPr></w:style>' in changed
    assert changed.count("<w:sz ") == 2
