"""The text of one decision becomes data: what was decided, who voted, who dissented, who was away."""

from __future__ import annotations

import datetime
import re

import pytest

from ingest.absence import ABSENT_CLAUSES, absentees
from ingest.bodies import REFERRED_TO
from ingest.decision import read_decision
from ingest.dissents import INTRODUCTIONS
from ingest.meeting import Outcome
from ingest.names import split_names
from ingest.outcome_words import WORDINGS
from ingest.phrases import sentences
from ingest.vote_words import COUNTS, SIDES


def read(text, before="Lærkesund Byråd\n", after="\nNæste punkt"):
    """The decision, read where it stands in a longer document."""
    span = (len(before), len(before) + len(text))
    return read_decision(before + text + after, span, organization=None, date=None, earlier=False)


def sides(vote):
    """Who was for, against and abstained."""
    return vote and tuple(list(one) for one in (vote.voted_for, vote.against, vote.abstained))


def counts(vote):
    return (vote.for_count, vote.against_count, vote.abstained_count)


def said(decision):
    return [(one.who, one.text.rstrip(".")) for one in decision.dissents]


# Every row of the tables, by its own example


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.example)
def test_each_wording_of_an_outcome_decides_its_example(wording):
    assert wording.pattern.search(wording.example)
    assert read(wording.example).outcome is wording.outcome


@pytest.mark.parametrize(("pattern", "example"), COUNTS, ids=lambda row: str(row)[:40])
def test_each_way_of_writing_two_numbers_gives_both(pattern, example):
    assert pattern.search(example)
    assert counts(read(f"Godkendt. {example}.").vote) == (7, 2, None)


@pytest.mark.parametrize(("side", "pattern", "example"), SIDES, ids=lambda row: str(row)[:40])
def test_each_way_of_writing_a_side_puts_its_voters_on_that_side_only(side, pattern, example):
    assert pattern.search(example)
    vote = read(f"Indstillingen blev sat til afstemning.\n{example}").vote
    told = dict(zip(("for", "against", "abstained"), zip(sides(vote), counts(vote), strict=True),
                    strict=True))  # fmt: skip
    assert any(told[side])
    assert not any(value for other in told if other != side for value in told[other])


@pytest.mark.parametrize(("pattern", "example"), REFERRED_TO, ids=lambda row: str(row)[:40])
def test_each_way_of_naming_a_body_gives_it_as_printed(pattern, example):
    assert pattern.search(example)
    decision = read(example)
    assert decision.outcome is Outcome.REFERRED
    assert decision.referred_to in example


@pytest.mark.parametrize(("pattern", "example"), INTRODUCTIONS, ids=lambda row: str(row)[:40])
def test_each_introduction_gives_who_and_what(pattern, example):
    assert pattern.search(example)
    ((who, words),) = said(read(f"Indstillingen blev godkendt. {example}"))
    assert who in {"(Ø)", "Ane Holm", "Ane Holm (A)"}
    assert words.lower() in {"taksten er for høj", "taksten sættes ned"}


@pytest.mark.parametrize(("pattern", "example"), ABSENT_CLAUSES, ids=lambda row: str(row)[:40])
def test_each_sentence_on_absence_names_who_was_away(pattern, example):
    assert pattern.search(example)
    assert read(f"Godkendt. {example}").absent[0].name == "Ane Holm"


# Outcomes

