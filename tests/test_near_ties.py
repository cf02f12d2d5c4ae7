"""Passages that score nearly alike: the one with the sentence that answers best goes first."""

from __future__ import annotations

import pytest

from index.fusion import WEIGHTS
from index.joint import READ
from index.lift import ITEM

QUESTIONS = [
    "Hvad koster skolebussen?",
    "Hvilke anbefalinger handler om fritidsjob?",
    "Hvornår skal svømmehallen lukke?",
    "Hvor mange penge er der til diget ved Elleåen?",
    "What does the school bus cost?",
]
ABOUT_A_VOTE = "Hvem stemte imod diget ved Elleåen?"
ALL = 1000.0
"""So far behind lies no passage."""


@pytest.fixture
def width(monkeypatch):
    """Sets how far behind the first one a passage may lie to be read with it."""

    def to(value: float) -> None:
        monkeypatch.setitem(WEIGHTS, "read", value)

    return to


def answers(hit) -> float:
    return max(hit.sentence_answers)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_passage_that_answers_best_goes_first(index, width, question):
    width(ALL)
    hits = index.search(question, 10, answering=True)
    read = [answers(hit) for hit in hits[:READ]]
    assert read == sorted(read, reverse=True)
    assert len(read) == READ


@pytest.mark.parametrize("question", QUESTIONS)
def test_they_change_places_and_nothing_else(index, width, question):
    width(0.0)
    before = index.search(question, 10)
    width(ALL)
    after = index.search(question, 10)
    assert [hit.passage for hit in after[READ:]] == [hit.passage for hit in before[READ:]]
    assert {hit.passage for hit in after} == {hit.passage for hit in before}
    assert [(hit.rank, hit.score) for hit in after] == [(hit.rank, hit.score) for hit in before]
    for hit in after:
        assert sum(hit.parts.values()) == pytest.approx(hit.score)


def test_some_order_changes(index, width):
    width(0.0)
    before = [[hit.passage for hit in index.search(question, READ)] for question in QUESTIONS]
    width(ALL)
    after = [[hit.passage for hit in index.search(question, READ)] for question in QUESTIONS]
    assert after != before


@pytest.mark.parametrize("question", QUESTIONS)
def test_those_that_lie_too_far_behind_stay(index, width, question):
    width(0.0)
    first, second, *_ = index.search(question, READ)
    assert first.score > second.score
    width((first.score - second.score) * 0.999)
    assert [hit.passage for hit in index.search(question, 2)] == [first.passage, second.passage]


@pytest.mark.parametrize("question", QUESTIONS)
def test_how_many_are_asked_for_does_not_matter(index, width, question):
    width(ALL)
    (alone,) = index.search(question, 1)
    assert alone.passage == index.search(question, 10)[0].passage


def test_a_passage_lifted_by_its_item_keeps_its_place(index, width):
    width(0.0)
    before = index.search(ABOUT_A_VOTE, 10)
    assert ITEM in before[0].parts
    width(ALL)
    after = index.search(ABOUT_A_VOTE, 10)
    assert [hit.passage for hit in after] == [hit.passage for hit in before]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_reads_in_the_order_of_the_search(index, width, question):
    width(ALL)
    answering = index.search(question, 10, answering=True)
    assert [hit.passage for hit in answering] == [hit.passage for hit in index.search(question, 10)]
