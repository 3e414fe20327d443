"""`ilmdocs sampling`: a recorded sample of finished portfolios for quality assurance."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ilmdocs.cli.options import drawn_on_option, json_of, print_json, relative, shown, typed
from ilmdocs.cli.parameters import InputPath, OutputFolder
from ilmdocs.cli.settings import centre_option
from ilmdocs.errors import ExitCode, UnreadableInput
from ilmdocs.model.centre import Centre
from ilmdocs.model.sample import BORDERLINE_MARKS, NEW_MONTHS, RATE, SamplingRequest

if TYPE_CHECKING:
    from ilmdocs.model.sample import Inspected, Sample
    from ilmdocs.sample_pack import Packed

_SEED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_NEW_SEEDS = 10**8


class _Seed(click.ParamType[str]):
    name = "seed"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not _SEED.fullmatch(str(value)):
            self.fail(
                f"{value} is no seed. Use up to 40 letters and digits, such as 2026-spring.", param, ctx
            )
        return str(value)


@click.command("sampling")
@click.argument("output", default=Path("output"), metavar="[OUTPUT]", type=InputPath(what="folder"))
@click.option(
    "-o", "--into", type=OutputFolder(), metavar="FOLDER", default=Path("sampling"), show_default=True,
    help="The folder that the plan and the ZIP go to.",
)  # fmt: skip
@click.option(
    "--seed", type=_Seed(), metavar="TEXT",
    help="Draws the same sample again. Left out, a new one is made, printed and recorded.",
)  # fmt: skip
@click.option(
    "--rate", type=click.IntRange(0, 100), default=RATE, show_default=True, metavar="PERCENT",
    help="How much of each assessor's work on a unit is taken where there is no risk; one at least.",
)  # fmt: skip
@click.option(
    "--borderline", type=click.IntRange(0), default=BORDERLINE_MARKS, show_default=True, metavar="MARKS",
    help="How near to the fewest marks that pass is borderline.",
)  # fmt: skip
@click.option(
    "--new-months", type=click.IntRange(0, 1200), default=NEW_MONTHS, show_default=True, metavar="MONTHS",
    help="How long an assessor is new.",
)  # fmt: skip
@click.option("--unmarked", is_flag=True, help="Draw from portfolios too that have no marks here.")
@click.option("--with-documents", is_flag=True, help="Put the Word documents into the ZIP too.")
@centre_option
@drawn_on_option
@json_of("ilmdocs.sampling/1")
def command(  # noqa: PLR0913 -- click hands over one argument per option
    output: Path,
    into: Path,
    seed: str | None,
    rate: int,
    borderline: int,
    new_months: int,
    unmarked: bool,
    with_documents: bool,
    centre: Centre,
    today: date,
    as_json: bool,
) -> None:
    """Draw a sample of the assessed portfolios in OUTPUT, with a plan to fill in and a ZIP to hand on.

    Work of a new assessor, referrals, borderline marks and second attempts are always taken; of the rest a
    share of each assessor's work on each unit.

    \b
    Examples:
      ilmdocs sampling                            from the folder output
      ilmdocs sampling output --seed 2026-spring  the same sample again
      ilmdocs verify sampling/sample-2026-spring.zip
    """
    from ilmdocs.journal import read_cohort
    from ilmdocs.sample_pack import inspect_sample, write_sample
    from ilmdocs.sampling import draw

    cohort = read_cohort(output)
    request = SamplingRequest(
        seed or f"{secrets.randbelow(_NEW_SEEDS):08}", rate, borderline, new_months, unmarked
    )
    sample = draw(cohort, request, centre, today)
    _require_some(sample, output)
    inspected = inspect_sample(sample, output)
    packed = write_sample(sample, inspected, output, into, with_documents=with_documents)
    if as_json:
        print_json(_data(sample, inspected, packed, output))
    else:
        click.echo(_text(sample, inspected, packed))
    raise SystemExit(ExitCode.SOME_FAILED if any(item.problem for item in inspected) else ExitCode.OK)


def _require_some(sample: Sample, output: Path) -> None:
    """Refuse a draw from nothing, with the reasons why there is nothing.

    Raises:
        UnreadableInput: when no portfolio could be drawn.
    """
    if sample.considered:
        return
    reasons = Counter(item.why.partition(":")[0].rstrip(".") for item in sample.left_out)
    told = "; ".join(f"{reason} ({count})" for reason, count in reasons.most_common())
    raise UnreadableInput(
        f"There is no assessed portfolio in {shown(output)}." + (f" {told}." if told else ""),
        "Mark with  ilmdocs mark new  and build again, or add --unmarked.",
    )


def _text(sample: Sample, inspected: Sequence[Inspected], packed: Packed) -> str:
    """What was drawn, stratum by stratum, what is missing, and the next step."""
    from ilmdocs.report.text import plural, table

    drawn = f"{len(inspected)} of {plural(sample.considered, 'portfolio')} drawn"
    lines = [f"{drawn}, with the seed {sample.request.seed}.", ""]
    rows = [
        [
            s.assessor,
            s.unit,
            str(s.portfolios),
            str(s.at_risk),
            f"{s.from_rest} of {s.portfolios - s.at_risk}",
        ]
        for s in sample.strata
    ]
    lines += [table(["Assessor", "Unit", "Portfolios", "With a risk", "Of the rest"], rows), ""]
    for item in inspected:
        who = f"{item.drawn.learner.learner}  {item.drawn.unit.unit}"
        lines.append(f"{who}: {'; '.join(reason.rstrip('.') for reason in item.drawn.reasons)}.")
        if item.problem:
            lines.append(f"  NOT IN THE ZIP. {item.problem}")
        lines += [f"  Note: {remark}" for remark in item.drawn.remarks]
    lines.append("")
    if sample.left_out:
        lines.append(f"Left out: {len(sample.left_out)}; the plan says which and why.")
    lines += [f"Note: {note}" for note in sample.notes]
    lines += [f"Note: {name} was edited and is not in the ZIP." for name in packed.edited]
    lines += [f"Plan:  {shown(packed.plan)}", f"ZIP:   {shown(packed.archive)}"]
    lines.append(f"Next:  ilmdocs verify {typed(packed.archive)}")
    return "\n".join(lines)


def _data(sample: Sample, inspected: Sequence[Inspected], packed: Packed, output: Path) -> dict[str, Any]:
    """The record as in `ilmdocs.sampling/1`, with paths as other programs get them."""
    from ilmdocs.sampling import sample_data

    data = sample_data(sample, inspected)
    for item in data["drawn"]:
        item["portfolio"] = relative(output / item["portfolio"])
    where = {"plan": relative(packed.plan), "archive": relative(packed.archive)}
    return data | where | {"edited_documents": list(packed.edited)}
