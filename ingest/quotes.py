"""What stands between quote marks in a decision: somebody's words, not the body's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.meeting import Span

MARKS = '”"“»„«'

_OPENS = re.compile(rf"(?:^|(?<=[\s(:,]))[{MARKS}](?=\S)")
_CLOSES = re.compile(rf"(?<=\S)[{MARKS}]")
_CLOSES_STATEMENT = re.compile(rf"(?<=\S)[{MARKS}](?=[.,;:)]?(?:\s*$|\s*\n|\s+[A-ZÆØÅ(]))")
"""A statement introduced by a colon ends where its paragraph or sentence does: marks around single
words within it do not end it."""


def quotes(text: str, span: Span) -> Iterator[Span]:
    """The stretches between quote marks, marks left out, in order."""
    position = span[0]
    while opened := _OPENS.search(text, position, span[1]):
        statement = text[span[0] : opened.start()].rstrip().endswith(":")
        ends = _CLOSES_STATEMENT if statement else _CLOSES
        closed = ends.search(text, opened.end() + 1, span[1])
        if closed:
            yield opened.end(), closed.start()
        position = closed.end() if closed else opened.end()


def blanked(text: str, span: Span) -> str:
    """The text with everything between quote marks within `span` blanked out; offsets stay."""
    pieces, position = [], 0
    for start, end in quotes(text, span):
        stop = end - 1 if text[end - 1] in ".!?" else end  # a full stop ends the sentence outside
        pieces += [text[position:start], re.sub(r"[^\n]", " ", text[start:stop]), text[stop:end]]
        position = end
    return "".join([*pieces, text[position:]])
