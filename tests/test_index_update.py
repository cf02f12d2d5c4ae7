"""Files into the index: real PDF files, reading processes and model."""

from __future__ import annotations

import copy
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index import keywords, reader, vectors
from index.catalog import FILE, Catalog
from index.derived import STAMP
from index.embedding import Embedder
from index.errors import CatalogDamaged, FingerprintMismatch, OtherVersion, WriterBusy
from index.fingerprint import Fingerprint
from index.hits import Filter
from index.store import Index, fingerprint_of
from index.token_rows import projection_of
from index.update import Progress, update
from index.writer import writing
from ingest.limits import Limits
from ingest.sources import find_sources

ROOT = Path(__file__).parents[1]
COLLECTION = ROOT / "examples" / "collection"
RESPONSE = "Høringssvar fra skolebestyrelsen ved Askemose Skole.pdf"
POLICY = "Frivillighedspolitik 2024-2028.pdf"
MEMO = "Notat om skolebuskørsel 2020-2022.pdf"
QUESTION = "Hvad mener skolebestyrelsen om skolebussen?"


class Counting(Embedder):
    """The model, counting the passages it really embeds."""

    embedded = 0

    def embed_texts(self, texts, *arguments, **named):
        self.embedded += len(texts)
        return super().embed_texts(texts, *arguments, **named)


@pytest.fixture
def counting(embedder: Embedder) -> Counting:
    counting = copy.copy(embedder)
    counting.__class__ = Counting
    return counting


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in (RESPONSE, POLICY):
        shutil.copy(COLLECTION / name, folder)
    return folder


@pytest.fixture
def opened(tmp_path: Path, counting: Counting):
    folder = tmp_path / "index"
    Catalog.create(folder, fingerprint_of(counting)).close()
    with Index.open(folder, embedder=counting) as index:
        projection_of(index.catalog, counting)
        counting.embedded = 0  # of the sample for the projection
        yield index


def bring_in(index: Index, files: Path) -> Progress:
    return update(
        index, find_sources([files]), workers=1, limits=Limits(seconds=60), report=lambda _: None
    )


def names(index: Index) -> list[str]:
    return [document.name for document in index.documents()]


def hits(index: Index, question: str = QUESTION, **limits) -> list:
    found = index.search(question, 20, **limits)
    return [(hit.passage, round(hit.score, 4), hit.text) for hit in found]


def rows(index: Index, table: str) -> int:
    return index.catalog.connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]


def test_files_come_in_change_move_and_go(opened, files, counting):
    progress = bring_in(opened, files)
    assert (progress.files, progress.unchanged, progress.problems) == (2, 0, [])
    assert progress.passages == progress.embedded == counting.embedded == rows(opened, "passages")
    assert names(opened) == [POLICY, RESPONSE]
    assert hits(opened)[0][2] in opened.text(opened.document(RESPONSE), (0, 10**6))

    # Nothing changed: nothing is read or embedded.
    before, generation = counting.embedded, opened.catalog.generation
    progress = bring_in(opened, files)
    assert (progress.files, progress.unchanged, counting.embedded) == (2, 2, before)
    assert opened.catalog.generation == generation

    # The same bytes under two names are one document.
    shutil.copy(files / RESPONSE, files / "A kopi.pdf")
    assert bring_in(opened, files).unchanged == 3
    assert (rows(opened, "documents"), rows(opened, "files")) == (2, 3)
    assert names(opened) == ["A kopi.pdf", POLICY]
    assert opened.document(RESPONSE) == opened.document("A kopi.pdf")
    (files / "A kopi.pdf").unlink()
    opened.catalog.remove("A kopi.pdf")

    # Renamed: the new name is cited, and the old one, whose file is gone, forgotten.
    (files / RESPONSE).rename(files / "Svar.pdf")
    assert bring_in(opened, files).unchanged == 2
    assert names(opened) == [POLICY, "Svar.pdf"]
    assert opened.document("Svar.pdf").path == str(files / "Svar.pdf")
    assert counting.embedded == before

    # Other bytes under the same name: equal passages keep their vectors, none is embedded.
    content = (files / "Svar.pdf").read_bytes()
    (files / "Svar.pdf").write_bytes(content + b"\n% saved again\n")
    old = opened.document("Svar.pdf")
    bring_in(opened, files)
    new = opened.document("Svar.pdf")
    assert new.id != old.id
    assert new.passage_count == old.passage_count
    assert rows(opened, "documents") == 2
    assert counting.embedded == before
    assert hits(opened, filter=Filter(documents=frozenset({"Svar.pdf"})))

    # Removed: nothing of it is left, in any table or index.
    opened.catalog.remove("Svar.pdf")
    assert opened.text(new, (0, 10**6)) == ""
    assert {hit.document.name for hit in opened.search(QUESTION, 50)} == {POLICY}
    left = opened.document(POLICY).passage_count
    assert rows(opened, "passages") == rows(opened, "vectors") == left
    assert len(vectors.VectorIndex.load(opened.catalog.folder).ids) == left
    assert len(keywords.KeywordIndex.load(opened.catalog.folder)) == left

    # And back again: embedded again.
    bring_in(opened, files)
    assert names(opened) == [POLICY, "Svar.pdf"]


