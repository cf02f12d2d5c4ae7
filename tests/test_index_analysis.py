from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import (
    LONGEST_QUESTION,
    STOP_WORDS,
    analyse,
    analyse_question,
    is_english,
    stem,
)


def words(text: str) -> tuple[str, ...]:
    return analyse(text).words


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("sagsnr. 14/1175", "14/1175"),
        ("Sagsnr.: 22-011702", "22-011702"),
        ("sag 2023-00412, behandlet", "2023-00412"),
        ("anbefaling A.3 om", "a3"),
        ("(forslag B2)", "b2"),
        ("punkt C.1.2.", "c12"),
        ("1.234.567 kr.", "1234567"),
        ("1,5 mio. kr.", "1,5"),
        ("i 2024.", "2024"),
    ],
)
def test_numbers_of_cases_codes_and_sums_are_kept_whole(text, kept):
    assert kept in words(text)
    assert kept in analyse_question(text).words


@pytest.mark.parametrize("text", ["§ 85 a", "§85a", "§ 85a", "§§ 85 a", "jf. § 85 a, stk. 2"])
def test_a_reference_to_a_section_is_one_term_however_it_is_written(text):
    assert "§85a" in words(text)


def test_a_sum_is_found_with_and_without_its_points():
    assert set(words("250.000 kr.")) == set(words("250000 kr."))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ældre", "aeldre"),
        ("HØRING", "hoering"),
        ("Århus", "aarhus"),
        ("skolerne", "skole"),
        ("løntilskuddet", "løntilskud"),
    ],
)
def test_letters_and_endings_meet_in_the_same_word(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("høring", "horing"), ("fælles", "falles"), ("fælles", "faelles"), ("ålborg", "alborg"),
     ("åben", "aaben"), ("börn", "børn")],
)  # fmt: skip
def test_words_typed_without_their_letters_share_all_grams(one, other):
    assert analyse(one).grams == analyse(other).grams


@pytest.mark.parametrize(
    ("part", "compound"),
    [("indsats", "beskæftigelsesindsats"), ("tilskud", "løntilskudspladser"),
     ("svømme", "svømmehallen")],
)  # fmt: skip
def test_a_compound_shares_most_grams_with_its_part(part, compound):
    grams = set(analyse(part).grams)
    assert len(grams & set(analyse(compound).grams)) >= len(grams) - 2  # but for its borders


def test_a_typing_error_leaves_most_grams():
    right, wrong = (
        set(analyse("kommunalbestyrelsen").grams),
        set(analyse("komunalbestyrelsen").grams),
    )
    assert len(right & wrong) / len(right) > 0.8


def test_stop_words_are_left_out_of_questions_only():
    assert analyse_question("Hvem har det og ikke den").words == ()
    assert len(words("Hvem har det og ikke den")) == 6
    assert analyse_question("Hvad blev besluttet?").words == words("besluttet")
    assert all(word == word.lower() for word in STOP_WORDS)


def test_a_question_has_each_term_once_and_a_passage_as_often_as_it_stands_there():
    assert analyse_question("skole skole skolen").words == (stem("skole"),)
    assert words("skole skole skolen") == (stem("skole"),) * 3


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("beslut\0ning om", ("beslut", "ning")),
        ("🎉 fest 👩‍👩‍👧", ("fest",)),
        ("\ud83d halvt", ("halvt",)),
        ("a\u0301\u0301 b", None),
        ("\u200bskole\u200b", (stem("skole"),)),
        ("Ⅳ ² ½ ١٢٣", None),
    ],
    ids=["nul", "emoji", "surrogate", "accents", "invisible", "figures"],
)
def test_odd_characters_are_no_harm(text, kept):
    terms = analyse(text)
    if kept:
        assert terms.words[: len(kept)] == kept


@given(st.text(max_size=300))
def test_terms_hold_no_white_space_and_are_not_empty(text):
    terms = analyse(text)
    for term in (*terms.words, *terms.grams):
        assert term.split() == [term]


@given(st.text(max_size=200))
def test_a_question_has_no_term_that_its_text_has_not(text):
    passage, question = analyse(text), analyse_question(text)
    assert set(question.words) <= set(passage.words)
    assert set(question.grams) <= set(passage.grams)


@given(st.text(alphabet="abcæøåÆØÅ .,-/§0123456789", max_size=100))
def test_analysis_gives_the_same_twice(text):
    assert analyse(text) == analyse(text)


@pytest.mark.parametrize("part", ["budget ", "1.", "§ ", "a", "A.1.", "12-", "æ" * 50, "\n"])
def test_long_texts_take_no_more_than_their_share_of_time(part):
    text = (part * 200_000)[:200_000]
    begun = time.monotonic()
    analyse(text)
    assert time.monotonic() - begun < 3
    begun = time.monotonic()
    assert len(analyse_question(text).grams) <= LONGEST_QUESTION
    assert time.monotonic() - begun < 0.2


def test_a_word_after_a_section_is_no_letter_of_it():
    assert "§85" in words("efter § 85 i loven")
    assert "§85i" not in words("efter § 85 i loven")
    assert "§85a" in words("efter § 85 A")


@pytest.mark.parametrize("text", ["3. september 2024", "03-09-2024", "2024-09-03", "3.9.2024"])
def test_a_date_is_one_term_however_it_is_written(text):
    assert "2024-09-03" in words(text)
    assert "09-2024" not in words(text)


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Who voted against the proposal?", True),
        ("How much does it cost?", True),
        ("Hvem stemte imod?", False),
        ("Hvad siger KL i punkt for punkt?", False),
        ("14/1175", False),
    ],
)
def test_an_english_question_is_known_by_its_small_words(question, english):
    assert is_english(question) is english


def test_threads_that_stem_at_once_get_the_same_stems():
    firsts = ("beskæftigelses", "skole", "kommune", "børne")
    lasts = ("indsatserne", "udvalgets", "politikken", "forslagene", "nævnenes", "heden")
    every = [first + last for first in firsts for last in lasts]
    stem.cache_clear()
    alone = [stem(word) for word in every]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(20):
            stem.cache_clear()
            with ThreadPoolExecutor(8) as threads:
                assert list(threads.map(stem, every)) == alone
    finally:
        sys.setswitchinterval(before)
