from __future__ import annotations

import dataclasses
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_ingest_typesetting import lines, typeset

from assistant.abstain import Evidence, confidence
from assistant.answer import MOST_STATEMENTS, answer
from assistant.cite import cite, line_boxes, stands_there
from index.catalog import Catalog
from index.embedding import Embedder
from index.hits import Filter, Hit
from index.store import Index, fingerprint_of
from index.update import update
from ingest.limits import USUAL
from ingest.model import DocumentKind
from ingest.sources import find_sources
from ingest.words import normalise

QUESTIONS = (
    "Hvem stemte imod forslaget om skolebuskørsel?",
    "Hvad koster det at udvide svømmehallens åbningstid?",
    "Hvad anbefaler ekspertgruppen om fritidsjob?",
    "Hvornår blev sagen om Elleåen udsat?",
    "What did the committee decide about the swimming pool?",
)


@pytest.fixture(scope="module")
def hits(index: Index) -> list[Hit]:
    return [hit for question in QUESTIONS for hit in index.search(question, 10)]


def printed_page(path: str, number: int) -> str:
    """What another reader finds on the page of the file itself."""
    return normalise(pypdf.PdfReader(path).pages[number - 1].extract_text())


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_stands_on_its_page_in_the_file(index: Index, question: str) -> None:
    given = answer(index, question, threshold=0.0)
    citations = [c for statement in given.statements for c in statement.citations]
    assert citations
    for citation in citations:
        assert normalise(citation.quote) in printed_page(citation.document.path, citation.page)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_has_at_most_four_statements_that_share_no_text(
    index: Index, question: str
) -> None:
    given = answer(index, question, threshold=0.0)
    assert 1 <= len(given.statements) <= MOST_STATEMENTS
    texts = [statement.text for statement in given.statements]
    assert not any(a in b for a in texts for b in texts if a is not b)


def test_a_word_parted_by_the_end_of_a_page_is_whole_in_the_answer(
    tmp_path: Path, embedder: Embedder
) -> None:
    pages = ("Udvalget besluttede at anbefale, at sam-", "arbejdet med skolerne fortsætter.")
    (tmp_path / "referat.pdf").write_bytes(typeset(*(lines(page) for page in pages)))
    Catalog.create(tmp_path / "i", fingerprint_of(embedder)).close()
    with Index.open(tmp_path / "i", embedder=embedder) as opened:
        sources = find_sources([tmp_path])
        update(opened, sources, workers=1, limits=USUAL, report=lambda _progress: None)
        (statement,) = answer(opened, "Hvad besluttede udvalget?", threshold=0.0).statements
    assert (
        statement.text == "Udvalget besluttede at anbefale, at samarbejdet med skolerne fortsætter."
    )
    assert [citation.page for citation in statement.citations] == [1, 2]


def test_of_a_statement_over_two_pages_the_page_with_most_of_it_is_cited_first(
    tmp_path: Path, embedder: Embedder
) -> None:
    pages = ("Udvalget", "besluttede at anbefale, at samarbejdet med skolerne fortsætter.")
    (tmp_path / "referat.pdf").write_bytes(typeset(*(lines(page) for page in pages)))
    Catalog.create(tmp_path / "i", fingerprint_of(embedder)).close()
    with Index.open(tmp_path / "i", embedder=embedder) as opened:
        sources = find_sources([tmp_path])
        update(opened, sources, workers=1, limits=USUAL, report=lambda _progress: None)
        (statement,) = answer(opened, "Hvad besluttede udvalget?", threshold=0.0).statements
    assert statement.text == " ".join(pages)
    assert [citation.page for citation in statement.citations] == [2, 1]


def test_an_answer_keeps_to_the_filter(index: Index) -> None:
    wanted = Filter(kinds=frozenset({DocumentKind.POLICY}))
    given = answer(index, "Hvad gør kommunen for frivillige?", wanted, threshold=0.0)
    assert given.statements
    kinds = {c.document.kind for statement in given.statements for c in statement.citations}
    assert kinds == {DocumentKind.POLICY}


