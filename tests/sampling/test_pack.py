"""The ZIP that is handed on, and what is not put into it."""

from __future__ import annotations

import hashlib
import json
import shutil
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ilmdocs.errors import UnreadableInput, UnwritableOutput
from ilmdocs.model.sample import Sample
from ilmdocs.sample_pack import Packed, inspect_sample, write_sample

from .builders import learner, put_down, sample

THREE = (learner(1), learner(2, "8580-503", refuses_ilm_use=True), learner(3, "8585-301"))


def pack(made: Sample, output: Path, into: Path, **how: Any) -> Packed:
    """Inspect and pack."""
    return write_sample(made, inspect_sample(made, output), output, into, **{"with_documents": False, **how})


def content(archive: Path) -> dict[str, bytes]:
    """The files in a ZIP by name."""
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_zip_holds_portfolios_with_manifests_plan_record_and_a_text(tmp_path: Path) -> None:
    """Everything a verifier needs, in one folder; no Word documents unless asked for."""
    put_down(tmp_path / "out", *THREE, documents=True)
    made = pack(sample(*THREE), tmp_path / "out", tmp_path / "qa")
    files = content(made.archive)
    assert set(files) == {
        "sample-4711/README.txt", "sample-4711/sampling-plan-4711.xlsx", "sample-4711/sample.json",
        "sample-4711/Example L FIC0001/8580-501(1)/L Example.pdf",
        "sample-4711/Example L FIC0001/8580-501(1)/manifest.json",
        "sample-4711/Example L FIC0002/8580-503(1)/L Example.pdf",
        "sample-4711/Example L FIC0002/8580-503(1)/manifest.json",
        "sample-4711/Example L FIC0003/8585-301(1)/L Example.pdf",
        "sample-4711/Example L FIC0003/8585-301(1)/manifest.json",
    }  # fmt: skip
    assert made.plan.read_bytes() == files["sample-4711/sampling-plan-4711.xlsx"]
    text = files["sample-4711/README.txt"].decode()
    assert "ilmdocs verify sample-4711.zip" in text and "Learner 2, 8580-503" in text
    assert text.count("\n") == text.count("\r\n")
    record = json.loads(files["sample-4711/sample.json"])
    for item in record["drawn"]:
        assert hashlib.sha256(files[f"sample-4711/{item['portfolio']}"]).hexdigest() == item["sha256"]


def test_same_bytes_from_two_folders(tmp_path: Path) -> None:
    """Neither the time nor the place gets in, and drawing again changes nothing."""
    for name in ("one", "two"):
        put_down(tmp_path / name / "out", *THREE)
        pack(sample(*THREE), tmp_path / name / "out", tmp_path / name / "qa")
    again = pack(sample(*THREE), tmp_path / "one" / "out", tmp_path / "one" / "qa")
    assert again.archive.read_bytes() == (tmp_path / "two" / "qa" / "sample-4711.zip").read_bytes()
    assert again.plan.read_bytes() == (tmp_path / "two" / "qa" / "sampling-plan-4711.xlsx").read_bytes()
    assert sorted(p.name for p in (tmp_path / "one" / "qa").iterdir()) == [
        "sample-4711.zip", "sampling-plan-4711.xlsx",
    ]  # fmt: skip


def test_word_documents_come_along_when_asked_for(tmp_path: Path) -> None:
    """Those that were built; one that somebody edited is left out and named."""
    put_down(tmp_path, *THREE, documents=True)
    (tmp_path / "Example L FIC0002/8580-503(1)/documents/01 Diary.docx").write_bytes(b"mine")
    made = pack(sample(*THREE), tmp_path, tmp_path / "qa", with_documents=True)
    words = [name for name in content(made.archive) if name.endswith(".docx")]
    assert len(words) == 2 and not any("FIC0002" in name for name in words)
    assert made.edited == ("Example L FIC0002/8580-503(1)/documents/01 Diary.docx",)


def break_hash(folder: Path) -> None:
    """Somebody saved the portfolio again."""
    with (folder / "L Example.pdf").open("ab") as file:
        file.write(b"\n")


def break_draft(folder: Path) -> None:
    """It became a draft since."""
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"draft": false', '"draft": true'))


