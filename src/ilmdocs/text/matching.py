"""Finds the headings of a unit among the paragraphs of a document, also those that were changed a little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from ilmdocs.model.answer import AnswerDocument, Block, BlockKind
from ilmdocs.text.headings import WantedHeading, heading_key, heading_number

_ALIKE, _ALIKE_IN_TEXT = 0.75, 0.9
"""How alike a changed heading is to the one it stands for; text that is no heading must be more alike."""


def match_headings(blocks: Sequence[Block], wanted: Sequence[WantedHeading]) -> Mapping[int, WantedHeading]:
    """Which blocks are, or stand for, which of the unit's headings, by the block's number."""
    found: dict[int, WantedHeading] = {}
    keys: dict[int, str] = {
        number: heading_key(block.text)
        for number, block in enumerate(blocks)
        if block.text and block.kind in (BlockKind.PARAGRAPH, BlockKind.TABLE)
    }
    for heading in wanted:
        same = [number for number, key in keys.items() if key in heading.keys and number not in found]
        same = _of_this_number(same, heading, blocks)
        real = [number for number in same if blocks[number].level]
        found.update(dict.fromkeys(real or same, heading))
    lacking = [heading for heading in wanted if heading not in found.values()]
    for heading in lacking:
        free = [number for number in keys if number not in found]
        numbered = [n for n in free if blocks[n].level and _bears_number(blocks[n], heading)]
        best = numbered[:1] or _most_alike(free, blocks, heading)
        found.update(dict.fromkeys(best, heading))
    return found


def _of_this_number(same: list[int], heading: WantedHeading, blocks: Sequence[Block]) -> list[int]:
    """Two criteria may be worded alike: then the number in front decides."""
    own = [n for n in same if heading_number(blocks[n].text) in (heading.number, heading.criterion)]
    return own or same


def _bears_number(block: Block, heading: WantedHeading) -> bool:
    number = heading_number(block.text)
    return heading.criterion is not None and number in (heading.number, heading.criterion)


def _most_alike(free: Sequence[int], blocks: Sequence[Block], heading: WantedHeading) -> list[int]:
    ranked = []
    for number in free:
        ratio = _likeness(blocks[number].text, heading)
        if ratio >= (_ALIKE if blocks[number].level else _ALIKE_IN_TEXT):
            ranked.append((ratio, -number))
    return [-max(ranked)[1]] if ranked else []


def _likeness(text: str, heading: WantedHeading) -> float:
    longest = max(map(len, heading.keys))
    if len(text) > 2 * longest + 20:
        return 0.0
    typed = heading_key(text)
    best = 0.0
    for key in heading.keys:
        matcher = SequenceMatcher(None, key, typed, autojunk=False)
        if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
            best = max(best, matcher.ratio())
    return best


def nearest_text(document: AnswerDocument, wanted: WantedHeading) -> str | None:
    """The short paragraph that reads most like a heading that is missing, or None."""
    texts = [b.text for b in document.blocks if b.kind is not BlockKind.FOOTNOTE and b.text]
    ranked = [(ratio, text) for text in texts if (ratio := _likeness(text, wanted)) >= _ALIKE]
    return max(ranked, default=(0.0, None), key=lambda item: item[0])[1]
