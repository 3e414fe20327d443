"""Forms: parts of the plan become Word documents, from packs that a centre may replace form by form."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ilmdocs.forms.filler import Filler
from ilmdocs.forms.pack_file import PACK_FILE
from ilmdocs.forms.packs import Form, Pack, load_pack
from ilmdocs.forms.pictures import InlinePicture

if TYPE_CHECKING:
    from ilmdocs.forms.lint import (
        TemplateProblem,
        check_pack,
        printed_fields,
        refuse_broken_pack,
        template_fields,
    )
    from ilmdocs.forms.logo import load_logo
    from ilmdocs.forms.vocabulary import template_vocabulary

__all__ = [
    "PACK_FILE",
    "Filler",
    "Form",
    "InlinePicture",
    "Pack",
    "TemplateProblem",
    "check_pack",
    "load_logo",
    "load_pack",
    "printed_fields",
    "refuse_broken_pack",
    "template_fields",
    "template_vocabulary",
]

_WHEN_ASKED_FOR = dict.fromkeys(
    ("TemplateProblem", "check_pack", "printed_fields", "refuse_broken_pack", "template_fields"),
    "ilmdocs.forms.lint",
) | {"load_logo": "ilmdocs.forms.logo", "template_vocabulary": "ilmdocs.forms.vocabulary"}
"""What checks and explains forms, which most runs do not need."""


def __getattr__(name: str) -> object:
    """Load what is seldom needed when it is first asked for."""
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(_WHEN_ASKED_FOR[name]), name)
    raise AttributeError(f"module {__name__} has no attribute {name}")
