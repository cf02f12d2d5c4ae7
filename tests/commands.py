"""The program's commands and its app, each in a process of its own.

The processes are forked from one in which the libraries are imported: most of what a short command does
is to import them. What starts cold is tested in `test_cli`.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from index.processor import prepare_environment, usable_cores

ROOT = Path(__file__).parent.parent

PATIENCE = 600
"""Seconds in which a command must end."""

CAPABILITY_VERSION_3 = 0x20080522
PR_CAPBSET_DROP = 24
ROOTS_OWN = (1, 2)
"""Linux' names: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""

LIBRARIES = ["sentence_transformers", "gradio", "faiss", "tantivy", "pypdfium2", "rich.console",
             "assistant.web", "index.update"]  # fmt: skip
"""And of the program's own what imports most of the rest."""


def command(
    *words: str | Path,
    lang: str | None = "da",
    check: bool = False,
    environment: Mapping[str, str] | None = None,
    before: Callable[[], object] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `referatsvar`, in this or another `environment`, and give what it wrote. With `check` it must
    succeed; `before` is called in its process before it begins."""
    line = ["referatsvar", *(["--lang", lang] if lang else []), *map(str, words)]
    with tempfile.TemporaryDirectory() as name:
        written = [Path(name, stream) for stream in ("stdout", "stderr")]
        settings = dict(os.environ if environment is None else environment)
        process = _forking().Process(target=_run, args=(line, written, settings, before))
        process.start()
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            pytest.fail(f"{line} did not end in {PATIENCE} s")
        out, err = (file.read_text(encoding="utf-8") for file in written)
    done = subprocess.CompletedProcess(line, process.exitcode, out, err)
    if check:
        assert done.returncode == 0, err
    return done


@contextlib.contextmanager
def running_app(index_folder: Path, *, hide_closed: bool = False) -> Iterator[str]:
    """The address of an app that serves `index_folder`."""
    ours, theirs = _forking().Pipe(duplex=False)
    settings = dict(os.environ)
    process = _forking().Process(target=_serve, args=(index_folder, hide_closed, theirs, settings))
    process.start()
    theirs.close()
    try:
        try:
            said = ours.recv()
        except EOFError:
            pytest.fail("the app did not start")
        yield "http://" + said.split("http://")[1].split()[0].rstrip("/")
    finally:
        process.terminate()
        process.join(30)
        ours.close()


@functools.cache
def _forking() -> ForkServerContext:
    prepare_environment(usable_cores())  # is read when the libraries load
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LIBRARIES)
    return context


def _run(
    line: list[str],
    written: list[Path],
    settings: Mapping[str, str],
    before: Callable[[], object] | None,
) -> None:
    for number, file in enumerate(written, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    _begin(settings)
    if before:
        before()
    sys.argv = line
    from assistant.cli import main

    main()


def _serve(index: Path, hide: bool, told: Connection, settings: Mapping[str, str]) -> None:
    _begin(settings)
    from assistant.web import serve

    serve(index, port=0, announce=told.send, hide_closed=hide)


def be_bound() -> None:
    """Take from root, in this process and all that it starts, what lets it read and write whatever the
    rights of a file say (capabilities(7)); to be called before a command."""
    if os.geteuid():
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    held = (ctypes.c_uint32 * 6)()  # twice: effective, permitted, inheritable
    done = [libc.prctl(PR_CAPBSET_DROP, one, 0, 0, 0) for one in ROOTS_OWN]
    done.append(libc.capget(header, held))
    for word in range(3):
        held[word] &= ~sum(1 << one for one in ROOTS_OWN)
    done.append(libc.capset(header, held))
    assert not any(done), os.strerror(ctypes.get_errno())


def _begin(settings: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(settings)
    os.chdir(ROOT)
