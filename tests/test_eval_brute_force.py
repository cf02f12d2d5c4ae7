"""The search held against the plainest one there is: every passage compared, one by one."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from index import reader
from index.fusion import WEIGHTS
from index.hits import Filter

QUESTIONS = (
    "Hvem stemte imod den nye skolebusordning?",
    "oversvømmelser ved åen",
    "What did the committee decide about the swimming hall?",
)


@pytest.fixture(scope="module")
def everything(index):
    """The ids of all passages, their vectors and the dates of their documents."""
    with index.catalog.snapshot() as connection:
        ids = reader.passage_ids(connection)
        vectors = reader.vectors_of(connection, ids, index.embedder.dimension)
        keys = [reader.passage(connection, passage).document for passage in ids.tolist()]
    dates = {document.key: document.date for document in index.documents()}
    return ids, vectors, [dates[key] for key in keys]


def asked(index, vectors, question):
    """The question's vector, without what is common to all passages."""
    return index.embedder.embed_query(question) - WEIGHTS["common"] * vectors.mean(axis=0)


def nearest(ids, vectors, question, k):
    """The `k` passages of the greatest cosine, those of equal cosine in order of their ids."""
    scores = vectors @ question
    best = sorted(range(len(ids)), key=lambda row: (-scores[row], ids[row]))[:k]
    return [int(ids[row]) for row in best], [float(scores[row]) for row in best]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_search_by_meaning_finds_what_comparing_all_vectors_finds(index, everything, question):
    ids, vectors, _ = everything
    hits = index.search(question, k=20, mode="dense")
    passages, scores = nearest(ids, vectors, asked(index, vectors, question), 20)
    assert [hit.passage for hit in hits] == passages
    np.testing.assert_allclose([hit.score for hit in hits], scores, atol=1e-5)


@pytest.mark.parametrize("question", QUESTIONS)
def test_it_does_so_within_a_filter_too(index, everything, question):
    ids, vectors, dates = everything
    first = datetime.date(2024, 1, 1)
    allowed = np.array([date is not None and date >= first for date in dates])
    assert 0 < allowed.sum() < len(ids)
    hits = index.search(question, k=20, mode="dense", filter=Filter(date_from=first))
    query = asked(index, vectors, question)
    assert [hit.passage for hit in hits] == nearest(ids[allowed], vectors[allowed], query, 20)[0]
