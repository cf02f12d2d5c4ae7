from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import best_sentences


@given(counts=st.lists(st.integers(0, 9), max_size=12), seed=st.integers(0, 1000))
def test_a_passage_is_worth_the_mean_of_its_three_nearest_sentences(counts, seed):
    random = np.random.default_rng(seed)
    question = random.standard_normal(4).astype(np.float32)
    passages = [random.standard_normal((count, 4)).astype(np.float32) for count in counts]
    by_hand = [
        float(np.mean(sorted(one @ question for one in sentences)[-3:])) if len(sentences) else 0.0
        for sentences in passages
    ]
    np.testing.assert_allclose(best_sentences(question, passages), by_hand, atol=1e-6)


def test_passages_without_sentences_are_worth_nothing_beside_others():
    question = np.array([1.0, 0.0], np.float32)
    none = np.zeros((0, 1), np.float32)  # as the catalog gives them
    assert best_sentences(question, [none, np.eye(2, dtype=np.float32)]).tolist() == [0.0, 0.5]
    assert best_sentences(question, [none, none]).tolist() == [0.0, 0.0]
