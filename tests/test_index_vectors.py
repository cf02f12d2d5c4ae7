from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.vectors import FILE, VectorIndex

DIMENSION = 32


def unit_vectors(count: int, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def nearest(ids: np.ndarray, vectors: np.ndarray, question: np.ndarray, k: int) -> list:
    scores = vectors @ question
    order = np.argsort(-scores, kind="stable")[:k]
    return [(int(ids[row]), float(scores[row])) for row in order]


def assert_same(found: list, expected: list) -> None:
    assert [id_ for id_, _ in found] == [id_ for id_, _ in expected]
    np.testing.assert_allclose([s for _, s in found], [s for _, s in expected], atol=1e-5)


@settings(deadline=None, max_examples=50)
@given(
    count=st.integers(1, 300),
    seed=st.integers(0, 10_000),
    k=st.integers(1, 40),
    share_allowed=st.floats(0.01, 1.0),
    share_removed=st.floats(0.0, 0.9),
)
def test_the_nearest_are_those_that_brute_force_finds(count, seed, k, share_allowed, share_removed):
    random = np.random.default_rng(seed)
    ids = random.choice(2**50, count, replace=False).astype(np.int64)
    vectors, question = unit_vectors(count, seed), unit_vectors(1, seed + 1)[0]
    index = VectorIndex.empty(DIMENSION)
    index.add(ids, vectors)
    assert_same(index.search(question, k), nearest(ids, vectors, question, k))

    kept = random.random(count) >= share_removed
    index.remove(ids[~kept])
    assert sorted(index.ids) == sorted(ids[kept])
    assert_same(index.search(question, k), nearest(ids[kept], vectors[kept], question, k))

    index.add(ids[~kept], vectors[~kept])
    allowed = random.random(count) < share_allowed
    assert_same(
        index.search(question, k, ids[allowed]),
        nearest(ids[allowed], vectors[allowed], question, k),
    )


def test_one_who_may_see_one_percent_still_gets_ten():
    index, ids = VectorIndex.empty(DIMENSION), np.arange(5000)
    index.add(ids, unit_vectors(5000))
    allowed = ids[::100]
    found = index.search(unit_vectors(1, 7)[0], 10, allowed)
    assert len(found) == 10
    assert {id_ for id_, _ in found} <= set(allowed.tolist())


def test_ids_that_are_not_there_are_no_harm():
    index = VectorIndex.empty(DIMENSION)
    index.add(np.array([1, 2]), unit_vectors(2))
    index.remove(np.array([2, 99]))
    question = unit_vectors(1)[0]
    assert [id_ for id_, _ in index.search(question, 5, np.array([1, 77]))] == [1]
    assert index.search(question, 5, np.array([77])) == []
    assert index.search(question, 5, np.array([], dtype=np.int64)) == []


def test_the_cosines_of_passages_are_those_of_their_vectors_in_the_order_asked_for():
    index, vectors, question = VectorIndex.empty(DIMENSION), unit_vectors(3), unit_vectors(1, 9)[0]
    index.add(np.array([7, 3, 2**40]), vectors)
    index.remove(np.array([3]))
    assert index.cosines(question, [2**40, 7]) == pytest.approx(
        [float(vectors[2] @ question), float(vectors[0] @ question)]
    )
    assert index.cosines(question, []) == []


def test_an_empty_index_finds_nothing():
    assert VectorIndex.empty(DIMENSION).search(unit_vectors(1)[0], 5) == []


def test_what_is_saved_is_what_is_loaded(tmp_path: Path):
    index = VectorIndex.empty(DIMENSION)
    index.add(np.arange(100), unit_vectors(100))
    index.save(tmp_path)
    loaded = VectorIndex.load(tmp_path)
    assert loaded is not None
    question = unit_vectors(1, 3)[0]
    assert loaded.search(question, 100) == index.search(question, 100)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_save_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch):
    index = VectorIndex.empty(DIMENSION)
    index.add(np.arange(3), unit_vectors(3))
    index.save(tmp_path)
    index.add(np.arange(3, 9), unit_vectors(6))

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        index.save(tmp_path)
    loaded = VectorIndex.load(tmp_path)
    assert loaded is not None
    assert loaded.ids.tolist() == [0, 1, 2]


@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_a_damaged_file_counts_as_none(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("vectors")
    index = VectorIndex.empty(DIMENSION)
    index.add(np.arange(20), unit_vectors(20))
    index.save(folder)
    file = folder / FILE
    content = bytearray(file.read_bytes())
    position = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[position] ^= data.draw(st.integers(1, 255))
    else:
        del content[position:]
    file.write_bytes(content)
    assert VectorIndex.load(folder) is None


@pytest.mark.parametrize("content", [b"", b"\0\0\0\0", b"garbage" * 100])
def test_a_file_that_is_no_index_counts_as_none(tmp_path: Path, content):
    (tmp_path / FILE).write_bytes(content)
    assert VectorIndex.load(tmp_path) is None


def test_no_file_counts_as_none(tmp_path: Path):
    assert VectorIndex.load(tmp_path) is None
