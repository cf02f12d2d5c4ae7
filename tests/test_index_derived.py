"""FAISS and keywords beside the catalog: whatever happens to them, they come back from it."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st
from test_index_catalog import DIMENSION, FINGERPRINT, let_all_read, made, source, vector_of

from index import derived, keywords, reader, vectors
from index.analysis import analyse_question
from index.catalog import FILE, Catalog
from index.derived import LOCK, STAMP, Derived, bring_up_to_date
from index.errors import Busy

ROOT = Path(__file__).parents[1]
WORDS = "skole vej bus budget skov klima børn ældre høring kultur".split()


def texts(number: int) -> list[str]:
    choose = random.Random(number)
    return [" ".join(choose.choices(WORDS, k=8)) + f" {number}" for _ in range(3)]


def add(catalog: Catalog, *numbers: int) -> None:
    for number in numbers:
        catalog.add(source(f"{number}.pdf"), *made(*texts(number)))


def current(catalog: Catalog) -> Derived:
    with catalog.snapshot():
        return bring_up_to_date(catalog, DIMENSION)


def answers(found: Derived) -> list:
    question = vector_of("spørgsmål").passage
    by_vector = found.vectors.search(question, 500)
    terms = analyse_question("skole budget høring")
    by_word = [sorted(found.keywords.search(field, terms, 500)) for field in keywords.FIELDS]
    return [
        [id_ for id_, _ in by_vector],
        np.round([s for _, s in by_vector], 5).tolist(),
        *by_word,
    ]


@pytest.fixture
def catalog(tmp_path: Path):
    catalog = Catalog.create(tmp_path, FINGERPRINT)
    add(catalog, *range(10))
    yield catalog
    catalog.close()


def damage(folder: Path, how: str) -> None:  # noqa: C901  a list of cases
    stamp = folder / STAMP
    match how:
        case "vectors missing":
            (folder / vectors.FILE).unlink()
        case "vectors cut":
            os.truncate(folder / vectors.FILE, 300)
        case "vectors flipped":
            content = bytearray((folder / vectors.FILE).read_bytes())
            content[len(content) // 2] ^= 1
            (folder / vectors.FILE).write_bytes(content)
        case "keywords missing":
            shutil.rmtree(folder / keywords.FOLDER)
        case "keywords without a list":
            (folder / keywords.FOLDER / "meta.json").unlink()
        case "keywords of nothing":
            keywords.KeywordIndex.empty(folder)
        case "stamp missing":
            stamp.unlink()
        case "stamp garbage":
            stamp.write_bytes(b"\xff\0garbage")
        case "stamp of another kind":
            stamp.write_text('[1, {"generation": 3}]')
        case "stamp of another model":
            told = json.loads(stamp.read_text())
            told["fingerprint"] = told["fingerprint"].replace("model", "other", 1)
            stamp.write_text(json.dumps(told))
        case _:
            suffix = how.removeprefix("keywords without ")
            next((folder / keywords.FOLDER).glob(f"*.{suffix}")).unlink()


@pytest.mark.parametrize(
    "how",
    ["vectors missing", "vectors cut", "vectors flipped", "keywords missing",
     "keywords without a list", "keywords of nothing", "keywords without idx",
     "keywords without pos", "keywords without term", "stamp missing", "stamp garbage",
     "stamp of another kind", "stamp of another model"],
)  # fmt: skip
def test_whatever_is_damaged_is_made_anew_and_answers_as_before(catalog, tmp_path, how):
    before = answers(current(catalog))
    assert len(before[0]) == 30
    damage(tmp_path, how)
    assert answers(current(catalog)) == before
    assert answers(current(catalog)) == before  # and what was kept is sound
    assert vectors.VectorIndex.load(tmp_path) is not None


def test_what_is_in_step_is_not_written_again(catalog, tmp_path):
    current(catalog)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    current(catalog)
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    changed = {path.name for path in after if after[path] != before.get(path)}
    assert changed <= {LOCK, f"{FILE}-shm"}


@settings(deadline=None, max_examples=10)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 12)), max_size=12))
def test_catching_up_step_by_step_gives_what_building_gives(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("steps")
    catalog = Catalog.create(folder, FINGERPRINT)
    for adding, number in steps:
        if adding and f"{number}.pdf" not in {record.name for record in catalog.files()}:
            add(catalog, number)
        else:
            catalog.remove(f"{number}.pdf")
        found = current(catalog)
        ids = reader.passage_ids(catalog.connection)
        assert sorted(found.vectors.ids) == ids.tolist()
        assert len(found.keywords) == len(ids)
    step_by_step = answers(current(catalog))
    (folder / STAMP).unlink()
    built = answers(current(catalog))
    catalog.close()
    assert step_by_step[:2] == built[:2]
    for ours, theirs in zip(step_by_step[2:], built[2:], strict=True):
        assert [id_ for id_, _ in ours] == [id_ for id_, _ in theirs]
        # Removed passages may count in BM25's frequencies, but only up to a quarter of all.
        np.testing.assert_allclose([s for _, s in ours], [s for _, s in theirs], rtol=0.5, atol=0.2)


def test_many_changes_do_not_leave_words_of_removed_passages_in_the_frequencies(catalog):
    for number in range(10, 30):
        catalog.remove(f"{number - 10}.pdf")
        add(catalog, number)
        found = current(catalog)
    (catalog.folder / STAMP).unlink()
    kept, built = found.keywords.rarity(WORDS), current(catalog).keywords.rarity(WORDS)
    for word in WORDS:
        assert kept[word] == pytest.approx(built[word], abs=0.35)


def test_an_end_between_the_two_indexes_leaves_no_passage_twice(catalog, tmp_path):
    current(catalog)
    kept = {name: (tmp_path / name).read_bytes() for name in (vectors.FILE, STAMP)}
    add(catalog, 20)
    catalog.remove("3.pdf")  # as many go as come: their numbers tell nothing
    expected = answers(current(catalog))
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    found = current(catalog)
    assert len(found.keywords) == 30
    assert [[id_ for id_, _ in hits] for hits in answers(found)[2:]] == [
        [id_ for id_, _ in hits] for hits in expected[2:]
    ]
    assert answers(found)[:2] == expected[:2]


def test_what_was_added_before_such_an_end_and_removed_after_it_is_in_neither(catalog, tmp_path):
    current(catalog)
    kept = {name: (tmp_path / name).read_bytes() for name in (vectors.FILE, STAMP)}
    add(catalog, 20)
    catalog.remove("3.pdf")
    current(catalog)
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    catalog.remove("20.pdf")
    found = current(catalog)
    ids = reader.passage_ids(catalog.connection).tolist()
    assert sorted(found.vectors.ids) == ids == found.keywords.ids()


def test_a_catalog_put_back_from_a_backup_does_not_get_what_was_derived_after_it(catalog, tmp_path):
    backup = tmp_path / "backup"
    catalog.connection.execute("VACUUM INTO ?", (str(backup),))
    add(catalog, 20)
    current(catalog)
    catalog.close()
    backup.replace(tmp_path / FILE)
    restored = Catalog.open(tmp_path)
    add(restored, 30)
    found = current(restored)
    assert sorted(found.vectors.ids) == reader.passage_ids(restored.connection).tolist()
    (tmp_path / STAMP).unlink()
    assert answers(current(restored))[:2] == answers(found)[:2]
    restored.close()


def test_one_that_waits_too_long_for_another_is_told(catalog, tmp_path, monkeypatch):
    monkeypatch.setattr(derived, "LOCK_SECONDS", 0.1)
    with FileLock(tmp_path / LOCK), pytest.raises(Busy, match=LOCK):
        current(catalog)


READ_ONLY = """
import os, sys
from pathlib import Path
sys.path[:0] = ["tests"]
from test_index_derived import answers, current
from index.catalog import Catalog
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere
catalog = Catalog.open(Path(sys.argv[1]))
print(answers(current(catalog)))
catalog.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("behind", [False, True], ids=["in step", "behind"])
def test_a_folder_that_may_only_be_read_gives_the_same_answers(tmp_path, behind):
    folder = tmp_path / "index"
    catalog = Catalog.create(folder, FINGERPRINT)
    add(catalog, 1, 2, 3)
    before = answers(current(catalog))
    catalog.close()
    if behind:
        (folder / STAMP).unlink()
        (folder / LOCK).unlink()
    let_all_read(folder)
    try:
        done = subprocess.run([sys.executable, "-c", READ_ONLY, str(folder)], cwd=ROOT,
                              capture_output=True, text=True, check=False)  # fmt: skip
    finally:
        folder.chmod(0o755)
    assert done.stdout == f"{before}\n", done.stderr


