"""An index over bare texts instead of PDF files, for collections that come as text (BEIR).

The analysis, the vectors, both searches and their fusion are those of `Index`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from index.catalog import FILE, Catalog
from index.embed import complete_tokens, lacking_tokens
from index.embedding import Embedder
from index.errors import HoldsFiles
from index.hits import Filter, Mode
from index.store import Index, fingerprint_of
from index.token_rows import projection_of, stored_form
from ingest.model import Document, DocumentKind, Passage
from ingest.sentences import sentence_spans
from ingest.sources import Source

BATCH = 64


class TextIndex:
    """An index whose documents are texts, each one passage, found by their ids."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._ids = {document.key: document.name for document in index.documents()}

    @classmethod
    def build(cls, texts: Sequence[tuple[str, str]], folder: Path, embedder: Embedder) -> TextIndex:
        """Index `texts`, pairs of id and text, in `folder`: those that are there already are kept,
        other texts removed. Raises HoldsFiles for an index of PDF files, and what `Index.open` does.
        """
        if not (folder / FILE).exists():
            Catalog.create(folder, fingerprint_of(embedder)).close()
        index = Index.open(folder, embedder=embedder)
        if any(document.page_count for document in index.documents()):
            index.close()
            raise HoldsFiles(folder=folder)
        if lacking_tokens(index.catalog.connection):
            complete_tokens(index.catalog, embedder)
        known = {record.name for record in index.catalog.files()}
        wanted = {
            name: unicodedata.normalize("NFC", text.strip()) for name, text in texts if text.strip()
        }
        for name in known - wanted.keys():
            index.catalog.remove(name)
        missing = sorted(wanted.keys() - known, key=lambda name: len(wanted[name]))
        for start in range(0, len(missing), BATCH):
            _add(index, [(name, wanted[name]) for name in missing[start : start + BATCH]])
        index.bring_up_to_date()
        return cls(index)

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def search(self, question: str, k: int, mode: Mode = "hybrid") -> list[tuple[str, float]]:
        """The `k` best (id, score), best first."""
        hits = self._index.search(question, k, Filter(), mode)
        return [(self._ids[hit.document.key], hit.score) for hit in hits]


def _add(index: Index, texts: list[tuple[str, str]]) -> None:
    embedder = index.embedder
    documents = [_document(name, _fitting(embedder, text)) for name, text in texts]
    spans = [document.passages[0].sentences for document in documents]
    projection = projection_of(index.catalog, embedder)
    embedded = embedder.embed_texts([document.text for document in documents], spans)
    for (name, _), document, vectors in zip(texts, documents, embedded, strict=True):
        stored = stored_form(bytes.fromhex(document.sha256), vectors, projection, 0)
        index.catalog.add(Source(Path(name), name), [document], [[stored]])


def _fitting(embedder: Embedder, text: str) -> str:
    """A text that the model reads whole: the collections cut theirs elsewhere, so ours is cut here."""
    while embedder.count_tokens([text])[0] > embedder.max_tokens:
        text = text[: int(len(text) * 0.9)].rstrip()
    return text


def _document(name: str, text: str) -> Document:
    digest = hashlib.sha256(f"{name}\x00{text}".encode()).hexdigest()
    passage = Passage(0, len(text), 1, 1, "", None, None, sentence_spans(text, 0, len(text)))
    return Document(digest, name, DocumentKind.OTHER, None, None, text, (), (), (passage,))
