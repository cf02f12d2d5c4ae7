"""A folder becomes a stream of documents, read by worker processes.

A file that ends its worker, or takes too long, harms only itself: the worker is replaced and the
file is reported.
"""

from __future__ import annotations

import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import time
from collections.abc import Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ingest.errors import Crashed, FileProblem, TooLarge, TooSlow
from ingest.guard import MEMORY_EXIT, guard_memory
from ingest.limits import USUAL, Limits
from ingest.model import Document
from ingest.privacy import USUAL_PRIVACY, Privacy, masked
from ingest.read import read_document
from ingest.scan import OcrLimits
from ingest.sentences import sentence_spans
from ingest.sources import Source
from ingest.split import Splitter

ATTEMPTS = 3
"""How often workers that die before they begin with a file are replaced, all of them."""

LOOK_AGAIN = 1.0
"""Seconds after which a pool of workers is looked at again, though nothing was heard of it."""

OCR_SHARE = 0.8
"""Share of a file's time after which no more pages are read by OCR; the rest is for what follows."""

# pebble logs what becomes of its workers; each outcome is reported with the name of its file.
logging.getLogger("pebble").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: the model's tokenizer, passage size in tokens, worker processes, what one
    file may take, and what is left out of it."""

    tokenizer_file: Path
    passage_tokens: int = 250
    workers: int = 2
    limits: Limits = USUAL
    privacy: Privacy = USUAL_PRIVACY


Outcome = tuple[Document, ...] | FileProblem
"""The documents in a file, nearly always one, or why there is none."""


def read_all(
    sources: Sequence[Source], reading: Reading
) -> Generator[tuple[Source, Outcome], None, None]:
    """Read all files, as they are done, in any order. Closing the iterator ends the workers.

    Raises FileNotFoundError where there is no tokenizer, and BrokenProcessPool when no worker can
    be started.
    """
    if sources and not reading.tokenizer_file.is_file():
        raise FileNotFoundError(reading.tokenizer_file)
    waiting = list(reversed(sources))
    attempts = 0
    while waiting:
        attempts += 1
        for source, outcome in _read_with_one_pool(waiting, reading):
            if not isinstance(outcome, BrokenProcessPool):
                attempts = 0
                yield source, outcome
            elif attempts < ATTEMPTS:
                waiting.append(source)
            else:
                raise outcome


def _read_with_one_pool(
    waiting: list[Source], reading: Reading
) -> Generator[tuple[Source, Outcome | BrokenProcessPool], None, None]:
    """Take files from the end of `waiting` and read them, until all are read or the pool breaks."""
    pool = ProcessPool(
        max_workers=max(1, min(reading.workers, len(waiting))),
        context=multiprocessing.get_context("spawn"),
        initializer=_start_worker,
        initargs=(reading,),
    )
    running: dict[ProcessFuture[Outcome], Source] = {}
    try:
        while running or (waiting and pool.active):
            # No more than this at a time, so that finished documents do not fill the memory.
            while waiting and pool.active and len(running) < 2 * max(1, reading.workers):
                source = waiting.pop()
                running[pool.schedule(_read, args=(source,), timeout=reading.limits.seconds)] = (
                    source
                )
            # A pool that breaks forgets what it had not yet handed to a worker: look now and then.
            done = [f for f in wait(running, LOOK_AGAIN, FIRST_COMPLETED).done if f in running]
            for future in done if pool.active else list(running):
                source = running.pop(future)
                yield source, _outcome(source, future)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _outcome(source: Source, future: ProcessFuture[Outcome]) -> Outcome | BrokenProcessPool:
    try:
        return future.result(timeout=0)
    except BrokenProcessPool as error:
        return error
    except TimeoutError:
        # The time limit; a future that is not done belongs to a pool that broke.
        return TooSlow(source.name) if future.done() else BrokenProcessPool("workers ended")
    except Exception as error:  # noqa: BLE001  one bad file harms only itself, whatever it raises
        return _problem(source.name, error)


def _problem(name: str, error: Exception) -> FileProblem:
    """The problem with a file whose reading ended so."""
    if isinstance(error, MemoryError):
        return TooLarge(name)
    if not isinstance(error, ProcessExpired):
        # What a library quotes of a file is kept with its problem.
        return Crashed(name, masked(f"{type(error).__name__}: {error}"))
    if error.exitcode == MEMORY_EXIT:
        return TooLarge(name)
    return Crashed(name, f"exit code {error.exitcode}")


_splitter: Splitter | None = None
_limits = USUAL
_privacy = USUAL_PRIVACY


def _start_worker(reading: Reading) -> None:
    # Set once in each worker: loading takes a second.
    global _splitter, _limits, _privacy  # noqa: PLW0603
    _limits, _privacy = reading.limits, reading.privacy
    # Ctrl-C is for the parent, which ends its workers in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    _splitter = Splitter.load(reading.tokenizer_file, reading.passage_tokens)
    # What is slow to import is imported now, so that no file's time is spent on it.
    list(_splitter.spans("Tekst.", (0, 6)))
    sentence_spans("Tekst.", 0, 6)
    guard_memory(_limits.megabytes)


def _end_with_parent() -> None:
    """End this worker at once when the program is killed, even in the middle of a long file."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _ocr_limits() -> OcrLimits | None:
    """What OCR may take of the file that is begun now; None where none is wanted."""
    if not _limits.page_seconds:
        return None
    return OcrLimits(_limits.page_seconds, time.monotonic() + OCR_SHARE * _limits.seconds)


def _read(source: Source) -> Outcome:
    assert _splitter is not None, "the worker was started by `read_all`"  # noqa: S101
    try:
        return read_document(
            source.path, source.name, _splitter, _ocr_limits(), _limits.characters, _privacy
        )
    except FileProblem as problem:
        return problem
