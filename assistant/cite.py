"""A span of a document becomes citations: one per page, each verified, with boxes to mark.

A quote is compared with the printed page in the normalisation of `ingest.words`. One that is not
found so on its page is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.model import Citation
from index.hits import Hit, ItemReference, StoredDocument
from index.store import Index
from ingest.model import Box, Page, PageReading, Span
from ingest.words import normalise

BULLET = re.compile(r"\s*[•●○▪■◦‣·\uf000-\uf0ff]")
LEADING = re.compile(rf"^(?:{BULLET.pattern})*\s*")
"""Bullets, which readers of PDF files write in as many ways: a quote begins after them, and ends before
the next."""


def cite(index: Index, hit: Hit, span: Span) -> tuple[Citation, ...]:
    """The citations for a span within a hit's passage, in order; none if one cannot be verified."""
    words = hit.text[_within(hit, span)]
    cited = cite_place(index, hit.document, hit.item, span, words, hit.section)
    return with_rank(cited, hit)


def with_rank(citations: tuple[Citation, ...], hit: Hit) -> tuple[Citation, ...]:
    """Citations from a hit's passage, with where else it stands and what adds to its rank."""
    return tuple(replace(one, also=hit.also, why=tuple(hit.parts.items())) for one in citations)


def most_first(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations of a statement, first the page that holds most of it: of a sentence whose first word
    ends a page, the next page is what a reader wants to see."""
    return tuple(sorted(citations, key=lambda citation: -len(citation.quote)))


def _within(hit: Hit, span: Span) -> slice:
    return slice(span[0] - hit.span[0], span[1] - hit.span[0])


def cite_place(
    index: Index,
    document: StoredDocument,
    item: ItemReference | None,
    span: Span,
    text: str,
    section: str | None = None,
) -> tuple[Citation, ...]:
    """The citations for a span of a document whose cleaned text there is `text`, one for each page, in
    order; none if one cannot be verified."""
    citations = []
    for page in index.pages(document, span):
        quote = _on_page(page, span, text)
        if not quote:
            continue
        start, end = quote
        words = text[start - span[0] : end - span[0]]
        boxes = line_boxes(page, quote)
        if not boxes or not stands_there(words, page, quote):
            return ()
        citations.append(
            Citation(
                document=document,
                page=page.number,
                label=page.label,
                quote=as_quoted(words),
                boxes=boxes,
                item=item,
                section=section,
                ocr=page.reading is PageReading.OCR,
            )
        )
    return tuple(citations)


def as_quoted(text: str) -> str:
    """A text as it is shown: without the bullet before it, and white space folded."""
    return " ".join(LEADING.sub("", text).split())


def _on_page(page: Page, span: Span, text: str) -> Span | None:
    """The part of a span that stands on a page, without the bullet before it or space around it."""
    start, end = max(span[0], page.start), min(span[1], page.end)
    part = text[start - span[0] : end - span[0]] if start < end else ""
    bare = LEADING.sub("", part).rstrip()
    if not bare:
        return None
    start = end - len(LEADING.sub("", part))
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
