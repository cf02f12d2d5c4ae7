"""Attachments of real minutes, as their municipality lists them, found in the folder and in the packet."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from index import reader
from index.catalog import Catalog, EmbeddedPassage
from index.fingerprint import Fingerprint
from index.links import linked
from index.structures import read_structure
from ingest.model import DocumentKind
from ingest.read import read_document
from ingest.sources import find_sources
from ingest.split import Splitter


@pytest.fixture
def splitter(embedder) -> Splitter:
    return Splitter.load(embedder.tokenizer_file, 250)


def read_into(folder: Path, index: Path, splitter: Splitter) -> Catalog:
    """The documents of a folder, stored without a model."""
    catalog = Catalog.create(index, Fingerprint("model", 250))
    for source in find_sources([folder]):
        documents = read_document(source.path, source.name, splitter)
        vectors = [
            [
                EmbeddedPassage(
                    hashlib.sha256(f"{source.name}{d.page_first}{p.start}".encode()).digest(),
                    np.ones(4, np.float32),
                    np.ones((len(p.sentences), 4), np.float16),
                )
                for p in d.passages
            ]
            for d in documents
        ]
        catalog.add(source, documents, vectors)
    return catalog


def links(catalog: Catalog) -> list[tuple[str, object]]:
    documents = reader.documents(catalog.connection)
    (minutes,) = (d for d in documents if d.kind is DocumentKind.MINUTES)
    items = read_structure(catalog.connection, minutes.key).items
    names = [attachment.name for item in items for attachment in item.attachments]
    return [(name, linked(catalog.connection, minutes.key, name)) for name in names]


def test_every_attachment_of_a_meeting_is_found_in_its_folder_and_in_its_packet(
    shared, tmp_path, splitter
):
    in_folder = links(read_into(shared / "corpus/alleroed-2014-03-12", tmp_path / "a", splitter))
    in_packet = links(
        read_into(shared / "corpus/alleroed-2014-03-12-samlet", tmp_path / "b", splitter)
    )
    assert [name for name, _ in in_folder] == [name for name, _ in in_packet]
    assert len(in_folder) == len({document.name for _, document in in_folder}) == 7
    # The packet holds the files in the order of the list: the same pages, one after another.
    firsts = [document.page_first for _, document in in_packet]
    lengths = [document.page_count for _, document in in_folder]
    assert firsts == [20 + sum(lengths[:row]) for row in range(7)]
