"""Whole commands killed at random moments: reading processes, embedding, committing, all of it.

    python tests/kill_ingest.py 200 [SEED]

kills as many processes (SIGKILL) that ingest, compact or repair one growing index of small PDF files.
After each kill the index is opened and all of it looked at; now and then a process may end, and then
the work must be complete. Prints the figures; exit code 1 where anything was lost.

The processes are forked from this one, which has the model loaded: else each would take ten seconds
to start. All else is theirs: locks, reading processes, embedding, SQLite, FAISS and tantivy.
"""

from __future__ import annotations

import hashlib
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

os.environ["TOKENIZERS_PARALLELISM"] = "false"
sys.path.insert(0, str(Path(__file__).parents[1]))

from reportlab.pdfgen.canvas import Canvas

from index import keywords, reader, vectors
from index.catalog import Catalog
from index.compact import compact
from index.embedding import Embedder
from index.store import Index, fingerprint_of
from index.update import update
from index.verify import repair, verify
from index.writer import writing
from ingest.limits import Limits
from ingest.sources import find_sources

MOST_FILES = 16
FINISHED = 0.25
"""Share of the processes that are let alone."""

WHO = "Udvalget Byrådet Formanden Forvaltningen Skolebestyrelsen Borgmesteren Foreningen".split()
DID = "drøftede besøgte roste udsatte godkendte åbnede lukkede beskrev".split()
WHAT = "skolebussen svømmehallen cykelstien biblioteket havnen plejehjemmet skoven rådhuset".split()


@dataclass
class Work:
    """An index and its files. `held` is what the index held when last looked at, name to SHA-256;
    `lines` are those of each file ever written."""

    files: Path
    index: Path
    embedder: Embedder
    chance: random.Random
    held: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    written: int = 0

    def write(self, name: str) -> None:
        """A small PDF file with lines that stand nowhere else."""
        self.written += 1
        lines = [
            f"{self.chance.choice(WHO)} {self.chance.choice(DID)} {self.chance.choice(WHAT)} den {day}. maj"
            f" under navnet {name_of(100 * self.written + day)}."
            for day in range(1, self.chance.choice((3, 8, 15)))
        ]
        canvas = Canvas(str(self.files / name), pageCompression=0)
        for start in range(0, len(lines), 5):
            text = canvas.beginText(72, 760 - 7 * start)  # or it would be a running header
            for line in lines[start : start + 5]:
                text.textLine(line)
            canvas.drawText(text)
            canvas.showPage()
        canvas.save()
        content = (self.files / name).read_bytes()
        self.lines[hashlib.sha256(content).hexdigest()] = lines

    def on_disk(self) -> dict[str, str]:
        """The files as they are now, name to SHA-256."""
        return {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()
            for file in self.files.iterdir()
        }


def name_of(number: int) -> str:
    """A word of its own for each number, with no ending that stemming takes away."""
    return "X" + "".join("bdfgklmnpv"[int(digit)] + "a" for digit in str(number)) + "x"


# What is done, each in a process of its own


def bring_in(work: Work, begun: Callable[[], None]) -> None:
    """Take out what has gone, and bring in what is new."""
    there = work.on_disk()
    with Index.open(work.index, embedder=work.embedder) as index:
        renamed = set(there.values())
        for record in index.catalog.files():
            if record.name not in there and record.sha256 not in renamed:
                with writing(work.index, "remove"):
                    index.catalog.remove(record.name)
        update(index, find_sources([work.files]), workers=1, limits=Limits(seconds=60),
               report=lambda progress: begun() if progress.passages else None)  # fmt: skip


def compact_it(work: Work, begun: Callable[[], None]) -> None:
    """Compact the index."""
    begun()
    catalog = Catalog.open(work.index)
    with writing(work.index, "compact"):
        compact(catalog)
    catalog.close()


def repair_it(work: Work, begun: Callable[[], None]) -> None:
    """Look for damage and repair it."""
    with Index.open(work.index, embedder=work.embedder) as index:
        begun()
        with writing(work.index, "verify --repair"):
            repair(index.catalog, work.embedder)


def change_files(work: Work) -> None:
    """Some files are new, one is written anew, one renamed, one deleted."""
    names = sorted(file.name for file in work.files.iterdir())
    work.chance.shuffle(names)
    if len(names) > 4:
        (work.files / names[0]).rename(work.files / f"omdøbt {work.written}.pdf")
        for name in names[4 : 4 + max(1, len(names) - MOST_FILES)]:
            (work.files / name).unlink()
        work.write(names[1])
    for number in range(work.chance.randint(2, 5)):
        work.write(f"{work.written}-{number}.pdf")


def damage(work: Work) -> None:
    """Something that can be made again is lost or wrong."""
    catalog = Catalog.open(work.index)
    match work.chance.randrange(3):
        case 0:
            os.truncate(work.index / vectors.FILE, 100)
        case 1:
            shutil.rmtree(work.index / keywords.FOLDER)
        case 2:
            with catalog.change() as connection:
                connection.execute("DELETE FROM tokens")
    catalog.close()


