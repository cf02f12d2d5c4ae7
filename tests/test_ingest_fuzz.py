"""200 damaged files: each ends in a document or in a problem with a name. `fuzz_pdfs` makes more."""

from __future__ import annotations

import multiprocessing
import random
from pathlib import Path

from conftest import EXAMPLES
from fuzz_pdfs import DAMAGES, damaged, read_damaged, report_of, seeds_of

from assistant.texts import TEXTS
from index.embedding import Embedder

COUNT = 200


def test_no_damaged_file_stops_the_reading(tmp_path: Path, embedder: Embedder) -> None:
    originals = seeds_of([EXAMPLES])
    seeds = range(10_000, 10_000 + COUNT)
    outcomes = dict(read_damaged(originals, seeds, tmp_path, embedder.tokenizer_file))
    assert outcomes.keys() == set(seeds)
    reports = [report_of(outcome) for outcome in outcomes.values()]
    assert all(report == "read" or f"problem_{report}" in TEXTS for report in reports)
    assert reports.count("read") > COUNT / 4, "most damage is small"
    assert not multiprocessing.active_children()


def test_each_kind_of_damage_changes_a_file_and_a_seed_gives_the_same_one() -> None:
    originals = seeds_of([EXAMPLES])
    for damage in DAMAGES:
        for original in originals[:3]:
            content = bytearray(original)
            damage(content, random.Random(1), originals)
            assert content != original, damage.__name__
    assert damaged(originals, 7) == damaged(originals, 7)
