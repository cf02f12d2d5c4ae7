"""Sentences that stand alone, and what stands with those that do not."""

from __future__ import annotations

import pypdf
import pytest

from assistant import sentences
from assistant.answer import answer
from assistant.cite import BULLET
from assistant.model import Statement
from assistant.sentences import goes_on, is_heading, may_begin, may_end, statement, within
from index.hits import Hit
from index.store import Index
from ingest.words import normalise


def hit_with(index: Index, question: str, sentence: str) -> Hit:
    return next(hit for hit in index.search(question, 10) if sentence in hit.text)


def quoted(index: Index, question: str, sentence: str) -> Statement:
    """The statement made of one sentence of the passage that holds it."""
    hit = hit_with(index, question, sentence)
    span = next(one for one in hit.sentences if sentence in within(hit, one))
    found = statement(index, hit, span)
    assert found
    return found


@pytest.mark.parametrize(
    ("texts", "heading"),
    [
        (["Kommunens planer", "Der bygges en ny hal i 2025."], True),
        (["B) Slukning om natten", "Det vil spare 200.000 kr. om året."], True),
        (["Oversvømmede kældre", "Årsager", "Det regner mere end før."], True),
        (["Rute Udgift i 2022, kr.", "Rute 3 940.000 85.455"], True),
        (["Kommunens planer"], False),
        (["Nikolaj Bührmann", "Medlem"], False),
        (["Hallen er lukket om søndagen", "Der bygges en ny hal i 2025."], False),
        (["Afbud: Line Kjærsgård Dam (B)", "Sagen blev udsat til næste møde."], False),
        (["• en fast voksen", "Kontaktpersonen er det vigtigste skridt."], False),
        (["Rute 2 1.060.000 22.553", "Rute 3 940.000 85.455"], False),
        (["De fem skridt er:", "Der bygges en ny hal i 2025."], False),
    ],
)
def test_a_heading_is_told_by_what_follows_it(texts: list[str], heading: bool) -> None:
    assert is_heading(texts, 0) is heading
    assert may_end(texts, 0) is not heading


def test_a_statement_does_not_begin_within_a_sentence() -> None:
    texts = ["Driften koster 150.000", "kr. om året.", "Kommunens andel er 14 mio. kr."]
    assert [may_begin(texts, n) for n in range(3)] == [True, False, True]


def test_a_list_does_not_run_on_into_the_text_below_it() -> None:
    texts = ["1. at rute 3 bevares", "2. at der etableres et læskur", "Vi har ingen indvendinger."]
    assert goes_on(texts, 1, 0)
    assert not goes_on(texts, 2, 0)
    assert not goes_on(["• et møde", "• en plan"], 1, 0)


def test_a_bullet_is_quoted_with_the_sentence_that_leads_to_it(index: Index) -> None:
    found = quoted(index, "fem skridt ved fravær", "en samtale med hjemmet efter tre dages fravær")
    assert found.text.startswith("De fem skridt er: […] en samtale med hjemmet")
    assert found.citations[0].quote.startswith("en samtale med hjemmet")
    assert found.citations[-1].quote == "De fem skridt er:"


def test_nothing_is_left_out_between_the_first_bullet_and_its_lead(index: Index) -> None:
    found = quoted(index, "fem skridt ved fravær", "ens registrering af fravær")
    assert found.text.startswith("De fem skridt er: ens registrering af fravær")
    assert [one.quote[:5] for one in found.citations] == ["ens r", "De fe"]


def test_a_bullet_without_a_lead_stands_as_it_is(index: Index) -> None:
    found = quoted(index, "Hvorfor bliver Elleåen oversvømmet?", "Rørbroen under Ringvejen")
    assert found.text == "Rørbroen under Ringvejen er for snæver og stuver vandet op."


def test_what_leads_to_a_list_is_quoted_with_all_of_it(index: Index) -> None:
    found = quoted(index, "fem skridt ved fravær", "De fem skridt er:")
    steps = ("ens registrering", "en samtale med hjemmet", "et netværksmøde")
    assert found.text.startswith("De fem skridt er: ")
    assert all(step in found.text for step in steps)
    assert len(found.citations) == 1
    hit = hit_with(index, "fem skridt ved fravær", "De fem skridt er:")
    span = next(one for one in hit.sentences if "De fem skridt er:" in within(hit, one))
    after = [within(hit, one) for one in hit.sentences if one[0] >= span[1]]
    below = next(text for text in after if not BULLET.match(text))
    assert normalise(below) not in normalise(found.text)


def test_a_list_of_which_not_all_is_shown_says_so(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentences, "LONGEST_LED", 60)
    found = quoted(index, "fem skridt ved fravær", "De fem skridt er:")
    assert found.text.startswith("De fem skridt er: • ens registrering")
    assert found.text.endswith(" […]")
    assert "netværksmøde" not in found.text
    assert "[" not in found.citations[0].quote


def test_an_answer_shows_a_list_once(index: Index) -> None:
    given = answer(index, "Hvad er de fem skridt ved fravær?")
    shown = [normalise(one.text) for one in given.statements]
    assert any("defemskridter:" in one and "netværksmøde" in one for one in shown)
    assert sum("netværksmøde" in one for one in shown) == 1


def test_a_row_is_quoted_with_the_head_of_its_columns(index: Index) -> None:
    found = quoted(index, "Hvad kostede rute 3 i 2022 pr. elev?", "Rute 3 940.000 85.455")
    assert found.text == ("Rute Udgift i 2022, kr. Udgift pr. elev, kr. […] Rute 3 940.000 85.455")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("fem skridt ved fravær", "et netværksmøde"),
        ("fem skridt ved fravær", "De fem skridt er:"),
        ("Hvad kostede rute 3 i 2022 pr. elev?", "Rute 3 940.000 85.455"),
    ],
)
def test_each_piece_of_a_statement_is_a_quote_of_its_page(
    index: Index, question: str, sentence: str
) -> None:
    for citation in quoted(index, question, sentence).citations:
        reader = pypdf.PdfReader(citation.document.path)
        printed = normalise(reader.pages[citation.page - 1].extract_text())
        assert normalise(citation.quote) in printed
        assert citation.boxes


def test_an_answer_does_not_begin_within_a_sentence(index: Index) -> None:
    given = answer(index, "Hvor stor en del af regningen for Elleåen tager Lærkesund Vand?")
    assert given.statements[0].text.startswith("Driften koster 150.000 kr. om året.")


def test_no_statement_of_an_answer_ends_with_a_heading(index: Index) -> None:
    given = answer(index, "Hvilke årsager er der til, at åen bliver oversvømmet?")
    assert given.statements
    assert not any(
        one.text.endswith(("Årsager", "Oversvømmede kældre")) for one in given.statements
    )
