"""An index kept whole: verified, repaired, compacted without traces, copied and restored, killed."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from commands import command
from conftest import EXAMPLES
from kill_index import kill

from index import keywords, vectors
from index.backup import backup, restore
from index.catalog import FILE, Catalog
from index.compact import compact, disk_use
from index.derived import STAMP
from index.embed import BATCH
from index.errors import AlreadyThere, CatalogDamaged, NoBackup
from index.store import Index
from index.update import update
from index.verify import repair, verify
from index.writer import writing
from ingest.errors import Locked
from ingest.limits import USUAL
from ingest.sources import Source

DAMAGED = BATCH + 8
"""Vectors that are damaged: more than one batch of them."""

SOME = f"WHERE hash IN (SELECT hash FROM vectors ORDER BY hash LIMIT {DAMAGED})"


@pytest.fixture
def folder(example_index, tmp_path) -> Path:
    """A copy of the example index, to change."""
    shutil.copytree(example_index, tmp_path / "i")
    return tmp_path / "i"


@pytest.fixture
def catalog(folder):
    with closing(Catalog.open(folder)) as opened:
        yield opened


def faults(catalog: Catalog) -> set[str]:
    return {finding.code for finding in verify(catalog)}


def test_a_whole_index_has_no_faults_and_gives_its_vectors_again(catalog, embedder):
    assert verify(catalog, embedder) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE passages SET text = 'x' || text WHERE id = (SELECT MIN(id) FROM passages)", "passage"),
        ("UPDATE documents SET text = text || ' x' WHERE page_count = 4", "page"),
        ("DELETE FROM pages WHERE number = 2", "page"),
        ("UPDATE pages SET origin = x'0011' WHERE number = 1", "page"),
        ("UPDATE pages SET boxes = substr(boxes, 5) WHERE number = 1", "page"),
        ("DELETE FROM structures WHERE document = (SELECT MIN(key) FROM documents)", "structure"),
        ("UPDATE vectors SET passage = zeroblob(length(passage))", "vector"),
        ("UPDATE vectors SET sentences = x'0000'", "vector"),
        ("DELETE FROM documents WHERE key = (SELECT MIN(key) FROM documents)", "no_document"),
        ("UPDATE files SET sha256 = 'other' WHERE name LIKE 'Notat%'", "no_file"),
    ],
)  # fmt: skip
def test_what_the_catalog_lost_is_found_and_is_not_called_repairable(catalog, statement, fault):
    catalog.connection.execute(statement)
    found = [finding for finding in verify(catalog) if finding.code == fault]
    assert found
    assert not any(finding.derived for finding in found)


def spoil_vectors(folder: Path) -> None:
    (folder / vectors.FILE).write_bytes(b"spoilt")


def spoil_keywords(folder: Path) -> None:
    shutil.rmtree(folder / keywords.FOLDER)


def spoil_stamp(folder: Path) -> None:
    (folder / STAMP).write_text("{}")


def spoil_tokens(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute("DELETE FROM tokens WHERE hash = (SELECT MIN(hash) FROM tokens)")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [(spoil_vectors, "vectors_file"), (spoil_keywords, "keywords_folder"), (spoil_stamp, "behind"),
     (spoil_tokens, "tokens")],
)  # fmt: skip
def test_what_is_derived_is_made_anew(folder, catalog, embedder, spoil, fault):
    spoil(folder)
    assert faults(catalog) == {fault}
    repair(catalog, embedder)
    assert verify(catalog, embedder) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vectors SET passage = zeroblob(length(passage)) WHERE hash = (SELECT MIN(hash) FROM vectors)",
        "UPDATE vectors SET passage = zeroblob(8) WHERE hash = (SELECT MIN(hash) FROM vectors)",
        "UPDATE vectors SET sentences = x'0000' WHERE hash = (SELECT MAX(hash) FROM vectors)",
        "UPDATE vectors SET passage = (SELECT MIN(passage) FROM vectors)",
    ],
)  # fmt: skip
def test_a_model_makes_damaged_vectors_anew(catalog, embedder, statement):
    before = dict(catalog.connection.execute("SELECT hash, passage FROM vectors"))
    catalog.connection.execute(statement)
    found = verify(catalog, embedder)
    assert found
    assert all(finding.derived for finding in found)
    repair(catalog, embedder)
    assert verify(catalog, embedder) == []
    after = dict(catalog.connection.execute("SELECT hash, passage FROM vectors"))
    assert after.keys() == before.keys()
    for digest, vector in before.items():
        again = np.frombuffer(after[digest], "<f4") @ np.frombuffer(vector, "<f4")
        assert again == pytest.approx(1, abs=1e-3)


def test_another_models_vectors_are_noticed(catalog, embedder):
    rows = catalog.connection.execute("SELECT hash, passage FROM vectors ORDER BY hash").fetchall()
    others = [passage for _, passage in rows[1:]] + [rows[0][1]]
    for (digest, _), other in zip(rows, others, strict=True):
        catalog.connection.execute("UPDATE vectors SET passage = ? WHERE hash = ?", (other, digest))
    assert "embedding" in {finding.code for finding in verify(catalog, embedder)}


def test_the_command_tells_mends_and_tells_what_it_cannot_mend(folder):
    spoil_vectors(folder)
    told = command("verify", "--index", folder, "--without-model")
    assert told.returncode == 1
    assert "Vektorfilen" in told.stdout
    assert "--repair" in told.stdout
    mended = command("verify", "--index", folder, "--without-model", "--repair")
    assert (mended.returncode, mended.stdout.strip()) == (0, "Indekset er helt.")
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute("DELETE FROM structures")
    lost = command("verify", "--index", folder, "--without-model", "--repair", "--json")
    assert lost.returncode == 1
    findings = json.loads(lost.stdout)["findings"]
    assert {(one["fault"], one["repairable"]) for one in findings} == {("structure", False)}


def test_a_repair_shows_how_far_it_is(folder):
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute(f"UPDATE vectors SET passage = zeroblob(length(passage)) {SOME}")
    code, shown = on_a_terminal("verify", "--index", folder, "--repair")
    assert code == 0
    assert "Reparerer" in shown
    for done in (0, BATCH, DAMAGED):
        assert f"{done} af {DAMAGED} passager er beregnet igen" in shown
    code, shown = on_a_terminal("verify", "--index", folder, "--repair")
    assert (code, "Reparerer" in shown) == (0, False)  # nothing was to be done


def on_a_terminal(*words: str | Path) -> tuple[int, str]:
    """The exit code of a command, and what it writes on a terminal."""
    ours, terminal = os.openpty()
    settings = os.environ | {"TERM": "xterm", "COLUMNS": "120"}
    with ThreadPoolExecutor(1) as beside:  # a terminal that nobody reads is soon full
        shown = beside.submit(all_of, ours)
        to_it = functools.partial(write_to, os.ttyname(terminal))
        try:
            code = command(*words, environment=settings, before=to_it).returncode
        finally:
            os.close(terminal)  # or the reading would never end
        return code, shown.result().decode()


def write_to(terminal: str) -> None:
    """What this process writes goes to a terminal."""
    for number in (1, 2):
        os.dup2(os.open(terminal, os.O_WRONLY), number)


def all_of(screen: int) -> bytes:
    """What comes through a terminal until its other end is closed."""
    written = b""
    with os.fdopen(screen, "rb", buffering=0) as opened, contextlib.suppress(OSError):
        while more := opened.read(4096):  # ends in an error on Linux
            written += more
    return written


def test_a_repair_tells_each_batch(catalog, embedder):
    catalog.connection.execute(f"UPDATE vectors SET sentences = x'0000' {SOME}")
    told = []
    repair(catalog, embedder, lambda *progress: told.append(progress))
    assert told == [(done, DAMAGED) for done in (0, BATCH, DAMAGED)]


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_a_removed_document_leaves_no_trace_after_compacting(folder, catalog, embedder):
    # No word of this letter stands anywhere else.
    name = next(
        one.name for one in catalog.files() if one.name.startswith("Brev fra Svømmeklubben")
    )
    with Index.open(folder, embedder=embedder) as index:
        document = index.document(name)
        assert document is not None
        text = index.structure(document.key).text
        others = " ".join(
            index.structure(one.key).text for one in index.documents() if one.name != name
        )
        own = {word for word in text.split() if len(word) > 5 and word not in others}
        lines = [line for line in text.splitlines() if len(line) > 20 and line not in others]
        vector = index.catalog.connection.execute(
            "SELECT v.passage FROM vectors v JOIN passages p ON p.vector = v.hash WHERE document = ?",
            (document.key,),
        ).fetchone()[0]
    assert len(own) > 5
    traces = [name.encode(), document.sha256.encode(), vector, *(line.encode() for line in lines)]
    traces += [word.encode() for word in own]
    assert all(trace in everything_in(folder) for trace in traces[:3])
    before = disk_use(folder)
    with writing(folder):
        catalog.remove(name)
        compact(catalog)
    kept = everything_in(folder)
    assert [trace for trace in traces if trace in kept] == []
    assert disk_use(folder) < before
    assert verify(catalog, embedder) == []
    with Index.open(folder, embedder=embedder) as index:
        assert name not in {hit.document.name for hit in index.search(" ".join(sorted(own)), 50)}


def test_compacting_goes_on_while_another_reads(folder, catalog, embedder):
    with Index.open(folder, embedder=embedder) as index:
        before = [(hit.passage, hit.score) for hit in index.search("skolebus")]
        stop = threading.Event()
        wrong = []

        def ask() -> None:
            while not stop.is_set():
                if [(hit.passage, hit.score) for hit in index.search("skolebus")] != before:
                    wrong.append(1)

        asking = threading.Thread(target=ask)
        asking.start()
        for _ in range(3):
            with writing(folder):
                compact(catalog)
        stop.set()
        asking.join()
        assert wrong == []


def test_a_backup_of_an_index_in_use_gives_the_same_index(folder, embedder, tmp_path):
    file, other = tmp_path / "kopi.sqlite", tmp_path / "andet"
    with Index.open(folder, embedder=embedder) as index:
        with index.catalog.snapshot():  # somebody reads
            assert command("backup", file, "--index", folder).returncode == 0
        wanted = [
            (hit.text, round(hit.score, 4)) for hit in index.search("Hvad koster skolebussen?")
        ]
    made = command("restore", file, "--index", other)
    assert made.returncode == 0, made.stderr
    assert "15 dokumenter" in made.stdout
    with Index.open(other, embedder=embedder) as index:
        found = [
            (hit.text, round(hit.score, 4)) for hit in index.search("Hvad koster skolebussen?")
        ]
        assert verify(index.catalog, embedder) == []
    assert found == wanted


def test_neither_a_backup_nor_an_index_is_overwritten(folder, catalog, tmp_path):
    file = tmp_path / "kopi.sqlite"
    backup(catalog, file)
    with pytest.raises(AlreadyThere):
        backup(catalog, file)
    with pytest.raises(AlreadyThere):
        restore(file, folder)
    assert command("backup", file, "--index", folder).returncode == 1


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_what_is_no_whole_backup_is_refused(catalog, tmp_path, content):
    file = tmp_path / "kopi.sqlite"
    if content is None:  # cut off
        backup(catalog, file)
        content = file.read_bytes()[: file.stat().st_size // 2]
    file.write_bytes(content)
    with pytest.raises(NoBackup):
        restore(file, tmp_path / "andet")
    assert not (tmp_path / "andet" / FILE).exists()


def test_caring_waits_for_no_writer_but_names_it(folder):
    with writing(folder):
        done = command("compact", "--index", folder)
    assert done.returncode == 1
    assert "skriver" in done.stderr


def test_a_damaged_database_is_told(folder):
    content = bytearray((folder / FILE).read_bytes())
    content[8192:60000] = b"\xff" * (60000 - 8192)
    (folder / FILE).write_bytes(content)
    try:
        with closing(Catalog.open(folder)) as catalog:
            assert faults(catalog) >= {"database"}
    except CatalogDamaged:
        pass


def test_twenty_kills_lose_nothing(embedder, tmp_path):
    killed = kill(tmp_path / "i", embedder, 20)
    assert sum(killed.values()) == 20


def test_a_file_that_failed_is_no_fault(catalog):
    catalog.add_problem(Source(Path("låst.pdf"), "låst.pdf"), None, Locked("låst.pdf"))
    assert faults(catalog) <= {"behind"}


def test_the_status_tells_what_of_a_folder_is_new_changed_or_gone(folder, tmp_path):
    files = tmp_path / "filer"
    shutil.copytree(EXAMPLES, files)
    names = sorted(file.name for file in files.glob("*.pdf"))
    (files / names[0]).write_bytes((files / names[1]).read_bytes())
    (files / "ny.pdf").write_bytes(b"%PDF-1.7")
    with closing(Catalog.open(folder)) as catalog:
        catalog.connection.execute("UPDATE files SET path = ? || '/' || name", (str(files),))
        catalog.connection.execute("UPDATE files SET path = '/væk' WHERE name = ?", (names[2],))
    (files / names[2]).unlink()
    found = json.loads(command("status", "--index", folder, "--against", files, "--json").stdout)
    assert found["gone"] == [names[2]]
    assert found["coverage"]["new"] == ["ny.pdf"]
    assert found["coverage"]["changed"] == [names[0]]
    assert found["coverage"]["files"] == len(names)
    assert found["coverage"]["current"] == len(names) - 2
    assert sum(found["kinds"].values()) == found["documents"]
    assert found["years"]["2023"] > 1
    shown = command("status", "--index", folder, "--against", files).stdout
    assert "Nye filer, der ikke er læst (1):" in shown
    assert "referat" in shown


HOLD = """
import sys, time
from pathlib import Path
from index.update import update
from index.writer import writing
with writing(Path(sys.argv[1]), "compact"):
    print("holds", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def held(folder):
    """A process that writes to the index."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "holds"
    yield process
    process.kill()
    process.communicate()


def test_a_busy_index_names_who_writes_and_is_free_when_that_one_dies(folder, held):
    refused = command("remove", "Frivillighedspolitik 2024-2028.pdf", "--index", folder)
    assert refused.returncode == 1
    assert f"compact, proces {held.pid}" in " ".join(refused.stderr.split())
    held.kill()
    held.wait()
    assert (
        command("remove", "Frivillighedspolitik 2024-2028.pdf", "--index", folder).returncode == 0
    )


def test_an_ingest_waits_where_it_is_told_to(folder, held):
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "--lang", "da", "ingest", str(EXAMPLES),
         "--index", str(folder), "--wait"],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    said = process.stderr.readline()
    assert f"Venter: compact (proces {held.pid}" in said
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(3)
    held.kill()
    _, rest = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Uændrede filer: 15" in rest


def test_a_clock_that_goes_backwards_loses_nothing(folder, embedder, monkeypatch):
    from index import catalog_rows

    with Index.open(folder, embedder=embedder) as index:
        name = index.documents()[0].name
        before = len(index.documents())
        monkeypatch.setattr(catalog_rows.time, "time_ns", lambda: 10**15)  # January 1970
        record = next(one for one in index.catalog.files() if one.name == name)
        done = update(index, [Source(EXAMPLES / name, name)], workers=1, limits=USUAL,
                      report=lambda _: None)  # fmt: skip
        assert (done.unchanged, record.problem) == (1, None)
        generation = index.catalog.generation
        assert index.catalog.remove(name)
        assert index.catalog.generation > generation
        assert len(index.search("Hvad blev besluttet?")) == 10
        update(index, [Source(EXAMPLES / name, name)], workers=1, limits=USUAL,
               report=lambda _: None)  # fmt: skip
        assert len(index.documents()) == before
        assert verify(index.catalog) == []
