"""Figures of a ranking: by hand, and against ir_measures on generated runs."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics import METRICS, Ranking, grouped, means, ndcg, reciprocal_rank, success
from eval.relevance import Place
from eval.trec import Judged, judge_passages, judge_texts, qrels_lines, run_lines

PLACES = [
    Place("udvalg/møde 1.pdf", 1, "alfa"),
    Place("udvalg/møde 1.pdf", 2, "bravo"),
    Place("møde 2.pdf", 1, "charlie"),
]


def ranking(*gains: int, ideal: tuple[int, ...] = (1,)) -> Ranking:
    return Ranking("q", "fact", gains, ideal)


def by_ir_measures(judged: list[Judged], folder: Path) -> dict[str, float]:
    import ir_measures

    (folder / "run.trec").write_text("".join(run_lines(judged)), encoding="utf-8")
    (folder / "qrels.trec").write_text("".join(qrels_lines(judged)), encoding="utf-8")
    names = {"MRR@10": "RR@10"}
    measures = {name: ir_measures.parse_measure(names.get(name, name)) for name in METRICS}
    found = ir_measures.calc_aggregate(
        list(measures.values()),
        list(ir_measures.read_trec_qrels(str(folder / "qrels.trec"))),
        list(ir_measures.read_trec_run(str(folder / "run.trec"))),
    )
    return {name: found[measure] for name, measure in measures.items()}


def test_success_looks_no_further_than_its_cutoff():
    assert success(ranking(0, 0, 1), 2) == 0
    assert success(ranking(0, 0, 1), 3) == 1


def test_reciprocal_rank_is_that_of_the_first_relevant_row():
    assert reciprocal_rank(ranking(0, 1, 1), 10) == 1 / 2
    assert reciprocal_rank(ranking(*[0] * 10, 1), 10) == 0


def test_ndcg_compares_with_the_best_order_of_everything_relevant():
    found = ranking(0, 2, ideal=(1, 2))
    assert ndcg(found, 10) == pytest.approx((2 / math.log2(3)) / (2 + 1 / math.log2(3)))


def test_a_question_that_found_nothing_counts_zero():
    rankings = [ranking(1), ranking()]
    assert set(means(rankings).values()) == {0.5}
    assert set(means([]).values()) == {0.0}


def test_kinds_are_counted_apart():
    rankings = [Ranking("a", "vote", (1,), (1,)), Ranking("b", "fact", (), (1,))]
    kinds = grouped(rankings, lambda ranking: [ranking.kind])
    assert kinds == {"vote": rankings[:1], "fact": rankings[1:]}


def test_finding_everything_first_is_perfect_however_the_document_is_split():
    whole = [("møde 1.pdf", "Alfa og bravo."), ("møde 2.pdf", "Charlie.")]
    parts = [("møde 1.pdf", "bravo"), ("møde 2.pdf", "charlie"), ("møde 1.pdf", "alfa")]
    for passages in (whole, parts):
        assert ndcg(judge_passages("q", "fact", passages, PLACES).ranking(), 10) == 1.0


def test_a_place_counts_once():
    again = [("møde 2.pdf", "charlie"), ("møde 2.pdf", "charlie igen")]
    assert judge_passages("q", "fact", again, PLACES).ranking().gains == (1, 0)


def test_the_same_words_on_two_pages_are_one_place():
    twice = [PLACES[0], Place("møde 1.pdf", 7, "ALFA")]
    assert len(judge_passages("q", "fact", [], twice).grades) == 1


def test_the_right_words_in_another_document_are_not_relevant():
    judged = judge_passages("q", "fact", [("møde 3.pdf", "alfa")], PLACES)
    assert judged.ranking().gains == (0,)


def test_success_and_reciprocal_rank_are_those_of_the_passages():
    passages = [("x.pdf", ""), ("møde 1.pdf", "alfa bravo"), ("møde 2.pdf", "charlie")]
    found = judge_passages("q", "fact", passages, PLACES).ranking()
    assert found.gains == (0, 1, 1, 1)
    assert reciprocal_rank(found, 10) == 1 / 2


def test_ids_are_one_column_each():
    judged = judge_passages("spørgsmål 1", "fact", [("møde 1.pdf", "bravo"), ("y.pdf", "")], PLACES)
    for line in [*run_lines([judged]), *qrels_lines([judged])]:
        assert line.isascii()
        assert len(line.split()) == (6 if " Q0 " in line else 4)


words = st.sampled_from(["alfa", "bravo", "charlie", "delta"])
passage = st.tuples(
    st.sampled_from(["møde 1.pdf", "udvalg/møde 1.pdf", "møde 2.pdf", "møde 3.pdf"]),
    st.lists(words, max_size=3).map(" ".join),
)
some_places = st.lists(st.sampled_from(PLACES), min_size=1, max_size=3)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.lists(passage, max_size=14), some_places), min_size=1, max_size=5),
)
def test_passages_score_as_ir_measures_scores_the_files(tmp_path_factory, questions):
    judged = [
        judge_passages(f"q{number}", "fact", passages, places)
        for number, (passages, places) in enumerate(questions)
    ]
    ours = means([one.ranking() for one in judged])
    assert ours == pytest.approx(by_ir_measures(judged, tmp_path_factory.mktemp("trec")))


text_ids = st.integers(0, 30).map(str)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.lists(text_ids, unique=True, max_size=20),
            st.dictionaries(text_ids, st.integers(1, 3), min_size=1, max_size=15),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_graded_texts_score_as_ir_measures_scores_the_files(tmp_path_factory, queries):
    judged = [
        judge_texts(f"q{number}", found, grades) for number, (found, grades) in enumerate(queries)
    ]
    ours = means([one.ranking() for one in judged])
    assert ours == pytest.approx(by_ir_measures(judged, tmp_path_factory.mktemp("trec")))
