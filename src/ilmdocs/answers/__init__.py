"""Answer documents: Word files with a unit's headings, made for learners and read back with care."""

from ilmdocs.answers.create import create_answers
from ilmdocs.answers.fill import fill_answer
from ilmdocs.answers.prepare import Prepared, prepare
from ilmdocs.answers.problem import AnswerUnusable, Remark, no_text

__all__ = ["AnswerUnusable", "Prepared", "Remark", "create_answers", "fill_answer", "no_text", "prepare"]
