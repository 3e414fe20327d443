"""What is printed where two of a learner's three units ask for the same cell."""

from __future__ import annotations

from ilmdocs.report.text import findings_text, readiness_text
from tests.builders import UNITS, check_rows, perfect_rows

PAIR = ("8585-302", "8585-303")


def test_the_second_unit_says_that_it_is_the_same_and_still_counts_it() -> None:
    """A date that two units miss is put right once, and neither unit is told that nothing is to fix."""
    rows = perfect_rows("8585-302")
    rows["Units"] += [{**rows["Units"][0], "unit_id": unit} for unit in ("8585-303", "8588-500")]
    rows["Sessions"][2]["date"] = None
    result = check_rows(rows, (*PAIR, "8588-500"))
    same = [found for found in result.findings if found.id == "session-complete"]
    assert [(found.unit, found.caused_by) for found in same] == [(PAIR[0], None), (PAIR[1], same[0].id)]
    assert f"The same is said for {PAIR[0]}; put it right once." in " ".join(findings_text(same).split())
    for status in result.readiness:
        if status.unit in PAIR:
            assert "Not ready: 1 point to fix." in readiness_text(status, UNITS[status.unit], same)
