"""How long it takes to remove one document of many: `python -m eval.bench_remove [COUNT]`.

The documents are notes of one page with two passages each; their vectors are drawn at random, for what is
measured is the removal: the database, the file of vectors and the keyword index, until a search would no
longer find the document.
"""

from __future__ import annotations

import datetime
import hashlib
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from index.catalog import Catalog, EmbeddedPassage
from index.compact import rebuild_derived
from index.fingerprint import Fingerprint
from index.writer import writing
from ingest.model import Document, DocumentKind, Page, Passage
from ingest.sources import Source

COUNT, DIMENSION, TOKENS, WIDTH = 10_000, 384, 120, 128
SENTENCE = "Udvalget godkendte forslag {} om vej {} i område {}."


def main() -> None:
    """Build, remove three documents one after another, and tell the times."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    rng = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with closing(Catalog.create(folder, Fingerprint("bench", 250))) as catalog:
            for number in range(count):
                document = _document(number)
                source = Source(folder / f"{number}.pdf", f"{number}.pdf")
                catalog.add(source, [document], [_vectors(document, rng)])
            rebuild_derived(catalog)
            seconds = []
            for number in (0, count // 2, count - 1):
                begun = time.perf_counter()
                with writing(folder, "remove"):
                    catalog.remove(f"{number}.pdf")
                    rebuild_derived(catalog)
                seconds.append(time.perf_counter() - begun)
    told = ", ".join(f"{one:.2f} s" for one in seconds)
    sys.stdout.write(f"one document of {count:,} removed in {told}\n")


def _document(number: int) -> Document:
    lines = [SENTENCE.format(number, part, number * 7 + part) for part in range(12)]
    text = "\n".join(lines)
    origin = np.arange(len(text), dtype=np.int32)
    page = Page(1, "1", 595, 842, text, np.zeros((len(text), 4), np.float32), 0, origin, 1.0)
    half = len("\n".join(lines[:6])) + 1
    spans = ((0, half), (half, len(text)))
    passages = tuple(
        Passage(start, end, 1, 1, f"Notat {number}", None, None, ((start, end),))
        for start, end in spans
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    date = datetime.date(2014, 1, 1) + datetime.timedelta(number % 3650)
    return Document(
        digest, f"Notat {number}", DocumentKind.MEMO, date, None, text, (page,), (), passages
    )


def _vectors(document: Document, rng: np.random.Generator) -> list[EmbeddedPassage]:
    made = []
    for passage in document.passages:
        vector = rng.standard_normal(DIMENSION).astype(np.float32)
        vector /= np.linalg.norm(vector)
        text = document.text[passage.start : passage.end]
        tokens = rng.integers(-127, 127, (TOKENS, WIDTH), dtype=np.int8)
        ends = np.linspace(1, len(text), TOKENS).astype(np.uint16)
        digest = hashlib.sha256(text.encode()).digest()
        made.append(EmbeddedPassage(digest, vector, vector[None].astype(np.float16), tokens, ends))
    return made


if __name__ == "__main__":
    main()