def break_unit(folder: Path) -> None:
    """Another attempt's portfolio was put in its place."""
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"attempt": 1', '"attempt": 2'))


def break_link(folder: Path) -> None:
    """The folder leads out of the output folder."""
    elsewhere = folder.parents[2] / "elsewhere"
    shutil.move(folder, elsewhere)
    folder.symlink_to(elsewhere)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (break_hash, "not the one that was built"),
        (break_draft, "only a draft"),
        (break_unit, "Another unit or attempt"),
        (break_link, "no longer in out"),
        (shutil.rmtree, "no longer in out"),
        (lambda folder: (folder / "manifest.json").unlink(), "No manifest"),
    ],
)
def test_what_cannot_be_trusted_stays_drawn_but_is_not_packed(tmp_path: Path, damage: Any, told: str) -> None:
    """Nobody gets out of the sample by changing a file; the plan says why it is not there."""
    output = tmp_path / "out"
    put_down(output, *THREE)
    damage(output / "Example L FIC0002" / "8580-503(1)")
    made = sample(*THREE)
    problems = [item.problem for item in inspect_sample(made, output)]
    assert len(problems) == 3 and [told in problem for problem in problems].count(True) == 1
    packed = pack(made, output, tmp_path / "qa")
    files = content(packed.archive)
    assert sum(name.endswith(".pdf") for name in files) == 2
    assert "Not here: 1 of those drawn." in files["sample-4711/README.txt"].decode()


@pytest.mark.parametrize(
    "path", ["../secret.pdf", "/etc/hosts", "a/../../secret.pdf", "C:/x.pdf", "a\\b.pdf"]
)
def test_no_path_leads_out_of_the_output_folder(tmp_path: Path, path: str) -> None:
    """A journal that somebody changed packs no file of another place."""
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    (tmp_path / "out").mkdir()
    one = learner(1)
    object.__setattr__(one.units[0], "portfolio", path)
    (found,) = inspect_sample(sample(one), tmp_path / "out")
    assert "no longer in out" in found.problem and found.sha256 == ""


def test_a_plan_that_was_filled_in_is_never_overwritten(tmp_path: Path) -> None:
    """The ZIP stays as it was too."""
    put_down(tmp_path, *THREE)
    made = pack(sample(*THREE), tmp_path, tmp_path / "qa")
    before = made.archive.read_bytes()
    made.plan.write_bytes(b"filled in")
    with pytest.raises(UnwritableOutput, match="may have been filled in"):
        pack(sample(*THREE), tmp_path, tmp_path / "qa")
    assert made.plan.read_bytes() == b"filled in" and made.archive.read_bytes() == before


def test_a_portfolio_that_changes_meanwhile_stops_the_packing(tmp_path: Path) -> None:
    """And nothing half-written stays."""
    put_down(tmp_path / "out", *THREE)
    made = sample(*THREE)
    inspected = inspect_sample(made, tmp_path / "out")
    break_hash(tmp_path / "out" / "Example L FIC0002" / "8580-503(1)")
    with pytest.raises(UnreadableInput, match="changed or went away"):
        write_sample(made, inspected, tmp_path / "out", tmp_path / "qa", with_documents=False)
    assert list((tmp_path / "qa").iterdir()) == []


def test_large_portfolios_are_never_held_in_memory(tmp_path: Path) -> None:
    """96 MB of portfolios are packed with a few MB."""
    put_down(tmp_path / "out", *THREE)
    for one in THREE:
        path = tmp_path / "out" / one.units[0].portfolio
        data = path.read_bytes().ljust(32 << 20, b"x")
        path.write_bytes(data)
        manifest = json.loads(path.with_name("manifest.json").read_text())
        manifest["portfolio_sha256"] = hashlib.sha256(data).hexdigest()
        path.with_name("manifest.json").write_text(json.dumps(manifest))
        del data
    made = sample(*THREE)
    inspect_sample(made, tmp_path / "out")  # whatever is imported on first use
    tracemalloc.start()
    try:
        pack(made, tmp_path / "out", tmp_path / "qa")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (tmp_path / "qa" / "sample-4711.zip").stat().st_size > 96 << 20
    assert peak < 16 << 20
