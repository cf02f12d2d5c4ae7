"""tantivy: the passages that share words with the question (BM25). Derived from the catalog."""

from __future__ import annotations

import errno
import math
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import tantivy

from index.analysis import Terms, analyse

FOLDER = "keywords"
SHARED, PRIVATE = ".tantivy-writer.lock", ("meta.json", ".managed.json")

WRITER_MEMORY = 64_000_000
"""Bytes that one writer may gather before it writes a segment."""

ATTEMPTS = 20
"""How often a folder is removed in which files still appear."""

Field = Literal["words", "grams"]
FIELDS: tuple[Field, ...] = ("words", "grams")
"""Each is searched by itself: BM25 scores of words and of grams are not of one scale."""


@dataclass(frozen=True, slots=True)
class KeywordEntry:
    """A passage as keyword search sees it."""

    passage: int
    document: int
    head: str
    text: str


class KeywordIndex:
    """Terms are analysed by `index.analysis` and written as they are, split at spaces."""

    def __init__(self, index: tantivy.Index, folder: Path | None = None) -> None:
        self._index = index
        self._folder = folder
        # What another process writes to the same folder is seen by loading again, never midway.
        index.config_reader(reload_policy="manual")
        self._searcher = self._newest()

    @classmethod
    def empty(cls, folder: Path | None) -> KeywordIndex:
        """A new index below `folder`, in place of an old one; in memory where it is None."""
        if folder is None:
            return cls(tantivy.Index(_schema()))
        remove_folder(folder / FOLDER)
        (folder / FOLDER).mkdir(parents=True)
        return cls(tantivy.Index(_schema(), path=str(folder / FOLDER)), folder / FOLDER)

    @classmethod
    def load(cls, folder: Path) -> KeywordIndex | None:
        """The index kept below `folder`, or None where there is none that can be read."""
        try:
            loaded = cls(tantivy.Index(_schema(), path=str(folder / FOLDER)), folder / FOLDER)
            for field in FIELDS:  # a file that is missing may only show when it is read
                loaded.search(field, Terms(("a",), ("a",)), 1)
        except (OSError, ValueError):
            return None
        return loaded

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def _newest(self) -> tantivy.Searcher:
        self._index.reload()
        return self._index.searcher()

    def update(self, added: Iterable[KeywordEntry], removed: Sequence[int]) -> None:
        """Remove and then add passages, all of it or nothing: one in both is replaced. Raises
        OSError where it cannot be written."""
        try:
            self._write(added, removed)
        except ValueError as error:  # tantivy's own word for all that fails
            reason = errno.ENOSPC if "StorageFull" in str(error) else errno.EIO
            raise OSError(reason, str(error)) from error
        if self._folder:  # tantivy keeps these to their owner; an index may be shared
            for name in PRIVATE:
                shutil.copymode(self._folder / SHARED, self._folder / name)
        self._searcher = self._newest()

    def _write(self, added: Iterable[KeywordEntry], removed: Sequence[int]) -> None:
        writer = self._index.writer(WRITER_MEMORY, 1)
        # What a writer left that was killed may have the name of a file that this one will make.
        writer.garbage_collect_files()
        if removed and len(self):
            # By a query: a deletion by term takes the number for a signed one and finds nothing.
            gone = tantivy.Query.term_set_query(self._index.schema, "passage", list(removed))
            writer.delete_documents_by_query(gone)
        for entry in added:
            terms = analyse(f"{entry.head}\n{entry.text}")
            document = tantivy.Document()
            document.add_unsigned("passage", entry.passage)
            document.add_unsigned("document", entry.document)
            document.add_text("words", " ".join(terms.words))
            document.add_text("grams", " ".join(terms.grams))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def search(
        self,
        field: Field,
        terms: Terms,
        k: int,
        *,
        documents: Sequence[int] | None = None,
        passages: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """The `k` best (passage id, BM25 score) by one field, best first.

        Only in `documents` (their keys), and only among `passages`, where they are given.
        """
        values = terms.words if field == "words" else terms.grams
        if not values or k < 1:
            return []
        schema, must = self._index.schema, tantivy.Occur.Must
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, field, value, "freq"))
                for value in values
            ]
        )
        for name, allowed in (("document", documents), ("passage", passages)):
            if allowed is not None:
                among = tantivy.Query.term_set_query(schema, name, list(allowed))
                among = tantivy.Query.const_score_query(among, 0.0)
                query = tantivy.Query.boolean_query([(must, query), (must, among)])
        found = self._searcher.search(query, k).hits
        ids = self._searcher.fast_field_values("passage", [address for _, address in found])
        return [(int(id_), float(score)) for id_, (score, _) in zip(ids, found, strict=True)]

    def ids(self) -> list[int]:
        """The ids of all passages held, sorted."""
        return sorted(self._passages(tantivy.Query.all_query(), max(1, len(self))))

    def resembling(self, word: str, errors: int, k: int) -> list[int]:
        """The passages, `k` at most, that hold a word of at most so many other letters."""
        near = tantivy.Query.fuzzy_term_query(self._index.schema, "words", word, errors)
        return self._passages(near, k)

    def holding(self, word: str, k: int) -> list[int]:
        """The passages that hold a word, `k` at most, best first."""
        return self._passages(tantivy.Query.term_query(self._index.schema, "words", word), k)

    def _passages(self, query: tantivy.Query, k: int) -> list[int]:
        found = self._searcher.search(query, k).hits
        ids = self._searcher.fast_field_values("passage", [address for _, address in found])
        return [int(id_) for id_ in ids]

    def rarity(self, words: Sequence[str]) -> dict[str, float]:
        """Each word's inverse document frequency, as BM25 weighs it (Robertson and Zaragoza 2009,
        3.3, with 1 added within the logarithm); 0 for a word that stands nowhere."""
        total, rarities = len(self), {}
        for word in words:
            # Passages removed count in the frequencies until their segment is merged away.
            count = min(total, int(self._searcher.doc_freq("words", word)))
            rarities[word] = _idf(total, count) if count else 0.0
        return rarities

    def rarest(self) -> float:
        """The rarity that a word would have that stands nowhere."""
        return _idf(len(self), 0)


def remove_folder(folder: Path) -> None:
    """Remove a folder, also while one that still reads it makes a lock file there. Raises OSError
    where it cannot be removed."""
    for _ in range(ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
    shutil.rmtree(folder)


def _idf(total: int, count: int) -> float:
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", indexed=True, fast=True)
    builder.add_unsigned_field("document", indexed=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
