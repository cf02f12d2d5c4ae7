"""Closed items: which stretches of a document belong to them, and the document without them.

A closed item's text is hidden, and so is its title where the document prints it a second time, as a
table of contents does. What is hidden becomes spaces, so that no offset of the rest moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.closed_marks import heads_closed_part
from ingest.meeting import AgendaItem, Span
from ingest.model import Box, Document, DocumentKind, Page, Passage

MEETING = (DocumentKind.MINUTES, DocumentKind.AGENDA)
"""Documents that have closed items; the numbered headings of others are called items too."""

SHORTEST = 8
"""Characters of a title that is looked for elsewhere; a shorter one stands in many a sentence."""

FAR = 1e5
"""Points, beyond the edge of any page."""

MARGIN = 2.0
"""Points by which more than the letters is covered."""


@dataclass(frozen=True, slots=True)
class ItemSpan:
    """Where an item stands in its document's text, with its title, and whether it is closed."""

    start: int
    end: int
    title: str
    closed: bool


def item_span(item: AgendaItem) -> ItemSpan:
    """An item's place."""
    return ItemSpan(item.start, item.end, item.title, item.closed)


def hidden_spans(text: str, items: Sequence[ItemSpan]) -> tuple[Span, ...]:
    """What of a text is hidden, in order, without overlaps: closed items, up to the item that follows
    them, and the lines outside of open items that print a closed item's title. Of minutes whose items
    are not known, all that is below the heading of a closed part."""
    if not items:
        lines = re.finditer(r"^[ ]*(\S.*)$", text, re.MULTILINE)
        return tuple((line.start(), len(text)) for line in lines if heads_closed_part(line[1]))[:1]
    spans = []
    for place, item in enumerate(items):
        if item.closed:
            # What trails an item (signatures, the heading of the closed part) may name others.
            following = items[place + 1].start if place + 1 < len(items) else len(text)
            spans.append((item.start, following))
            spans += _repeated(text, item.title, items)
    return merged(spans)


def _repeated(text: str, title: str, items: Sequence[ItemSpan]) -> Iterator[Span]:
    """The lines outside of open items in which a closed item's title stands, however it is broken."""
    words = title.split()
    if len(title) < SHORTEST or not words:
        return
    for match in re.finditer(r"\s+".join(map(re.escape, words)), text):
        if not any(one.start <= match.start() < one.end and not one.closed for one in items):
            start = text.rfind("\n", 0, match.start()) + 1
            end = text.find("\n", match.end())
            yield start, end if end >= 0 else len(text)


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The same stretches, in order and without overlaps."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def wholly_closed(items: Sequence[ItemSpan]) -> bool:
    """Whether a document has items, and all of them are closed."""
    return bool(items) and all(item.closed for item in items)


def touches(span: Span, hidden: Sequence[Span]) -> bool:
    """Whether any of a span is hidden."""
    return any(start < span[1] and span[0] < end for start, end in hidden)


def blanked(text: str, hidden: Sequence[Span]) -> str:
    """The text with spaces in place of what is hidden, and its line ends where they were."""
    for start, end in hidden:
        text = text[:start] + re.sub(r"\S", " ", text[start:end]) + text[end:]
    return text


def hidden_print(start: int, origin: NDArray[np.int32], hidden: Sequence[Span]) -> tuple[Span, ...]:
    """What of a page's printed text is hidden; its cleaned text begins at `start`, with its `origin`
    (`ingest.model.Page`). What is printed between two hidden characters, or after the last one on
    the page, goes with them."""
    spans = []
    for first, end in hidden:
        inside = slice(max(0, first - start), max(0, min(len(origin), end - start)))
        places = origin[inside]
        if len(places):
            goes_on = inside.stop < len(origin)
            spans.append((int(places[0]), int(origin[inside.stop]) if goes_on else (2**31 - 1)))
    return merged(spans)


