"""From a PDF file on disk to what was understood of it, by the program's own line, without vectors."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from assistant.structure import structure_json
from index.decisions import Structure
from index.hits import StoredDocument
from ingest.items import find_items
from ingest.meeting import AgendaItem
from ingest.minutes import understand
from ingest.model import Document, Page, pages_of
from ingest.read import read_document
from ingest.split import Splitter


def splitter() -> Splitter:
    """Passages counted in words: these tests are of what stands before them."""
    tokenizer = Tokenizer(WordLevel({"?": 0}, unk_token="?"))
    tokenizer.pre_tokenizer = Whitespace()
    return Splitter(tokenizer, 250)


def read_minutes(path: Path) -> Document:
    """The document that a file begins with; but for packets it is the only one."""
    return read_document(path, path.name, splitter())[0]


def structure_of(document: Document, name: str) -> dict[str, Any]:
    """What `referatsvar structure --json` gives of a document in an index by itself."""
    stored = StoredDocument(
        key=1,
        id=document.sha256,
        name=name,
        path=name,
        title=document.title,
        kind=document.kind,
        date=document.date,
        organization=document.organization,
        page_count=len(document.pages),
        passage_count=len(document.passages),
        page_first=document.page_first,
        layout=document.layout,
        file_pages=len(document.pages),
    )
    structure = Structure(
        document=stored,
        meeting=document.meeting,
        layout=document.layout,
        facts=document.facts,
        items=document.items,
        text=document.text,
        page_of=lambda place: pages_of(document.pages, (place, place + 1))[0],
    )
    return structure_json(structure, lambda _: None)


def items_of(text: str, organization: str, date: datetime.date) -> tuple[AgendaItem, ...]:
    """The items of a text without a file, on one page with all its lines at one edge."""
    boxes = np.tile(np.array([[60, 60, 66, 70]], dtype=np.float32), (len(text), 1))
    origin = np.arange(len(text), dtype=np.int32)
    page = Page(1, "1", 595, 842, text, boxes, 0, origin, 1.0)
    return understand(text, find_items(text), (page,), organization, date).items