JOBS: dict[str, tuple[Callable[[Work], None], Callable[[Work, Callable[[], None]], None]]] = {
    "ingest": (change_files, bring_in),
    "compact": (lambda _: None, compact_it),
    "repair": (damage, repair_it),
}


def attempt(work: Work, job: str, seconds: float | None) -> float | None:
    """Do a job in a process that is killed so many seconds after it began to write, or so many after
    its start where they are negative (None: never). How long it wrote; None where it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.close(read)
            told: list[int] = []
            JOBS[job][1](work, lambda: told or told.append(os.write(write, b".")))
            code = 0
        except BaseException:  # noqa: BLE001  told, and seen in the exit code
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(write)
    if seconds is None or seconds >= 0:
        select.select([read], [], [], 120)
    begun = time.monotonic()
    if seconds is not None:
        time.sleep(abs(seconds))
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(read)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, f"{job} failed"
    return None if os.WIFSIGNALED(status) else time.monotonic() - begun


# What must hold at any moment


def look(work: Work, before: dict[str, str], *, repairing: bool) -> None:
    """Every file that the index holds is whole and found; none that was there and still is has
    gone."""
    there = work.on_disk()
    with writing(work.index, "look"), Index.open(work.index, embedder=work.embedder) as index:
        connection = index.catalog.connection
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        work.held = {record.name: record.sha256 or "" for record in index.catalog.files()}
        assert all(record.problem is None for record in index.catalog.files())
        for name, sha256 in before.items():
            if there.get(name) == sha256:
                assert work.held.get(name) == sha256, f"{name} is lost"
            elif sha256 in there.values():  # renamed: under the one name or the other
                assert sha256 in work.held.values(), f"{name} is lost under both its names"
        assert work.held.items() <= there.items() | before.items()
        documents = index.documents()
        assert {document.id for document in documents} == set(work.held.values())
        index.bring_up_to_date()
        ids = reader.passage_ids(connection).tolist()
        for document in documents:
            lines = work.lines[document.id]
            text = " ".join(index.text(document, (0, 10**6)).split())
            missing = [line for line in lines if line not in text]
            assert missing == [], f"{document.name}: {missing}"
            assert document.page_count == -(-len(lines) // 5)
            assert document.passage_count
        for document in work.chance.sample(documents, min(4, len(documents))):
            line = work.lines[document.id][-1]
            best = index.search(line.split()[-1].rstrip("."), 1, mode="keyword")
            assert best[0].document.id == document.id, f"{document.name} is not found by its word"
            near = {hit.document.id for hit in index.search(line, 100, mode="dense")}
            assert document.id in near, f"{document.name} is not found by what it says"
        held = vectors.VectorIndex.load(work.index), keywords.KeywordIndex.load(work.index)
        assert held[0] is not None
        assert held[1] is not None
        assert sorted(held[0].ids.tolist()) == ids == held[1].ids()
        for table in ("vectors", "tokens"):
            orphans = (
                f"SELECT COUNT(*) FROM {table} WHERE hash NOT IN (SELECT vector FROM passages)"
            )
            assert connection.execute(orphans).fetchone() == (0,), table
        found = verify(index.catalog, None if repairing else work.embedder)
        assert [one for one in found if not (one.derived and repairing)] == []


def main(wanted: int, seed: int = 1) -> int:
    """Kill so many processes; 1 where anything was lost."""
    embedder, chance, begun = Embedder.load(threads=1), random.Random(seed), time.monotonic()
    killed, completed = Counter[str](), Counter[str]()
    usual = {"ingest": 0.5, "compact": 0.1, "repair": 0.3}
    with tempfile.TemporaryDirectory() as folder:
        work = Work(Path(folder, "files"), Path(folder, "index"), embedder, chance)
        work.files.mkdir()
        Catalog.create(work.index, fingerprint_of(embedder)).close()
        while killed.total() < wanted:
            job = chance.choices(list(JOBS), (2, 1, 1))[0] if work.held else "ingest"
            JOBS[job][0](work)
            alive = True
            while alive:
                before = dict(work.held)
                seconds = chance.uniform(-0.2, 1) * usual[job]
                finish = chance.random() < FINISHED or killed.total() >= wanted
                wrote = attempt(work, job, None if finish else seconds)
                alive = wrote is None
                killed[job] += alive
                usual[job] = wrote if finish and wrote else usual[job]
                try:
                    look(work, before, repairing=job == "repair" and alive)
                    assert alive or job != "ingest" or work.held == work.on_disk()
                except AssertionError:
                    traceback.print_exc()
                    print(f"LOST after {killed.total()} kills ({job}, seed {seed})")  # noqa: T201
                    return 1
            completed[job] += 1
    seconds = time.monotonic() - begun
    print(  # noqa: T201  this is its output
        f"{killed.total()} kills, 0 losses, in {seconds:.0f} s: killed {dict(killed)}, "
        f"completed {dict(completed)}, {work.written} files"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
