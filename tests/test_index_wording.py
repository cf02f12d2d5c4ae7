"""A question in the collection's own words: what is corrected, joined and spelt out, and what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import command
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from test_ingest_typesetting import lines, typeset

from assistant.answer import answer
from assistant.web_talk import Talk, reply
from index.catalog import Catalog
from index.hits import Filter
from index.store import Index, fingerprint_of
from index.update import update
from index.wording import distance
from ingest.limits import USUAL
from ingest.sources import find_sources


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("hvor mage fammilier henter selv børnene i bil om eftermidagen", {"familier", "eftermiddagen"}),
        ("frivilighedspolitik", {"frivillighedspolitik"}),
        ("hvad koster svømmehalllen", {"svømmehallen"}),
        ("Hvem stemte imod ordningen for skole buskørsel?", {"skolebuskørsel"}),
        ("betalings parkering ved lystbådhavnen", {"betalingsparkering"}),
    ],
)  # fmt: skip
def test_typing_errors_are_corrected_and_parts_are_joined(index, question, meant):
    found = index.wording(question)
    assert meant <= set(found.also)
    assert all(word in found.question for word in meant)


@pytest.mark.parametrize(
    "question",
    [
        "Hvad koster rute 3 i 2022?",  # nothing is wrong
        "Hvad sagde Petersson til sag 22-004319?",  # names and numbers
        "Hvad er der besluttet om rute 3?",  # a good word that is not in the collection
        "What worries the school board in Askemose?",  # another language
        "kvantefysik og jordskælv",  # nothing is near
        "Hvem stemte imod diget ved Elleåen?",  # two words, though the stem of both joined is known
        "",
    ],
)
def test_names_numbers_and_good_words_are_left_alone(index, question):
    found = index.wording(question)
    assert found.question == question
    assert not found.also


def test_a_question_with_typing_errors_finds_what_it_means(index):
    wrong = index.search("hvor mange fammilier i Tranevig henter selv børnene", 1)
    right = index.search("hvor mange familier i Tranevig henter selv børnene", 1)
    assert [hit.passage for hit in wrong] == [hit.passage for hit in right]
    assert "familier" in wrong[0].text


def test_the_questions_of_the_examples_are_hardly_touched(index):
    path = ROOT / "examples" / "questions.jsonl"
    asked = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    plain = [one["question"] for one in asked if one["kind"] not in {"typo", "compound"}]
    changed = {question: index.wording(question).also for question in plain}
    assert sum(map(bool, changed.values())) <= 2, changed


def test_an_abbreviation_is_searched_with_what_the_documents_say_that_it_means(tmp_path, embedder):
    page = lines(
        "Samarbejdet med Ungdommens Uddannelsesvejledning (UU) fortsætter i tre år.",
        "UU vejleder alle elever i 8. klasse og deres forældre.",
    )
    (tmp_path / "referat.pdf").write_bytes(typeset(page))
    Catalog.create(tmp_path / "i", fingerprint_of(embedder)).close()
    with Index.open(tmp_path / "i", embedder=embedder) as opened:
        sources = find_sources([tmp_path])
        update(opened, sources, workers=1, limits=USUAL, report=lambda _progress: None)
        found = opened.wording("Hvad laver UU?")
        assert found.also == ("Ungdommens Uddannelsesvejledning",)
        assert found.question == "Hvad laver UU (Ungdommens Uddannelsesvejledning)?"
        assert not opened.wording("Hvad laver KL?").also


def test_what_was_searched_besides_is_told(index: Index, example_index: Path):
    question = "hvor mange fammilier i Tranevig henter selv børnene"
    given_answer = answer(index, question, threshold=0.0)
    assert "familier" in given_answer.also_searched
    turn = reply(
        lambda asked, limits: answer(index, asked, limits), question, Filter(), Talk(), "da"
    )
    assert "Søgte også efter" in turn.reply
    shown = command("search", question, "--index", example_index, "-k", "1", check=True)
    assert "Søgte også efter: " in shown.stdout


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [("bus", "bus", 0), ("bus", "bsu", 1), ("bus", "buss", 1), ("bus", "bs", 1), ("", "bus", 3),
     ("skole", "skloe", 1), ("skole", "stole", 1), ("ca", "abc", 3)],
)  # fmt: skip
def test_errors_are_counted_as_they_are_typed(one, other, errors):
    assert distance(one, other) == errors


@given(st.text(max_size=8), st.text(max_size=8))
def test_errors_count_the_same_both_ways(one, other):
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other))
