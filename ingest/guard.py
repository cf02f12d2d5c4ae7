"""A reading process ends itself when it takes more memory than it may.

Two guards: a thread that looks at the process's size, and ends it with an exit code that tells why;
and, where the system has it, a limit on its data that refuses what would come at one stroke.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path

MEMORY_EXIT = 77
"""Exit code of a process that took too much memory."""

INTERVAL = 0.05
"""Seconds between two looks."""

MARGIN = 1.25
"""So much more the system's limit allows, so that the thread sees first what grows slowly."""

STATM = Path("/proc/self/statm")
"""Linux: the process's size, in pages of memory."""


def guard_memory(megabytes: int) -> None:
    """Let this process take at most this much memory, from now on; 0 for any. The processes it
    starts inherit the system's limit."""
    if not megabytes:
        return
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows; a lower limit is set
        import resource  # noqa: PLC0415  not on every system

        most = int(megabytes * MARGIN) << 20
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    if STATM.exists():
        threading.Thread(target=_watch, args=(megabytes << 20,), daemon=True).start()


def _watch(most: int) -> None:
    page = os.sysconf("SC_PAGE_SIZE")
    while int(STATM.read_text(encoding="ascii").split()[1]) * page < most:
        time.sleep(INTERVAL)
    os._exit(MEMORY_EXIT)
