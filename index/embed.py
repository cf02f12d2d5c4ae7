"""Passages to vectors, in batches: those of new documents, those that an older index lacks, and those
that were damaged."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.arrays import unpack_spans
from index.catalog import Catalog, EmbeddedPassage
from index.catalog_rows import insert_tokens, vector_bytes
from index.embedding import Embedder
from index.late import Projection
from index.token_rows import projection_of, stored_form
from ingest.model import Document, Span

Vector = NDArray[np.float32]

BATCH = 32
"""Passages embedded at a time: between two batches progress is told and Ctrl-C heard."""

Done = Callable[[int, int], None]
"""Told how many more passages have vectors, and how many of these were computed."""

Told = Callable[[int, int], None]
"""Told how many vectors of how many are made anew."""


def untold(_done: int, _total: int) -> None:
    """Nobody is told."""


def embed_documents(
    catalog: Catalog,
    embedder: Embedder,
    documents: Sequence[Document],
    done: Done = untold,
) -> list[list[EmbeddedPassage]]:
    """The vectors of the documents' passages, as `Catalog.add` takes them."""
    projection = projection_of(catalog, embedder)
    return [_embed(catalog, embedder, projection, one, done) for one in documents]


def _embed(
    catalog: Catalog, embedder: Embedder, projection: Projection, document: Document, done: Done
) -> list[EmbeddedPassage]:
    """The vectors of a document's passages: known ones from the catalog, the others computed."""
    prepared = [
        _prepare(embedder, passage.head, document.text[passage.start : passage.end],
                 passage.start, passage.sentences)
        for passage in document.passages
    ]  # fmt: skip
    known = catalog.known_vectors([one.hash for one in prepared])
    wanted = {one.hash: one for one in prepared if one.hash not in known}
    done(len(prepared) - len(wanted), 0)  # equal ones are embedded once
    ordered = sorted(wanted.values(), key=lambda one: len(one.text))
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        for one in _batch(embedder, projection, batch):
            known[one.hash] = one
        done(len(batch), len(batch))
    return [known[one.hash] for one in prepared]


def lacking_tokens(connection: sqlite3.Connection) -> int:
    """How many vectors have no tokens: those made before there were any."""
    query = "SELECT COUNT(*) FROM vectors WHERE hash NOT IN (SELECT hash FROM tokens)"
    return int(connection.execute(query).fetchone()[0])


def complete_tokens(catalog: Catalog, embedder: Embedder, told: Told = untold) -> None:
    """Make the tokens that vectors of an older index lack, from the stored texts."""
    rows = catalog.connection.execute(
        "SELECT hash FROM vectors WHERE hash NOT IN (SELECT hash FROM tokens)"
    )
    for batch in _again(catalog, embedder, [digest for (digest,) in rows], told):
        with catalog.change() as connection:
            insert_tokens(connection, batch)


def renew(
    catalog: Catalog, embedder: Embedder, digests: Sequence[bytes], told: Told = untold
) -> None:
    """Make these vectors anew with their sentences' and tokens, from the stored texts."""
    for batch in _again(catalog, embedder, digests, told):
        with catalog.change() as connection:
            connection.executemany(
                "UPDATE vectors SET passage = ?, sentences = ? WHERE hash = ?",
                [(*vector_bytes(one), one.hash) for one in batch],
            )
            connection.executemany(
                "DELETE FROM tokens WHERE hash = ?", [(one.hash,) for one in batch]
            )
            insert_tokens(connection, batch)


def _again(
    catalog: Catalog, embedder: Embedder, digests: Sequence[bytes], told: Told
) -> Iterator[list[EmbeddedPassage]]:
    """The stored texts of vectors, embedded again, in batches; each is told when it is taken in."""
    projection = projection_of(catalog, embedder)
    if digests:
        told(0, len(digests))
    for start in range(0, len(digests), BATCH):
        batch = []
        for digest in digests[start : start + BATCH]:
            rows = catalog.connection.execute(
                "SELECT head, text, start, sentences FROM passages WHERE vector = ? LIMIT 1",
                (digest,),
            )
            for head, text, first, spans in rows:
                prepared = _prepare(embedder, head, text, first, unpack_spans(spans))
                # Whatever the vector was filed under: bare texts have other hashes (index.texts).
                batch.append(replace(prepared, hash=digest))
        yield _batch(embedder, projection, batch)
        told(min(start + BATCH, len(digests)), len(digests))


def embedded_again(
    connection: sqlite3.Connection, embedder: Embedder, passage: int
) -> tuple[Vector, Vector]:
    """The vector of a stored passage as the model gives it now, and as it is stored; shape
    (dimension,) each."""
    head, text, start, spans, stored = connection.execute(
        "SELECT p.head, p.text, p.start, p.sentences, v.passage FROM passages p"
        " JOIN vectors v ON v.hash = p.vector WHERE p.id = ?",
        (passage,),
    ).fetchone()
    prepared = _prepare(embedder, head, text, start, unpack_spans(spans))
    (again,) = embedder.embed_texts([prepared.text], [prepared.spans])
    return again.vector, np.frombuffer(stored, "<f4")


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A `text` to embed, which begins with a head of `lead` characters; its sentences' `spans` in it,
    and the hash that identifies both."""

    hash: bytes
    text: str
    spans: list[Span]
    lead: int


def _prepare(
    embedder: Embedder, head: str, text: str, start: int, sentences: Sequence[Span]
) -> _Prepared:
    while head and embedder.count_tokens([f"{head}\n{text}"])[0] > embedder.max_tokens:
        head = head[: len(head) // 2].rstrip()
    lead = f"{head}\n" if head else ""
    offset = len(lead) - start
    spans = [(first + offset, end + offset) for first, end in sentences]
    digest = hashlib.sha256(f"{lead}{text}\x00{spans}".encode()).digest()
    return _Prepared(digest, lead + text, spans, len(lead))


def _batch(
    embedder: Embedder, projection: Projection, batch: Sequence[_Prepared]
) -> list[EmbeddedPassage]:
    embedded = embedder.embed_texts([one.text for one in batch], [one.spans for one in batch])
    return [
        stored_form(one.hash, vectors, projection, one.lead)
        for one, vectors in zip(batch, embedded, strict=True)
    ]
