"""A span of a document becomes citations: one per page, each verified, with boxes to mark.

A quote is compared with the printed page in the normalisation of `ingest.words`. One that is not
found so on its page is not shown.
"""

from __future__ import annotations

import re

import numpy as np

from assistant.model import Citation
from index.hits import Hit
from index.store import Index
from ingest.model import Box, Page, Span
from ingest.words import normalise

BULLET = re.compile(r"\s*[•●○▪■◦‣·\uf000-\uf0ff]")
LEADING = re.compile(rf"^(?:{BULLET.pattern})*\s*")
"""Bullets, which readers of PDF files write in as many ways: a quote begins after them, and ends before
the next."""


def cite(index: Index, hit: Hit, span: Span) -> tuple[Citation, ...]:
    """The citations for a span within a hit's document, in order; none if one cannot be verified."""
    citations = []
    for page in index.pages(hit.document, span):
        quote = _on_page(page, hit, span)
        if not quote:
            continue
        start, end = quote
        text = hit.text[start - hit.span[0] : end - hit.span[0]]
        boxes = line_boxes(page, quote)
        if not boxes or not stands_there(text, page, quote):
            return ()
        citations.append(
            Citation(
                document=hit.document,
                page=page.number,
                label=page.label,
                quote=as_quoted(text),
                boxes=boxes,
                item=hit.item,
            )
        )
    return tuple(citations)


def as_quoted(text: str) -> str:
    """A text as it is shown: without the bullet before it, and white space folded."""
    return " ".join(LEADING.sub("", text).split())


def _on_page(page: Page, hit: Hit, span: Span) -> Span | None:
    """The part of a span that stands on a page, without the bullet before it or space around it."""
    start, end = max(span[0], page.start), min(span[1], page.end)
    text = hit.text[start - hit.span[0] : end - hit.span[0]] if start < end else ""
    bare = LEADING.sub("", text).rstrip()
    if not bare:
        return None
    start = end - len(LEADING.sub("", text))
    return start, start + len(bare)


def stands_there(quote: str, page: Page, span: Span) -> bool:
    """Whether the quote is printed on the page, and at just the place that its map names."""
    printed = page.origin[span[0] - page.start : span[1] - page.start]
    there = page.printed[int(printed.min()) : int(printed.max()) + 1]
    wanted = normalise(quote)
    return bool(wanted) and wanted in normalise(page.printed) and wanted in normalise(there)


def line_boxes(page: Page, span: Span) -> tuple[Box, ...]:
    """One box for each printed line that a span of cleaned text touches, in reading order."""
    printed = np.unique(page.origin[span[0] - page.start : span[1] - page.start])
    boxes = page.boxes[printed]
    ink = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    ends = np.array([i for i, character in enumerate(page.printed) if character == "\n"])
    lines = np.searchsorted(ends, printed)
    found = []
    for line in np.unique(lines[ink]):
        of_line = boxes[ink & (lines == line)]
        left, bottom = of_line[:, :2].min(axis=0)
        right, top = of_line[:, 2:].max(axis=0)
        found.append((_round(left), _round(bottom), _round(right), _round(top)))
    return tuple(found)


def _round(points: np.float32) -> float:
    return round(float(points), 2)
