"""The catalog alone: documents made by hand, without PDF files and without a model."""

from __future__ import annotations

import datetime
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import reader
from index.catalog import FILE, Catalog, EmbeddedPassage
from index.errors import CatalogDamaged, FormatTooNew, IndexMissing
from index.fingerprint import Fingerprint
from index.hits import Filter
from ingest.errors import Broken
from ingest.model import AgendaItem, Document, DocumentKind, Page, Passage
from ingest.sources import Source

DIMENSION = 8
FINGERPRINT = Fingerprint("model", 250)
ROOT = Path(__file__).parents[1]


def vector_of(text: str) -> EmbeddedPassage:
    digest = hashlib.sha256(text.encode()).digest()
    seed = int.from_bytes(digest[:8], "little")
    numbers = np.random.default_rng(seed).normal(size=(2, DIMENSION)).astype(np.float32)
    return EmbeddedPassage(digest, numbers[0], numbers[1:].astype(np.float16))


def made(*texts: str, kind=DocumentKind.MINUTES, date=None) -> tuple[tuple[Document], list]:
    """A file's one document, of one passage and one page per text, with its vectors."""
    text = "\n".join(texts)
    starts = [sum(len(before) + 1 for before in texts[:row]) for row in range(len(texts))]
    passages, pages = [], []
    for row, (start, part) in enumerate(zip(starts, texts, strict=True)):
        end = start + len(part)
        passages.append(Passage(start, end, row + 1, row + 1, "Udvalg", 0, "Beslutning",
                                ((start, end),)))  # fmt: skip
        boxes = np.full((len(part), 4), row + 0.5, np.float32)
        origin = np.arange(len(part), dtype=np.int32)
        pages.append(Page(row + 1, str(row), 595.0, 842.0, part, boxes, start, origin, 1.0))
    items = (AgendaItem("1", "Skoler", "14/1175", 0, len(text)),)
    document = Document(hashlib.sha256(text.encode()).hexdigest(), texts[0], kind, date, "Udvalg",
                        text, tuple(pages), items, tuple(passages))  # fmt: skip
    return (document,), [[vector_of(part) for part in texts]]


def source(name: str) -> Source:
    return Source(Path("/arkiv") / name, name)


def counts(catalog: Catalog) -> dict[str, int]:
    tables = ("files", "documents", "pages", "items", "passages", "vectors")
    query = "SELECT COUNT(*) FROM {}"
    return {name: catalog.connection.execute(query.format(name)).fetchone()[0] for name in tables}


@pytest.fixture
def catalog(tmp_path: Path):
    catalog = Catalog.create(tmp_path, FINGERPRINT)
    yield catalog
    catalog.close()


def test_what_goes_in_comes_out(catalog):
    (document,), (vectors,) = made(
        "Skolen lukkes.", "Vejen bygges.", date=datetime.date(2024, 5, 1)
    )
    catalog.add(source("a.pdf"), [document], [vectors])
    (stored,) = reader.documents(catalog.connection)
    assert (stored.id, stored.name, stored.kind, stored.date, stored.organization) == (
        document.sha256, "a.pdf", DocumentKind.MINUTES, datetime.date(2024, 5, 1), "Udvalg",
    )  # fmt: skip
    assert (stored.page_count, stored.passage_count) == (2, 2)
    first, second = reader.passage_ids(catalog.connection).tolist()
    passage = reader.passage(catalog.connection, second)
    assert (passage.text, passage.page_first, passage.section) == ("Vejen bygges.", 2, "Beslutning")
    assert passage.item is not None
    assert passage.item.case_number == "14/1175"
    assert passage.sentences == (passage.span,)
    np.testing.assert_array_equal(passage.sentence_vectors, vectors[1].sentences)
    ids = np.array([second, first])
    stored_vectors = reader.vectors_of(catalog.connection, ids, DIMENSION)
    np.testing.assert_array_equal(stored_vectors, [vectors[1].passage, vectors[0].passage])
    (page,) = reader.pages(catalog.connection, stored.key, passage.span)
    assert (page.number, page.label, page.printed) == (2, "1", "Vejen bygges.")
    np.testing.assert_array_equal(page.boxes, document.pages[1].boxes)
    assert reader.text_of(catalog.connection, stored.key, passage.span) == "Vejen bygges."


