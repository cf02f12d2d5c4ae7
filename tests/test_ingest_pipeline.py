"""Many files are read at once: what fails is named, the rest comes through, no process stays."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pypdf
import pytest
from test_ingest_typesetting import changed, lines, typeset

from index.embedding import Embedder
from ingest import ocr
from ingest.errors import FileProblem
from ingest.limits import Limits
from ingest.pipeline import Reading, read_all
from ingest.sources import Source, find_sources

GOOD = typeset(lines("Udvalget drøftede sagen om nytteindsats."))
OTHER = typeset(lines("Udvalget besluttede at anbefale forslaget."))


def locked(user: str, owner: str = "ejer") -> bytes:
    return changed(GOOD, lambda writer: writer.encrypt(user, owner, algorithm="RC4-128"))


def reading(embedder: Embedder, *, workers: int = 2, seconds: float = 120) -> Reading:
    return Reading(embedder.tokenizer_file, workers=workers, limits=Limits(seconds=seconds))


def long_file(shared: Path) -> Path:
    """A file that takes many seconds to read."""
    return max((shared / "corpus" / "greve-2022").glob("*.pdf"), key=lambda p: p.stat().st_size)


def sandwich(tmp_path: Path, shared: Path) -> list[Source]:
    """A short file, a long one, a short one."""
    (tmp_path / "a.pdf").write_bytes(GOOD)
    (tmp_path / "c.pdf").write_bytes(OTHER)
    return [
        Source(tmp_path / "a.pdf", "a.pdf"),
        Source(long_file(shared), "b.pdf"),
        Source(tmp_path / "c.pdf", "c.pdf"),
    ]


def workers() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid]


def test_each_bad_file_is_named_with_its_reason_and_the_rest_comes_through(
    tmp_path: Path, embedder: Embedder
) -> None:
    files = {
        "god.pdf": (GOOD, None),
        "anden.pdf": (OTHER, None),
        "åben låst.pdf": (locked(""), None),
        "låst.pdf": (locked("hemmeligt"), "locked"),
        "tom.pdf": (b"", "empty"),
        "tekst.pdf": (b"Kun navnet siger, at dette er en PDF-fil." * 40, "not_pdf"),
        "hoved alene.pdf": (b"%PDF-1.7\n" + b"x" * 2000, "broken"),
        "afkortet.pdf": (GOOD[: len(GOOD) // 4], "broken"),
        "tom side.pdf": (typeset(lambda _: None), "no_text"),
        "billede.pdf": (
            typeset(lambda c: c.rect(50, 50, 200, 200, fill=1)),
            "needs_ocr" if ocr.missing() else "no_text",
        ),
    }
    for name, (content, _) in files.items():
        (tmp_path / name).write_bytes(content)
    sources = find_sources([tmp_path])
    sources.append(Source(tmp_path / "slettet.pdf", "slettet.pdf"))
    files["slettet.pdf"] = (b"", "unreadable")
    outcomes = {source.name: outcome for source, outcome in read_all(sources, reading(embedder))}
    assert {
        name: outcome.code if isinstance(outcome, FileProblem) else None
        for name, outcome in outcomes.items()
    } == {name: code for name, (_, code) in files.items()}
    found = outcomes["åben låst.pdf"]
    assert not isinstance(found, FileProblem)
    (opened,) = found
    assert opened.text == "Udvalget drøftede sagen om nytteindsats."
    assert opened.pages[0].agreement == 1.0
    problem = outcomes["tom.pdf"]
    assert isinstance(problem, FileProblem)
    assert str(problem) == "tom.pdf: empty"
    assert not workers()


def test_a_file_that_takes_too_long_is_named_and_the_rest_comes_through(
    tmp_path: Path, shared: Path, embedder: Embedder
) -> None:
    sources = sandwich(tmp_path, shared)
    begun = time.monotonic()
    outcomes = dict(read_all(sources, reading(embedder, workers=1, seconds=1.5)))
    assert time.monotonic() - begun < 60
    assert [getattr(outcomes[source], "code", None) for source in sources] == [
        None,
        "too_slow",
        None,
    ]
    assert not workers()


def test_a_file_whose_worker_dies_is_named_and_the_rest_comes_through(
    tmp_path: Path, shared: Path, embedder: Embedder
) -> None:
    sources = sandwich(tmp_path, shared)
    documents = read_all(sources, reading(embedder, workers=1))
    outcomes = dict([next(documents)])
    time.sleep(0.5)  # the worker is in the middle of the long file
    os.kill(workers()[0], signal.SIGKILL)
    outcomes.update(documents)
    assert [getattr(outcomes[source], "code", None) for source in sources] == [
        None,
        "crashed",
        None,
    ]
    crashed = outcomes[sources[1]]
    assert isinstance(crashed, FileProblem)
    assert "9" in crashed.detail


def test_workers_that_die_before_they_begin_are_replaced(
    tmp_path: Path, embedder: Embedder
) -> None:
    for name in ("a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.pdf"):
        (tmp_path / name).write_bytes(GOOD)
    killed: list[int] = []

    def kill() -> None:
        while not killed:
            for pid in workers():
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    outcomes = list(read_all(find_sources([tmp_path]), reading(embedder)))
    killer.join()
    assert killed
    assert sorted(source.name for source, _ in outcomes) == [f"{c}.pdf" for c in "abcde"]
    assert all(isinstance(outcome, tuple) for _, outcome in outcomes)


def test_workers_that_cannot_start_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(GOOD)
    sources = find_sources([tmp_path])
    with pytest.raises(FileNotFoundError):
        list(read_all(sources, Reading(tmp_path / "findes ikke.json")))


def test_closing_the_iterator_ends_the_workers(
    tmp_path: Path, shared: Path, embedder: Embedder
) -> None:
    documents = read_all(sandwich(tmp_path, shared), reading(embedder))
    next(documents)
    assert workers()
    documents.close()
    assert not workers()


def test_no_files_start_no_workers(embedder: Embedder) -> None:
    assert list(read_all([], reading(embedder))) == []


SCRIPT = """
import sys
from pathlib import Path
from ingest.pipeline import Reading, read_all
from ingest.sources import Source

