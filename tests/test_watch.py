"""An index is kept in step with a folder by the command itself."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from conftest import EXAMPLES

from index.catalog import FILE, Catalog
from index.verify import verify

PATIENCE = 90
"""Seconds in which a change must be in the index."""


def names(folder: Path) -> set[str]:
    if not (folder / FILE).exists():
        return set()
    with closing(Catalog.open(folder)) as catalog:
        return {record.name for record in catalog.files()}


def wait_for(folder: Path, wanted: set[str]) -> None:
    until = time.monotonic() + PATIENCE
    while names(folder) != wanted:
        assert time.monotonic() < until, f"{names(folder)} instead of {wanted}"
        time.sleep(0.2)


@pytest.fixture
def watched(tmp_path):
    """A folder with one file, and the process that watches it."""
    files, folder = tmp_path / "filer", tmp_path / "i"
    files.mkdir()
    some = sorted(EXAMPLES.glob("*.pdf"))[:3]
    shutil.copy(some[0], files / "a.pdf")
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli", "--lang", "da", "watch", str(files),
         "--index", str(folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "REFERATSVAR_WORKERS": "1"},
    )  # fmt: skip
    yield files, folder, some, process
    if process.poll() is None:
        process.kill()
    process.communicate()


def test_what_comes_changes_and_goes_in_the_folder_does_so_in_the_index(watched):
    files, folder, some, process = watched
    wait_for(folder, {"a.pdf"})
    shutil.copy(some[1], files / "b.pdf")
    (files / "brudt.pdf").write_bytes(b"%PDF-1.7 cut off")  # harms only itself
    wait_for(folder, {"a.pdf", "b.pdf", "brudt.pdf"})
    (files / "brudt.pdf").unlink()
    (files / "b.pdf").rename(files / "c.pdf")
    wait_for(folder, {"a.pdf", "c.pdf"})
    shutil.copy(some[2], files / "c.pdf")
    (files / "a.pdf").unlink()
    wait_for(folder, {"c.pdf"})
    with closing(Catalog.open(folder)) as catalog:
        (stored,) = catalog.connection.execute("SELECT COUNT(*) FROM documents").fetchone()
        assert stored == 1
    # An empty folder may be a drive that is not there: nothing is taken out.
    (files / "c.pdf").unlink()
    time.sleep(4)
    assert names(folder) == {"c.pdf"}
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Holder øje med" in said
    assert "Taget ud: 1" in said
    assert "brudt.pdf" in complained
    with closing(Catalog.open(folder)) as catalog:
        assert [finding.code for finding in verify(catalog) if not finding.derived] == []
