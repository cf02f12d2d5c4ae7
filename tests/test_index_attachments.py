"""Which file a name in a list of attachments means: the right one, or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attachment_names import parse_name
from index.attachment_words import alike, says_little
from index.attachments import Candidate, Step, agreement, best_match
from index.packet_links import align
from ingest.attachments import find_attachments
from ingest.clean import clean
from ingest.items import find_items
from ingest.pdf import read_bytes, read_pdf
from ingest.sections import find_sections

FOLDER = {
    "Notat om svømmehallens åbningstider.pdf": "Lærkesund Kommune\nNOTAT\nDok.nr.: 2023-104417\nTider",
    "Høringssvar fra Ældrerådet.pdf": "Ældrerådets høringssvar om madservice i Lærkesund",
    "Bilag til høringssvar fra Ældrerådet.pdf": "Bilag\nBilag til Ældrerådets høringssvar om madservice",
    "faktaark - takster.pdf": "Takster i 2024",
    "Bilag 2 - Takster for havnen.pdf": "Takster",
    "Bilag 3 - Takster for havnen.pdf": "Takster",
    "Havnepolitik som vedtaget.pdf": "Lærkesund Kommune\nHavnepolitik",
    "Kvalitetsstandard for hjemmepleje 2024.pdf": "Standard for kvalitet i hjemmeplejen",
    "Forslag til takstnedsættelse på Kolonien Fyrbakken 2024.pdf": "Forslag",
    "Lokalplan 114 for Møllebakken.pdf": "Lokalplan 114",
    "Referat fra Bådelauget.pdf": "Referat",
}  # fmt: skip
CANDIDATES = [
    Candidate(key, file, "", opening) for key, (file, opening) in enumerate(FOLDER.items())
]


def found(name: str) -> str | None:
    match = best_match(name, CANDIDATES)
    return match.file if match else None


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Notat om svømmehallens åbningstider", "Notat om svømmehallens åbningstider.pdf"),
        ("notat om svoemmehallens aabningstider.PDF", "Notat om svømmehallens åbningstider.pdf"),
        ("Notat om svømmehallens åbning....pdf", "Notat om svømmehallens åbningstider.pdf"),
        ("Notat om svømmehallens åb…", "Notat om svømmehallens åbningstider.pdf"),
        ("2023-104417 - Åbningstider", "Notat om svømmehallens åbningstider.pdf"),
        ("2023–104418 - Havnepolitik som vedtaget", "Havnepolitik som vedtaget.pdf"),
        ("faktaark – takster pdf", "faktaark - takster.pdf"),
        ("Havnepolitik som vedtaget .pdf", "Havnepolitik som vedtaget.pdf"),
        ("Havne politik som vedtaget", "Havnepolitik som vedtaget.pdf"),
        ("Havnepolitik som vedtaget i byrådet.docx", "Havnepolitik som vedtaget.pdf"),
        ("Bilag 1 - Havnepolitik som vedtaget", "Havnepolitik som vedtaget.pdf"),
        ("Bilag 3: Takster for havnen", "Bilag 3 - Takster for havnen.pdf"),
        ("Kvalitetsstandard for hjemmepleje", "Kvalitetsstandard for hjemmepleje 2024.pdf"),
        (
            "Forslag til takstnedsætelse Kolonien Fyrbakken",
            "Forslag til takstnedsættelse på Kolonien Fyrbakken 2024.pdf",
        ),
        ("Ældrerådets høringssvar om madservice i Lærk....pdf", "Høringssvar fra Ældrerådet.pdf"),
        ("Bilag til Ældrerådets høringssvar om mad....pdf", "Bilag til høringssvar fra Ældrerådet.pdf"),
    ],
)  # fmt: skip
def test_a_name_finds_its_file_however_it_was_typed_cut_or_numbered(name, file):
    assert found(name) == file


@pytest.mark.parametrize(
    "name",
    [
        "Takster for havnen",  # two are called so
        "Bilag 4 - Takster for havnen",
        "Bilag 2",
        "Høringssvar fra Handicaprådet",
        "Høringssvar",
        "Notat",
        "Notat om Havnepolitik som vedtaget",  # a note on the policy is not the policy
        "Kvalitetsstandard for hjemmepleje 2023",
        "Lokalplan 115 for Møllebakken",
        "Bilag til Lokalplan 114 for Møllebakken",
        "Referat fra Kajaklauget",
        "B....pdf",
        "",
        "…",
    ],
)
def test_a_name_that_may_mean_another_file_finds_none(name):
    assert found(name) is None


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Støjrapport for havnen del A", "Støjrapport for havnen del B.pdf"),
        ("Støjrapport for havnen, del I", "Støjrapport for havnen, del II.pdf"),
        ("Støjrapport for havnen", "Støjrapport for havnen del 2.pdf"),
        ("Scenarie A - flytning af molen", "Scenarie B - flytning af molen.pdf"),
        ("Renovering af molen første etape", "Renovering af molen anden etape.pdf"),
        ("Havnebudget for Lærkesund 2023", "Havnebudget for Lærkesund 2023-26.pdf"),
        ("Budgetopfølgning 2023", "Budgetopfølgning 2023 marts.pdf"),
        ("Budgetopfølgning 1. kvartal 2023", "Budgetopfølgning 2. kvartal 2023.pdf"),
        ("Lokalplan 114 for Møllebakken", "Lokalplan 114 for Møllebakken høringsnotat.pdf"),
        ("Lokalplan 114 for Møllebakken - høringssvar", "Lokalplan 114 for Møllebakken.pdf"),
        ("Lokalplan 114 for Møllebakken", "Lokalplan 114 for Møllebakken tillæg 2.pdf"),
        ("Havnepolitik for Lærkesund", "Havnepolitik for Lærkesund udkast.pdf"),
        ("Ansøgning om bådplads i havnen", "Afgørelse - ansøgning om bådplads i havnen.pdf"),
        ("Notat om ikke-kommunale både i byen", "Notat om kommunale både i byen.pdf"),
        ("Tilsynsrapport Plejecenter Strandhaven", "Tilsynsrapport Plejecenter Strandhagen.pdf"),
        ("Tilsynsrapport Plejecenter Strandgården", "Tilsynsrapport Plejecenter Strandgade.pdf"),
        ("Situationsplan Strandvej 12A", "Situationsplan Strandvej 12B.pdf"),
    ],
)  # fmt: skip
def test_another_part_year_paper_or_place_is_another_document(name, file):
    assert best_match(name, [Candidate(1, file, "")]) is None


@pytest.mark.parametrize(
    "name", ["Bilag", "Notat.pdf", "Kort", "Oversigt", "Notat 1", "Bilag 1 og 2"]
)
def test_a_name_that_only_says_what_kind_of_paper_it_is_finds_none_though_a_file_is_called_so(name):
    assert best_match(name, [Candidate(1, f"{name}.pdf", "")]) is None


def test_of_two_files_called_so_the_one_with_the_same_number_or_lack_of_it_is_meant():
    numbered, plain = (
        Candidate(1, "Bilag 2 - Havnens takster.pdf", ""),
        Candidate(2, "Havnens takster.pdf", ""),
    )
    assert best_match("Bilag 2: Havnens takster", [numbered, plain]) == numbered
    assert best_match("Havnens takster", [numbered, plain]) == plain
    assert best_match("Bilag 3: Havnens takster", [numbered, plain]) == plain


def test_two_words_are_one_by_inflection_or_a_letter_more_less_or_out_of_place_only():
    assert alike("takst", "takster")
    assert alike("taksreduktioner", "takstreduktion")
    assert alike("rennovering", "renovering")
    assert not alike("jensen", "jansen")
    assert not alike("strand", "strandby")
    assert not alike("borgere", "borgen")
    assert not alike("2023", "2024")


def test_a_bare_number_finds_the_file_that_is_only_that_number():
    files = [Candidate(1, "Bilag 1.pdf", ""), Candidate(2, "Bilag 12.pdf", ""), Candidate(3, "Bilag 1 - Kort.pdf", "")]  # fmt: skip
    match = best_match("Bilag nr. 1", files)
    assert match == files[0]


def test_one_document_under_two_names_is_no_doubt():
    twice = [Candidate(7, "Støjkort.pdf", ""), Candidate(7, "Støjkort.PDF", "")]
    match = best_match("Støjkort", twice)
    assert match is not None
    assert match.key == 7


def test_minutes_are_not_meant_by_a_paper_about_the_body():
    title = "Kultur- og Havneudvalget november 2024"
    name = "Kultur- og Havneudvalgets kalender november 2024"
    assert best_match(name, [Candidate(1, "referat.pdf", title)]) is not None
    assert best_match(name, [Candidate(1, "referat.pdf", title, whole=True)]) is None
    assert best_match(title, [Candidate(1, "referat.pdf", title, whole=True)]) is not None


def test_a_date_before_a_name_is_no_number_in_the_archive():
    assert parse_name("2014-03-12 Referat").record is None
    assert parse_name("20140312 Referat").record is None
    assert parse_name("2014-031200 Referat").record == "2014031200"
    assert parse_name("Dok.nr. 123456-14 - Notat").words


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_any_text_may_be_a_name_and_none_agrees_with_itself_less_than_with_others(name, file, text):
    candidate = Candidate(1, file, "", text)
    step, share = agreement(parse_name(name), candidate)
    assert 0 <= share <= 1
    assert (step is Step.NONE) == (share == 0)
    parse = parse_name(file)
    if not says_little(parse.words) and not parse.cut:
        assert agreement(parse, candidate) == (Step.FILE, 1.0)


@given(
    st.lists(st.sampled_from([*FOLDER, "Kort over fjorden", "Udtalelse"]), max_size=6, unique=True)
)
def test_in_a_packet_a_document_is_linked_at_most_once_and_in_order(names):
    parts = [Candidate(c.key, "", c.file.removesuffix(".pdf"), c.opening) for c in CANDIDATES]
    keys = [part.key for part in align(names, parts) if part]
    assert keys == sorted(set(keys))


PACKET = [
    Candidate(1, "", "Notat om svømmehallen", "Lærkesund Kommune\nNotat vedrørende svømmehallen i vinter"),
    Candidate(2, "", "", "Arbejdsgruppen om havnen\nOversigt over gruppens anbefalinger til byrådet"),
    Candidate(3, "", "Havnepolitik", "Lærkesund Kommune\nHavnepolitik\nMål og anbefalinger"),
]  # fmt: skip
LISTED = [
    "Notat om svømmehallen.pdf",
    "faktaark - anbefalinger.pdf",
    "Havnepolitik som vedta....pdf",
]


def keys(names: list[str], parts: list[Candidate]) -> list[int | None]:
    return [part.key if part else None for part in align(names, parts)]


def test_a_name_that_says_little_is_linked_where_its_place_in_the_packet_leaves_no_choice():
    assert keys(LISTED, PACKET) == [1, 2, 3]


def test_but_not_where_another_may_stand_in_that_place():
    assert keys(LISTED[1:], PACKET) == [None, 3]
    assert keys(LISTED, PACKET[:2]) == [1, None, None]
    assert keys([LISTED[0], "Kort over fjorden", LISTED[2]], PACKET) == [1, None, 3]
    assert keys(LISTED, []) == [None, None, None]
    assert keys([], PACKET) == []


def text_of(file: Path) -> str:
    return clean(read_pdf(read_bytes(file, file.name), file.name).pages)[0]


def listed(text: str) -> list[str]:
    return [
        attachment.name
        for item in find_items(text)
        for section in find_sections(text, item.start, item.end)
        if section.name == "Bilag"
        for attachment in find_attachments(text, section, item.start)
    ]


def real(folder: Path) -> tuple[list[str], list[Candidate]]:
    """What the minutes in a folder list, and the other files with the beginning of their text; but not
    of those that list names themselves."""
    texts = {f: text_of(f) for f in sorted(folder.iterdir()) if f.suffix.lower() == ".pdf"}
    names = {file: listed(text) for file, text in texts.items()}
    minutes = max(texts, key=lambda file: len(names[file]))
    files = [
        Candidate(key, f.name, "", "" if names[f] else texts[f][:1500], whole=bool(names[f]))
        for key, f in enumerate(file for file in texts if file != minutes)
    ]
    return names[minutes], files


def test_in_real_minutes_with_cut_names_each_finds_the_file_whose_name_begins_it(shared):
    names, files = real(shared / "corpus/alleroed-2014-03-12")
    assert len(names) == len(files) == 7
    for name in names:
        letters = parse_name(name).letters
        begun = [f for f in files if letters.startswith(parse_name(f.file).letters)]
        match = best_match(name, files)
        assert match is not None
        # "Bilag til X" and "X" begin differently, so just one file's name begins each.
        assert [match] == begun


def test_in_real_minutes_with_numbers_before_the_names_each_finds_its_file(shared):
    names, files = real(shared / "corpus/ballerup-2012")
    links = [(name, match) for name in names if (match := best_match(name, files))]
    assert (len(names), len(links)) == (10, 10)
    for name, match in links:
        ours, theirs = parse_name(name).content, parse_name(match.file).content
        shared_words = sum(any(alike(word, other) for other in ours) for word in theirs)
        assert shared_words >= 0.6 * len(theirs)


def test_no_attachment_is_found_in_a_folder_that_holds_none(shared):
    lines = (shared / "eval/greve-2022-structure.jsonl").read_text().splitlines()
    names = {
        name for line in lines for item in json.loads(line)["items"] for name in item["attachments"]
    }
    folder = sorted((shared / "corpus/greve-2022").rglob("*.pdf"))
    files = [Candidate(key, file.name, "") for key, file in enumerate(folder)]
    assert len(names) > 400
    assert len(files) > 30
    assert not [name for name in names if best_match(name, files)]
