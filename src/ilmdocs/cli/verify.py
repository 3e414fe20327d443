"""`ilmdocs verify`: proves finished portfolios."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ilmdocs.cli.options import (
    InputPath,
    json_option,
    print_json,
    relative,
    today_option,
)
from ilmdocs.cli.settings import centre_options
from ilmdocs.errors import IlmdocsError, UnreadableInput, exit_code_of
from ilmdocs.faults import contained
from ilmdocs.model.centre import Centre
from ilmdocs.model.portfolio import Proof


@click.command("verify")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=InputPath())
@click.option(
    "--workbook", type=InputPath(what="file"), metavar="FILE",
    help="The learner's workbook: proves read-back and confidentiality too.",
)  # fmt: skip
@centre_options
@today_option
@json_option
def command(
    paths: tuple[Path, ...], workbook: Path | None, centre: Centre, today: date, as_json: bool
) -> None:
    """Prove order, pages, references, links and contents of finished portfolios.

    \b
    Examples:
      ilmdocs verify output                   all portfolios in the folder
      ilmdocs verify portfolio.pdf --workbook my-workbook.xlsx
    """
    from ilmdocs.proving import prove
    from ilmdocs.report.data import envelope, proofs_data
    from ilmdocs.report.text import proofs_text

    portfolios = [pdf for path in paths for pdf in (_portfolios(path) if path.is_dir() else [path])]
    if not portfolios:
        raise UnreadableInput(
            f"There is no PDF in {', '.join(map(str, paths))}.", "Build one first:  ilmdocs build --help"
        )
    results = []
    errors: list[IlmdocsError] = []
    for pdf in portfolios:
        name = relative(pdf) or pdf.name
        try:
            with contained():
                proofs = prove(pdf, workbook=workbook, centre=centre, today=today)
        except IlmdocsError as error:
            errors.append(error)
            results.append(proofs_data(name, [Proof("opens", None, (str(error),))]) | {"ok": False})
            text = f"{name}\n  {error}\n"
        else:
            results.append(proofs_data(name, proofs))
            text = proofs_text(name, proofs) + "\n"
        if not as_json:
            click.echo(text)
    if as_json:
        print_json(envelope("ilmdocs.verify/1", portfolios=results))
    raise SystemExit(exit_code_of(errors, len(portfolios), good=all(result["ok"] for result in results)))


def _portfolios(folder: Path) -> list[Path]:
    """The portfolios in a folder; an assessor's mark sheets beside them are none."""
    from ilmdocs.mark_sheets import FILE_START

    return [pdf for pdf in sorted(folder.rglob("*.pdf")) if not pdf.name.startswith(FILE_START)]