OUTCOMES = r"""
approved|Tiltrådt
approved|Indstillingen blev tiltrådt uden afstemning
approved|Godkendt som indstillet
approved|Forvaltningens forslag godkendt.
approved|Indstillingens 1.-3. at-punkt blev tiltrådt uden afstemning.
approved|Lokalplanforslaget sendes i offentlig høring i otte uger.
approved|Økonomiudvalgets indstilling blev godkendt.
approved|Kommunalbestyrelsen godkendte indstillingen fra Økonomiudvalget, og planen er vedtaget.
approved|Udvalget valgte scenarie 2.
approved|Udvalget besluttede, at der arbejdes videre med model B.
approved|Indstillingen blev taget til følge.
approved|Byrådet meddelte samtykke til salget.
approved|Udvalget drøftede sagen. Indstillingen blev godkendt.
approved|Regnskabet blev godkendt og sendes til revisionen.
approved|Dagsordenen blev godkendt. Punkt 12 blev taget af dagsordenen.
approved|Udvalget godkendte indstillingen. Et mindretal bestående af Venstre (2) stemte imod.
approved|Indstillingen blev godkendt. V, C og O kunne ikke tiltræde indstillingen.
approved|V stemte imod, da forslaget er for dyrt. Indstillingen blev vedtaget.
approved|Udvalget godkendte indstillingen, idet Ole Ravn (V) stemte imod.
approved|Ida Krog (A) foreslog, at sagen udsættes. Forslaget blev forkastet. Indstillingen blev godkendt.
approved|Ændringsforslaget fra Ø blev forkastet med 4 stemmer mod 21. Indstillingen blev vedtaget.
approved|Udvalget godkendte indstillingen. Ø begærede sagen indbragt for byrådet.
approved|Venstre stemmer imod med følgende bemærkning: ”Nej.” Indstillingen blev godkendt.
approved_amended|Godkendt med den ændring at fristen er 1. maj.
approved_amended|Godkendt, idet udvalget ønsker en evaluering om et år.
approved_amended|Godkendt med bemærkning om, at naboerne høres.
approved_amended|Godkendt. Dog skal hegnet være højst 1,2 meter.
approved_amended|Indstillingen godkendt\nmed denne bemærkning:\nFristen er 1. maj.
approved_amended|Ændringsforslaget fra Ø blev vedtaget. Den ændrede indstilling blev godkendt.
approved_amended|1. Godkendes\n2. Ændres til kl. 16.00
rejected|Afslag.
rejected|Kan ikke anbefales.
rejected|Indstillingen faldt med 5 stemmer mod 8.
rejected|Udvalget besluttede, at der ikke arbejdes videre med projektet.
rejected|Udvalget ønsker ikke at tilslutte sig aftalen.
rejected|Ansøgningen kan ikke imødekommes.
rejected|Forslaget opnåede ikke flertal.
noted|Taget til orientering.
noted|Orienteringen blev taget til efterretning, idet sagen genoptages i maj.
noted|Ad. 4 Orienteringen blev taget til efterretning
noted|Formanden orienterede om, hvem der er udpeget. Orienteringen blev taget til efterretning.
postponed|Sagen blev taget af dagsorden.
postponed|Sagen udsættes, idet udvalget ønsker supplerende oplysninger.
postponed|Sagen sendes tilbage til forvaltningen med henblik på fornyet behandling.
postponed|Udvalget ønsker sagen genoptaget på mødet i juni.
postponed|Behandles på udvalgets næste møde.
postponed|Udgår.
discussed|Udvalget drøftede sagen og ønsker, at forvaltningen arbejder videre.
discussed|1. Udvalget drøftede modellerne.\n2. Udvalget ønsker et notat.
referred|Anbefalet
referred|Indstilles til byrådet godkendt.
referred|Udvalget indstiller til byrådet, at sagen afvises.
referred|Taget til efterretning og anbefales.
referred|Økonomiudvalget anbefaler, at planen godkendes med den ændring, at hegnet fjernes.
referred|Udvalget drøftede sagen og anbefaler indstillingen over for byrådet.
referred|1.-4. Anbefales.\n\nSeniorrådets bemærkning tages til efterretning.
split|1. Godkendt. 2.-3. Anbefales.
split|1. Godkendt 2. Taget til efterretning
split|1.Godkendt\n2.Udsat
split|1. Status blev taget til efterretning\n7.a-c indstilles godkendt
split|ad 1) Tiltrådt\nad 2) Udsat
split|a) Godkendt\nb) Taget til efterretning
split|Punkt 1 og 2 blev godkendt. Punkt 3 blev sendt tilbage til forvaltningen.
split|Indstillingens 1. at-punkt blev tiltrådt. Indstillingens 2. at-punkt blev forkastet.
split|Byrådet godkendte indstillingens punkt 1 og udsatte resten.
split|Indstillingen blev godkendt. Punkt 4 blev dog udsat.
unknown|Udvalget undlod at tage stilling.
unknown|Udvalget ønsker en sag om parkering.
unknown|Udvalget ønsker en drøftelse af parkering.
unknown|Udvalget ønsker, at forvaltningen laver et forslag, der kan godkendes i efteråret.
unknown|Forvaltningen orienterede om de borgere, som er udpeget til panelet.
unknown|Udvalget ønsker en sag om hjælp til socialt udsatte.
unknown|Der var intet til eventuelt.
unknown|-
unknown|
"""


@pytest.mark.parametrize("row", OUTCOMES.strip().split("\n"))
def test_a_decision_has_the_outcome_that_its_main_clause_tells(row):
    outcome, text = row.split("|")
    assert read(text.replace("\\n", "\n")).outcome == outcome


