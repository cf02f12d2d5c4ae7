"""What a document is: read from real files, and from invented texts with one thing in each."""

from __future__ import annotations

import datetime
import json
from functools import cache
from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.describe import Description, describe
from ingest.evidence import CONFIDENCE, Where
from ingest.items import find_items
from ingest.meeting import Fact
from ingest.pdf import read_pdf

MINUTES, LETTER, MEMO, POLICY = "minutes", "letter", "memo", "policy"
RESPONSE, RECOMMENDATION, OTHER = "consultation_response", "recommendation", "other"

Expected = dict[str, tuple[str, str, str | None]]

ALLEROED: Expected = {
    "2014-03-12 EBU referat": (MINUTES, "Referat Erhvervs", "2014-03-12"),
    "Bilag til KL's høringssvar": (RESPONSE, "Bilag til KL's", None),
    "EBU Opfølgning på politisk aftale": (MEMO, "Opfølgning på", "2014-02-18"),
    "Erhvervspolitik som godkendt": (POLICY, "Erhvervspolitik", "2011-09-01"),
    "KL's høringssvar": (RESPONSE, "KL's høringssvar til eksp", None),
    "Reform af beskæftigelsesindsatsen - borgmesterbrev": (LETTER, "Reform af", None),
    "Supplerende notat om nytteindsats": (MEMO, "Supplerende notat", "2014-03-03"),
    "faktaark - anbefalinger": (RECOMMENDATION, "Oversigt over", None),
}
"""Kind, beginning of the title, date: as a reader of each file would say."""

BALLERUP: Expected = {
    "Aktivitetscenter Solvej 6 - Projektbeskrivelse": (OTHER, "Projektbeskrivelse", "2012-11-08"),
    "Forebyggelse af ulighed i sundhedsvæsenet": (OTHER, "Forebyggelse af ulighed", None),
    "Forslag til takstreduktion aflastningstilbuddet Torvevej 2013": (
        MEMO, "Tilpasning af budget", "2012-11-19",
    ),
    "Hvordan udvikler vi det nære sundhedsvæsen sammen?": (LETTER, "Hvordan udvikler vi", None),
    "KL's proces vedrørende det nære sundhedsvæsen": (MEMO, "KLs proces", "2012-11-19"),
    "Kvalitetsstandarder for stof- og alkoholbehandling 2013": (
        OTHER, "Kvalitetsstandarder for behandling", None,
    ),
    "Prioritering af midler til kronikerindsatser": (MEMO, "Prioritering af mid", "2012-12-04"),
    "Redegørelse fra Træning og Aktivitet vedrørende Seniorrådets høringssvar": (
        MEMO, "Redegørelse fra Træning", "2012-11-20",
    ),
    "Sundheds- og Forebyggelsesudvalget": (MINUTES, "Referat, Sundheds- og Fore", "2012-12-04"),
}  # fmt: skip

DIFFICULT: Expected = {
    "Ekstraordinært PUK": (MINUTES, "Referat, Udvalget for plan, ", "2013-06-20"),
    "OS2DS-Handout": (OTHER, "Kom i gang med", None),
    "Opsamlingsnotat. Temamøde 20.09.2012": (MEMO, "Kulturkommune 2017", "2012-09-20"),
    "Politik for Kultur og Fritid - Lokalt engagement, Godkendt af byrådet 300409": (
        POLICY, "Politik for Kultur og Fritid", "2009-04-30",
    ),
    "Tilsynsrapport (2013) - Kærkommen": (OTHER, "Tilsynsrapport for", None),
}  # fmt: skip


@cache
def described(path: Path, *, unnamed: bool = False) -> Description:
    """A file, described; `unnamed` without what its name and its metadata say."""
    printed = read_pdf(path.read_bytes(), path.name)
    text, pages = clean(printed.pages)
    items = find_items(text)
    if unnamed:
        return describe("pakke.pdf", "", text, items, pages, part=True)
    return describe(path.name, printed.title, text, items, pages)


def fact(description: Description, name: str) -> Fact | None:
    return next((fact for fact in description.facts if fact.name == name), None)


def value(description: Description, name: str) -> str | None:
    found = fact(description, name)
    return found.value if found else None


def of_text(text: str, *, name: str = "4711.pdf", title: str = "") -> Description:
    return describe(name, title, text, find_items(text))


@pytest.mark.parametrize(
    ("folder", "expected"),
    [("alleroed-2014-03-12", ALLEROED), ("ballerup-2012", BALLERUP), ("difficult", DIFFICULT)],
)
def test_real_files_are_what_a_reader_says(folder: str, expected: Expected, shared: Path) -> None:
    found = {}
    for path in sorted((shared / "corpus" / folder).iterdir()):
        if path.stem in expected:
            description = described(path)
            date = description.date.isoformat() if description.date else None
            begins = description.title[: len(expected[path.stem][1])]
            found[path.stem] = (description.kind.value, begins, date)
    assert found == expected


