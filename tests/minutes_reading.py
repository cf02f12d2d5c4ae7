"""From a PDF file on disk to what was understood of it, by the program's own line, without vectors."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from ingest.model import Document
from ingest.read import read_document
from ingest.split import Splitter


def splitter() -> Splitter:
    """Passages counted in words: these tests are of what stands before them."""
    tokenizer = Tokenizer(WordLevel({"?": 0}, unk_token="?"))
    tokenizer.pre_tokenizer = Whitespace()
    return Splitter(tokenizer, 250)


def read_minutes(path: Path) -> Document:
    """The document in a file that holds one."""
    (document,) = read_document(path, path.name, splitter())
    return document