def test_points_keep_their_numbers_as_printed():
    decision = read(
        "1. Godkendt.\n2.-3. Anbefales over for Byrådet.\n7.a-c Taget til efterretning."
    )
    assert [(one.points, one.outcome) for one in decision.points] == [
        ("1.", Outcome.APPROVED),
        ("2.-3.", Outcome.REFERRED),
        ("7.a-c", Outcome.NOTED),
    ]
    assert decision.referred_to == "Byrådet"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Udvalget anbefaler over for Økonomiudvalget og Byrådet, at planen vedtages.",
         "Økonomiudvalget og Byrådet"),
        ("Oversendes til Teknik- og Miljøudvalget.", "Teknik- og Miljøudvalget"),
        ("Sagen sendes tilbage til Teknik, Klima og Havneudvalget.", "Teknik, Klima og Havneudvalget"),
        ("Videresendes til byrådets 2. behandling.", "byrådets 2. behandling"),
        ("Indstilles til kommunalbestyrelsens godkendelse.", "kommunalbestyrelsen"),
        ("Sagen oversendes til ØU og KB.", "ØU og KB"),
        ("Fremsendes til Teknisk Udvalg til behandling.", "Teknisk Udvalg"),
        ("Oversendes til Udvalget for Kultur og Havn.", "Udvalget for Kultur og Havn"),
        ("Anbefales.", None),
        ("Udvalget anbefaler, at regler for byrådets mødesal ændres.", None),
        ("Godkendt. Byrådet orienteres.", None),
    ],
)  # fmt: skip
def test_a_case_is_sent_to_the_body_that_is_named(text, body):
    assert read(text).referred_to == body


# Votes

