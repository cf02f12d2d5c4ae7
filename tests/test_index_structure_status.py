"""What `referatsvar status` tells of layouts and of packets."""

from __future__ import annotations

import datetime
import os
from dataclasses import replace
from pathlib import Path

import pytest
from commands import command
from structures_made import Line, memo, minutes

from index.catalog import Catalog
from index.fingerprint import Fingerprint
from ingest.model import Document
from ingest.sources import Source

ROOT = Path(__file__).parents[1]
DAY = datetime.date(2024, 3, 6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("status")
    catalog = Catalog.create(folder, Fingerprint("model", 250))
    lines = Line("Skolen", "Godkendt."), Line("Vejen", "Udsat.")
    known, digest = minutes(*lines, date=DAY), "d" * 64
    unknown = replace(minutes(*lines, date=DAY, organization="Byrådet"), layout=None)
    packet = (memo("Følgebrev.", sha256=digest),
              minutes(*lines, date=DAY, page_first=2, sha256=digest))  # fmt: skip
    for name, documents in (
        ("kendt.pdf", [known]), ("fremmed.pdf", [unknown]), ("pakke.pdf", packet),
    ):  # fmt: skip
        bare: list[Document] = [replace(one, passages=()) for one in documents]
        catalog.add(Source(Path(name), name), bare, [[] for _ in bare])
    catalog.close()
    return folder


def status(folder: Path, language: str) -> str:
    environment = {**os.environ, "COLUMNS": "120"}
    return command(
        "status", "--index", folder, lang=language, environment=environment, check=True
    ).stdout


@pytest.mark.parametrize(
    ("language", "title"), [("da", "ikke blev genkendt"), ("en", "was not recognised")]
)
def test_minutes_whose_layout_was_not_recognised_are_named(folder, language, title):
    said = status(folder, language)
    before, after = said.split(title)
    assert "(1):" in after
    assert "fremmed.pdf" in after
    assert "kendt.pdf" not in after.replace("fremmed.pdf", "")
    assert "kendt.pdf" in before


def test_of_a_packet_the_pages_of_each_part_are_shown(folder):
    rows = [line for line in status(folder, "da").splitlines() if "│ pakke.pdf" in line]
    assert len(rows) == 2
    assert " 1 " in rows[0]
    assert " 2–3 " in rows[1]