def test_greve_minutes_name_body_and_day_as_the_truth_does(shared: Path) -> None:
    lines = (shared / "eval" / "greve-2022-structure.jsonl").read_text(encoding="utf-8")
    for line in lines.splitlines()[::4]:
        truth = json.loads(line)
        path = shared / "corpus" / "greve-2022" / truth["document"]
        for unnamed in (False, True):
            description = described(path, unnamed=unnamed)
            assert description.kind == MINUTES, path.name
            assert description.organization == truth["organization"], path.name
            assert str(description.date) == truth["date"], path.name


def test_the_bodies_of_real_minutes_come_with_their_term(shared: Path) -> None:
    minutes = described(shared / "corpus" / "alleroed-2014-03-12" / "2014-03-12 EBU referat.pdf")
    assert minutes.organization == "Erhvervs- og Beskæftigelsesudvalget 2014-2017"
    minutes = described(shared / "corpus" / "difficult" / "Ekstraordinært PUK.pdf")
    assert minutes.organization == "Udvalget for plan, udvikling og kultur"


def test_items_published_by_themselves_are_tied_to_their_meeting(shared: Path) -> None:
    folder = shared / "corpus" / "ballerup-2012"
    meeting = described(folder / "Sundheds- og Forebyggelsesudvalget.pdf")
    files = sorted(folder.glob("1552*.PDF"))
    assert len(files) == 8
    for path in files:
        item = described(path)
        assert (item.kind, item.organization, item.date) == (
            meeting.kind, meeting.organization, meeting.date,
        )  # fmt: skip
        assert fact(item, "case_number")
        assert not item.title.startswith("1552")


def test_titles_of_the_parts_of_a_packet_do_without_names(shared: Path) -> None:
    folder = shared / "corpus" / "alleroed-2014-03-12"
    titles = {path.stem: described(path, unnamed=True).title for path in folder.glob("*.pdf")}
    begins = {
        "2014-03-12 EBU referat": "Referat, Erhvervs- og Beskæftigelsesudvalget 2014-2017",
        "Bilag til KL's høringssvar": "Bilag til KL's høringssvar til ekspertgruppens udredning",
        "EBU Opfølgning på politisk aftale": "Erhvervs- og Beskæftigelsesudvalgets opfølgning på",
        "Erhvervspolitik som godkendt": "Erhvervspolitik",
        "KL's høringssvar": "KL's høringssvar til ekspertgruppens udredning",
        "Reform af beskæftigelsesindsatsen - borgmesterbrev": "Reform af beskæftigelsesindsatsen",
        "Supplerende notat om nytteindsats": "Supplerende notat vedrørende",
        "faktaark - anbefalinger": "Oversigt over ekspertgruppens anbefalinger",
    }
    assert {stem: title[: len(begins[stem])] for stem, title in titles.items()} == begins


def test_senders_of_real_papers(shared: Path) -> None:
    folder = shared / "corpus" / "alleroed-2014-03-12"
    assert value(described(folder / "KL's høringssvar.pdf"), "sender") == "KL"
    note = described(folder / "Supplerende notat om nytteindsats.pdf")
    assert value(note, "sender") == "Allerød Kommune"


# One thing at a time

RESPONSE_TEXT = """Skolebestyrelsen ved Elleskolen
Skolegade 3, Elleby
Til medlemmerne af Børneudvalget
Sagsnr. 24-000117
Elleby, den 3. maj 2024

Høringssvar om skolens gård

Skolebestyrelsen takker for muligheden. Udvalget mødtes den 1. april 2024 og så på gården.
På skolebestyrelsens vegne
Oda Sejer
"""


def test_a_consultation_response_with_all_its_facts() -> None:
    found = of_text(RESPONSE_TEXT)
    assert {fact.name: fact.value for fact in found.facts} == {
        "title": "Høringssvar om skolens gård",
        "kind": "consultation_response",
        "date": "2024-05-03",
        "case_number": "24-000117",
        "sender": "Skolebestyrelsen ved Elleskolen",
        "recipient": "medlemmerne af Børneudvalget",
    }


def test_what_the_text_says_can_be_cited() -> None:
    for fact in of_text(RESPONSE_TEXT).facts:
        said = RESPONSE_TEXT[slice(*fact.span)] if fact.span else ""
        expected = {"kind": "Høringssvar om skolens gård", "date": "3. maj 2024"}
        assert said == expected.get(fact.name, fact.value), fact.name


def test_dates_in_running_text_are_not_the_documents_own() -> None:
    text = (
        "Kære borgmester\n\nVi mødtes den 3. maj 2024 om sagen.\n\nSvar senest den 1. juni 2024.\n"
    )
    letter = of_text(text + "Med venlig hilsen\nOda Sejer")
    assert letter.kind == LETTER
    assert letter.date is None
    assert value(letter, "recipient") == "borgmester"