VOTES = [
    ("For stemte 12 (A, B, F og Ø), imod stemte 5 (V, C).", "ABFØ", "VC", "", (12, 5, None)),
    ("Et flertal bestående af A, F og Ø stemte for; et mindretal bestående af V (2) stemte imod.",
     "AFØ", "V", "", (None, None, None)),
    ("Vedtaget med 18 stemmer for (A, B), 6 stemmer imod (V, C) og 2 undlod (Ø, Å).",
     "AB", "VC", "ØÅ", (18, 6, 2)),
    ("For stemte: 9 A (5), F (2), Ø (2)\nImod stemte: 4 V (4)", "AFØ", "V", "", (9, 4, None)),
    ("A, B og F stemmer for indstillingen, V stemmer imod, og Ø stemmer hverken for eller imod.",
     "ABF", "V", "Ø", (None, None, None)),
    ("13 medlemmer stemte for: A og B. 12 medlemmer stemte imod: V og C.", "AB", "VC", "",
     (13, 12, None)),
    ("Syv stemte for, to stemte imod, og et medlem undlod at stemme.", "", "", "", (7, 2, 1)),
    ("Ja: A, B\nNej: V\nBlank: Ø", "AB", "V", "Ø", (None, None, None)),
    ("Godkendt med stemmerne 5-2.", "", "", "", (5, 2, None)),
    ("V, C og O kunne ikke tiltræde.", "", "VCO", "", (None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ayes", "noes", "aside", "numbers"), VOTES)
def test_parties_by_their_letters_and_numbers(text, ayes, noes, aside, numbers):
    vote = read(text).vote
    assert sides(vote) == (list(ayes), list(noes), list(aside))
    assert counts(vote) == numbers


def test_people_are_named_as_printed_with_party_and_without_role():
    vote = read(
        "For stemte borgmester Ida H. Krog (A), Liv Toft Skov (Radikale Venstre) og Bo Hede (UP).\n"
        "Imod stemte 1 medlem (Ole Ravn).\nHans-Jørgen J. Ravn (V) undlod at tage stilling."
    ).vote
    assert sides(vote) == (
        ["Ida H. Krog (A)", "Liv Toft Skov (Radikale Venstre)", "Bo Hede (UP)"],
        ["Ole Ravn"],
        ["Hans-Jørgen J. Ravn (V)"],
    )
    assert counts(vote) == (None, 1, None)


def test_lists_of_names_a_line_each_are_read_to_their_end():
    vote = read(
        "For stemte:\nIda Krog (A)\nBo Hede (F)\n\nImod stemte:\nOle Ravn (V)\nGodkendt."
    ).vote
    assert sides(vote) == (["Ida Krog (A)", "Bo Hede (F)"], ["Ole Ravn (V)"], [])


def test_a_vote_on_an_amendment_is_not_the_main_vote():
    decision = read(
        "Ændringsforslaget blev forkastet med 20 stemmer imod 30. For stemte: A, F og Ø. Imod "
        "stemte: C, O og V. Undlod at stemme: Å.\nIndstillingen blev godkendt med 45 stemmer mod 8. "
        "For stemte: A, C, F, V og Ø. Imod stemte: O."
    )
    (other,) = decision.other_votes
    assert other.on == "Ændringsforslaget blev forkastet med"
    assert (sides(other), counts(other)) == (
        (["A", "F", "Ø"], ["C", "O", "V"], ["Å"]),
        (20, 30, None),
    )
    assert sides(decision.vote) == (["A", "C", "F", "V", "Ø"], ["O"], [])
    assert counts(decision.vote) == (45, 8, None)
    assert decision.outcome is Outcome.APPROVED


def test_points_that_were_voted_on_one_by_one_are_votes_of_their_own():
    decision = read("Punkt 1: Godkendt. Imod stemte V.\nPunkt 2: Godkendt. Imod stemte Ø.")
    assert sides(decision.vote) == ([], ["V"], [])
    assert [(sides(one), one.on) for one in decision.other_votes] == [(([], ["Ø"], []), "Punkt 2:")]


def test_unanimous_is_told_only_by_its_word():
    assert read("Enstemmigt vedtaget.").vote.unanimous is True
    assert counts(read("Enstemmigt vedtaget.").vote) == (None, None, None)
    assert read("Vedtaget med 7 stemmer for og 2 imod.").vote.unanimous is None
    for text in ("Godkendt uden afstemning.", "Godkendt. Ingen afstemning.", "Godkendt."):
        assert read(text).vote is None


def test_what_somebody_is_quoted_for_is_no_vote():
    decision = read("Godkendt.\nMindretalsudtalelse fra Ida Krog (A): ”Ole Ravn (V) stemte imod.”")
    assert decision.vote is None


def test_a_lost_vote_with_two_numbers_has_the_greater_one_against():
    vote = read("Indstillingen blev forkastet med 39 stemmer imod 5.\nFor stemte: Ø.").vote
    assert (sides(vote), counts(vote)) == ((["Ø"], [], []), (5, 39, None))
    assert counts(read("Indstillingen blev godkendt med 39 stemmer imod 5.").vote) == (39, 5, None)


def test_lists_in_brackets_name_people_with_any_party():
    vote = read(
        "Der blev stemt:\n\nFor: 2 (Ida Krog (A), Bo Hede (Frie Folk))\n\nImod: 1 (Eva Bæk-Lund (C))"
    ).vote
    assert sides(vote) == (["Ida Krog (A)", "Bo Hede (Frie Folk)"], ["Eva Bæk-Lund (C)"], [])
    assert counts(vote) == (2, 1, None)


def test_what_is_voted_on_may_stand_within_the_phrase():
    vote = read("For flertalsindstillingen fra ØK stemte 11 (Venstre, Byens Liste).").vote
    assert (sides(vote), counts(vote)) == ((["Venstre", "Byens Liste"], [], []), (11, None, None))


def test_several_sentences_on_one_side_add_up():
    vote = read("Godkendt.\nListe B stemte imod.\nOle Ravn (V) stemte imod.").vote
    assert sides(vote) == ([], ["Liste B", "Ole Ravn (V)"], [])


def test_parties_may_be_joined_by_a_plus():
    assert sides(read("Godkendt. Imod stemte A+V+C.").vote) == ([], ["A", "V", "C"], [])


# Dissents

DISSENTS = [
    ("Ida Krog (A) ønskede følgende ført til protokol: ”Det er for dyrt. Vi venter.”",
     "Ida Krog (A)", "Det er for dyrt. Vi venter"),
    ('Venstre stemmer imod med følgende mindretalsudtalelse: "Det er for dyrt."', "Venstre",
     "Det er for dyrt"),
    ("Protokolbemærkning fra SF og Enhedslisten:\n»Det er for dyrt.«", "SF og Enhedslisten",
     "Det er for dyrt"),
    ("Ø og Å stemte imod, idet taksten er for høj.", "Ø og Å", "idet taksten er for høj"),
    ("Ole Ravn (V) stemte imod, da sagen er forhastet.", "Ole Ravn (V)", "da sagen er forhastet"),
    ("Ole Ravn (V) tog forbehold for finansieringen.", "Ole Ravn (V)",
     "tog forbehold for finansieringen"),
    ("Ole Ravn (V) ønskede det ført til protokol, at han er imod.", "Ole Ravn (V)", "han er imod"),
    ("Mindretalsudtalelse fra Ole Ravn (V): Det er for dyrt. Vi bør vente.", "Ole Ravn (V)",
     "Det er for dyrt. Vi bør vente"),
    ("Imod stemte Ole Ravn (V) med den begrundelse, at det er for dyrt.", "Ole Ravn (V)",
     "det er for dyrt"),
    ("Imod stemte Ole Ravn (V) idet han er nabo.", "Ole Ravn (V)", "idet han er nabo"),
    ('Enhedslisten ønskede følgende bemærkning tilført beslutningsprotokollen:\n"Nej tak."',
     "Enhedslisten", "Nej tak"),
    ("Borgmester Ida Krog bemærkede, at det haster.", "Ida Krog", "det haster"),
    ("Enhedslisten ønsker en anden plan. Enhedslisten vil gerne vente.", "Enhedslisten",
     "Enhedslisten ønsker en anden plan. Enhedslisten vil gerne vente"),
    ('(F) med bemærkning om, at SF ”ønsker flere skilte – f.eks. bannere m.m. i salen".', "(F)",
     "SF ”ønsker flere skilte – f.eks. bannere m.m. i salen"),
]  # fmt: skip


@pytest.mark.parametrize(
    "after", ["", "\nAfbud: Bo Hede (F)", "\n\nUdvalget ønsker en status i maj."]
)
@pytest.mark.parametrize(("text", "who", "words"), DISSENTS)
def test_a_dissent_is_who_said_it_and_the_exact_words(text, who, words, after):
    decision = read(f"Indstillingen blev godkendt.\n{text}{after}")
    assert said(decision) == [(who, words)]
    assert decision.outcome is Outcome.APPROVED


def test_a_dissent_knows_its_party():
    assert read("Godkendt. Ida Krog (A) bemærkede, at det haster.").dissents[0].party == "A"
    text = "Godkendt.\nIda Krog ønskede følgende ført til protokol: ”Enhedslisten er imod.”"
    assert read(text).dissents[0].party == "Enhedslisten"


def test_a_case_sent_on_with_a_remark_is_nobodys_dissent():
    text = "Fremsendes til Lærkesund Byråd med bemærkning, at Magistraten anbefaler planen."
    assert read(text).dissents == ()


@pytest.mark.parametrize("text", ["Udvalget bemærkede, at naboerne skal høres.",
                                  "Forvaltningen oplyste, at prisen er faldet.",
                                  "Udvalget ønsker en udtalelse fra Lærkesund Erhvervsforening og "
                                  "genoptager sagen i maj."])  # fmt: skip
def test_what_the_body_itself_says_is_no_dissent(text):
    assert read(f"Godkendt. {text}").dissents == ()


# Absence

ABSENT = [
    ("Afbud: Ida Krog, Bo Hede", ["Ida Krog", "Bo Hede"]),
    ("Afbud\nIda Krog (A)\nBo Hede (V)", ["Ida Krog", "Bo Hede"]),
    ("Fraværende: Ingen", []),
    ("Afbud: -", []),
    ("Afbud:", []),
    ("Følgende deltog ikke i behandlingen af punktet: Ida Krog (A)", ["Ida Krog"]),
    ("Ida Krog (A) var inhabil og deltog ikke i behandlingen af punktet.", ["Ida Krog"]),
    ("Ida Krog (A) deltog ikke i afstemningen.", []),
    ("Afbud: Ida Krog (A). I stedet deltog Bo Hede (A).", ["Ida Krog"]),
    ("Fraværende: Ida Krog (A) (stedfortræder: Bo Hede (A))", ["Ida Krog"]),
    ("Afbud: Ida Krog\nOle Ravn (V) stemte imod.", ["Ida Krog"]),
    ("Borgmester Ida Krog (A) var fraværende.", ["Ida Krog"]),
    ("Formanden forlod mødet.", []),
]


@pytest.mark.parametrize(("text", "names"), ABSENT)
def test_a_line_on_absence_names_the_absent_and_decides_nothing(text, names):
    decision = read(f"Godkendt.\n\n{text}")
    assert [one.name for one in decision.absent] == names
    assert decision.outcome is Outcome.APPROVED


def test_the_absent_carry_their_party_and_where_they_stand():
    text = "Afbud: Ida Krog (A), Bo Hede (Radikale Venstre) og Liv Skov (UP)"
    people = absentees(text, (0, len(text)))
    assert [one.party for one in people] == ["A", "Radikale Venstre", "UP"]
    assert [text[slice(*one.span)] for one in people] == ["Ida Krog", "Bo Hede", "Liv Skov"]


def test_lists_of_names_are_split_at_commas_and_line_ends():
    text = "Formand Ida Krog (A); Bo Hede (SF),\nLiv von Skov og Åse Ø. Lund (Ø)"
    people = split_names(text, (0, len(text)))
    assert [(one.name, one.party) for one in people] == [
        ("Ida Krog", "A"), ("Bo Hede", "SF"), ("Liv von Skov", None), ("Åse Ø. Lund", "Ø"),
    ]  # fmt: skip


# Conditions and what is asked for later


def test_a_condition_reaches_over_the_list_that_it_introduces():
    text = "Godkendt med bemærkning om at;\n• hegnet fjernes\n• stien får lys\nUdvalget takker."
    decision = read(text)
    before = len("Lærkesund Byråd\n")
    ((start, end),) = decision.conditions
    assert text[start - before : end - before] == (
        "med bemærkning om at;\n• hegnet fjernes\n• stien får lys"
    )


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Ordningen evalueres efter 1 år.", "efter 1 år"),
        ("Udvalget ønsker en status i august.", "i august"),
        ("Fornyet sag forelægges i maj 2023.", "i maj 2023"),
        ("Sagen vender tilbage til udvalget i foråret.", "i foråret"),
        ("Udvalget ønsker en sag om parkering.", None),
        ("Sagen genoptages på udvalgets næste møde.", "på udvalgets næste møde"),
        ("Udvalget ønsker sagen op på mødet i maj 2025 til ny drøftelse.", "på mødet i maj 2025"),
        ("Udvalget beder administrationen om at komme med et notat.", None),
        ("Udvalget bad administrationen se på prisen på næste møde.", "på næste møde"),
        ("Udvalget anmoder forvaltningen om et notat til mødet i maj.", "til mødet i maj"),
        ("Byrådet pålægger administrationen at afklare det i 2. kvartal 2025.", "i 2. kvartal 2025"),
        ("Direktionen pålægges at svare inden udgangen af 2024.", "inden udgangen af 2024"),
        ("Forvaltningen bedes om tal til udvalgets møde den 3. maj 2025.", "til udvalgets møde den 3. maj 2025"),
        ("Administrationen blev bedt om en plan senest ved udgangen af maj 2025.", "senest ved udgangen af maj 2025"),
        ("Udvalget bad om, at tallene vises på næste ordinære møde.", "på næste ordinære møde"),
        ("Administrationen undersøger prisen inden årets udgang.", "inden årets udgang"),
        ("Sagen blev udsat til mødet i august 2024.", "til mødet i august 2024"),
        ("Sagen udsættes, så der kan indhentes tilbud.", None),
    ],
)  # fmt: skip
def test_what_is_asked_for_later_is_told_with_its_time(text, when):
    (found,) = read(f"Godkendt. {text}").follow_ups
    assert (found.what, found.when) == (text, when)


@pytest.mark.parametrize(
    "text",
    [
        "Godkendt. Formanden takkede for arbejdet.",
        "Sagen blev udsat.",
        "Udvalget besluttede, at punktet udsættes.",
        "Godkendt. Bo Vang bad om ordet.",
        "Godkendt. Bo Vang (A) anmodede om at få ført til protokol, at skoven er fredet.",
        "Godkendt. Hallens bad åbner i maj 2025.",
    ],
)
def test_nothing_is_asked_for_where_nothing_comes_later(text):
    assert read(text).follow_ups == ()


# What the caller gives comes back; sentences


def test_a_decision_keeps_the_body_and_day_that_took_it():
    day = datetime.date(2022, 3, 1)
    decision = read_decision("Udsat", (0, 5), organization="Byrådet", date=day, earlier=True)
    assert (decision.organization, decision.date, decision.earlier) == ("Byrådet", day, True)


def test_abbreviations_dates_and_numbers_end_no_sentence():
    text = "Mødet er den 13. nov. 2023 kl. 17.00 jf. pkt. 4 f.eks. i salen m.m. Byrådet 1. behandlede sagen.\nSlut"
    found = [text[slice(*span)] for span in sentences(text, (0, len(text)))]
    assert found == [*re.split(r"(?<=m\.m\.) ", text.split("\n", maxsplit=1)[0]), "Slut"]
