"""Indexes of earlier formats: the first is refused with the way out, the others are brought along."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import EXAMPLES, ROOT

from index.catalog import FILE, Catalog
from index.embed import lacking_tokens
from index.errors import OtherVersion
from index.fingerprint import Fingerprint
from index.reader import enclosed
from index.store import Index, fingerprint_of
from index.texts import TextIndex
from index.update import Progress, update
from ingest.limits import Limits
from ingest.sources import find_sources

FIRST_FORMAT = Path(__file__).with_name("catalog_format_1.sql")
"""The tables as the first format had them."""

QUESTION = "Hvem kan få tilskud til frivilligt arbejde?"


@pytest.mark.parametrize("opened", [Catalog.open, Index.open])
def test_an_index_of_the_first_format_is_refused_with_the_command_that_rebuilds(tmp_path, opened):
    made_by_the_first(tmp_path)
    with pytest.raises(OtherVersion, match=r"format 1, now 6.* --rebuild") as told:
        opened(tmp_path)
    assert str(tmp_path) in told.value.details["command"]
    # And it is let go of: the rebuild may put another in its place.
    (tmp_path / FILE).unlink()
    Catalog.create(tmp_path, Fingerprint("model", 250)).close()
    Catalog.open(tmp_path).close()


@pytest.mark.parametrize(("name", "code"), [("example-index", 0), ("my-index", 2)])
def test_make_rebuilds_an_old_example_index_and_no_other(tmp_path, name, code):
    collection = tmp_path / "examples" / "collection"
    collection.mkdir(parents=True)
    shutil.copy(EXAMPLES / "Notat om skolebuskørsel 2020-2022.pdf", collection)
    old = tmp_path / name
    old.mkdir()
    made_by_the_first(old)
    stamp = Path(sys.prefix, "installed")
    done = subprocess.run(
        ["make", "-C", tmp_path, "-f", ROOT / "Makefile", "-o", stamp, "example-index",
         f"VENV={sys.prefix}", f"INDEX={name}"],
        capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "REFERATSVAR_LANG": "da"},
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "Byg det op igen fra PDF-filerne: referatsvar ingest" in done.stderr
    with contextlib.closing(sqlite3.connect(old / FILE)) as connection:
        (names,) = connection.execute("SELECT group_concat(name) FROM files").fetchone()
    assert names == ("Notat om skolebuskørsel 2020-2022.pdf" if code == 0 else "a.pdf")


def made_by_the_first(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / FILE)) as connection:
        connection.executescript(FIRST_FORMAT.read_text(encoding="utf-8"))
        fingerprint = Fingerprint("model", 250, splitter=1).to_json()
        meta = {"format": 1, "generation": 1, "fingerprint": fingerprint}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.execute(
            "INSERT INTO documents VALUES (1, 'abc', 'Referat', 'minutes', NULL, NULL, 'Tekst', 1, '')"
        )
        connection.execute("INSERT INTO files VALUES ('a.pdf', '/a.pdf', 'abc', 1, NULL, '')")
        connection.commit()


def test_an_index_of_the_second_format_is_brought_to_this_one(tmp_path):
    """Its pages without text were not looked at: OCR reads them at the next ingest."""
    Catalog.create(tmp_path, Fingerprint("model", 250)).close()
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("ALTER TABLE pages DROP COLUMN reading")
        without_tokens(connection)
        connection.execute("UPDATE meta SET value = 2 WHERE key = 'format'")
        row = (1, "abc", 1, 2, "Brev", "letter", None, None, None, "2024", "Tekst")
        connection.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(row))})", row)
        for number, printed in ((1, "Tekst"), (2, "\n")):
            page = (1, number, "", 595, 842, printed, 0, b"", b"", 1.0)
            connection.execute(f"INSERT INTO pages VALUES ({', '.join('?' * len(page))})", page)
        connection.execute("INSERT INTO files VALUES ('a.pdf', '/a.pdf', 'abc', NULL, '')")
        connection.execute("INSERT INTO files VALUES ('b.pdf', '/b.pdf', 'def', 'no_text', '')")
        connection.commit()
    for _ in range(2):
        catalog = Catalog.open(tmp_path)
        assert catalog.waiting_for_ocr() == {"abc"}
        assert [record.problem for record in catalog.files()] == [None, "needs_ocr"]
        readings = catalog.connection.execute("SELECT reading FROM pages ORDER BY number")
        assert [reading for (reading,) in readings] == ["text", "no_ocr"]
        catalog.close()


def without_tokens(connection: sqlite3.Connection) -> None:
    """The tables as they were before tokens, covered parts of pages and files inside files were kept."""
    connection.execute("DROP TABLE enclosed")
    connection.execute("DROP TABLE tokens")
    connection.execute("DROP TABLE projection")
    connection.execute("ALTER TABLE pages DROP COLUMN covered")


def test_an_index_of_the_third_format_gets_its_tokens_at_the_next_ingest(tmp_path, embedder):
    folder, files = tmp_path / "index", tmp_path / "files"
    files.mkdir()
    shutil.copy(EXAMPLES / "Frivillighedspolitik 2024-2028.pdf", files)
    Catalog.create(folder, fingerprint_of(embedder)).close()
    with Index.open(folder, embedder=embedder) as index:
        bring_in(index, files)
        made = tokens(index.catalog)
        best = [hit.passage for hit in index.search(QUESTION, 3)]
    with contextlib.closing(sqlite3.connect(folder / FILE)) as connection:
        without_tokens(connection)
        connection.execute("UPDATE meta SET value = 3 WHERE key = 'format'")
        connection.commit()
    with Index.open(folder, embedder=embedder) as index:
        assert lacking_tokens(index.catalog.connection) == len(made)
        assert index.search(QUESTION, 3)  # without late interaction, but it finds
        progress = bring_in(index, files)
        assert (progress.unchanged, progress.completed, progress.incomplete) == (
            1,
            len(made),
            len(made),
        )
        assert lacking_tokens(index.catalog.connection) == 0
        again = tokens(index.catalog)
        for digest, numbers in made.items():
            np.testing.assert_allclose(again[digest], numbers, atol=4)
        assert [hit.passage for hit in index.search(QUESTION, 3)] == best


def test_a_collection_of_texts_of_the_third_format_gets_its_tokens_when_it_is_built(
    tmp_path, embedder
):
    texts = [("a", "Udvalget afviste forslaget."), ("b", "Svømmehallen åbner i august.")]
    with contextlib.closing(TextIndex.build(texts, tmp_path, embedder)) as index:
        before = index.search(QUESTION, 2)
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as connection:
        without_tokens(connection)
        connection.execute("UPDATE meta SET value = 3 WHERE key = 'format'")
        connection.commit()
    with contextlib.closing(TextIndex.build(texts, tmp_path, embedder)) as index:
        assert [name for name, _ in index.search(QUESTION, 2)] == [name for name, _ in before]
    with contextlib.closing(Catalog.open(tmp_path)) as catalog:
        assert len(tokens(catalog)) == 2


def test_an_index_of_the_fifth_format_knows_of_no_files_inside_others(tmp_path):
    Catalog.create(tmp_path, Fingerprint("model", 250)).close()
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("DROP TABLE enclosed")
        connection.execute("UPDATE meta SET value = 5 WHERE key = 'format'")
        connection.commit()
    with contextlib.closing(Catalog.open(tmp_path)) as catalog:
        assert enclosed(catalog.connection) == {}


def bring_in(index: Index, files: Path) -> Progress:
    return update(index, find_sources([files]), workers=1, limits=Limits(), report=lambda _: None)


def tokens(catalog: Catalog) -> dict[bytes, list[int]]:
    rows = catalog.connection.execute("SELECT hash, content FROM tokens")
    return {digest: np.frombuffer(content, np.int8)[:2000].tolist() for digest, content in rows}