def test_a_span_over_a_page_break_touches_both_pages(catalog):
    document, vectors = made("Første side.", "Anden side.", "Tredje side.")
    catalog.add(source("a.pdf"), document, vectors)
    (stored,) = reader.documents(catalog.connection)
    touched = reader.pages(catalog.connection, stored.key, (8, 15))
    assert [page.number for page in touched] == [1, 2]


def test_offsets_count_characters_whatever_they_are(catalog):
    (document,), vectors = made("\0 nul", "👩‍👩‍👧 å a\u0301", "slut")
    catalog.add(source("a.pdf"), [document], vectors)
    (stored,) = reader.documents(catalog.connection)
    for passage in document.passages:
        span = passage.start, passage.end
        found = reader.text_of(catalog.connection, stored.key, span)
        assert found == document.text[slice(*span)]


def test_a_removed_document_leaves_nothing(catalog):
    catalog.add(source("a.pdf"), *made("Skolen lukkes.", "Vejen bygges."))
    assert catalog.remove("a.pdf")
    assert set(counts(catalog).values()) == {0}
    assert not catalog.remove("a.pdf")


def test_a_vector_stays_while_another_passage_has_the_same_text(catalog):
    catalog.add(source("a.pdf"), *made("Fælles.", "Kun i a."))
    catalog.add(source("b.pdf"), *made("Fælles.", "Kun i b."))
    assert counts(catalog)["vectors"] == 3
    catalog.remove("a.pdf")
    assert counts(catalog) == {
        "files": 1, "documents": 1, "pages": 2, "items": 1, "passages": 2, "vectors": 2,
    }  # fmt: skip
    known = catalog.known_vectors([vector_of(text).hash for text in ("Fælles.", "Kun i a.")])
    assert list(known) == [vector_of("Fælles.").hash]


def test_other_bytes_under_a_name_take_the_place_of_the_old(catalog):
    catalog.add(source("a.pdf"), *made("Gammel.", "Bliver."))
    catalog.add(source("a.pdf"), *made("Bliver.", "Ny."))
    assert counts(catalog) == {
        "files": 1, "documents": 1, "pages": 2, "items": 1, "passages": 2, "vectors": 2,
    }  # fmt: skip


def test_a_document_under_two_names_stays_until_both_are_gone(catalog):
    (document,), vectors = made("Skolen lukkes.")
    catalog.add(source("b.pdf"), [document], vectors)
    catalog.add_name(source("a.pdf"), document.sha256)
    assert counts(catalog)["documents"] == 1
    assert [stored.name for stored in reader.documents(catalog.connection)] == ["a.pdf"]
    catalog.remove("a.pdf")
    assert [stored.name for stored in reader.documents(catalog.connection)] == ["b.pdf"]
    catalog.remove("b.pdf")
    assert set(counts(catalog).values()) == {0}


def test_a_file_that_fails_takes_its_old_document_out(catalog):
    catalog.add(source("a.pdf"), *made("Skolen lukkes."))
    catalog.add_problem(source("a.pdf"), "f" * 64, Broken("a.pdf", "cut off"))
    (record,) = catalog.files()
    assert (record.sha256, record.problem, record.detail) == ("f" * 64, "broken", "cut off")
    assert counts(catalog)["documents"] == counts(catalog)["vectors"] == 0


def test_every_change_raises_the_generation(catalog):
    (document,), vectors = made("Skolen lukkes.")
    seen = [catalog.generation]
    for change in (
        lambda: catalog.add(source("a.pdf"), [document], vectors),
        lambda: catalog.add_name(source("b.pdf"), document.sha256),
        lambda: catalog.add_problem(source("c.pdf"), None, Broken("c.pdf")),
        lambda: catalog.remove("a.pdf"),
    ):
        change()
        seen.append(catalog.generation)
    assert seen == sorted(set(seen))
    catalog.remove("unknown.pdf")
    assert catalog.generation == seen[-1]


def test_a_change_that_fails_leaves_all_as_it_was(catalog):
    catalog.add(source("a.pdf"), *made("Skolen lukkes."))
    before = counts(catalog), catalog.generation
    documents, (vectors,) = made("Ny tekst.", "Mere tekst.")
    with pytest.raises(ValueError, match="zip"):
        catalog.add(source("a.pdf"), documents, [vectors[:1]])
    assert (counts(catalog), catalog.generation) == before
    catalog.add(source("a.pdf"), documents, [vectors])


