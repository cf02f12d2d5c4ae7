"""Which kind of answer a question wants, and which texts hold one."""

from __future__ import annotations

import pytest

from index.wanted import gain_of, wanted_kinds

PLAIN = "Udvalget drøftede sagen og takkede for orienteringen"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Hvad koster den nye cykelsti?", "Den anslås til 4,2 mio. kr."),
        ("Hvor meget stiger taksten?", "Taksten hæves med 3 procent"),
        ("How much will it cost?", "I alt 250.000 kr. om året"),
        ("Hvor mange børn står på venteliste?", "Der er 42 børn"),
        ("Hvor mange udvalg har behandlet den?", "De tre udvalg"),
        ("Hvornår åbner svømmehallen?", "Den åbner i august"),
        ("hvornaar er der frist for svar", "senest 1. kvartal"),
        ("Hvem stemte imod?", "Imod stemte Bente Friis Holm"),
        ("Who chairs the committee?", "Formand er Otto Lind"),
    ],
)
def test_a_text_with_the_kind_of_answer_gains_and_one_without_does_not(question, text):
    wanted = wanted_kinds(question)
    assert gain_of(wanted, text) > 0
    assert gain_of(wanted, PLAIN) == 0


@pytest.mark.parametrize("question", ["Hvad mener skolen om forslaget?", "skolebus", "???", ""])
def test_most_questions_want_no_kind_in_particular(question):
    assert wanted_kinds(question) == ()
    assert gain_of((), "4,2 mio. kr.") == 0


def test_a_question_may_want_several():
    assert len(wanted_kinds("Hvem betaler, hvor meget og hvornår?")) == 3
