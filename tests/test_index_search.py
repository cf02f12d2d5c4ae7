"""Searching the example collection: filters, hits as they are promised, odd questions, threads."""

from __future__ import annotations

import datetime
import random
import statistics
import string
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.catalog import Catalog
from index.hits import Filter
from index.store import Index, fingerprint_of
from ingest.model import DocumentKind

QUESTIONS = [
    "Hvem stemte imod?",
    "Hvad koster skolebussen?",
    "Hvilke anbefalinger handler om fritidsjob?",
    "sagsnr. 22-011702",
    "oversvømmelser ved Elleåen",
    "Who was absent?",
    "mobilfri skoler",
]
MODES = ["hybrid", "dense", "keyword"]


def seen(hits: list) -> list:
    return [(hit.passage, hit.score, hit.sentence_scores) for hit in hits]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("mode", MODES)
def test_a_hit_is_what_it_says(index, question, mode):
    hits = index.search(question, 10, mode=mode, answering=True)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage for hit in hits}) == len(hits)
    if mode != "keyword":
        assert len(hits) == 10
    for hit in hits:
        assert hit.text == index.text(hit.document, hit.span)
        assert 1 <= hit.page_first <= hit.page_last <= hit.document.page_count
        numbers = [page.number for page in index.pages(hit.document, hit.span)]
        assert numbers[0] == hit.page_first
        assert numbers[-1] == hit.page_last
        assert len(hit.sentences) == len(hit.sentence_scores)
        for start, end in hit.sentences:
            assert hit.span[0] <= start < end <= hit.span[1]
        assert all(-1.001 <= score <= 1.001 for score in hit.sentence_scores)


def test_a_filter_of_one_document_gives_only_that_and_all_of_it(index):
    for document in index.documents():
        wanted = Filter(documents=frozenset({document.name}))
        hits = index.search("Hvad blev besluttet?", 50, wanted)
        assert {hit.document.name for hit in hits} == {document.name}
        assert sum(1 + len(hit.also) for hit in hits) == document.passage_count


@pytest.mark.parametrize("mode", MODES)
def test_filters_of_kind_and_date_hold_in_every_search(index, mode):
    day = datetime.date(2024, 1, 1)
    minutes = Filter(kinds=frozenset({DocumentKind.MINUTES}), date_from=day)
    hits = index.search("udvalget besluttede", 10, minutes, mode)
    assert len(hits) == 10
    for hit in hits:
        assert hit.document.kind == DocumentKind.MINUTES
        assert hit.document.date >= day
    before = index.search("udvalget besluttede", 10, Filter(date_to=day), mode)
    assert before
    assert all(hit.document.date <= day for hit in before)


def test_a_filter_that_allows_nothing_gives_nothing(index):
    assert index.search("skole", 10, Filter(documents=frozenset({"findes ikke.pdf"}))) == []
    assert index.search("skole", 10, Filter(date_from=datetime.date(2099, 1, 1))) == []


def test_a_case_number_finds_its_item(index):
    assert "22-011702" in index.search("sagsnr. 22-011702", 1)[0].head


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gives_the_same_answer(index, question):
    assert seen(index.search(question)) == seen(index.search(question))


def test_letters_composed_or_not_are_the_same_question(index):
    composed = unicodedata.normalize("NFC", "oversvømmelser ved Elleåen på Åvej")
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    assert seen(index.search(composed)) == seen(index.search(decomposed))
    assert index.term_weights(composed) == index.term_weights(decomposed)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("question", ["", "  \n\t", "?!…", "\0", "🎉", "\u200b", "—"])
def test_a_question_without_letters_or_digits_finds_nothing(index, question, mode):
    assert index.search(question, mode=mode) == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "question", ["²", "og", "a", "§", "1", "skole\0bus", "\ud83d halvt", "Ⅳ", "字"]
)
def test_odd_questions_are_no_harm(index, question, mode):
    for hit in index.search(question, 3, mode=mode):
        assert hit.text
    index.term_weights(question)


@pytest.mark.parametrize("k", [0, -1])
def test_none_are_given_where_none_are_asked_for(index, k):
    assert index.search("skole", k) == []


def test_more_than_there_are_gives_all(index):
    total = sum(document.passage_count for document in index.documents())
    found = index.search("skole", 10_000)
    assert sum(1 + len(hit.also) for hit in found) == total


@pytest.mark.parametrize("mode", MODES)
def test_an_empty_index_finds_nothing(tmp_path, embedder, mode):
    Catalog.create(tmp_path, fingerprint_of(embedder)).close()
    with Index.open(tmp_path, embedder=embedder) as empty:
        assert empty.search("Hvem stemte imod?", mode=mode) == []
        assert empty.term_weights("skole") == {next(iter(empty.term_weights("skole"))): 0.0}
        assert empty.documents() == []
        assert empty.document("a.pdf") is None


def test_a_question_of_a_hundred_thousand_characters_is_answered_in_two_seconds(index):
    choose = random.Random(1)
    letters = string.ascii_lowercase + "æøå    "
    question = "Hvem stemte imod? " + "".join(choose.choices(letters, k=100_000))
    index.search("varm op")
    seconds = []
    for _ in range(3):
        begun = time.monotonic()
        index.search(question)
        seconds.append(time.monotonic() - begun)
    assert statistics.median(seconds) < 2


def test_many_threads_get_what_one_gets(index):
    alone = {question: seen(index.search(question)) for question in QUESTIONS}
    asked = [QUESTIONS[number % len(QUESTIONS)] for number in range(8 * 20)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: seen(index.search(question)), asked))
    for question, found in zip(asked, together, strict=True):
        assert found == alone[question]
