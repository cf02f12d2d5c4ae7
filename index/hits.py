"""What goes into a search and what comes out: filters, stored documents and hits."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ingest.meeting import ItemKind
from ingest.model import DocumentKind, Span

Mode = Literal["hybrid", "keyword", "dense"]
"""The search as people get it; BM25 over words alone; vectors alone."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents may answer. An empty field allows all; dates are inclusive.

    `documents` are names within the collection, or ids; "packet.pdf#page=20" names one document of a
    packet, "packet.pdf" all of them. With a date bound, documents without a known date are left out.
    """

    documents: frozenset[str] = frozenset()
    kinds: frozenset[DocumentKind] = frozenset()
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None

    def __bool__(self) -> bool:
        return bool(self.documents or self.kinds or self.date_from or self.date_to)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the catalog knows it. `name` is its file's path within the collection (cited);
    `path` is where the file was when it was read.

    `id` is the SHA-256 of the file's bytes; of a packet's later documents it is followed by
    "#page=" and `page_first` (RFC 8118). `layout` is that of the minutes, None where none was
    recognised. `file_pages` counts the pages of the whole file.
    """

    key: int
    id: str
    name: str
    path: str
    title: str
    kind: DocumentKind
    date: datetime.date | None
    organization: str | None
    page_count: int
    passage_count: int
    page_first: int = 1
    layout: str | None = None
    file_pages: int = 0

    @property
    def reference(self) -> str:
        """The name by which this document alone is called: "packet.pdf#page=20" in a packet."""
        alone = self.page_count >= self.file_pages
        return self.name if alone else f"{self.name}#page={self.page_first}"

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file's bytes, which a packet's documents share."""
        return self.id.partition("#")[0]

    @property
    def page_last(self) -> int:
        """Number of the last page in the file."""
        return self.page_first + self.page_count - 1


@dataclass(frozen=True, slots=True)
class ItemReference:
    """The agenda item, or numbered heading, that a passage stands under."""

    number: str
    title: str
    case_number: str | None
    kind: ItemKind | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place where the same text stands."""

    document: StoredDocument
    page_first: int
    head: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found. `text` is the cleaned text of `span`; `sentences` are spans in the
    document's cleaned text, with `sentence_scores` (cosine to the question) and `sentence_matches` (late
    interaction with it) in the same order. The latter, and `nearest`, the highest cosine of a sentence by
    the model's own weights, only where the search was for an answer; so `sentence_answers`, which tell above 0 that a
    sentence answers (`index.joint`), of the first hits, none where questions have no adapter.
    `features` is what each search says of it; `parts` what adds up to its score, by name (none but by
    the whole search); `also` tells where else its text stands."""

    rank: int
    score: float
    passage: int
    document: StoredDocument
    span: Span
    page_first: int
    page_last: int
    text: str
    head: str
    section: str | None
    item: ItemReference | None
    sentences: tuple[Span, ...]
    sentence_scores: tuple[float, ...]
    features: Mapping[str, float] = field(default_factory=dict)
    parts: Mapping[str, float] = field(default_factory=dict)
    also: tuple[Elsewhere, ...] = ()
    sentence_matches: tuple[float, ...] = ()
    sentence_answers: tuple[float, ...] = ()
    nearest: float = 0.0
