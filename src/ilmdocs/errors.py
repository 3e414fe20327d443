"""What stops the work: exceptions with an exit code, and nothing else.

A learner's mistake is never an exception; it is a `Finding`. An exception means that a file, an engine
or the machine failed. Each carries what happened and what to do about it, in the user's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum


class ExitCode(IntEnum):
    """The stable exit codes of every command, and the one place that says what each means.

    `brief` stands below `ilmdocs --help`, `meaning` in the tables of README and docs.
    """

    brief: str
    meaning: str

    OK = 0, "all good", "all good"
    MUST_FINDINGS = (
        1,
        "points to fix",
        "points that must be fixed (nothing built, or a draft), or a proof failed",
    )
    USAGE = 2, "wrong command line", "the command line is wrong"
    SOME_FAILED = 3, "some failed", "some learners failed, all others are done"
    UNREADABLE = 4, "unreadable input", "an input cannot be read"
    UNWRITABLE = (
        5,
        "unwritable output",
        "an output cannot be written; the message says why, and the same command goes on from there "
        "afterwards",
    )
    ENGINE = 6, "no engine", "no engine, or the conversion failed"
    OUR_FAULT = 70, "our fault", "a fault of ours"
    INTERRUPTED = 130, "interrupted", "interrupted"

    def __new__(cls, code: int, brief: str, meaning: str) -> ExitCode:
        """Keep the words beside the number; to everybody who counts it stays a number."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.brief, member.meaning = brief, meaning
        return member


_HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What steers a terminal or turns the direction of writing; a file's name may hold it."""


def in_sight(text: str) -> str:
    """Text in which nothing is there without being seen: names of files come from strangers."""
    return _HIDDEN.sub("\ufffd", text)


class IlmdocsError(Exception):
    """Base of every error that the user can do something about.

    Args:
        message: what went wrong, one sentence, naming the file but never a client.
        remedy: what to do, one sentence; empty when there is nothing to add.
    """

    exit_code: ExitCode = ExitCode.OUR_FAULT

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message = in_sight(message)
        super().__init__(self.message)
        self.remedy = in_sight(remedy)

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()

    def __reduce__(self) -> tuple[type[IlmdocsError], tuple[str, str]]:
        """Keep both sentences when the error crosses a process border."""
        return (type(self), (self.message, self.remedy))


class UnreadableInput(IlmdocsError):
    """A workbook, attachment, unit file, template or portfolio cannot be read."""

    exit_code = ExitCode.UNREADABLE


class UnwritableOutput(IlmdocsError):
    """A folder or file cannot be written."""

    exit_code = ExitCode.UNWRITABLE


class DiskFull(UnwritableOutput):
    """There is no room any more: whatever is tried next would fail as well."""


class EngineFailure(IlmdocsError):
    """No engine is there, or a conversion failed or lost text."""

    exit_code = ExitCode.ENGINE


class OurFault(IlmdocsError):
    """The program itself failed: something that no file may ever cause."""


class UsageProblem(IlmdocsError):
    """The command line asks for something that does not exist, such as an unknown unit."""

    exit_code = ExitCode.USAGE


def exit_code_of(errors: Sequence[IlmdocsError], inputs: int, *, good: bool) -> ExitCode:
    """The exit code of work on files one by one (design §3, "Exit").

    Args:
        errors: what stopped the work on some of them.
        inputs: how many files there were.
        good: whether nothing is wrong with the others.
    """
    if errors:
        return errors[0].exit_code if inputs == 1 else ExitCode.SOME_FAILED
    return ExitCode.OK if good else ExitCode.MUST_FINDINGS
