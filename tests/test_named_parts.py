"""Sentences in the part of a document that a question names by its code."""

from __future__ import annotations

import pytest

from assistant.answer import answer
from assistant.sentences import tells
from index.named_parts import in_parts, named_parts

PASSAGE = [
    "Det bør overvejes, jf. forslag D.3.",
    "A.12 Færre samtaler",
    "Kommunen støtter forslaget.",
    "A.13 Enklere jobrotation",
    "Kommunen frygter, at færre virksomheder er med.",
    "Det vil koste jobs.",
    "B.4",
    "Ret til uddannelse",
]


def held(question: str, section: str | None = None, texts: list[str] = PASSAGE) -> list[int]:
    inside = in_parts(named_parts(question), section, texts)
    return [n for n, own in enumerate(inside) if own and tells(texts, n)]


@pytest.mark.parametrize(
    "question",
    [
        "Hvad frygter kommunen ved A.13?",
        "forslag a.13 – er der noget galt?",
        "Hvad om forslag A13?",
    ],
)
def test_sentences_below_the_heading_up_to_the_next_one(question):
    assert held(question) == [4, 5]


def test_several_parts():
    assert held("Hvad siger kommunen om A.12 og A.13?") == [2, 4, 5]


@pytest.mark.parametrize(
    "question",
    [
        "Hvad frygter kommunen?",
        "Hvad er A.1?",
        "Hvad med A.130?",
        "Hvad kostede 2.13 m?",
        "Hvad sker der ved A13?",
    ],
)
def test_none_where_no_part_is_named_or_it_is_not_there(question):
    assert held(question) == []


def test_a_heading_at_the_end_of_a_passage_answers_nothing():
    assert held("Hvad er B.4?") == []


def test_what_goes_on_from_the_passage_before():
    assert held("Hvad siger de om C.2?", "C.2 Støtte til rekruttering") == [0]
    assert held("Hvad siger de om C.2?", "C.20 Andet") == []


def test_counted_parts():
    texts = ["Mål 4: Flere i job.", "Status: Nået.", "Mål 5: Færre regler.", "Status: I gang."]
    assert held("Hvad er status på mål nr. 5?", None, texts) == [2, 3]
    assert held("Hvad er status på MÅL 4?", None, texts) == [0, 1]
    assert held("Hvad er status på mål 45?", None, texts) == []


@pytest.mark.parametrize("code", ["A.1", "A.2", "A.3"])
def test_an_answer_begins_in_the_part_that_is_asked_for(index, code):
    given = answer(index, f"Hvad går anbefaling {code} ud på?")
    assert given.answered
    assert given.statements[0].text.startswith(f"Anbefaling {code}")


@pytest.mark.parametrize("code", ["A.1", "A.3", "C.2", "C.4"])
def test_a_search_finds_the_part_that_is_asked_for_first(index, code):
    first, *_ = index.search(f"Hvad går anbefaling {code} ud på?")
    assert f"Anbefaling {code} " in first.text
    assert first.parts["named"] > 0
