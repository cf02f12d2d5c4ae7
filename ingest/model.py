"""The data model: what a PDF file becomes, from pages to passages.

Two texts are kept apart. The *printed* text of a page is what the PDF gives, one printed line a
line. The *cleaned* text of a document is what is searched and quoted: hyphens at line ends joined,
white space folded, running headers left out. Every cleaned character knows the printed character it
came from, so that any span of cleaned text leads back to its pages and to boxes on them.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ingest.meeting import AgendaItem, Fact, Meeting, Section, Span

__all__ = [
    "NOTHING_ENCLOSED", "AgendaItem", "Box", "Document", "DocumentKind", "Enclosed", "Page",
    "Passage", "Section", "Span", "pages_of",
]  # fmt: skip

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own coordinates, in PDF points.

They count from the lower left corner of the page as the file writes it: before it is turned by
/Rotate, and without regard to the crop box. On a page that is neither turned nor cropped, whose
media box begins at 0, 0 (nearly all), that is the corner one sees. PDFium's FPDF_PageToDevice takes
these coordinates, and places them on the page as shown.
"""


class DocumentKind(StrEnum):
    """What a document is for; the value is the name in JSON and in filters."""

    MINUTES = "minutes"
    AGENDA = "agenda"
    CONSULTATION_RESPONSE = "consultation_response"
    RECOMMENDATION = "recommendation"
    POLICY = "policy"
    MEMO = "memo"
    LETTER = "letter"
    OTHER = "other"


class PageReading(StrEnum):
    """Where a page's text comes from, or why it has none."""

    TEXT = "text"
    """The file's own text layer."""
    OCR = "ocr"
    """Tesseract, from the page's picture."""
    BLANK = "blank"
    """Nothing is written on it."""
    NO_OCR = "no_ocr"
    """It is a picture, or its text layer is noise, and there was no OCR to read it."""
    UNREAD = "unread"
    """It is a picture that OCR could not read, or not in time."""
    BROKEN = "broken"
    """It is damaged beyond reading."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page: its printed text with a box for each character, and its part of the cleaned text.

    `number` counts from 1 and is what is cited; `label` is the number printed in the PDF's own
    page labels and is only shown. `width` and `height` are those of the page as read, in points:
    upright, whichever way the sheet lies.
    `boxes` holds a `Box` for each printed character, shape (len(printed), 4), float32; characters
    without ink (line ends, generated spaces) have an empty box. `origin` has one int32 per cleaned
    character of this page: its index in `printed`, never less than the one before. The page's
    cleaned text begins at `start` in the document's text.
    """

    number: int
    label: str
    width: float
    height: float
    printed: str
    boxes: NDArray[np.float32]
    start: int
    origin: NDArray[np.int32]
    agreement: float
    """Share of the page's words that a second reader (pypdf) finds too, from 0 to 1; of a page that it did
    not read, the least of those that it did. Of a page read by OCR: how sure it is of its words."""
    reading: PageReading = PageReading.TEXT
    covered: tuple[Box, ...] = ()
    """Parts of the page that are shown to nobody: masked numbers, and items that were left out."""

    @property
    def end(self) -> int:
        """One past the page's last cleaned character."""
        return self.start + len(self.origin)


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one document: the unit that is embedded, searched and cited.

    `head` says where the passage stands (committee, date, item, section) and is embedded with the
    text. `item` is an index into the document's items. `sentences` are spans inside the passage.
    """

    start: int
    end: int
    page_first: int
    page_last: int
    head: str
    item: int | None
    section: str | None
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Files inside a file, which are not read: their names, "" for one that has none or is not to be
    named, and whether the file is a `portfolio`, whose own pages are but a cover."""

    names: tuple[str, ...] = ()
    portfolio: bool = False


NOTHING_ENCLOSED = Enclosed()


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One document, read, cleaned, described and split.

    Most PDF files hold one. A packet holds several one after another: each is a document of its own
    with the same `sha256` (of the file's bytes), told apart by `page_first`; its pages keep the
    numbers they have in the packet. `layout` names the layout of minutes that was recognised, and
    is None where none was; `meeting` is None for what is no minutes.
    """

    sha256: str
    title: str
    kind: DocumentKind
    date: datetime.date | None
    organization: str | None
    text: str
    pages: tuple[Page, ...]
    items: tuple[AgendaItem, ...]
    passages: tuple[Passage, ...]
    meeting: Meeting | None = None
    layout: str | None = None
    facts: tuple[Fact, ...] = ()
    enclosed: Enclosed = NOTHING_ENCLOSED
    """Those of the file, given with the first of its documents."""

    @property
    def page_first(self) -> int:
        """Number of the first page in the file, from 1."""
        return self.pages[0].number

    @property
    def page_last(self) -> int:
        """Number of the last page in the file."""
        return self.pages[-1].number


def pages_of(pages: Sequence[Page], span: Span) -> tuple[int, int]:
    """Number of the first and of the last page that `span` touches."""
    starts = [page.start for page in pages]
    first = bisect_right(starts, span[0])
    last = bisect_right(starts, max(span[0], span[1] - 1))
    return pages[max(first, 1) - 1].number, pages[max(last, 1) - 1].number
