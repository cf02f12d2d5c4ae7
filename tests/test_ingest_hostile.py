"""Hostile and odd files in one folder: each ends in its report, and no process stays or dies of it."""

from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest
from conftest import ROOT
from hostile_pdfs import GOOD_FILE, Hostile, files, many_pages

from assistant.texts import TEXTS
from index.embedding import Embedder
from ingest.errors import FileProblem
from ingest.limits import Limits
from ingest.pipeline import Outcome, Reading, read_all
from ingest.sources import Source

LIMITS = Limits(seconds=600, page_seconds=10, megabytes=800, characters=800_000)
"""Lower than by default, so that the tests are quick."""


@pytest.fixture(scope="module")
def hostile() -> list[Hostile]:
    return list(files())


@pytest.fixture(scope="module")
def outcomes(
    hostile: list[Hostile], tmp_path_factory: pytest.TempPathFactory, embedder: Embedder
) -> dict[str, Outcome]:
    """What came of each file, all read in one go."""
    folder = tmp_path_factory.mktemp("fjendtlige")
    sources = {}
    for number, file in enumerate(hostile):
        path = folder / f"{number:02}.pdf"
        path.write_bytes(file.content)
        sources[Source(path, path.name)] = file.name
    reading = Reading(embedder.tokenizer_file, workers=2, limits=LIMITS)
    return {sources[source]: outcome for source, outcome in read_all(list(sources), reading)}


def test_each_ends_in_its_report(hostile: list[Hostile], outcomes: dict[str, Outcome]) -> None:
    assert len(hostile) >= 30
    assert outcomes.keys() == {file.name for file in hostile}
    for file in hostile:
        outcome = outcomes[file.name]
        if file.problem:
            assert isinstance(outcome, FileProblem), file.name
            assert outcome.code == file.problem, (file.name, outcome)
            assert f"problem_{outcome.code}" in TEXTS
        else:
            assert not isinstance(outcome, FileProblem), (file.name, outcome)
            assert any(file.text in document.text for document in outcome), file.name
            assert outcome[0].enclosed.names == file.enclosed, file.name
            assert outcome[0].enclosed.portfolio == file.name.startswith("a portfolio")
    assert not multiprocessing.active_children()


def test_each_stands_in_the_table_with_its_report(hostile: list[Hostile]) -> None:
    table = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    for file in hostile:
        report = f"`{file.problem}`" if file.problem else "read"
        assert f"| {file.name} | {report}" in table, file.name


def test_5000_pages_are_all_read(outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes["5,000 pages"]
    assert not isinstance(outcome, FileProblem)
    assert sum(len(document.pages) for document in outcome) == 5000


def test_a_file_that_takes_too_much_time_ends_in_time(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "a.pdf").write_bytes(many_pages(800))
    (tmp_path / "b.pdf").write_bytes(GOOD_FILE)
    sources = [Source(tmp_path / name, name) for name in ("a.pdf", "b.pdf")]
    reading = Reading(embedder.tokenizer_file, workers=1, limits=Limits(seconds=1))
    begun = time.monotonic()
    codes = {source.name: getattr(got, "code", None) for source, got in read_all(sources, reading)}
    assert codes == {"a.pdf": "too_slow", "b.pdf": None}
    assert time.monotonic() - begun < 30
