"""An index in hard times: commands killed, disks full, folders closed, an app that must go on answering."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from commands import command
from conftest import ROOT
from test_cli import typeset
from test_index_catalog import FINGERPRINT, let_all_read, made, source

from index.catalog import FILE, Catalog
from index.verify import verify


@pytest.fixture
def folder(example_index, tmp_path) -> Path:
    """A copy of the example index, to change."""
    shutil.copytree(example_index, tmp_path / "i")
    return tmp_path / "i"


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")
def test_whole_commands_killed_while_they_read_embed_and_commit_lose_nothing(embedder):
    del embedder  # unpacked by now
    done = subprocess.run(
        [sys.executable, "tests/kill_ingest.py", "5"],
        cwd=ROOT, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("5 kills, 0 losses")


MOST_BYTES = 120_000
"""A file may have, in one test."""


def may_write_no_more() -> None:
    import resource  # is Unix' alone

    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, MOST_BYTES))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_an_ingest_that_may_write_no_more_says_so_and_loses_nothing(folder, tmp_path):
    """The limit is on each file: it is reached in the midst of writing, as on a full disk."""
    before = command("status", "--index", folder, "--json").stdout
    typeset(tmp_path / "ny.pdf", pages=6)
    words = ["ingest", str(tmp_path / "ny.pdf"), "--index", str(folder)]
    done = command(*words, before=may_write_no_more)
    assert done.returncode == 1, done.stderr
    assert "Sørg for plads og adgang" in done.stderr
    assert "Traceback" not in done.stderr
    with closing(Catalog.open(folder)) as catalog:
        assert {one["document"] for one in json.loads(before)["list"]} == {
            record.name for record in catalog.files()
        }
        assert {one.code for one in verify(catalog)} <= {"behind"}
    assert command(*words).returncode == 0
    with closing(Catalog.open(folder)) as catalog:
        assert catalog.names(hashlib.sha256((tmp_path / "ny.pdf").read_bytes()).hexdigest())


READ_ONLY = """
import email.parser, os, sys
from assistant import cli, cli_care, cli_status
from index import compact, update, writer
group = cli.build()
if os.geteuid() == 0:
    os.setuid(65534)  # root may write everywhere
group(cli.take_language(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("words", [("compact",), ("remove", "a.pdf")])
def test_a_folder_that_may_not_be_written_is_told(tmp_path, words):
    folder = tmp_path / "i"
    with closing(Catalog.create(folder, FINGERPRINT)) as catalog:
        catalog.add(source("a.pdf"), *made("Skolen lukkes."))
    content = (folder / FILE).read_bytes()
    let_all_read(folder)
    try:
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, "--lang", "da", *words, "--index", folder],
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
    finally:
        folder.chmod(0o755)
    assert "Sørg for plads og adgang" in done.stderr, done.stderr
    assert done.returncode == 1
    assert (folder / FILE).read_bytes() == content