@pytest.mark.parametrize(
    "line",
    [
        "Til stede: Ida Krog (A), Bo Vang (Ø)",
        "Til stede",
        "Til orientering for udvalget",
        "Til sagen",
    ],
)
def test_not_all_that_begins_with_til_names_a_recipient(line: str) -> None:
    face = f"Referat\nTeknikudvalget den 3. maj 2024\n{line}\n"
    assert value(of_text(face), "recipient") is None
    both = of_text(f"{face}Til medlemmerne af Teknikudvalget\n")
    assert value(both, "recipient") == "medlemmerne af Teknikudvalget"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Dato: 3. maj 2024", datetime.date(2024, 5, 3)),
        ("Dato: den 03-05-2024", datetime.date(2024, 5, 3)),
        ("Elleby, den 3. maj 2024", datetime.date(2024, 5, 3)),
        ("3. maj 2024", datetime.date(2024, 5, 3)),
        ("Frist: 3. maj 2024", None),
        ("Notatet handler om den 3. maj 2024", None),
    ],
)
def test_a_paper_is_dated_by_a_line_of_its_own(line: str, date: datetime.date | None) -> None:
    assert of_text(f"NOTAT\n{line}\n\nStøj ved havnen\n\nKommunen har målt støjen.").date == date


ITEMS = """1. Godkendelse af dagsorden
Sagsnr.: 24-000001
Sagsfremstilling
Økonomiudvalget den 4. april 2024 Punkt 7
Sagen er kendt.
Beslutning
Godkendt.

2. Støj
Sagsnr.: 24-000002
Sagsfremstilling
Der er støj.
Beslutning
Godkendt.
"""


@pytest.mark.parametrize(
    "head",
    [
        "Børneudvalget den 3. maj 2024\n\nReferat",
        "Referat af møde i Børneudvalget fredag den 3. maj 2024 kl. 16.00",
        "Referat\n\nMødedato: fredag den 3. maj 2024\nUdvalg: Børneudvalget",
        "Protokol for mødet i Børneudvalget\n\nFredag den 3. maj 2024 kl. 16.00. Sted: Salen.",
        "Børneudvalgets møde den 3.\nmaj 2024\nDeltagere",
        "BØRNEUDVALGET\nReferat af møde fredag den 3. maj 2024",
        "Til medlemmerne af Børneudvalget\nProtokol for mødet den 3. maj 2024",
    ],
)
def test_minutes_name_their_body_and_their_day(head: str) -> None:
    found = of_text(f"{head}\n\n{ITEMS}")
    assert found.kind == MINUTES
    assert found.organization == "Børneudvalget"
    assert found.date == datetime.date(2024, 5, 3)
    assert value(found, "case_number") is None  # there are two


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Notat om høringssvar", MEMO),
        ("Høringssvar til frivillighedspolitikken", RESPONSE),
        ("Bilag til foreningens høringssvar", RESPONSE),
        ("Redegørelse vedr. Ældrerådets høringssvar", MEMO),
        ("Ekspertgruppens anbefalinger om en ny politik", RECOMMENDATION),
        ("Opsamlingsnotat", MEMO),
        ("Politisk aftale", OTHER),
        ("Evaluering af ungepolitikken", OTHER),
        ("Nyhedsbrev", OTHER),
    ],
)
def test_the_first_word_for_a_paper_tells_its_kind(title: str, kind: str) -> None:
    assert of_text(f"{title}\n\nKommunen har set på sagen.").kind == kind


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("14.DOCX", "Støj ved havnen.pdf", "Støj ved havnen"),
        ("Notat - Elleby Kommune", "Støj ved havnen.pdf", "Støj ved havnen"),
        ("Sommerfest 2011 program", "Støj ved havnen.pdf", "Støj ved havnen"),
        ("Støj ved havnen og i byen", "4711.pdf", "Støj ved havnen og i byen"),
        ("", "4711.pdf", "Larm"),
    ],
)
def test_a_title_that_a_program_or_a_template_gave_is_none(
    title: str, name: str, expected: str
) -> None:
    text = "Larm\n\nKommunen har målt støj ved havnen og i byen."
    assert of_text(text, name=name, title=title).title == expected


def test_the_name_of_a_packet_tells_nothing_of_its_parts() -> None:
    text = "Støj ved havnen\n\nKommunen har målt støjen."
    found = describe("2024-05-03 Referat.pdf", "", text, (), part=True)
    assert (found.title, found.kind, found.date) == ("Støj ved havnen", OTHER, None)


def test_a_journal_number_is_a_case_number() -> None:
    text = "NOTAT\nJ.nr. 27.00.00-P05-4-14\n\nStøj ved havnen\n\nKommunen har målt støjen."
    assert value(of_text(text), "case_number") == "27.00.00-P05-4-14"


def test_confidence_falls_with_the_place() -> None:
    assert set(CONFIDENCE) == set(Where)
    assert list(CONFIDENCE.values()) == sorted(CONFIDENCE.values(), reverse=True)
    labelled = fact(of_text("NOTAT\nDato: 3. maj 2024\n\nStøj"), "date")
    named = fact(of_text("Støj", name="2024-05-03 Støj.pdf"), "date")
    assert labelled
    assert named
    assert (labelled.confidence, named.confidence) == (0.95, 0.5)
    assert named.span is None


def test_an_empty_text_is_described_by_its_name() -> None:
    found = of_text("", name="Brev fra klubben (scannet).pdf")
    assert (found.title, found.kind) == ("Brev fra klubben (scannet)", LETTER)
