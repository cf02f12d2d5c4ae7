"""Nothing is taken out of an index because a folder is closed, and a renamed file has one name at any
moment."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing

import pytest
from conftest import ROOT
from test_cli import typeset
from test_index_catalog import FINGERPRINT, let_all_read, made, source

from index.catalog import Catalog
from ingest.sources import Source, is_gone

CLOSED = """
import os, sys
from pathlib import Path
from types import SimpleNamespace
from index import in_step, update
from index.catalog import Catalog
from ingest.sources import find_sources, is_gone
folder, files = map(Path, sys.argv[1:])
catalog = Catalog.open(folder)
if os.geteuid() == 0:
    os.setuid(65534)  # root may look everywhere
closed = files / "lukket"
assert not is_gone(closed / "a.pdf") and is_gone(files / "b.pdf")
print(in_step._gone(SimpleNamespace(catalog=catalog), files))
"""


def test_a_file_that_is_renamed_loses_its_former_name_in_the_same_step(tmp_path):
    with closing(Catalog.create(tmp_path / "i", FINGERPRINT)) as catalog:
        catalog.add(source("a.pdf"), *made("Skolen lukkes."))
        (digest,) = (record.sha256 for record in catalog.files())
        assert digest
        before = catalog.generation
        told: list[str] = []
        catalog.connection.set_trace_callback(told.append)
        catalog.add_name(Source(tmp_path / "b.pdf", "b.pdf"), digest, ["a.pdf"])
        catalog.connection.set_trace_callback(None)
        assert [record.name for record in catalog.files()] == ["b.pdf"]
        assert sum(one.startswith("COMMIT") for one in told) == 1
        assert catalog.generation > before
        assert catalog.names(digest) == {"b.pdf": tmp_path / "b.pdf"}
        (kept,) = catalog.connection.execute("SELECT COUNT(*) FROM passages").fetchone()
        assert kept


def test_a_name_of_other_bytes_is_no_former_name(tmp_path):
    with closing(Catalog.create(tmp_path / "i", FINGERPRINT)) as catalog:
        catalog.add(source("a.pdf"), *made("Skolen lukkes."))
        (digest,) = (record.sha256 for record in catalog.files())
        catalog.add_name(Source(tmp_path / "b.pdf", "b.pdf"), "f" * 64, ["a.pdf"])
        assert [record.name for record in catalog.files()] == ["a.pdf", "b.pdf"]
        assert catalog.names(digest or "")


def test_what_is_there_is_not_gone(tmp_path):
    (tmp_path / "a.pdf").touch()
    assert not is_gone(tmp_path / "a.pdf")
    assert is_gone(tmp_path / "b.pdf")
    assert is_gone(tmp_path / "a.pdf" / "c.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_files_in_a_folder_that_is_closed_to_us_are_not_taken_for_removed(tmp_path):
    files, folder = tmp_path / "filer", tmp_path / "i"
    (files / "lukket").mkdir(parents=True)
    typeset(files / "lukket" / "a.pdf")
    with closing(Catalog.create(folder, FINGERPRINT)) as catalog:
        for name in ("lukket/a.pdf", "b.pdf"):
            catalog.add(Source(files / name, name), *made(f"Skolen lukkes, skriver {name}."))
    let_all_read(files)
    (files / "lukket").chmod(0o000)
    try:
        done = subprocess.run(
            [sys.executable, "-c", CLOSED, str(folder), str(files)],
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
    finally:
        (files / "lukket").chmod(0o755)
        files.chmod(0o755)
    assert (done.stdout, done.returncode) == ("['b.pdf']\n", 0), done.stderr
