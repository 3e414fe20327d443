"""`ilmdocs guides`: the one-page guides as PDF, to print or to hand out."""

from __future__ import annotations

from pathlib import Path

import click

from ilmdocs.cli.options import engine_option, json_of, print_json, relative, shown
from ilmdocs.cli.parameters import OutputFolder


@click.command("guides")
@click.option(
    "-o", "--output", type=OutputFolder(), metavar="FOLDER", default=Path("guides"), show_default=True,
    help="The folder that gets the PDFs.",
)  # fmt: skip
@engine_option
@json_of("ilmdocs.guides/1")
def command(output: Path, engine: str, as_json: bool) -> None:
    """Write the one-page guides for learners, administrators and quality assurers as PDF.

    \b
    Examples:
      ilmdocs guides
      ilmdocs guides -o "To hand out"
    """
    from ilmdocs.atomic import write_atomically
    from ilmdocs.convert import choose_engine
    from ilmdocs.guide_pages import make_guides

    written = []
    for guide in make_guides(choose_engine(engine)):
        target = output / f"ilmdocs guide, {guide.name.replace('-', ' ')}.pdf"
        write_atomically(target, guide.pdf, inside=output)
        target.chmod(0o644)  # nothing in it is confidential; it is handed out
        written.append({"guide": guide.name, "title": guide.title, "file": relative(target)})
        if not as_json:
            click.echo(f"Written: {shown(target)}")
    if as_json:
        from ilmdocs.report.data import envelope

        print_json(envelope("ilmdocs.guides/1", guides=written))
