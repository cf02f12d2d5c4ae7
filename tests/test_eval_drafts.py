"""Drafted questions: that their places are true, and that they read as Danish."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from click.testing import CliRunner

from eval.draft_numbers import number_question
from eval.draft_parts import genitive, heading, topic
from eval.drafts import draft
from eval.questions import read_questions
from eval.questions_command import command
from eval.relevance import same_document
from eval.trec import judge_passages
from eval.verbatim import Quote, check_quotes
from ingest.words import normalise

KNOWN = frozenset(
    "skolebussen kommunen der i foreningen havnen for ny drift af hallen status samlet".split()
)


@pytest.fixture(scope="module")
def drafts(index):
    return draft(index)


def test_every_quote_stands_on_its_page_read_from_the_file_itself(index, drafts):
    documents = {document.name: document for document in index.documents()}
    quotes = [
        Quote(one.question, place.document, place.page, place.quote)
        for one in drafts
        for place in one.relevant
    ]
    assert len(drafts) > 60
    assert [check for check in check_quotes(quotes, documents) if not check.found] == []


def test_a_passage_holds_each_quote_so_that_a_search_can_find_it(index, drafts):
    with index.catalog.snapshot() as connection:
        rows = connection.execute("SELECT text FROM passages").fetchall()
    texts = [normalise(text) for (text,) in rows]
    for one in drafts:
        for place in one.relevant:
            assert any(normalise(place.quote) in text for text in texts), one


def test_drafts_are_found_by_the_search_they_were_not_made_with(index, drafts):
    found = 0
    for one in drafts[:40]:
        passages = [(hit.document.name, hit.text) for hit in index.search(one.question, k=10)]
        judged = judge_passages("q", one.kind, passages, one.relevant)
        found += any(gain for gain in judged.ranking().gains)
    assert found >= 32


def test_votes_are_asked_for_with_the_names_that_were_read(index, drafts):
    asked = [one for one in drafts if one.question.startswith("Hvem stemte imod")]
    read = {
        (decision.document.name, ", ".join(decision.decision.vote.against) + ".")
        for decision in index.decisions()
        if decision.decision.vote
    }
    assert asked
    for one in asked:
        assert one.kind == "vote"
        assert any(
            same_document(one.relevant[0].document, name) and one.answer == answer
            for name, answer in read
        )


def test_no_question_is_drafted_twice_and_each_has_its_answer(drafts):
    assert max(Counter(one.question for one in drafts).values()) == 1
    assert {one.kind for one in drafts} == {"fact", "identifier", "number", "vote"}
    for one in drafts:
        assert one.question.endswith("?")
        assert one.answer.strip()
        assert one.relevant


def test_the_same_seed_gives_the_same_and_another_gives_others(index, drafts):
    assert draft(index, 12, seed=3) == draft(index, 12, seed=3)
    assert draft(index, 12, seed=3) != draft(index, 12, seed=4)
    assert len(draft(index, 12)) == 12
    assert draft(index, 10_000) == drafts


def test_a_few_drafts_show_every_source(index):
    starts = {" ".join(one.question.split()[:2]) for one in draft(index, 12)}
    assert {"Hvad besluttede", "Hvem stemte"} & starts
    assert {"Hvilket sagsnummer", "Hvad handler"} & starts
    assert any(start.startswith(("Hvor meget", "Hvor mange")) for start in starts)


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "Kommunen har i 2022 brugt 4,2 mio. kr. på skolebusser.",
            "Hvor meget har kommunen i 2022 brugt på skolebusser?",
            "4,2 mio. kr.",
        ),
        (
            "Der er afsat ca. 450.000 kr. til den nye havn.",
            "Hvor meget er der afsat til den nye havn?",
            "450.000 kr.",
        ),
        (
            "I 2023 kørte bussen langt, og I 2024 deltog 12 skoler.",
            None,
            None,
        ),
        (
            "I foråret deltog foreningen med 37 frivillige ledere.",
            "Hvor mange frivillige ledere deltog foreningen med i foråret?",
            "37 frivillige ledere.",
        ),
        (
            "Samlet set er der 8 ledige boliger i Elleby.",
            "Hvor mange ledige boliger er der i Elleby samlet set?",
            "8 ledige boliger.",
        ),
        (
            "Skolebussen dækker 85 % af ruterne i Elleby.",
            "Hvor mange procent dækker skolebussen af ruterne i Elleby?",
            "85 %.",
        ),
        (
            "Lærkesund Vand betaler 12,5 mio. kr.",
            "Hvor meget betaler Lærkesund Vand?",
            "12,5 mio. kr.",
        ),
        ("Byrådet har den 7. september 2022 sendt et svar.", None, None),
        ("Havnen har ikke brugt 4 mio. kr. på broen.", None, None),
        ("Havnen koster 4 mio. kr. og broen koster 2 mio. kr.", None, None),
        ("Aftalen skal godkendes af de 5 kommuner.", None, None),
        ("Foreningen har 40 medlemmer, som betaler kontingent.", None, None),
        ("Dette koster 40.000 kr. om året.", None, None),
        ("Tilsyn i hallen efter § 17.", None, None),
    ],
)
def test_a_plain_sentence_is_turned_into_the_question_for_its_number(sentence, question, answer):
    assert number_question(sentence, KNOWN) == (question and (question, answer))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Skolebussen i Elleby", "skolebussen i Elleby"),
        ("Elleby Havn", "Elleby Havn"),
        ("Orientering om drift af hallen (sag 24-001122)", "drift af hallen"),
        ("Lukket: Godkendelse af status for havnen", "status for havnen"),
        ("SSP i Elleby", "SSP i Elleby"),
        ("Sag 24-001122", None),
        ("Bygning " * 30, None),
        ("Nyt", None),
    ],
)
def test_a_title_is_set_into_a_sentence(title, expected):
    assert topic(title, KNOWN) == expected


def test_names_and_headings_are_set_as_danes_set_them():
    assert [genitive(name) for name in ("Byrådet", "Børnehus", "Rådet for Idræts")] == [
        "Byrådets",
        "Børnehus'",
        "Rådet for Idræts'",
    ]
    numbered = ("3.1. Økonomi:", "B.3 Krav til buskørsel", "b) Tidsplan", "I alt")
    assert [heading(words) for words in numbered] == [
        "Økonomi",
        "B.3 Krav til buskørsel",
        "Tidsplan",
        "I alt",
    ]


def test_the_command_writes_a_question_file_and_never_over_another(example_index, tmp_path):
    file = tmp_path / "udkast.jsonl"
    arguments = [str(file), "--index", str(example_index), "--count", "20"]
    done = CliRunner().invoke(command, arguments, env={"REFERATSVAR_MODEL": str(tmp_path / "none")})
    assert done.exit_code == 0, done.output
    asked = read_questions(file).questions
    assert len(asked) == 20
    assert all(one.answerable and one.answer for one in asked)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["draft"] for line in lines} == {True}
    before = file.read_bytes()
    again = CliRunner().invoke(command, arguments)
    assert again.exit_code == 1
    assert str(file) in again.output
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_written_is_named(example_index, tmp_path):
    file = tmp_path / "ingen" / "udkast.jsonl"
    done = CliRunner().invoke(command, [str(file), "--index", str(example_index), "--count", "1"])
    assert done.exit_code == 1
    assert str(file) in done.output


def test_an_index_without_anything_to_ask_about_says_so(tmp_path, embedder):
    import contextlib

    from index.catalog import Catalog
    from index.store import fingerprint_of

    folder = tmp_path / "index"
    with contextlib.closing(Catalog.create(folder, fingerprint_of(embedder))):
        pass
    done = CliRunner().invoke(command, [str(tmp_path / "udkast.jsonl"), "--index", str(folder)])
    assert done.exit_code == 1
    assert str(folder) in done.output
    assert not (tmp_path / "udkast.jsonl").exists()
