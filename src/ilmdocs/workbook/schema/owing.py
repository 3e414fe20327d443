"""Who can fill what is missing, and how that person is asked for it.

What is there but wrong is the learner's to correct, since the learner types the workbook. What is missing may
have to come from somebody else: a signature, a feedback sheet, an observation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ilmdocs.model.party import Party


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked for something missing, and in which words.

    Of several parties the first whose name is known is asked. `{of}` in the words becomes the day of the
    row's own date, such as ` of 5 March 2026`, or nothing.
    """

    of: tuple[Party, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind a row: the field that names the person, and who that is.

    `role` is a field with a choice, `roles` the choices that make somebody else of the person.
    """

    named_in: str
    of: Party
    role: str = ""
    roles: tuple[tuple[str, Party], ...] = ()

    def party(self, said: str) -> Party:
        """Who it is, with this choice in the role field."""
        return dict(self.roles).get(said, self.of)


KNOWN_FROM: Mapping[Party, tuple[str, ...]] = MappingProxyType(
    {
        "supervisor": ("Learner.supervisor_default", "Supervision.supervisor"),
        "assessor": ("Learner.tutor_assessor", "MarkSheet.assessor"),
        "quality assurer": ("Learner.iqa", "MarkSheet.qa_name"),
    }
)
"""Where somebody's name stands, if not in the row itself: the first field that has just one name in it."""
