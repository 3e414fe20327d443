"""`ilmdocs verify`: proves finished portfolios."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ilmdocs.cli.options import json_of, print_json, relative, today_option
from ilmdocs.cli.parameters import InputPath
from ilmdocs.cli.settings import centre_options
from ilmdocs.cli.voice import Voice, say, voice_options
from ilmdocs.errors import IlmdocsError, UnreadableInput, exit_code_of
from ilmdocs.faults import contained
from ilmdocs.model.centre import Centre
from ilmdocs.model.portfolio import Proof

if TYPE_CHECKING:
    from ilmdocs.made import PortfolioProved, Task
    from ilmdocs.sample_check import SampleCheck


@click.command("verify")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=InputPath())
@click.option(
    "--workbook", type=InputPath(what="file"), metavar="FILE",
    help="The learner's workbook: proves read-back and confidentiality too.",
)  # fmt: skip
@centre_options
@today_option
@json_of("ilmdocs.verify/1")
@voice_options
def command(
    paths: tuple[Path, ...],
    workbook: Path | None,
    centre: Centre,
    today: date,
    as_json: bool,
    voice: Voice,
) -> None:
    """Prove order, pages, references, links and contents of finished portfolios, in a ZIP too.

    \b
    Examples:
      ilmdocs verify output                   all portfolios in the folder
      ilmdocs verify output --quiet           only what is wrong
      ilmdocs verify portfolio.pdf --workbook my-workbook.xlsx
      ilmdocs verify sample-4711.zip          what ilmdocs sampling packed
    """
    from ilmdocs.executors import Crew
    from ilmdocs.orders import FormSource, ProveOrder
    from ilmdocs.templates_path import templates_folder

    order = ProveOrder(today, FormSource(templates_folder(), centre), workbook)
    with Crew(1).attending(order) as ask:
        run = _Run(ask, as_json, voice)
        for path in paths:
            if path.is_dir():
                for pdf in _portfolios(path):
                    run.prove(pdf, relative(pdf) or pdf.name)
                run.compare(path)
            elif path.suffix.casefold() == ".zip":
                run.unpack(path)
            else:
                run.prove(path, relative(path) or path.name)
    if not run.results:
        raise UnreadableInput(
            f"There is no PDF in {', '.join(map(str, paths))}.", "Build one first:  ilmdocs build --help"
        )
    if as_json:
        from ilmdocs.report.data import envelope

        samples = {"samples": run.samples} if run.samples else {}
        print_json(envelope("ilmdocs.verify/1", portfolios=run.results, **samples))
    good = all(result["ok"] for result in (*run.results, *run.samples))
    raise SystemExit(exit_code_of(run.errors, len(run.results), good=good))


class _Run:
    """Proves one portfolio after the other, tells each at once, and keeps what becomes of them."""

    def __init__(self, ask: Callable[[Task], PortfolioProved], as_json: bool, voice: Voice) -> None:
        self._ask, self._as_json, self._voice = ask, as_json, voice
        self._numbers = count()
        self.results: list[dict[str, Any]] = []
        self.samples: list[dict[str, Any]] = []
        self.errors: list[IlmdocsError] = []

    def prove(self, pdf: Path, name: str) -> None:
        """Prove a portfolio; `name` is what it is called in the results."""
        from ilmdocs.made import Task
        from ilmdocs.report.data import proofs_data
        from ilmdocs.report.text import proofs_text

        proved = self._ask(Task(next(self._numbers), pdf))
        if proved.error is not None:
            self._failed(name, proved.error)
            return
        self.results.append(proofs_data(name, proved.proofs))
        good = all(proof.ok is not False for proof in proved.proofs)
        told = proofs_text(name, proved.proofs, brief=self._voice is Voice.QUIET)
        self._tell(told + "\n", good=good)

    def unpack(self, archive: Path) -> None:
        """Prove every portfolio of a ZIP and, if it is that of a sample, that it is complete."""
        from ilmdocs.portfolio_zip import open_portfolio_zip
        from ilmdocs.sample_check import check_sample

        name = relative(archive) or archive.name
        found = {}
        try:
            with contained(), open_portfolio_zip(archive) as opened:
                for path in opened.portfolios:
                    with opened.unpacked(path) as portfolio:
                        found[path] = portfolio.sha256
                        self.prove(portfolio.pdf, f"{name}/{path}")
                record = opened.record()
                if record is not None:
                    self._compared(check_sample(archive, record, found))
        except IlmdocsError as error:
            self._failed(name, error)

    def compare(self, folder: Path) -> None:
        """Prove that each unpacked sample in a folder is complete."""
        from ilmdocs.sample_check import samples_in

        try:
            for check in samples_in(folder):
                self._compared(check)
        except IlmdocsError as error:
            self._failed(relative(folder) or folder.name, error)

    def _compared(self, check: SampleCheck) -> None:
        name = relative(check.where) or check.where.name
        told = check.faults or (f"All {check.portfolios} portfolios that were packed are here, unchanged.",)
        if check.never_packed:
            told += (f"{check.never_packed} more were drawn and could not be packed; the plan says why.",)
        self.samples.append({"file": name, "seed": check.seed, "ok": check.ok, "details": list(told)})
        state = "complete" if check.ok else "NOT AS IT WAS DRAWN"
        lines = [f"{name}: sample {check.seed}, {state}", *(f"  {line}" for line in told), ""]
        self._tell("\n".join(lines), good=check.ok)

    def _failed(self, name: str, error: IlmdocsError) -> None:
        from ilmdocs.report.data import proofs_data

        self.errors.append(error)
        self.results.append(proofs_data(name, [Proof("opens", None, (str(error),))]) | {"ok": False})
        self._tell(f"{name}\n  {error}\n")

    def _tell(self, text: str, *, good: bool = False) -> None:
        if not self._as_json and not (good and self._voice is Voice.QUIET):
            say(text)


def _portfolios(folder: Path) -> list[Path]:
    """The portfolios in a folder; an assessor's mark sheets and signed originals beside them are none."""
    from ilmdocs.mark_sheets import FILE_START
    from ilmdocs.publish import DOCUMENTS

    found = (pdf for pdf in sorted(folder.rglob("*.pdf")) if pdf.parent.name != DOCUMENTS)
    return [pdf for pdf in found if not pdf.name.startswith(FILE_START)]
