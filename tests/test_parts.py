"""Where a question has several parts, and where it has one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.parts import LONGEST, MOST_PARTS, parts_of


def asked(question: str) -> list[str]:
    return [part.asked for part in parts_of(question)]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "Hvem stemte imod, og hvad blev besluttet om økonomien?",
            ["Hvem stemte imod?", "Hvad blev besluttet om økonomien?"],
        ),
        (
            "Hvad koster hallen, hvornår åbner den, og hvem driver den?",
            ["Hvad koster hallen?", "Hvornår åbner den?", "Hvem driver den?"],
        ),
        ("Hvad koster hallen? Hvornår åbner den?", ["Hvad koster hallen?", "Hvornår åbner den?"]),
        ("Hvem stemte imod, og hvorfor?", ["Hvem stemte imod?", "Hvorfor?"]),
        (
            "Hvem stemte imod, og hvorfor? Hvad kostede det?",
            ["Hvem stemte imod?", "Hvorfor?", "Hvad kostede det?"],
        ),
        ("hvem stemte imod og hvad kostede det", ["Hvem stemte imod?", "Hvad kostede det?"]),
        (
            "Er der fortilfælde for gratis leje, og på hvilke vilkår?",
            ["Er der fortilfælde for gratis leje?", "På hvilke vilkår?"],
        ),
        (
            "Hvilken tid fik klubben, og er den tilfreds?",
            ["Hvilken tid fik klubben?", "Er den tilfreds?"],
        ),
        (
            "Hvor mange forslag er der, og hvor mange af dem har KL kommenteret?",
            ["Hvor mange forslag er der?", "Hvor mange af dem har KL kommenteret?"],
        ),
        (
            "Hvad stemte SF, da udvalget behandlede børnehaven, og hvad var begrundelsen?",
            ["Hvad stemte SF, da udvalget behandlede børnehaven?", "Hvad var begrundelsen?"],
        ),
        (
            "Giv mig tidslinjen for gruppen: hvornår blev den nedsat, og hvornår kom rapporten?",
            ["Hvornår blev den nedsat?", "Hvornår kom rapporten?"],
        ),
        ("Hvad koster både hallen og biblioteket?", ["Hvad koster hallen?", "Hvad koster biblioteket?"]),
        ("Hvad siger både KL og FOA om ordningen?", ["Hvad siger KL om ordningen?", "Hvad siger FOA om ordningen?"]),
        (
            "Which company asked for it, and which plots did the administration recommend?",
            ["Which company asked for it?", "Which plots did the administration recommend?"],
        ),
        (
            "Does a councillor on leave keep being paid, and for how long?",
            ["Does a councillor on leave keep being paid?", "For how long?"],
        ),
    ],
)  # fmt: skip
def test_a_question_of_several_parts_is_taken_apart(question: str, parts: list[str]) -> None:
    assert asked(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Hvad siger udvalget om børn og unge?",
        "Hvad siger Børne- og Ungdomsudvalget om skoler og dagtilbud?",
        "Hvem stemte for og imod?",
        "Hvor og hvornår var der borgermøde?",
        "Hvem, hvad, hvor?",
        "Hvilken ugedag og hvad tid mødes udvalget?",
        # A clause of the question, not another one
        "Ved I, hvem der stemte imod, og hvad der blev besluttet?",
        "Kan du fortælle, hvad hallen koster, og hvornår den åbner?",
        "Vil ministeren redegøre for, hvordan målet nås, og hvilke midler der er sat af?",
        "Hvornår skal udvalget høre, hvor mange der er langtidssyge?",
        "Hvor går grænsen for, hvilke alvorlige handlinger en ung kan begå?",
        "Hvorfor er KL imod faste regler for, hvornår og hvor længe folk skal i praktik?",
        "Hvem betaler for projektet, hvor elever mødes på tværs af skolerne?",
        "Hvem sad i salen, hvor mødet blev holdt, da sagen blev behandlet?",
        "Hvad gør kommunen, hvis en borger siger nej, og huset står tomt?",
        "Hvad blev der sagt om skolen, hvad angår økonomien?",
        "Hvad mener KL om, hvad eksperter anbefaler?",
        # One subject for two verbs
        "Hvem ejer hallen, og har ansvaret for den?",
        "Hvem kom for sent og stemte ikke?",
        # Not the end of a sentence
        "Hvor mange stemmer fik listen ved valget den 1. november?",
        "Hvad koster det pr. elev i kr. og øre?",
        "sager, hvor udvalget ændrede administrationens indstilling",
        "sag 22-011322, hvad handler den om",
        "14/1342",
        "Jeg er ny i udvalget. Hvad er sagsnummeret?",
        "Hvad koster både de nye og de gamle busser på rute 3?",
        "Hvem stemte imod? Hvem stemte imod?",
        "",
        "?",
        "og",
    ],
)
def test_a_question_of_one_part_stays_whole(question: str) -> None:
    assert asked(question) == []


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("Hvad koster hallen, og hvornår åbner den?", "Hvornår åbner den: hallen?"),
        ("Hvem stemte imod busserne, og hvorfor?", "Hvorfor: busserne?"),
        ("Hvad koster hallen, og hvad blev besluttet?", "Hvad blev besluttet: hallen?"),
        ("Hvad koster hallen, og hvem leder biblioteket?", "Hvem leder biblioteket?"),
        ("Jeg bor på Åstien. Hvad koster diget, og hvem ejer det?", "Jeg bor på Åstien. hvem ejer det?"),
    ],
)  # fmt: skip
def test_a_part_that_lacks_a_subject_is_searched_with_that_of_the_others(
    question: str, searched: str
) -> None:
    assert parts_of(question)[-1].searched.lower() == searched.lower()


def test_the_first_part_takes_a_subject_from_the_next_one() -> None:
    assert parts_of("Hvem stemte imod, og hvad koster busserne?")[0].searched == (
        "Hvem stemte imod: busserne?"
    )


def test_there_are_four_parts_at_most_and_the_last_holds_the_rest() -> None:
    question = "Hvad koster det, hvem ejer det, hvornår åbner det, hvor ligger det, og hvorfor er det grønt?"
    parts = asked(question)
    assert len(parts) == MOST_PARTS
    assert parts[-1] == "Hvor ligger det, og hvorfor er det grønt?"


def test_a_pasted_document_is_no_question_of_several_parts() -> None:
    assert not parts_of("Hvem stemte imod? Hvad kostede det? " * (LONGEST // 20))


@given(st.lists(st.sampled_from("hvem hvad og , ? . : stemte hallen både koster der".split())))
def test_any_words_are_taken_apart_without_losing_their_order(words: list[str]) -> None:
    question = " ".join(words)
    rest = question.lower()
    for part in parts_of(question):
        if "både" in question:
            return
        shown = part.asked.rstrip("?").lower()
        assert shown in rest
        rest = rest[rest.index(shown) + len(shown) :]