if __name__ == "__main__":
    sources = [Source(Path(path), path) for path in sys.argv[2:]]
    try:
        for source, _ in read_all(sources, Reading(Path(sys.argv[1]))):
            print(source.name, flush=True)
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_program_that_is_stopped_leaves_no_process_behind(
    number: signal.Signals, tmp_path: Path, shared: Path, embedder: Embedder
) -> None:
    script = tmp_path / "read.py"
    script.write_text(SCRIPT, encoding="utf-8")
    paths = [str(source.path) for source in sandwich(tmp_path, shared)]
    program = subprocess.Popen(
        [sys.executable, str(script), str(embedder.tokenizer_file), *paths],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert program.stdout is not None
    assert program.stderr is not None
    with program:
        assert program.stdout.readline()
        program.send_signal(number)
        # Workers hold the other ends of these, so that reading ends only when all have ended.
        program.stdout.read()
        complaints = program.stderr.read().decode()
    assert program.returncode == (130 if number == signal.SIGINT else -number)
    assert "Traceback" not in complaints
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(program.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("processes are left")


def test_a_page_label_is_shown_and_the_page_counted(tmp_path: Path, embedder: Embedder) -> None:
    def label(writer: pypdf.PdfWriter) -> None:
        writer.set_page_label(0, 1, style="/r")
        writer.set_page_label(2, 2, style="/D", prefix="A-", start=7)

    content = typeset(*(lines(f"Tekst på side {word}.") for word in ("alfa", "beta", "gamma")))
    (tmp_path / "a.pdf").write_bytes(changed(content, label))
    ((_, found),) = read_all(find_sources([tmp_path]), reading(embedder, workers=1))
    assert not isinstance(found, FileProblem)
    (document,) = found
    assert [(page.number, page.label) for page in document.pages] == [
        (1, "i"),
        (2, "ii"),
        (3, "A-7"),
    ]
