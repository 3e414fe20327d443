"""Forms: parts of the plan become filled Word documents, from packs that a centre may replace form by form."""

from ilmdocs.forms.filler import Filler
from ilmdocs.forms.packs import Form, Pack, load_pack

__all__ = ["Filler", "Form", "Pack", "load_pack"]