WRITE_ENDLESSLY = """
import itertools, sys
from pathlib import Path
sys.path[:0] = ["tests"]
from test_index_derived import add, current
from index.catalog import Catalog
catalog = Catalog.open(Path(sys.argv[1]))
print("ready", flush=True)
for number in itertools.count(int(sys.argv[2])):
    add(catalog, number)
    if number % 3 == 0:
        catalog.remove(f"{number - 5}.pdf")
    if number % 4 == 0:
        current(catalog)
"""


def test_a_writer_killed_at_any_moment_leaves_whole_documents_and_sound_indexes(tmp_path):
    Catalog.create(tmp_path, FINGERPRINT).close()
    choose = random.Random(4)
    for attempt in range(10):
        writer = subprocess.Popen([sys.executable, "-c", WRITE_ENDLESSLY, str(tmp_path),
                                   str(attempt * 10_000)], cwd=ROOT, stdout=subprocess.PIPE)  # fmt: skip
        assert writer.stdout is not None
        with writer:
            writer.stdout.readline()
            time.sleep(choose.uniform(0.0, 0.35))
            writer.send_signal(signal.SIGKILL)
        catalog = Catalog.open(tmp_path)
        connection = catalog.connection
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert all(stored.passage_count == 3 for stored in reader.documents(connection))
        used = "SELECT COUNT(*) FROM vectors WHERE hash NOT IN (SELECT vector FROM passages)"
        assert connection.execute(used).fetchone() == (0,)
        found = current(catalog)
        ids = reader.passage_ids(connection)
        assert sorted(found.vectors.ids) == ids.tolist()
        assert len(found.keywords) == len(ids)
        terms = analyse_question(" ".join(WORDS))
        by_word = {id_ for id_, _ in found.keywords.search("words", terms, 100_000)}
        assert by_word == set(ids.tolist())
        catalog.close()
