"""The example collection: its files, its questions, and that it can be typeset again."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
COLLECTION = EXAMPLES / "collection"
QUESTIONS = [
    json.loads(line)
    for line in (EXAMPLES / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
SCANNED = "Brev fra Svømmeklubben Delfinen (scannet).pdf"
LAYOUT_MARKS = {
    "headings": "Indholdsfortegnelse",
    "table": "Fraværende",
    "running": "Protokol for mødet den",
}
LEAST = {
    "fact": 5,
    "vote": 5,
    "number": 5,
    "identifier": 4,
    "paraphrase": 4,
    "keyword": 3,
    "compound": 3,
    "no-diacritics": 3,
    "typo": 3,
    "english": 3,
    "multi": 3,
    "precedent": 4,
    "unanswerable": 8,
}
# pdfium gives a hyphen at a line's end as U+0002.
UNSEEN = re.compile(r"[\s\-\u00ad\u2010\u2011\x02\ufffe]")


def folded(text):
    """Text as question files compare it: NFKC, lower case, no white space, no hyphens."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text).lower())


@cache
def pages(name):
    with pypdfium2.PdfDocument(COLLECTION / name) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def minutes():
    return sorted(path.name for path in COLLECTION.glob("* referat.pdf"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_every_quote_stands_on_the_page_it_names(question):
    for place in question["relevant"]:
        page = pages(place["document"])[place["page"] - 1]
        assert folded(place["quote"]) in folded(page), place


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_every_page_of_a_named_document_with_the_quote_is_listed(question):
    listed = {(place["document"], place["page"], place["quote"]) for place in question["relevant"]}
    for name, _, quote in listed:
        if quote.startswith("Afbud:"):
            continue  # an absence is noted under every item
        found = {n for n, page in enumerate(pages(name), 1) if folded(quote) in folded(page)}
        assert found == {n for document, n, text in listed if (document, text) == (name, quote)}


def test_a_question_is_unanswerable_exactly_when_nothing_is_relevant():
    for question in QUESTIONS:
        assert (question["kind"] == "unanswerable") == (question["relevant"] == []), question["id"]


def test_there_are_enough_questions_of_every_kind():
    counts = Counter(question["kind"] for question in QUESTIONS)
    assert counts.keys() == LEAST.keys()
    assert all(counts[kind] >= least for kind, least in LEAST.items()), counts
    assert len(QUESTIONS) >= 44


def test_questions_are_numbered_and_complete():
    ids = [question["id"] for question in QUESTIONS]
    assert ids == [f"example-{number:03}" for number in range(1, len(QUESTIONS) + 1)]
    for question in QUESTIONS:
        assert question.keys() == {"id", "question", "kind", "relevant", "answer"}
        assert question["question"].strip()
        assert question["answer"].strip()


def test_the_scanned_letter_has_no_text_layer():
    assert "".join(pages(SCANNED)).strip() == ""


def test_all_other_documents_have_text_on_every_page():
    for path in COLLECTION.iterdir():
        assert path.suffix == ".pdf"
        assert path.name == SCANNED or all(page.strip() for page in pages(path.name)), path.name


def test_the_collection_is_smaller_than_three_megabytes():
    assert sum(path.stat().st_size for path in COLLECTION.iterdir()) < 3_000_000


def test_minutes_come_in_three_layouts_several_times_each():
    found = Counter(
        layout
        for name in minutes()
        for layout, mark in LAYOUT_MARKS.items()
        if any(line.startswith(mark) for line in pages(name)[0].splitlines())
        and not (layout == "table" and "Protokol" in pages(name)[0])
    )
    assert len(minutes()) >= 8
    assert found.total() == len(minutes())
    assert all(found[layout] >= 2 for layout in LAYOUT_MARKS), found


def test_four_cases_return_at_three_meetings_or_more():
    meetings = Counter(
        case
        for name in minutes()
        for case in set(re.findall(r"\d\d-\d{6}", "".join(pages(name))))
        if case not in ("23-000101", "23-000102", "23-000103", "23-000104")  # standing items
    )
    assert [count >= 3 for count in meetings.values()].count(True) >= 4, meetings


def test_words_are_divided_at_line_ends_in_places():
    text = "".join(page for path in COLLECTION.iterdir() for page in pages(path.name))
    assert len(re.findall(r"\w\x02\w|\w-\r?\n\w", text)) >= 10


def test_titles_are_set():
    for path in COLLECTION.iterdir():
        with pypdfium2.PdfDocument(path) as document:
            assert document.get_metadata_value("Title"), path.name


def test_typesetting_again_gives_the_same_bytes(tmp_path):
    command = [sys.executable, str(EXAMPLES / "typeset.py"), str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode == 1 and "fonts-dejavu" in result.stderr and "CI" not in os.environ:
        pytest.skip(result.stderr.strip())
    assert result.returncode == 0, result.stderr
    typeset = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in COLLECTION.iterdir()}
    assert typeset.keys() == kept.keys()
    assert [name for name in kept if typeset[name] != kept[name]] == []
