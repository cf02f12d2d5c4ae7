"""One writer at a time. A lock of the operating system, which ends with the process that holds it,
and beside it a note that tells who that is."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import Busy, WriterBusy

LOCK = "writer.lock"
HOLDER = "writer.json"

LOOK_AGAIN = 1.0
"""Seconds after which one that waits looks whether another holds the lock now."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes: `command` as in "ingest", and `since` in the machine's own time, to the second."""

    command: str
    process: int
    host: str
    since: str


Waiting = Callable[[Holder | None], None]
"""Told who is waited for, None where that is not known; again when it is another."""


@contextlib.contextmanager
def writing(
    folder: Path, command: str = "ingest", waiting: Waiting | None = None
) -> Iterator[None]:
    """Hold the lock of the index in `folder` as `command`.

    Where another process holds it: wait, where `waiting` is to be told so, or raise Busy. The lock of
    a process that ended, in whatever way, is free.
    """
    lock = FileLock(folder / LOCK)
    _acquire(lock, folder, waiting)
    try:
        _write_holder(folder, command)
        yield
    finally:
        (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def holder(folder: Path) -> Holder | None:
    """Who holds the lock, or held it last and was killed; None where that is not known."""
    try:
        return Holder(**json.loads((folder / HOLDER).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _acquire(lock: FileLock, folder: Path, waiting: Waiting | None) -> None:
    seconds: float = 0
    told: object = lock  # no holder: the first one is told, whoever it is
    while True:
        try:
            lock.acquire(timeout=seconds)
        except Timeout as error:
            found = holder(folder)
            if waiting is None:
                raise _busy(folder, found) from error
            if found != told:
                waiting(found)
            told, seconds = found, LOOK_AGAIN
        else:
            return


def _busy(folder: Path, found: Holder | None) -> Busy:
    if found is None:
        return Busy(file=folder / LOCK, seconds=0)
    return WriterBusy(
        folder=folder, command=found.command, process=found.process, host=found.host,
        since=found.since,
    )  # fmt: skip


def _write_holder(folder: Path, command: str) -> None:
    since = datetime.datetime.now().astimezone().isoformat(" ", "seconds")
    note = json.dumps(asdict(Holder(command, os.getpid(), platform.node(), since)))
    temporary = folder / f"{HOLDER}.new"
    temporary.write_text(note, encoding="utf-8")
    temporary.replace(folder / HOLDER)
