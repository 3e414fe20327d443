"""No answer is only a stand-in for one: `tbc`, `xxx`, `lorem ipsum …`, an unfilled merge field.

The whole cell must be the stand-in; a sentence that contains one is left alone.

Hit: `TBC`. Miss: `The date is to be confirmed by the client.`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found

_STAND_IN = re.compile(
    r"""(?:
      t\.?b\.?[acd]\.?
    | to\ be\ (?:confirmed|completed|added|advised|agreed|announced|decided|done|filled\ in)
    | to\ ?-?do | fixme | pending | placeholder | dummy(?:\ text)? | sample\ text | test(?:ing)?(?:\ text)?
    | (?:your|enter|type|insert|add|put|write)\ (?:your\ )?(?:text|answer|name|date|details)(?:\ here)?
    | lorem\ ipsum\b.* | blah(?:\ blah)* | asdf\w* | qwerty\w*
    | x{2,} | z{3,} | \?+ | \.{2,} | …+ | _{2,} | \*{2,}
    | \{\{ \s* [\w. ]+ \s* \}\} | «[^«»]*» | <<[^<>]*>> | merge_?field\b.*
    | \[(?:insert|enter|type|add|your|name|date|text|tb[acd])[^\]]*\]
    | <(?:insert|enter|type|add|your|name|date|text|tb[acd])[^>]*>
    )[.!]?""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Options:
    """No settings."""


def check(case: Case, rule: Rule, options: Options) -> Iterator[Found]:
    """Yield a finding at each stand-in."""
    for sheet in case.submission.sheets:
        if sheet == "Private":
            continue
        for row in case.rows(sheet):
            for field_id, value in row.values.items():
                text = " ".join(value.split()) if isinstance(value, str) else ""
                if _STAND_IN.fullmatch(text):
                    label = case.label(sheet, field_id)
                    yield Found(
                        row.at(field_id),
                        f"{label}{case.whose(row)} holds only a stand-in for an answer: “{text[:40]}”.",
                    )


def fields(options: Options) -> Iterable[str]:
    """None in particular: every text is read."""
    return ()


def required(options: Options) -> Iterable[str]:
    """None: a blank cell is another rule's."""
    return ()
