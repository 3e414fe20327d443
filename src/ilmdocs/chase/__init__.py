"""A cohort's open points become one note for each person: as an e-mail, a letter, and a list of all."""

from ilmdocs.chase.letter import letter
from ilmdocs.chase.mail import unsent_mail
from ilmdocs.chase.note import Note
from ilmdocs.chase.notes import chase_notes
from ilmdocs.chase.overview import overview

__all__ = ["Note", "chase_notes", "letter", "overview", "unsent_mail"]
