"""Intervals and the figures of the confidence: by hand, and against other implementations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from eval.abstention import Judgement, Point, area_under, confidence_figures, risk_coverage
from eval.intervals import area, area_interval, mean_interval, mean_intervals


def judged(confidence: float, right: bool, answerable: bool = True) -> Judgement:
    return Judgement(confidence, confidence < 0.5, answerable, right)


def test_an_interval_holds_the_mean_and_is_that_of_the_normal_approximation_where_many_are_asked():
    values = [1.0] * 600 + [0.0] * 400
    low, high = mean_interval(values)
    error = 1.96 * np.sqrt(0.6 * 0.4 / 1000)
    assert (low, high) == pytest.approx((0.6 - error, 0.6 + error), abs=0.003)


def test_an_interval_is_the_same_in_every_run_and_for_rows_that_are_alike():
    values = [0.0, 1.0, 0.5, 1.0, 0.2]
    rows = mean_intervals({"one": values, "two": values})
    assert rows["one"] == rows["two"] == mean_interval(values)


def test_one_question_has_no_interval():
    assert mean_intervals({"one": [1.0], "two": [0.0]}) == {"one": None, "two": None}
    assert mean_interval([]) is None
    assert area_interval([0.9], [0.1, 0.2]) is None


scores = st.lists(st.integers(0, 8).map(float), min_size=1, max_size=30)


@settings(deadline=None, max_examples=50)
@given(scores, scores)
def test_the_area_is_that_of_the_rank_sum_test(positive, negative):
    ranks = stats.mannwhitneyu(positive, negative).statistic / (len(positive) * len(negative))
    assert area(np.array(positive), np.array(negative)) == pytest.approx(ranks)


def test_the_interval_of_an_area_holds_it_and_is_wide_where_few_are_asked():
    positive = [0.9, 0.8, 0.7, 0.6, 0.4] * 4
    low, high = area_interval(positive, [0.1, 0.5, 0.3])
    assert low < area(np.array(positive), np.array([0.1, 0.5, 0.3])) < high
    assert high - low > 0.15


def test_questions_of_equal_confidence_are_answered_together():
    curve = risk_coverage(
        [judged(0.2, False), judged(0.9, True), judged(0.5, False), judged(0.5, True)],
        lambda one: one.cited,
    )
    assert curve == [Point(0.9, 0.25, 0.0), Point(0.5, 0.75, 1 / 3), Point(0.2, 1.0, 0.5)]
    assert area_under(curve) == pytest.approx(0.5 / 3 + 0.25 / 2)


def test_a_confidence_that_tells_right_from_wrong_covers_all_that_is_right():
    right = [judged(0.9 - number / 100, True) for number in range(19)]
    figures = confidence_figures([*right, judged(0.1, False, answerable=False)])
    assert figures["confidence_auc"] == 1.0
    # With 19 right ones a twentieth that is wrong is allowed: 95 % are right.
    best = figures["risk_coverage"]["ground"]["coverage_at_95"]
    assert best == {"threshold": 0.1, "coverage": 1.0, "answerable": 1.0}


def test_an_answer_from_a_wrong_place_has_ground_and_a_wrong_citation():
    curves = confidence_figures([judged(0.9, False), judged(0.8, True)])["risk_coverage"]
    assert curves["ground"]["risks"] == [0.0, 0.0]
    assert curves["citation"]["risks"] == [1.0, 0.5]
    assert curves["citation"]["coverage_at_95"] is None


def test_without_questions_there_are_no_figures():
    figures = confidence_figures([])
    assert figures["confidence_auc"] is None
    assert figures["risk_coverage"]["ground"]["area"] is None
    assert figures["risk_coverage"]["ground"]["coverages"] == []
