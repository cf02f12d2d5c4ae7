"""A folder becomes a stream of documents, read by worker processes.

A file that ends its worker, or takes too long, harms only itself: the worker is replaced and the
file is reported.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ingest.errors import Crashed, FileProblem, TooSlow
from ingest.model import Document
from ingest.read import read_document
from ingest.sources import Source
from ingest.split import Splitter


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: the model's tokenizer, passage size in tokens, worker processes, and
    seconds allowed for one file."""

    tokenizer_file: Path
    passage_tokens: int = 250
    workers: int = 2
    seconds: float = 900.0


def read_all(
    sources: Sequence[Source], reading: Reading
) -> Iterator[tuple[Source, Document | FileProblem]]:
    """Read all files, as they are done, in any order. Closing the iterator ends the workers."""
    if not sources:
        return
    pool = ProcessPool(
        max_workers=max(1, min(reading.workers, len(sources))),
        context=multiprocessing.get_context("spawn"),
        initializer=_start_worker,
        initargs=(reading.tokenizer_file, reading.passage_tokens),
    )
    waiting = list(reversed(sources))
    running: dict[ProcessFuture, Source] = {}
    try:
        while waiting or running:
            # No more than this at a time, so that finished documents do not fill the memory.
            while waiting and len(running) < 2 * reading.workers:
                source = waiting.pop()
                future = pool.schedule(_read, args=(source,), timeout=reading.seconds)
                running[future] = source
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                source = running.pop(future)
                yield source, _outcome(source, future)
    finally:
        pool.stop()
        pool.join()


def _outcome(source: Source, future: ProcessFuture) -> Document | FileProblem:
    try:
        outcome: Document | FileProblem = future.result()
    except TimeoutError:
        return TooSlow(source.name)
    except ProcessExpired as error:
        return Crashed(source.name, f"exit code {error.exitcode}")
    except MemoryError:
        return Crashed(source.name, "out of memory")
    return outcome


_splitter: Splitter | None = None


def _start_worker(tokenizer_file: Path, passage_tokens: int) -> None:
    global _splitter  # noqa: PLW0603  set once in each worker: loading takes a second
    # Ctrl-C is for the parent, which ends its workers in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    _splitter = Splitter.load(tokenizer_file, passage_tokens)


def _read(source: Source) -> Document | FileProblem:
    assert _splitter is not None, "the worker was started by `read_all`"  # noqa: S101
    try:
        return read_document(source.path, source.name, _splitter)
    except FileProblem as problem:
        return problem
    except RecursionError as error:
        return Crashed(source.name, str(error))
