"""Tokens in the catalog: the projection that an index keeps, and what is stored with each passage."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Sequence
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from index.arrays import unpack_tokens
from index.catalog import Catalog
from index.catalog_rows import EmbeddedPassage
from index.embedding import Embedded, Embedder
from index.late import Packed, Projection
from index.model_folder import write_whole
from index.weights import cache_folder

LAST_END = np.iinfo(np.uint16).max
"""Tokens beyond this many characters of a passage count as ending there."""


def projection_of(catalog: Catalog, embedder: Embedder) -> Projection:
    """The index's projection; made and kept at the first call."""
    found = read_projection(catalog.connection)
    if found is None:
        found = _kept_projection(embedder)
        with catalog.change() as connection:
            connection.execute("INSERT INTO projection VALUES (1, ?)", (found.to_bytes(),))
    return found


def _kept_projection(embedder: Embedder) -> Projection:
    """A model's projection, made once on a machine and kept in the user's cache; a broken file is made
    anew."""
    name = f"{embedder.identity}-{embedder.precision}-{Projection.recipe()}.npz"
    file = cache_folder() / "projections" / name
    try:
        return Projection.from_bytes(file.read_bytes())
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        made = Projection.of(embedder)
    with contextlib.suppress(OSError):  # where it cannot be kept, it takes its seconds each time
        write_whole(file, made.to_bytes())
    return made


def read_projection(connection: sqlite3.Connection) -> Projection | None:
    """The projection kept in an index; None where no passage was ever embedded."""
    row = connection.execute("SELECT content FROM projection").fetchone()
    return Projection.from_bytes(row[0]) if row else None


def stored_form(
    digest: bytes, embedded: Embedded, projection: Projection, lead: int
) -> EmbeddedPassage:
    """A passage's vectors as the catalog takes them. Its text began after `lead` characters."""
    ends = np.clip(embedded.ends - lead, 0, LAST_END).astype(np.uint16)
    sentences = embedded.spans.astype(np.float16)
    return EmbeddedPassage(digest, embedded.vector, sentences, projection.pack(embedded), ends)


def read_tokens(connection: sqlite3.Connection, passages: Sequence[int]) -> list[Packed]:
    """The tokens of passages, in order; none for one whose vector has none."""
    query = (
        "SELECT p.id, t.content, length(t.ends) / 2 FROM passages p JOIN tokens t ON t.hash = p.vector"
        " WHERE p.id IN (SELECT value FROM json_each(?))"
    )
    rows = connection.execute(query, (json.dumps(list(passages)),))
    found = {passage: unpack_tokens(content, count) for passage, content, count in rows}
    nothing = np.zeros((0, 0), np.int8)
    return [found.get(passage, nothing) for passage in passages]


def read_ends(connection: sqlite3.Connection, passage: int) -> NDArray[np.uint16]:
    """Where a passage's tokens end in its text, shape (tokens,)."""
    query = "SELECT ends FROM tokens JOIN passages ON hash = vector WHERE id = ?"
    row = connection.execute(query, (passage,)).fetchone()
    return np.frombuffer(row[0] if row else b"", "<u2")