def test_ids_are_never_used_again_even_after_a_backup_is_put_back(catalog, tmp_path):
    catalog.add(source("a.pdf"), *made("Fælles."))
    backup = tmp_path / "backup.sqlite"
    catalog.connection.execute("VACUUM INTO ?", (str(backup),))
    catalog.add(source("b.pdf"), *made("Efter."))
    used = set(reader.passage_ids(catalog.connection).tolist())
    generation = catalog.generation
    catalog.close()
    backup.replace(tmp_path / FILE)
    for suffix in ("-wal", "-shm"):
        (tmp_path / f"{FILE}{suffix}").unlink(missing_ok=True)
    restored = Catalog.open(tmp_path)
    kept = set(reader.passage_ids(restored.connection).tolist())
    restored.add(source("c.pdf"), *made("Anderledes."))
    assert not (set(reader.passage_ids(restored.connection).tolist()) - kept) & used
    assert restored.generation > generation
    restored.close()


def test_filters_are_joined_and_their_dates_inclusive(catalog):
    day = datetime.date(2024, 5, 1)
    catalog.add(source("a.pdf"), *made("a", date=day))
    catalog.add(source("b.pdf"), *made("b", kind=DocumentKind.POLICY, date=day))
    catalog.add(source("c.pdf"), *made("c", date=day + datetime.timedelta(days=1)))
    catalog.add(source("d.pdf"), *made("d"))
    names = {stored.key: stored.name for stored in reader.documents(catalog.connection)}

    def allowed(**limits) -> str:
        keys = reader.allowed_documents(catalog.connection, Filter(**limits))
        return "".join(sorted(names[key][0] for key in keys))

    assert allowed() == "abcd"
    assert allowed(date_from=day) == "abc"
    assert allowed(date_to=day) == "ab"
    assert allowed(date_from=day, date_to=day, kinds=frozenset({DocumentKind.POLICY})) == "b"
    assert allowed(documents=frozenset({"a.pdf", "d.pdf", "x.pdf"})) == "ad"
    assert allowed(documents=frozenset({"x.pdf"})) == ""
    assert allowed(documents=frozenset(f"{n}.pdf" for n in range(300_000)) | {"c.pdf"}) == "c"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names are Unicode")
def test_a_path_that_is_no_unicode_is_kept_byte_for_byte(catalog):
    path = Path(os.fsdecode(b"/arkiv/m\xf8de.pdf"))
    catalog.add(Source(path, "møde.pdf"), *made("Skolen lukkes."))
    (stored,) = reader.documents(catalog.connection)
    assert os.fsencode(stored.path) == b"/arkiv/m\xf8de.pdf"
    assert [record.path for record in catalog.files()] == [str(path)]


def test_one_reader_keeps_its_state_while_another_connection_writes(catalog, tmp_path):
    catalog.add(source("a.pdf"), *made("Skolen lukkes."))
    other = Catalog.open(tmp_path)
    with other.snapshot() as connection:
        before = reader.passage_ids(connection)
        catalog.remove("a.pdf")
        np.testing.assert_array_equal(reader.passage_ids(connection), before)
        other.refresh()
        assert len(reader.passage_ids(connection)) == 0
    other.close()


