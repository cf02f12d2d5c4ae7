"""`Index`: the one way in. Opens the catalog, keeps what is derived in step, searches."""

from __future__ import annotations

import contextlib
import datetime
import functools
import sqlite3
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from index import links, matching, precedents, reader, search, structures
from index.access import ALL, Rights
from index.analysis import analyse_question
from index.answering import read_by
from index.catalog import Catalog, rebuild_command
from index.decisions import CaseEntry, DecisionFilter, StoredDecision, Structure
from index.derived import Derived, bring_up_to_date
from index.embedding import Embedder
from index.errors import FingerprintMismatch, OtherVersion
from index.fingerprint import OF_THE_PROGRAM, Fingerprint
from index.hits import Filter, Hit, Mode, StoredDocument
from index.wording import Wording, worded
from ingest.model import Box, Page, Span
from ingest.privacy import USUAL_PRIVACY, Privacy

PASSAGE_TOKENS = 250
"""Tokens of a passage at most, where the model reads that many and a head."""

HEAD_TOKENS = 112
"""Tokens kept free for head and prompt."""

EVERY = DecisionFilter()
"""Allows all decisions."""

EmbedderSource = Callable[[], Embedder]


class Index:
    """An open index. Methods may be called from several threads. What another process adds is seen
    at the next search. The model is loaded at the first search, or by `warm`."""

    def __init__(self, catalog: Catalog, load_embedder: EmbedderSource) -> None:
        self.catalog = catalog
        self._load_embedder = load_embedder
        self._embedder: Embedder | None = None
        self._derived: Derived | None = None
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        embedder: Embedder | EmbedderSource = Embedder.load,
        rights: Rights = ALL,
    ) -> Index:
        """Open the index in `folder`, with a loaded model or with what loads it, as one with these
        `rights` sees it.

        Raises IndexMissing, FormatTooNew, CatalogDamaged or FingerprintMismatch.
        """
        loaded = embedder if isinstance(embedder, Embedder) else None
        index = cls(Catalog.open(folder, rights), (lambda: loaded) if loaded else embedder)  # type: ignore[arg-type]
        try:
            _refuse_other_program(index.catalog)
        except FingerprintMismatch:
            index.close()
            raise
        return index

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the catalog."""
        with self._lock:
            self.catalog.close()

    @property
    def embedder(self) -> Embedder:
        """The model, loaded when first asked for and checked against the index's fingerprint."""
        with self._lock:
            if self._embedder is None:
                embedder = self._load_embedder()
                _refuse_other_model(self.catalog, embedder)
                self._embedder = embedder
            return self._embedder

    def warm(self) -> None:
        """Load the model and what is derived, so that the first question is fast."""
        with self._lock:
            self.embedder.embed_query("Hvad blev besluttet?")
            self.bring_up_to_date()

    def search(
        self,
        question: str,
        k: int = 10,
        filter: Filter = Filter(),  # noqa: A002, B008  the field's word; frozen
        mode: Mode = "hybrid",
        today: datetime.date | None = None,
        *,
        answering: bool = False,
    ) -> list[Hit]:
        """The `k` best passages, best first; none for a question without letters or digits. With
        `answering` they tell how each of their sentences matches, and the first of them whether these answer,
        which takes another pass of the model, as passages do that score nearly alike. `today`
        is the day that "sidste år" is counted from, the real one by default."""
        question = unicodedata.normalize("NFC", question)  # as documents are
        if k < 1 or not any(character.isalnum() for character in question):
            return []
        wording = self.wording(question)
        embedded = self.embedder.embed_question(wording.question)
        plainly = functools.partial(self.embedder.embed_question, wording.question, plain=True)
        if answering and self.embedder.has_adapter:
            plainly()  # kept for within, where others would wait for it
        with self._reading() as connection:
            return search.search(
                connection,
                self._current(),
                wording.question,
                embedded,
                beside=question,
                k=k,
                wanted=filter,
                mode=mode,
                folding=mode == "hybrid",
                answering=answering,
                plainly=plainly if self.embedder.has_adapter else None,
                today=today,
            )

    def read_by(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """Hits of other questions, whose sentences tell how they match this one."""
        wording = self.wording(question)
        embedded = self.embedder.embed_question(wording.question)
        with self._reading() as connection:
            derived = self._current()
            stored = reader.passages(connection, [hit.passage for hit in hits])
            return read_by(connection, derived, wording.question, embedded, hits, stored)

    def wording(self, question: str) -> Wording:
        """The question as it is searched: in the collection's own words."""
        question = unicodedata.normalize("NFC", question)
        pieces = self.embedder.count_tokens
        with self._reading() as connection:
            return worded(connection, self._current().keywords, pieces, question)

    def term_weights(self, question: str) -> dict[str, float]:
        """The question's words with their rarity in the collection (BM25's idf); 0 for a word that
        stands nowhere in it."""
        question = unicodedata.normalize("NFC", question)
        with self._reading():
            return self._current().keywords.rarity(analyse_question(question).words)

    def documents(self) -> list[StoredDocument]:
        """All documents, by name and page."""
        with self._reading() as connection:
            return reader.documents(connection)

    def document(self, id_or_name: str) -> StoredDocument | None:
        """A document by its id or by its file's name within the collection: of a packet the minutes,
        or with "#page=20" the document on that page."""
        with self._reading() as connection:
            return reader.find_document(connection, id_or_name)

    def pages(self, document: StoredDocument, span: Span) -> list[Page]:
        """The pages that a span of a document's cleaned text touches."""
        with self._reading() as connection:
            return reader.pages(connection, document.key, span)

    def covered(self, document: StoredDocument, number: int) -> tuple[Box, ...] | None:
        """The parts of a page of the document's file that may not be shown; None where the index does
        not hold that page, or not all of it may be seen and it is not known what."""
        with self._reading() as connection:
            return reader.covered(connection, document.sha256, number)

    def whole(self, document: StoredDocument) -> bool:
        """Whether the document's file may be handed out as it is."""
        with self._reading():
            return self.catalog.whole(document.sha256)

    def text(self, document: StoredDocument, span: Span) -> str:
        """A stretch of a document's cleaned text; empty where it was removed meanwhile."""
        with self._reading() as connection:
            return reader.text_of(connection, document.key, span)

    def structure(self, document_key: int) -> Structure:
        """All that was understood of a document; raises KeyError where there is none of this key."""
        with self._reading() as connection:
            return structures.read_structure(connection, document_key)

    def decisions(
        self,
        filter: DecisionFilter = EVERY,  # noqa: A002
        count: int | None = None,
    ) -> list[StoredDecision]:
        """All decisions that a filter allows, or the first `count`: newest first, those without a
        date last."""
        with self._reading() as connection:
            return precedents.decisions(connection, filter, count)

    def decisions_by(
        self,
        filter: DecisionFilter,  # noqa: A002
        value: matching.Value | None,
        order: Callable[[Sequence[matching.Valued]], Sequence[matching.Valued]],
        count: int | None,
    ) -> tuple[list[StoredDecision], int]:
        """The first `count` decisions that a filter allows, as `order` puts them by a value, and how
        many it allows. Only those are read whole."""
        with self._reading() as connection:
            ordered = order(matching.valued(connection, filter, value))
            return precedents.stored(connection, [key for key, _ in ordered[:count]]), len(ordered)

    def precedents(
        self,
        query: str,
        filter: DecisionFilter = EVERY,  # noqa: A002
        count: int = 20,
    ) -> list[StoredDecision]:
        """The `count` decisions nearest in meaning and words among those that a filter allows, best
        first; none for a query without letters or digits."""
        query = unicodedata.normalize("NFC", query)
        if count < 1 or not any(character.isalnum() for character in query):
            return []
        embedded = self.embedder.embed_question(query)
        with self._reading() as connection:
            current = self._current()
            return precedents.precedents(connection, current, query, embedded, filter, count)

    def similar(
        self, document_key: int, item_position: int, count: int = 10
    ) -> list[StoredDecision]:
        """The decided items nearest in meaning to one, best first, without those of its case."""
        with self._reading() as connection:
            item = matching.ItemKey(document_key, item_position)
            dimension = self.embedder.dimension
            return precedents.similar(connection, self._current(), item, dimension, count)

    def case(self, number: str) -> list[CaseEntry]:
        """Where a case stands in all documents, in order of time."""
        with self._reading() as connection:
            return precedents.case(connection, number)

    def linked(self, document_key: int, attachment_name: str) -> StoredDocument | None:
        """The document of the collection that an attachment of this name means, None where none
        fits; those in the same packet or folder come first."""
        with self._reading() as connection:
            return links.linked(connection, document_key, attachment_name)

    def note(self, name: str) -> str | None:
        """What was noted under a name; None where nothing was."""
        with self._reading():
            return self.catalog.note(name)

    def keep_note(self, name: str, value: str) -> None:
        """Note something about the index; the caller holds its writer lock."""
        with self._lock:
            self.catalog.keep_note(name, value)

    def bring_up_to_date(self) -> None:
        """Catch up with the catalog now, rather than at the next search."""
        with self._reading():
            self._current()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the catalog, for one thread."""
        with self._lock:
            if self.catalog.replaced:
                self._reopen()
            with self.catalog.snapshot() as connection:
                yield connection

    def _reopen(self) -> None:
        catalog = Catalog.open(self.catalog.folder, self.catalog.rights)
        try:
            _refuse_other_program(catalog)
            if self._embedder:
                _refuse_other_model(catalog, self._embedder)
        except FingerprintMismatch:
            catalog.close()
            raise
        self.catalog.close()
        self.catalog, self._derived = catalog, None

    def _current(self) -> Derived:
        if self._derived is None or self._derived.generation != self.catalog.generation:
            self._derived = bring_up_to_date(self.catalog, self.embedder.dimension)
        return self._derived


def _refuse_other_program(catalog: Catalog) -> None:
    """Without the model: splitter and analysis must be those of this version of the program."""
    ours = Fingerprint("", 0)
    same = {name: getattr(ours, name) for name in OF_THE_PROGRAM}
    refuse_other(catalog, replace(catalog.fingerprint, **same))


def _refuse_other_model(catalog: Catalog, embedder: Embedder) -> None:
    """With the model: what it takes in is a matter of the ingest."""
    stored, ours = catalog.fingerprint, fingerprint_of(embedder)
    refuse_other(catalog, replace(stored, model=ours.model, passage_tokens=ours.passage_tokens))


def refuse_other(catalog: Catalog, wanted: Fingerprint) -> None:
    """Raise FingerprintMismatch, or OtherVersion, where the catalog was built with other settings."""
    difference = catalog.fingerprint.first_difference(wanted)
    if difference:
        setting, stored, now = difference
        kind = OtherVersion if setting in OF_THE_PROGRAM else FingerprintMismatch
        raise kind(
            folder=catalog.folder,
            setting=setting,
            stored=stored,
            wanted=now,
            command=rebuild_command(catalog.folder),
        )


def fingerprint_of(embedder: Embedder, privacy: Privacy = USUAL_PRIVACY) -> Fingerprint:
    """The fingerprint of an index built with this model by this version of the program, without what
    `privacy` leaves out."""
    tokens = min(PASSAGE_TOKENS, embedder.max_tokens - HEAD_TOKENS)
    return Fingerprint(embedder.identity, tokens).with_privacy(privacy)
