"""Late interaction: the score of its definition, kept in bytes, and what it is for."""

from __future__ import annotations

import numpy as np
import pytest

from index.catalog import Catalog
from index.late import SCALE, WIDTH, Projection, late_scores, span_scores
from index.measure import token_weights
from index.store import fingerprint_of
from index.token_rows import projection_of, read_ends, read_projection, read_tokens

QUESTION = "Hvem sagde nej til skolebussen?"


@pytest.fixture(scope="module")
def projection(index) -> Projection:
    with index.catalog.snapshot() as connection:
        found = read_projection(connection)
    assert found is not None
    return found


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_the_projection_keeps_directions_that_are_orthonormal(projection, embedder):
    assert projection.basis.shape == (embedder.dimension, WIDTH)
    np.testing.assert_allclose(projection.basis.T @ projection.basis, np.eye(WIDTH), atol=1e-4)


def test_the_projection_comes_back_from_its_bytes_as_it_was(projection):
    again = Projection.from_bytes(projection.to_bytes())
    np.testing.assert_array_equal(again.basis, projection.basis)
    np.testing.assert_array_equal(again.passage_mean, projection.passage_mean)
    np.testing.assert_array_equal(again.query_mean, projection.query_mean)


def test_bytes_lose_next_to_nothing_of_a_token(projection, embedder):
    (embedded,) = embedder.embed_texts(["Udvalget afviste forslaget om en ny rute."], [[]])
    exact = unit((embedded.tokens - projection.passage_mean) @ projection.basis)
    packed = projection.pack(embedded)
    assert packed.dtype == np.int8
    cosines = np.sum(unit(packed.astype(float)) * exact, axis=1)
    assert cosines.min() > 0.99


def test_the_score_is_the_weighted_mean_of_each_words_best_cosine():
    rng = np.random.default_rng(1)
    question = unit(rng.standard_normal((3, 8))).astype(np.float32)
    weights = np.array([1.0, 2.0, 5.0], np.float32)
    passages = [
        np.rint(unit(rng.standard_normal((count, 8))) * SCALE / 2).astype(np.int8)
        for count in (4, 1, 6)
    ]
    nothing = np.zeros((0, 8), np.int8)
    expected = []
    for tokens in passages:
        cosines = question @ (tokens.astype(float) / SCALE).T
        expected.append(sum(weights * cosines.max(axis=1)) / 8)
    scores = late_scores(question, weights, [passages[0], nothing, *passages[1:]])
    np.testing.assert_allclose(scores, [expected[0], 0, *expected[1:]], atol=1e-6)


def test_a_question_without_tokens_and_passages_without_any_score_nothing():
    nothing = np.zeros((0, 8), np.float32)
    assert late_scores(nothing, nothing[:, 0], [np.ones((2, 8), np.int8)]).tolist() == [0.0]
    assert late_scores(np.ones((1, 8), np.float32), np.ones(1, np.float32), []).tolist() == []


def test_the_parts_of_a_passage_are_scored_by_the_tokens_that_end_in_them(index, projection):
    (hit, *_) = index.search(QUESTION, 1)
    embedded = index.embedder.embed_question(QUESTION)
    asked = projection.question(embedded)
    weights = np.ones(len(asked), np.float32)
    with index.catalog.snapshot() as connection:
        (tokens,) = read_tokens(connection, [hit.passage])
        ends = read_ends(connection, hit.passage)
    assert len(tokens) == len(ends)
    whole = (0, int(ends.max()))
    inside = tokens[ends > 0]
    (score,) = span_scores(asked, weights, tokens, ends, [whole])
    assert score == pytest.approx(late_scores(asked, weights, [inside])[0], abs=1e-5)
    assert span_scores(asked, weights, tokens, ends, [(-5, 0)]) == pytest.approx(
        late_scores(asked, weights, [tokens[ends == 0]])
    )


def test_rare_words_count_more_than_stop_words_and_unknown_words_most(index):
    question = "Hvem og skolebussen xylografen"
    ends = np.array([4, 7, 19, 30])
    index.warm()
    with index.catalog.snapshot():
        weights = token_weights(question, ends, index._current().keywords)
    assert weights[0] == weights[1] < weights[2] < weights[3]


def test_a_question_in_other_words_finds_what_shares_none(index):
    hits = index.search("How many children take the bus to school?", 5, answering=True)
    assert any("skolebus" in f"{hit.head} {hit.text}".lower() for hit in hits)
    assert all(hit.features["late"] != 0 for hit in hits)
    assert all(len(hit.sentence_matches) == len(hit.sentences) for hit in hits)


def test_a_projection_is_made_once_on_a_machine(tmp_path, monkeypatch, embedder):
    """It takes ten seconds on one slow core, for each new index."""
    made: list[Projection] = []

    def making(embedder, make=Projection.of):
        made.append(make(embedder))
        return made[-1]

    monkeypatch.setenv("REFERATSVAR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(Projection, "of", making)
    for number in range(2):
        catalog = Catalog.create(tmp_path / f"{number}", fingerprint_of(embedder))
        kept = projection_of(catalog, embedder)
        np.testing.assert_array_equal(kept.basis, made[0].basis)
        catalog.close()
    assert len(made) == 1
    (file,) = (tmp_path / "cache" / "projections").iterdir()
    file.write_bytes(file.read_bytes()[:100])  # a broken file is made anew
    catalog = Catalog.create(tmp_path / "third", fingerprint_of(embedder))
    projection_of(catalog, embedder)
    catalog.close()
    assert len(made) == 2
    assert Projection.from_bytes(file.read_bytes()).basis.shape == kept.basis.shape