def test_a_question_on_another_subject_finds_no_ground(index: Index) -> None:
    given = answer(index, "Hvem vandt verdensmesterskabet i fodbold i 2018?")
    assert not given.answered
    assert given.reason == "no_ground"
    assert not given.statements
    assert given.nearest, "the nearest places are offered as such"


@pytest.mark.parametrize("question", ["", "   ", "?!", "\n\t"])
def test_a_question_without_words_is_no_question(index: Index, question: str) -> None:
    given = answer(index, question)
    assert (given.answered, given.reason) == (False, "no_question")


def test_a_filter_that_allows_nothing_leaves_no_documents(index: Index) -> None:
    wanted = Filter(documents=frozenset({"findes ikke.pdf"}))
    assert answer(index, "Hvem stemte imod?", wanted).reason == "no_documents"


def test_a_question_of_a_hundred_thousand_characters_is_answered_or_refused(index: Index) -> None:
    given = answer(index, "Hvem stemte imod skolebusserne? " * 3200)
    assert given.answered or given.reason == "no_ground"


def test_nothing_is_shown_when_the_page_does_not_carry_the_quote(
    index: Index, hits: list[Hit]
) -> None:
    hit = hits[0]
    forged = dataclasses.replace(hit, text=hit.text.swapcase()[::-1])
    assert not cite(index, forged, forged.span)


def test_a_quote_from_elsewhere_on_the_page_does_not_stand_there(
    index: Index, hits: list[Hit]
) -> None:
    hit = next(hit for hit in hits if hit.page_first == hit.page_last and len(hit.sentences) > 1)
    page = index.pages(hit.document, hit.span)[0]
    first, other = hit.sentences[0], hit.sentences[-1]
    quote = hit.text[first[0] - hit.span[0] : first[1] - hit.span[0]]
    assert stands_there(quote, page, first)
    assert not stands_there(quote, page, other)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_span_of_a_passage_is_cited_page_by_page_with_a_box_for_each_line(
    index: Index, hits: list[Hit], data: st.DataObject
) -> None:
    hit = data.draw(st.sampled_from(hits))
    start = data.draw(st.integers(hit.span[0], hit.span[1] - 1))
    end = data.draw(st.integers(start + 1, hit.span[1]))
    text = hit.text[start - hit.span[0] : end - hit.span[0]]
    citations = cite(index, hit, (start, end))
    wanted = normalise(text).lstrip("•")
    if not wanted:
        assert not citations
        return
    assert normalise("".join(c.quote for c in citations)).replace("•", "") == wanted.replace(
        "•", ""
    )
    for citation in citations:
        assert hit.page_first <= citation.page <= hit.page_last
        assert citation.boxes
        for left, bottom, right, top in citation.boxes:
            assert left < right
            assert bottom < top


def test_a_quote_over_two_lines_has_two_boxes_one_above_the_other(
    index: Index, hits: list[Hit]
) -> None:
    for hit in hits:
        page = index.pages(hit.document, hit.span)[0]
        span = (max(hit.span[0], page.start), min(hit.span[1], page.end))
        boxes = line_boxes(page, span)
        lines = {
            page.printed.count("\n", 0, origin)
            for origin in page.origin[span[0] - page.start : span[1] - page.start].tolist()
            if page.printed[origin].strip()
        }
        assert len(boxes) == len(lines)


def test_more_evidence_gives_more_confidence() -> None:
    assert 0 < confidence(Evidence(-10, 0, 1)) < confidence(Evidence(0, 0.5, 0)) < 1
    assert confidence(Evidence(5, 1, 0)) > confidence(Evidence(0, 1, 0))
    low, high = (confidence(Evidence(0, 1, 0, score)) for score in (-3, 3))
    assert low < high < confidence(Evidence(0, 1, 0))


def test_the_example_documents_lie_where_the_index_says(index: Index) -> None:
    for document in index.documents():
        assert Path(document.path).name == Path(document.name).name
