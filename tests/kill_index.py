"""Kills a process that changes an index, at random moments, and looks whether anything was lost.

    python tests/kill_index.py [COUNT]

The process adds, replaces and removes documents, catches up what is derived, compacts and repairs, in
random order without end. After each kill the index is opened: every document that was committed must be
whole and found, none half there, and what was removed must not be found. In the end one more process
goes on and brings all documents in.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from index.analysis import analyse_question
from index.catalog import Catalog, EmbeddedPassage
from index.compact import compact, stored_dimension
from index.derived import bring_up_to_date
from index.embed import embed_documents
from index.embedding import Embedder
from index.store import PASSAGE_TOKENS, fingerprint_of
from index.verify import repair, verify
from index.writer import writing
from ingest.model import Document
from ingest.read import read_document
from ingest.sources import Source
from ingest.split import Splitter

EXAMPLES = Path(__file__).parent.parent / "examples" / "collection"
FILES = 6
LONGEST = 0.5
"""Seconds after which the process is killed at the latest."""

Whole = tuple[Source, tuple[Document, ...], list[list[EmbeddedPassage]]]


def kill(folder: Path, embedder: Embedder, count: int, seed: int = 0) -> Counter[str]:
    """Kill `count` processes that change an index in `folder`; how often in the midst of what. Raises
    AssertionError where anything was lost."""
    rng = random.Random(seed)
    Catalog.create(folder, fingerprint_of(embedder)).close()
    files = _files(folder, embedder)
    killed: Counter[str] = Counter()
    for number in range(count):
        process = os.fork()
        if not process:
            _change_until_killed(folder, files, seed * 100_000 + number)
        time.sleep(rng.random() * LONGEST)
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        assert os.WIFSIGNALED(status), "the process ended by itself"
        killed[(folder / "doing").read_text() if (folder / "doing").exists() else "start"] += 1
        _check(folder, files)
    with writing(folder):  # the lock of the killed ones is free
        catalog = Catalog.open(folder)
        for one in files:
            catalog.add(*one)
        catalog.close()
    _check(folder, files, everything=True)
    return killed


def _files(folder: Path, embedder: Embedder) -> list[Whole]:
    splitter = Splitter.load(embedder.tokenizer_file, PASSAGE_TOKENS)
    catalog, files = Catalog.open(folder), []
    for path in sorted(EXAMPLES.glob("*.pdf"))[:FILES]:
        documents = read_document(path, path.name, splitter)
        files.append(
            (Source(path, path.name), documents, embed_documents(catalog, embedder, documents))
        )
    catalog.close()
    return files


def _change_until_killed(folder: Path, files: Sequence[Whole], seed: int) -> None:
    """In a process of its own: never returns."""
    rng = random.Random(seed)
    try:
        with writing(folder):
            catalog = Catalog.open(folder)
            while True:
                doing = rng.choice(("add", "add", "add", "remove", "derive", "compact", "repair"))
                (folder / "doing").write_text(doing)
                source, documents, vectors = rng.choice(files)
                if doing == "add":
                    catalog.add(source, documents, vectors)
                elif doing == "remove":
                    catalog.remove(source.name)
                elif doing == "compact":
                    compact(catalog)
                elif doing == "repair":
                    repair(catalog)
                elif dimension := stored_dimension(catalog):
                    with catalog.snapshot():
                        bring_up_to_date(catalog, dimension)
    except BaseException:  # noqa: BLE001  the parent asks for the reason in the output
        traceback.print_exc()
    finally:
        os._exit(1)


def _check(folder: Path, files: Sequence[Whole], *, everything: bool = False) -> None:
    """The index is whole, and holds of each file all or nothing."""
    catalog = Catalog.open(folder)
    faults = [finding for finding in verify(catalog) if not finding.derived]
    assert faults == [], faults
    here = {record.name for record in catalog.files()}
    assert not everything or here == {source.name for source, _, _ in files}
    if not stored_dimension(catalog):
        assert here == set()
        catalog.close()
        return
    with catalog.snapshot() as connection:
        derived = bring_up_to_date(catalog, stored_dimension(catalog))
        for source, documents, vectors in files:
            for document, embedded in zip(documents, vectors, strict=True):
                stored = [
                    id_
                    for (id_,) in connection.execute(
                        "SELECT p.id FROM passages p JOIN documents d ON d.key = p.document"
                        " WHERE d.sha256 = ? AND d.page_first = ? AND d.text = ? ORDER BY p.id",
                        (document.sha256, document.page_first, document.text),
                    )
                ]
                wanted = len(document.passages) if source.name in here else 0
                assert len(stored) == wanted, source.name
                for id_, passage, vector in zip(stored, document.passages, embedded, strict=False):
                    text = document.text[passage.start : passage.end]
                    terms = analyse_question(text[:300])
                    words = dict(derived.keywords.search("words", terms, 1, passages=[id_]))
                    near = dict(derived.vectors.search(vector.passage, len(derived.vectors.ids)))
                    assert id_ in words, "not found by its words"
                    assert near[id_] > 0.99, "not found by its vector"
        total = connection.execute("SELECT COUNT(*) FROM passages").fetchone()[0]
        assert len(derived.keywords) == len(derived.vectors.ids) == total
    faults = [one for one in verify(catalog) if one.code not in ("unused_vector", "tokens")]
    assert faults == [], faults
    catalog.close()


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as temporary:
        begun = time.monotonic()
        told = kill(Path(temporary) / "index", Embedder.load(threads=1), wanted)
        seconds = time.monotonic() - begun
    report = ", ".join(f"{name} {count}" for name, count in told.most_common())
    sys.stdout.write(f"{wanted} kills in {seconds:.0f} s, 0 losses; killed while: {report}\n")
