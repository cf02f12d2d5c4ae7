"""What an answer is made of: statements, each with citations, or an abstention with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from index.hits import Elsewhere, ItemReference, StoredDocument
from ingest.model import Box, Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote, verified on one page. `boxes` has one box per printed line of the quote, in PDF
    points from the page's lower left corner. `page` counts from 1; `label` is the printed label;
    `section` is the part of the item, as labelled ("Beslutning"). `ocr`: the page is a scan, and the
    words are those that OCR read. `also` tells where else the passage stands that it is from, and `why`
    what adds to that passage's rank, by name; none where the search did not find that passage itself."""

    document: StoredDocument
    page: int
    label: str
    quote: str
    boxes: tuple[Box, ...]
    item: ItemReference | None
    section: str | None = None
    ocr: bool = False
    also: tuple[Elsewhere, ...] = ()
    why: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or more of a document, exactly as written, with where it stands: one citation for
    each page, first the page that holds most of it; behind it those of the sentence that leads to a list,
    or of the head of a table. `parts` are the parts of the question that it answers,
    as they are asked; none where the question is one. `span` is where its last quote stands in the
    cleaned text; `owner` is whose words it is, where that is told (`assistant.owners`)."""

    text: str
    citations: tuple[Citation, ...]
    span: Span
    parts: tuple[str, ...] = ()
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A part of a question for which there is no ground, as it is asked, with the code of the detail
    that was looked for in vain (`assistant.ground`)."""

    part: str
    lacks: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question. Without ground `answered` is False, `statements` is empty,
    `reason` is a code from `assistant.texts` and `nearest` holds the closest citations, offered as
    such. `confidence` is the estimated probability (0 to 1) that the statements answer. `lacks` is the code
    of a detail that was asked for and looked for in vain (`assistant.ground`), None for most. `also_searched` are words that the search added
    (`index.wording`). `unanswered` are parts of a question without ground, beside others that are answered.
    `disagreement`: the statements are of several owners, and show a sign that these do not agree."""

    question: str
    answered: bool
    confidence: float
    statements: tuple[Statement, ...]
    reason: str | None
    nearest: tuple[Citation, ...]
    lacks: str | None = None
    also_searched: tuple[str, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    disagreement: bool = False
