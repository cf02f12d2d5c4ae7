"""Each hit tells why it ranks where it does, and where else its text stands."""

from __future__ import annotations

import html
import json

import pytest
from commands import command

from assistant.answer import answer
from assistant.explain import PARTS, SMALLEST, explain
from assistant.texts import TEXTS
from assistant.web_cards import panel_html, sources_of
from index.analysis import analyse
from index.hits import Filter

QUESTIONS = (
    "Hvem stemte imod den nye ordning for skolebuskørsel i maj 2023?",
    "Hvad koster den permanente ordning med morgenåbent i svømmehallen?",
    "Who chairs the children and youth committee?",
    "Hvad besluttede Klima- og Fritidsudvalget om parkering?",
)


def written(*words: str) -> str:
    return command(*words, check=True).stdout


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_parts_add_up_to_the_score(index, question):
    hits = index.search(question)
    assert hits
    for hit in hits:
        assert sum(hit.parts.values()) == pytest.approx(hit.score)
        assert set(hit.parts) <= set(PARTS)
        told = explain(question, hit, index.term_weights(question)).parts
        left_out = len(hit.parts) * SMALLEST
        assert sum(value for _, value in told) == pytest.approx(hit.score, abs=left_out)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_what_the_minutes_hold_the_kind_of_answer_and_the_body_are_parts():
    assert all(f"part_{name}" in TEXTS for name in PARTS)


def test_a_vote_asked_for_is_a_part_of_its_hit(index):
    hit = index.search(QUESTIONS[0])[0]
    assert hit.parts["held"] > 0
    assert index.search(QUESTIONS[1])[0].parts["wanted"] > 0
    assert any("body" in hit.parts for hit in index.search(QUESTIONS[3]))


def test_the_explanation_names_the_words_in_common_the_rarest_first(index):
    question = "Hvad kostede ruterne i 2022?"
    told = explain(
        question, index.search(question, answering=True)[0], index.term_weights(question)
    )
    assert {"kostede", "2022"} <= set(told.words)
    assert not {"Hvad", "i"} & set(told.words)
    rarity = index.term_weights(question)
    stems = [analyse(word).words[0] for word in told.words]
    assert stems == sorted(stems, key=lambda stem: -rarity[stem])
    assert told.sentence


def test_the_command_explains_for_people_and_programs(example_index):
    words = ("search", QUESTIONS[0], "--index", str(example_index), "-k", "3", "--explain")
    shown = written(*words)
    assert "indeholder det, der spørges om" in shown
    assert "Fælles ord: " in shown
    assert "Bedste sætning: " in shown
    hits = json.loads(written(*words, "--json"))["hits"]
    assert all(hit["why"]["parts"] for hit in hits)
    plain = json.loads(written(*words[:-1], "--json"))["hits"]
    assert not any("why" in hit for hit in plain)


def test_sources_in_the_app_fold_out_why_and_name_the_other_places(index):
    found = next(
        hit for question in ("skolebus", "fritidsjob", "svømmehal", "Elleåen", "Afbud")
        for hit in index.search(question, 50) if hit.also
    )  # fmt: skip
    where = found.also[0]
    question = " ".join(found.text.split()[:40])
    given = answer(index, question, Filter(documents=frozenset(
        (found.document.reference, where.document.reference)
    )), threshold=0.0)  # fmt: skip
    shown = html.unescape(panel_html(question, sources_of(given), 1, "da", answered=True))
    assert "Hvorfor står den her?" in shown
    assert "ord for ord" in shown
    assert "Samme tekst står også i:" in shown