def without_boxes(boxes: NDArray[np.float32], hidden: Sequence[Span]) -> NDArray[np.float32]:
    """A page's boxes, shape (printed characters, 4), without those of what is hidden."""
    kept = boxes.copy()
    for start, end in hidden:
        kept[start:end] = 0.0
    return kept


def areas(
    boxes: NDArray[np.float32], origin: NDArray[np.int32], printed: Sequence[Span]
) -> tuple[Box, ...]:
    """The parts of a page to cover, so that nothing of these stretches of its printed text can be
    seen, nor what is drawn beside it: from edge to edge, and up to the page's own edge where nothing
    but running lines is printed above, or below. `boxes` and `origin` are those of the page, boxes of
    all printed characters, shape (n, 4)."""
    inked = boxes[:, 0] < boxes[:, 2]
    cleaned = np.zeros(len(boxes), dtype=bool)
    cleaned[origin] = True
    if _runs_upright(boxes[inked]):
        return ((-FAR, -FAR, FAR, FAR),) if printed else ()
    found = []
    for start, end in printed:
        own = np.zeros(len(boxes), dtype=bool)
        own[start:end] = True
        if not (own & inked).any():
            continue
        bottom, top = boxes[own & inked, 1].min() - MARGIN, boxes[own & inked, 3].max() + MARGIN
        others = boxes[~own & inked & cleaned]
        if not (others[:, 3] > top).any():
            top = FAR
        if not (others[:, 1] < bottom).any():
            bottom = -FAR
        found.append((-FAR, float(bottom), FAR, float(top)))
    return tuple(found)


def _runs_upright(boxes: NDArray[np.float32]) -> bool:
    """Whether most characters follow one another up or down the page, as on a sheet laid on its side."""
    steps = np.abs(np.diff(boxes[:, :2], axis=0))
    return bool(len(steps)) and float((steps[:, 1] > steps[:, 0]).mean()) > 0.5


def open_page(page: Page, hidden: Sequence[Span]) -> Page:
    """A page without what is hidden, which is covered; `hidden` counts in the document's text."""
    printed = hidden_print(page.start, page.origin, hidden)
    if not printed:
        return page
    return replace(
        page,
        printed=blanked(page.printed, printed),
        boxes=without_boxes(page.boxes, printed),
        covered=page.covered + areas(page.boxes, page.origin, printed),
    )


def open_documents(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents of a file without closed items, and without those that have no other ones.

    In a packet whose minutes name an attachment in a closed item, the papers behind them are closed as
    well: whose attachment each of them is can only be guessed.
    """
    meetings = [document for document in documents if document.kind in MEETING]
    of_meetings = (item for document in meetings for item in document.items)
    papers_closed = any(item.closed and item.attachments for item in of_meetings)
    shown = map(open_document, meetings if papers_closed else documents)
    return tuple(document for document in shown if document)


def open_document(document: Document) -> Document | None:
    """A document without its closed items; None where it has no other ones."""
    if not (document.items or document.kind in MEETING):
        return document
    spans = [item_span(item) for item in document.items]
    hidden = hidden_spans(document.text, spans)
    if not hidden:
        return document
    if wholly_closed(spans):
        return None
    kept = [place for place, item in enumerate(document.items) if not item.closed]
    return replace(
        document,
        text=blanked(document.text, hidden),
        pages=tuple(open_page(page, hidden) for page in document.pages),
        items=tuple(document.items[place] for place in kept),
        passages=tuple(
            _moved(passage, kept)
            for passage in document.passages
            if not touches((passage.start, passage.end), hidden)
        ),
        facts=tuple(
            fact for fact in document.facts if fact.span is None or not touches(fact.span, hidden)
        ),
    )


def _moved(passage: Passage, kept: Sequence[int]) -> Passage:
    """A passage with its item's place among those that are kept."""
    return passage if passage.item is None else replace(passage, item=kept.index(passage.item))