def test_two_threads_change_one_catalog_in_turn(catalog):
    def add(letter: str) -> None:
        for number in range(20):
            name = f"{letter}{number}"
            catalog.add(source(name), *made(name))

    threads = [threading.Thread(target=add, args=(letter,)) for letter in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts(catalog)["documents"] == 40


def test_creating_where_one_is_keeps_it(catalog, tmp_path):
    catalog.add(source("a.pdf"), *made("Skolen lukkes."))
    again = Catalog.create(tmp_path, replace(FINGERPRINT, model="other"))
    assert again.fingerprint == FINGERPRINT
    assert counts(again)["documents"] == 1
    again.close()
    assert not list(tmp_path.glob("*.new"))


def test_a_new_catalog_is_not_touched_by_the_log_of_one_moved_away(tmp_path):
    old = Catalog.create(tmp_path, FINGERPRINT)
    old.add(source("a.pdf"), *made("Skolen lukkes."))
    log = (tmp_path / f"{FILE}-wal").read_bytes()
    old.close()
    (tmp_path / FILE).unlink()
    (tmp_path / f"{FILE}-wal").write_bytes(log)  # as after a crash
    new = Catalog.create(tmp_path, FINGERPRINT)
    assert new.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert set(counts(new).values()) == {0}
    new.close()


def test_no_catalog_is_named_with_the_command_that_makes_one(tmp_path):
    with pytest.raises(IndexMissing, match="referatsvar ingest"):
        Catalog.open(tmp_path / "nowhere")


@pytest.mark.parametrize("damage", ["empty", "garbage", "head", "cut", "no tables", "settings"])
def test_a_damaged_catalog_is_named_with_the_command_that_rebuilds(tmp_path, damage):
    catalog = Catalog.create(tmp_path, FINGERPRINT)
    for number in range(20):
        catalog.add(source(f"{number}.pdf"), *made(f"Sag {number}. " * 50))
    if damage == "settings":
        catalog.connection.execute("UPDATE meta SET value = '[]' WHERE key = 'fingerprint'")
    catalog.close()
    file = tmp_path / FILE
    content = file.read_bytes()
    if damage == "no tables":
        file.unlink()
        sqlite3.connect(file).close()
    elif damage != "settings":
        file.write_bytes({"empty": b"", "garbage": b"garbage" * 1000, "head": b"x" + content[1:],
                          "cut": content[: len(content) // 2]}[damage])  # fmt: skip
    with pytest.raises(CatalogDamaged, match=r"--rebuild") as caught:
        Catalog.open(tmp_path)
    assert caught.value.details["file"] == str(file)


def test_damage_inside_is_named_when_it_is_met(tmp_path):
    catalog = Catalog.create(tmp_path, FINGERPRINT)
    for number in range(50):
        catalog.add(source(f"{number}.pdf"), *made(f"Sag {number}. " * 200))
    catalog.close()
    file = tmp_path / FILE
    content = bytearray(file.read_bytes())
    content[4096 * 20 :] = b"\x55" * (len(content) - 4096 * 20)
    file.write_bytes(content)
    opened = Catalog.open(tmp_path)

    def read_all() -> None:
        with opened.snapshot() as connection:
            for id_ in reader.passage_ids(connection).tolist():
                reader.passage(connection, id_)

    def remove_all() -> None:
        for number in range(50):
            opened.remove(f"{number}.pdf")

    with pytest.raises(CatalogDamaged):
        read_all()
    with pytest.raises(CatalogDamaged):
        remove_all()
    opened.close()


def test_a_catalog_of_a_newer_program_is_refused(tmp_path):
    catalog = Catalog.create(tmp_path, FINGERPRINT)
    catalog.connection.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    catalog.close()
    with pytest.raises(FormatTooNew, match="Update the program"):
        Catalog.open(tmp_path)


def let_all_read(folder: Path) -> None:
    """Let no one write a folder, and let every user reach it: root reads it as another."""
    for path in folder.parents:
        if path == Path(tempfile.gettempdir()).resolve():
            break
        path.chmod(0o755)
    folder.chmod(0o555)


READ_ONLY = """
import os, sys
from pathlib import Path
from index.catalog import Catalog
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere
folder = Path(sys.argv[1])
assert not os.access(folder, os.W_OK)
catalog = Catalog.open(folder)
print(len(catalog.files()), catalog.generation)
catalog.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_folder_that_may_only_be_read_can_be_read(tmp_path):
    folder = tmp_path / "index"
    catalog = Catalog.create(folder, FINGERPRINT)
    catalog.add(source("a.pdf"), *made("Skolen lukkes."))
    generation = catalog.generation
    catalog.close()
    let_all_read(folder)
    (folder / FILE).chmod(0o444)
    try:
        done = subprocess.run([sys.executable, "-c", READ_ONLY, str(folder)], cwd=ROOT,
                              capture_output=True, text=True, check=False)  # fmt: skip
    finally:
        folder.chmod(0o755)
    assert (done.stdout, done.stderr) == (f"1 {generation}\n", "")


def test_adding_to_a_large_catalog_costs_what_the_document_costs(catalog):
    """Not the whole catalog: counted in SQLite's own steps, which no busy machine changes."""

    def steps_of(name: str) -> int:
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        catalog.connection.set_progress_handler(count, 100)
        catalog.add(source("changed.pdf"), *made(*(f"{name} {n}" for n in range(5))))
        catalog.connection.set_progress_handler(None, 100)
        return counted

    steps_of("a")
    small = steps_of("b")
    for number in range(300):
        catalog.add(source(f"{number}.pdf"), *made(*(f"{number} {n}" for n in range(10))))
    assert steps_of("c") < 2 * small + 5
