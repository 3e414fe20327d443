"""Reads the tags of a form in order: which fields they name, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ilmdocs.forms.expressions import Names, Unreadable
from ilmdocs.forms.shapes import Fields, Many
from ilmdocs.forms.tags import Place, Stray, Tag, Unseen, find_tags
from ilmdocs.suggest import suggestion

_FOR = re.compile(r"^for\s+([A-Za-z_]\w*)\s+in\s+(.+)$", re.DOTALL)
_SET = re.compile(r"^set\s+([A-Za-z_]\w*)\s*=\s*(.+)$", re.DOTALL)
_WORD = re.compile(r"^\w+")
_CELL_TAGS = ("cellbg", "colspan")
_CLOSES = {"endif": "if", "endfor": "for"}
_ALONE = (*_CLOSES, "else")
_WORDS = ("if", "for", "elif", *_ALONE)
_CALLED = {"if": "an if", "for": "a for"}
_LETTERS = ("p", "tr", "tc", "r")
_MEANT = {"elseif": "elif", "elsif": "elif", "foreach": "for"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a tag, where, and what to do."""

    place: Place
    tag: str
    message: str
    remedy: str


class FormReader:
    """Reads one form's tags against the fields that it may print.

    After reading, `complaints` holds what is wrong and `printed` the workbook fields that the form prints.
    """

    def __init__(self, fields: Fields) -> None:
        self.complaints: list[Complaint] = []
        self.printed: set[str] = set()
        self._names = Names(fields)
        self._open: list[tuple[str, Tag, int]] = []  # with the number of complaints before it

    def read(self, parts: Mapping[str, bytes]) -> None:
        """Read all tags of a form."""
        part = ""
        for item in find_tags(parts):
            if item.place.part != part:
                self._close_part()
                part = item.place.part
            if isinstance(item, Stray):
                self._complain(
                    item.place, item.typed, "This looks like a tag, but Word shows it broken or not closed.",
                    "Type it again in one go, with both braces together, for example {{ client.profile }}.",
                )  # fmt: skip
            elif isinstance(item, Unseen):
                self._complain(
                    item.place, item.typed, f"This stands in {item.where}, where nothing is filled in.",
                    "Take it out there, and type it where the answer shall be printed.",
                )  # fmt: skip
            else:
                self._read_tag(item)
        self._close_part()

    def _read_tag(self, tag: Tag) -> None:
        if tag.beside:
            kind = {"p": "paragraph", "tr": "table row", "tc": "cell"}[tag.level]
            self._complain(
                tag.place, tag.typed, f"Other text stands in the same {kind} as this tag and would be lost.",
                f"Give the tag a {kind} of its own.",
            )  # fmt: skip
        if tag.level in ("tr", "tc") and not tag.place.table:
            self._complain(
                tag.place, tag.typed, "This tag is for tables, and it stands outside any table.",
                f"Type p in place of {tag.level}, here and in the tag that belongs to it.",
            )  # fmt: skip
        try:
            if tag.prints:
                self._print(tag.body)
            else:
                self._block(tag)
        except Unreadable as problem:
            self._complain(tag.place, tag.typed, problem.message, problem.remedy)

    def _print(self, body: str) -> None:
        shape, printed = self._names.printed(body)
        self.printed |= printed
        if isinstance(shape, Many):
            raise Unreadable(
                "This is a list, and a list cannot be printed at once.", "Put it into a for tag."
            )
        if isinstance(shape, Fields):
            names = ", ".join(sorted(shape.names)[:5])
            raise Unreadable("This names a group of fields.", f"Name one of them, for example: {names}.")

    def _block(self, tag: Tag) -> None:
        word = _WORD.match(tag.body)
        name = word[0] if word else ""
        rest = tag.body[len(name) :].strip()
        if name in ("vm", "hm") and not rest:
            return
        if name in _ALONE and rest:
            meant = "elif" if (name, rest[:3]) == ("else", "if ") else name
            raise Unreadable(f"Nothing may follow {name} in its tag.", f"Type {{%{tag.level} {meant} … %}}.")
        if name in _CELL_TAGS:
            self._names.value(rest)
        elif name == "if":
            self._opened("if", tag)
            self._names.value(rest)
        elif name in ("elif", "else"):
            if not self._open or self._open[-1][0] != "if":
                raise Unreadable(f"This {name} has no if before it.", "Put it between an if and its endif.")
            if name == "elif":
                self._names.value(rest)
        elif name == "for":
            self._loop(tag)
        elif name == "set":
            self._set(tag.body)
        elif name in _CLOSES:
            self._closed(name, tag)
        else:
            self._misspelt(name, rest, tag)

    def _misspelt(self, name: str, rest: str, tag: Tag) -> None:
        """Refuse an unknown word; when it is clear what was meant, read on as if it stood there."""
        level, meant, words = tag.level, _MEANT.get(name, ""), f"{name} {rest}".split()
        if name in _LETTERS and words[1:]:
            level, meant, rest = name, words[1], " ".join(words[2:])
        elif name == "end" and f"end{rest}" in _CLOSES:
            meant, rest = f"end{rest}", ""
        elif glued := next((x for x in _LETTERS if name.startswith(x) and name[len(x) :] in _WORDS), ""):
            level, meant = glued, name[len(glued) :]
        elif not meant and (near := suggestion(name, _WORDS)):
            meant = near.removeprefix(" Did you mean ").rstrip("?")
        if meant not in _WORDS:
            raise Unreadable(
                f"Forms do not know the tag {name or tag.typed}.", "Use if, for or {{ a field }}."
            )
        self._complain(
            tag.place, tag.typed, f"Forms do not know the tag {name}.",
            f"Did you mean {{%{level} {f'{meant} {rest}'.strip()} %}}?",
        )  # fmt: skip
        self._block(replace(tag, level=level, body=f"{meant} {rest}".strip()))

    def _loop(self, tag: Tag) -> None:
        found = _FOR.match(tag.body)
        if found is None:
            self._opened("for", tag)
            raise Unreadable("This for tag is incomplete.", "Type it like {%p for session in sessions %}.")
        try:
            self._names.prove(f"{{% {tag.body} %}}{{% endfor %}}")
            item = self._names.many(found[2])  # before the loop's own name is known
        except Unreadable:
            self._opened("for", tag)
            self._names.define(found[1], None)  # known, so that the body is not blamed as well
            raise
        self._opened("for", tag)
        self._names.define(found[1], item)

    def _set(self, body: str) -> None:
        found = _SET.match(body)
        if found is None:
            raise Unreadable("This set tag is incomplete.", "Type it like {% set name = client.profile %}.")
        self._names.define(found[1], self._names.value(found[2]))

    def _opened(self, name: str, tag: Tag) -> None:
        self._open.append((name, tag, len(self.complaints)))
        self._names.open(loop=name == "for")

    def _closed(self, name: str, tag: Tag) -> None:
        if not self._open or self._open[-1][0] != _CLOSES[name]:
            raise Unreadable(
                f"This {name} closes nothing.",
                f"Put {_CALLED[_CLOSES[name]]} tag before it, or remove it.",
            )
        _, opening, _ = self._open.pop()
        self._names.close()
        if opening.level != tag.level:
            raise Unreadable(
                f"This tag closes {opening.typed}, but the letters after the brace differ.",
                f"Type the same letters in both, such as {{%p … %}} and {{%p {name} %}}.",
            )

    def _close_part(self) -> None:
        for name, tag, before in reversed(self._open):  # so that complaints stay in document order
            never = f"This {name} is never closed."
            remedy = f"Put an end{name} tag after what belongs to it."
            self.complaints.insert(before, Complaint(tag.place, tag.typed, never, remedy))
        self._open.clear()
        self._names.close_all()

    def _complain(self, place: Place, tag: str, message: str, remedy: str) -> None:
        self.complaints.append(Complaint(place, tag, message, remedy))