def test_files_that_fail_are_reported_each_time_but_read_once(opened, files):
    (files / "tom.pdf").write_bytes(b"")
    (files / "tekst.pdf").write_text("Dette er ingen PDF-fil.")
    (files / "halv.pdf").write_bytes((files / POLICY).read_bytes()[:9000])
    first = bring_in(opened, files)
    codes = {problem.name: problem.code for problem in first.problems}
    assert codes.keys() == {"tom.pdf", "tekst.pdf", "halv.pdf"}
    assert codes["tom.pdf"] == "empty"
    assert names(opened) == [POLICY, RESPONSE]

    generation = opened.catalog.generation
    again = bring_in(opened, files)
    assert {problem.name: problem.code for problem in again.problems} == codes
    assert (again.files, again.unchanged, opened.catalog.generation) == (5, 2, generation)

    # Mended: it comes in, and the problem is forgotten.
    shutil.copy(COLLECTION / MEMO, files / "tom.pdf")
    mended = bring_in(opened, files)
    assert {problem.name for problem in mended.problems} == {"tekst.pdf", "halv.pdf"}
    assert "tom.pdf" in names(opened)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names are Unicode")
def test_a_file_whose_name_is_no_unicode_harms_only_itself(opened, files):
    try:
        shutil.copy(files / POLICY, os.fsencode(files) + b"/m\xf8de.pdf")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    progress = bring_in(opened, files)
    assert progress.files == 3
    assert set(names(opened)) >= {POLICY, RESPONSE}


def test_of_two_writers_the_second_is_told_that_it_is_busy(opened, files):
    with (
        writing(opened.catalog.folder),
        pytest.raises(WriterBusy, match="referatsvar ingest, process"),
    ):
        bring_in(opened, files)
    assert names(opened) == []


def test_a_reader_sees_at_its_next_search_what_another_adds_removes_or_builds_anew(
    opened, files, counting, embedder
):
    with Index.open(opened.catalog.folder, embedder=embedder) as other:
        assert other.search(QUESTION) == []
        bring_in(opened, files)
        assert hits(other) == hits(opened) != []
        opened.catalog.remove(RESPONSE)
        assert {hit.document.name for hit in other.search(QUESTION)} == {POLICY}

        # Built anew beside it, as `--rebuild` does: other ids, other file.
        folder = opened.catalog.folder
        opened.close()
        for file in folder.glob(f"{FILE}*"):
            file.unlink()
        Catalog.create(folder, fingerprint_of(embedder)).close()
        with Index.open(folder, embedder=counting) as rebuilt:
            bring_in(rebuilt, files)
            assert hits(other) == hits(rebuilt)
            assert names(other) == [POLICY, RESPONSE]


def copied(example_index: Path, folder: Path) -> Path:
    shutil.copytree(example_index, folder)
    return folder


def damage(folder: Path, how: str) -> None:
    match how:
        case "vectors cut":
            os.truncate(folder / vectors.FILE, 5000)
        case "keywords incomplete":
            next((folder / keywords.FOLDER).glob("*.idx")).unlink()
        case "stamp garbage":
            (folder / STAMP).write_text("{garbage")
        case "all missing":
            (folder / vectors.FILE).unlink()
            (folder / STAMP).unlink()
            shutil.rmtree(folder / keywords.FOLDER)


@pytest.mark.parametrize(
    "how", ["vectors cut", "keywords incomplete", "stamp garbage", "all missing"]
)
def test_what_is_derived_is_made_anew_without_embedding_and_answers_as_before(
    example_index, tmp_path, counting, index, how
):
    folder = copied(example_index, tmp_path / "copy")
    damage(folder, how)
    with Index.open(folder, embedder=counting) as opened:
        for question in (QUESTION, "Hvem stemte imod?", "sagsnr. 22-011702"):
            assert hits(opened, question) == hits(index, question)
    assert counting.embedded == 0


