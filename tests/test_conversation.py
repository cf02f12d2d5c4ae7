"""Questions that lean on the one before get its subject; others are left as they are."""

from __future__ import annotations

import json

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversation import standing_alone
from index.analysis import analyse_question

BUS = "Hvad blev besluttet om skolebuskørsel i maj 2023?"

STANDING = [
    json.loads(line)["question"]
    for line in (ROOT / "examples" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("og hvem stemte imod?", {"stemt", "imod", "skolebuskoersel", "maj", "2023"}),
        ("Hvorfor?", {"skolebuskoersel"}),
        ("Hvornår?", {"skolebuskoersel"}),
        ("Hvem var fraværende?", {"fravaer", "skolebuskoersel"}),
        ("hvad koster det?", {"kost", "skolebuskoersel"}),
        ("Hvad var begrundelsen for det?", {"skolebuskoersel"}),
        ("And who voted against it?", {"voted", "skolebuskoersel"}),
    ],
)
def test_a_question_without_a_subject_takes_the_one_before(question, words):
    alone = standing_alone(question, BUS)
    assert words <= set(analyse_question(alone).words) | {
        word.lower() for word in alone.replace(":", "").rstrip("?").split()
    }
    assert "besluttet" not in alone  # what was asked before is not asked again


@pytest.mark.parametrize(
    ("question", "before", "alone"),
    [
        ("hvad med 2022?", "Hvad kostede rute 3 i 2023?", "Hvad kostede rute 3 i 2022?"),
        ("og hvad med Hyldevig?", "Hvor mange unge har fritidsjob i Lærkesund?",
         "Hvor mange unge har fritidsjob i Hyldevig?"),
        ("What about 2022?", "How many pupils took route 3 in 2023?",
         "How many pupils took route 3 in 2022?"),
        ("hvad med morgenåbning?", "Hvad koster svømmehallen?", "Hvad koster svømmehallen: morgenåbning?"),
    ],
)  # fmt: skip
def test_the_same_is_asked_of_something_else(question, before, alone):
    assert standing_alone(question, before) == alone


def test_a_chain_of_questions_keeps_its_subject():
    first = standing_alone("og hvem stemte imod?", BUS)
    second = standing_alone("Hvorfor?", first)
    assert "skolebuskørsel" in second
    assert "stemte" not in second


@pytest.mark.parametrize("question", STANDING)
def test_a_question_that_stands_by_itself_is_not_altered(question):
    assert standing_alone(question, BUS) == question


@given(st.text(max_size=80), st.one_of(st.none(), st.text(max_size=80)))
def test_any_text_is_taken(question, before):
    alone = standing_alone(question, before)
    assert before or alone == question
