"""Forms: parts of the plan become Word documents, from packs that a centre may replace form by form."""

from ilmdocs.forms.filler import Filler
from ilmdocs.forms.lint import (
    TemplateProblem,
    check_pack,
    printed_fields,
    refuse_broken_pack,
    template_fields,
)
from ilmdocs.forms.logo import load_logo
from ilmdocs.forms.pack_file import PACK_FILE
from ilmdocs.forms.packs import Form, Pack, load_pack
from ilmdocs.forms.pictures import InlinePicture
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
