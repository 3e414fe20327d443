"""The anonymised twin of a portfolio: the same evidence about nobody, from the same pipeline.

Nothing is ever taken out of a finished PDF. The frozen submission becomes one in which references stand for
people, and a portfolio is made from that, so that no name is there to be found (docs/anonymise.md).
"""

from ilmdocs.anonymise.learners import AnonymiseOrder, TwinResult, anonymise_learners, exit_code
from ilmdocs.anonymise.scan import NotAnonymous
from ilmdocs.anonymise.twin import Twin, make_twins

__all__ = [
    "AnonymiseOrder",
    "NotAnonymous",
    "Twin",
    "TwinResult",
    "anonymise_learners",
    "exit_code",
    "make_twins",
]
