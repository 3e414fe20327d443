"""The file that `ilmdocs init` writes: every setting explained and none of them in force."""

from __future__ import annotations

_START = """\
# Settings of your centre, for ilmdocs.
#
# Nothing here is in force yet. To use a setting, take away the # at the start of its line and type your own.
# Lines that begin with "# " explain; leave them as they are. Texts stand in straight quotation marks.
# Open and save this file with Notepad or another plain text editor, not with Word.
#
# The file counts for every command that is run in its folder, or that names it:  --centre centre.toml
# Everything is explained with examples in docs/centre.md.


# ---- Who you are ----

# Name and number of your centre, as the awarding body writes them. A learner's workbook that leaves them
# blank is taken to say these; one that says something else is pointed out.
#name = "Fictional Coaching Academy"
#number = "012345"

# Your logo, a PNG or JPEG picture beside this file. It stands at the head of the authentication sheet.
#logo = "logo.png"


# ---- How portfolios look ----

# The folder with your own Word forms and units (docs/templates.md). --templates goes before it.
#pack = "our forms"

# How the PDF of a portfolio is named. Leave it out to keep the awarding body's own way:
# R Jones-ABC123-012345-8585-301(1).pdf. In braces may stand {initial} {surname} {registration} {centre}
# {unit} {attempt}. Needed are {unit}, {attempt} and one of {surname} and {registration}.
#file_name = "{surname} {initial} {registration} {unit}({attempt})"

# Charts at the end of every portfolio, made from the learner's own records: hours of coaching by client over
# time, and how coachees rated the coach, each with its numbers as a table (docs/charts.md).
#charts = true


# ---- What is checked, and for how long it is kept ----

# A coachee's rating from 1 up to this number counts as low: then the feedback should say what the coach
# could do better. Without the setting it is 4.
#low_score = 4

# For how many months after submission you keep a portfolio. Boards and sampling plans say the day;
# nothing is ever deleted.
#retention_months = 36


# ---- Who works for you ----
#
# One block for each person, as many as you need. Somebody whom a workbook names and who is not listed is
# pointed out. Leave a kind of people out and nobody of that kind is checked. A workbook's "Tutor or assessor"
# may stand in either list, so it is checked once both lists name somebody. email and since are optional;
# since is the day on which somebody began to assess for you, so that sampling looks at new assessors first.

#[[tutors]]
#name = "Jo Marsh"
#email = "jo.marsh@example.org"

#[[assessors]]
#name = "Sam Okoro"
#email = "sam.okoro@example.org"
#since = 2026-01-15

#[[quality_assurers]]
#name = "Kit Bryant"
#email = "kit.bryant@example.org"


# ---- In which order the parts of a portfolio stand ----
#
# One line for each unit that you want in another order than ilmdocs has. Name the parts in your order;
# what you leave out follows as it stood. The sheets at the beginning and the mark sheet at the end are
# prescribed and stay where they are.  ilmdocs units 8585-301  shows the parts of a unit.

#[part_order]
#8585-301 = ["diary", "reflective-log", "cpd", "coachee-feedback", "supervision", "observation"]
"""


def starting_file() -> bytes:
    """The commented settings, as the bytes of a text file."""
    return _START.encode("utf-8")