def test_an_index_of_another_passage_size_is_refused_with_the_command_that_rebuilds(
    tmp_path, embedder
):
    Catalog.create(tmp_path, Fingerprint(embedder.identity, 120)).close()
    with (
        Index.open(tmp_path, embedder=embedder) as opened,
        pytest.raises(FingerprintMismatch, match=r"passage_tokens: 120, now 250.* --rebuild"),
    ):
        opened.search("Hvem?")


def test_an_index_of_another_splitter_is_refused_when_opened(tmp_path, embedder):
    Catalog.create(tmp_path, Fingerprint(embedder.identity, 250, splitter=-1)).close()
    with pytest.raises(OtherVersion, match=r"another version .*splitter -1"):
        Index.open(tmp_path, embedder=embedder)


def test_an_index_of_another_model_is_refused_by_what_needs_the_model(
    example_index, tmp_path, embedder, monkeypatch
):
    other = tmp_path / "model"
    other.mkdir()
    for file in embedder.tokenizer_file.parent.rglob("*"):
        target = other / file.relative_to(embedder.tokenizer_file.parent)
        if file.is_dir():
            target.mkdir()
        elif file.suffix == ".safetensors":
            target.symlink_to(file)
        else:
            shutil.copy(file, target)
    config = other / "config_sentence_transformers.json"
    config.write_text(config.read_text().replace('"query: "', '"query; "'))
    monkeypatch.setenv("REFERATSVAR_CACHE", str(tmp_path / "cache"))
    with Index.open(example_index, embedder=lambda: Embedder.load(str(other))) as opened:
        assert opened.documents()  # what needs no model still works
        with pytest.raises(FingerprintMismatch, match="another model"):
            opened.search("Hvem?")


def test_damage_met_in_a_search_is_named(example_index, tmp_path, embedder):
    folder = copied(example_index, tmp_path / "copy")
    content = bytearray((folder / FILE).read_bytes())
    content[4096 * 30 :] = b"\x55" * (len(content) - 4096 * 30)
    (folder / FILE).write_bytes(content)
    with Index.open(folder, embedder=embedder) as opened, pytest.raises(CatalogDamaged):
        opened.search(QUESTION)


def test_a_full_disk_is_told_and_the_ingest_can_go_on_afterwards(opened, files):
    folder = opened.catalog.folder
    bring_in(opened, files)
    before = hits(opened)
    shutil.copy(COLLECTION / MEMO, files)
    pages = opened.catalog.connection.execute("PRAGMA page_count").fetchone()[0]
    opened.catalog.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        bring_in(opened, files)
    assert names(opened) == [POLICY, RESPONSE]
    assert hits(opened) == before
    opened.catalog.connection.execute("PRAGMA max_page_count = 1000000")
    bring_in(opened, files)
    assert MEMO in names(opened)
    check = sqlite3.connect(folder / FILE)
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()


INGEST = """
import sys
from pathlib import Path
from index.embedding import Embedder
from index.store import Index
from index.update import update
from ingest.limits import Limits
from ingest.sources import find_sources
if __name__ == "__main__":
    index = Index.open(Path(sys.argv[1]), embedder=Embedder.load())
    print("ready", flush=True)
    update(index, find_sources([Path(sys.argv[2])]), workers=1, limits=Limits(seconds=60), report=print)
    print("done", flush=True)
"""


def test_an_ingest_killed_halfway_keeps_whole_documents_and_the_next_completes_it(
    tmp_path, files, embedder
):
    folder, script = tmp_path / "index", tmp_path / "killed.py"
    script.write_text(INGEST)
    Catalog.create(folder, fingerprint_of(embedder)).close()
    shutil.copy(COLLECTION / MEMO, files)
    command = [sys.executable, str(script), str(folder), str(files)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment,
                          start_new_session=True) as writer:  # fmt: skip
        for line in writer.stdout:
            if "files=1," in line:  # the first of three is in
                break
        time.sleep(random.Random(3).uniform(0, 0.5))
        os.killpg(writer.pid, signal.SIGKILL)
    with Index.open(folder, embedder=embedder) as opened:
        kept = opened.documents()
        assert 1 <= len(kept) <= 3
        assert all(len(opened.text(d, (0, 10**6))) > 500 for d in kept)
        check = opened.catalog.connection.execute("PRAGMA integrity_check").fetchone()
        assert check == ("ok",)
        bring_in(opened, files)
        assert names(opened) == [POLICY, RESPONSE, MEMO]
        ids = reader.passage_ids(opened.catalog.connection)
        found = {hit.passage for hit in opened.search(QUESTION, 100)}
        assert found == set(ids.tolist())
        assert np.all(np.diff(ids) > 0)
