"""Question files and BEIR folders: what is read, what is refused, and how names are compared."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.citations import judge_citation, same_words
from eval.collections import read_collection
from eval.errors import CollectionProblem, EvaluationProblem, QuestionProblem
from eval.questions import read_questions
from eval.relevance import Place, same_document
from eval.texts import TEXTS
from ingest.words import normalise

PLACE = {"document": "referat.pdf", "page": 8, "quote": "Rådet stemte imod."}
GOOD = {"id": "q-1", "question": "Hvem stemte imod?", "kind": "vote", "relevant": [PLACE]}


def question_file(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    encoded = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(encoded), encoding="utf-8")
    return path


def without(*keys: str) -> dict[str, object]:
    return {key: value for key, value in GOOD.items() if key not in keys}


def test_a_good_file_is_read_in_its_order(tmp_path):
    other = {"id": "q-2", "question": "?", "kind": "unanswerable", "relevant": [], "answer": ""}
    read = read_questions(question_file(tmp_path, GOOD, "", other))
    assert [question.id for question in read.questions] == ["q-1", "q-2"]
    assert [question.answerable for question in read.questions] == [True, False]
    assert read.questions[0].relevant == (Place("referat.pdf", 8, "Rådet stemte imod."),)
    assert len(read.sha256) == 64


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n")
    assert read_questions(path).questions[0].id == "q-1"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "is not JSON"),
        ("[1]", "is not a JSON object"),
        (without("id"), "the field id is missing"),
        (without("relevant"), "the field relevant is missing"),
        ({**GOOD, "question": " "}, "the field question must be a text"),
        ({**GOOD, "question": 7}, "the field question must be a text"),
        ({**GOOD, "id": "q 2"}, "holds white space"),
        ({**GOOD, "id": "q-0"}, "already stands on line 1"),
        ({**GOOD, "relevant": PLACE}, "the field relevant must be a list of objects"),
        ({**GOOD, "relevant": []}, "relevant is empty, but the kind is vote"),
        ({**GOOD, "kind": "unanswerable"}, "but relevant is not empty"),
        ({**GOOD, "relevant": [PLACE, {**PLACE, "page": 0}]}, "relevant[1].page must be a whole"),
        ({**GOOD, "relevant": [{**PLACE, "page": True}]}, "relevant[0].page must be a whole"),
        ({**GOOD, "relevant": [{**PLACE, "page": "8"}]}, "relevant[0].page must be a whole"),
        ({**GOOD, "relevant": [{**PLACE, "quote": "- -"}]}, "nothing but white space and hyphens"),
        ({**GOOD, "relevant": [{"document": "x.pdf", "page": 1}]}, "relevant[0].quote is missing"),
    ],
)
def test_a_bad_line_is_refused_by_file_and_number(tmp_path, line, told):
    path = question_file(tmp_path, {**GOOD, "id": "q-0"}, "", line)
    with pytest.raises(QuestionProblem) as caught:
        read_questions(path)
    message = str(caught.value)
    assert f"{path}, line 3: " in message
    assert told in message
    assert f"{path}, linje 3: " in caught.value.told("da")


def test_bytes_that_are_no_utf8_are_refused_by_line(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b'\n{"id": "\xe6"}')
    with pytest.raises(QuestionProblem, match="line 2: is not UTF-8"):
        read_questions(path)


def test_a_file_without_questions_and_a_missing_file_are_named(tmp_path):
    with pytest.raises(QuestionProblem, match="holds no questions"):
        read_questions(question_file(tmp_path, "", ""))
    with pytest.raises(QuestionProblem, match=r"nowhere\.jsonl: cannot be read"):
        read_questions(tmp_path / "nowhere.jsonl")


def test_what_differs_between_two_readings_of_a_line_is_left_out():
    printed = "Beskæf\u00ad\ntigelses-\nindsat\u2011sen ﬁk\u00a02 Mio."
    assert normalise(printed) == "beskæftigelsesindsatsenfik2mio."
    assert normalise("beskæf\ufffetigelse") == "beskæftigelse"
    assert normalise("\ufeffskole\u200bbus") == "skolebus"


def test_a_dash_is_no_hyphen():
    assert normalise("for – imod") == "for–imod"


@given(st.text())
def test_white_space_hyphens_and_composition_never_matter(text):
    spread = " ".join(unicodedata.normalize("NFD", text))
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(
        unicodedata.normalize("NFC", text)
    )
    # A space between a letter and its accent would part them: compare composed texts only.
    if spread == " ".join(text):
        assert normalise(spread.replace(" ", "\u00ad\n")) == normalise(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x.pdf", "x.pdf", True),
        ("greve-2022/x.pdf", "x.pdf", True),
        ("x.pdf", "/srv/greve-2022/x.pdf", True),
        ("greve\\x.pdf", "greve/x.pdf", True),
        ("Bådhavn.pdf", unicodedata.normalize("NFD", "Bådhavn.pdf"), True),
        ("ax.pdf", "x.pdf", False),
        ("greve-2022/x.pdf", "alleroed/x.pdf", False),
        ("x.pdf", "x.PDF", False),
        ("", "x.pdf", False),
    ],
)
def test_names_mean_the_same_document_when_their_last_parts_are_equal(one, other, same):
    assert same_document(one, other) is same
    assert same_document(other, one) is same


def test_a_citation_is_relevant_on_the_page_and_with_the_words_of_a_place():
    places = [Place("referat.pdf", 8, "A og B stemte imod forslaget om nytteindsats.")]
    right = judge_citation("referat.pdf", 8, "B stemte imod forslaget", places)
    assert (right.document, right.page, right.relevant) == (True, True, True)
    elsewhere = judge_citation("referat.pdf", 9, "B stemte imod forslaget", places)
    assert (elsewhere.document, elsewhere.page, elsewhere.relevant) == (True, False, False)
    other = judge_citation("referat.pdf", 8, "Mødet blev hævet kl. 19.", places)
    assert (other.page, other.relevant) == (True, False)


def test_quotes_that_share_one_long_word_are_not_the_same_words():
    assert not same_words("Beskæftigelsesplan 2022 drøftet.", "Ny beskæftigelsespl. vedtaget.")
    assert same_words("og rådet vedtog planen for havnen.", "vedtog planen for havnen. Derefter")


def beir(folder: Path, *, qrels: str, header: bool = True) -> Path:
    corpus = [{"_id": "t1", "title": "Havn", "text": "Om havnen."}, {"_id": "t2", "text": "Andet"}]
    queries = [{"_id": "q1", "text": "havn?"}, {"_id": "q2", "text": "ubedømt?"}]
    for name, entries in (("corpus", corpus), ("queries", queries)):
        lines = "\n".join(json.dumps(entry) for entry in entries)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    head = "query-id\tcorpus-id\tscore\n" if header else ""
    (folder / "qrels.tsv").write_text(head + qrels, encoding="utf-8")
    return folder


def test_a_beir_folder_gives_texts_and_the_queries_that_can_be_scored(tmp_path):
    collection = read_collection(beir(tmp_path, qrels="q1\tt1\t2\nq1\tt2\t0\nq2\tt1\t0\n"))
    assert collection.texts == (("t1", "Havn\nOm havnen."), ("t2", "Andet"))
    assert [(query.id, dict(query.grades)) for query in collection.queries] == [("q1", {"t1": 2})]


def test_judgements_may_lie_in_their_own_folder(tmp_path):
    beir(tmp_path, qrels="q1\tt1\t1\n")
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels.tsv").rename(tmp_path / "qrels" / "test.tsv")
    assert len(read_collection(tmp_path).queries) == 1


@pytest.mark.parametrize(
    ("qrels", "told"),
    [
        ("q1\tt1\n", "line 2: is not a judgement"),
        ("q1\tt1\tmange\n", "line 2: is not a judgement"),
        ("q9\tt1\t1\n", "line 2: the query q9 is not in queries.jsonl"),
        ("q1\tt9\t1\n", "line 2: the text t9 is not in corpus.jsonl"),
        ("", "holds no questions"),
    ],
)
def test_a_bad_judgement_is_refused_by_line(tmp_path, qrels, told):
    with pytest.raises(CollectionProblem) as caught:
        read_collection(beir(tmp_path, qrels=qrels))
    assert told in str(caught.value)


def test_a_folder_that_is_no_collection_is_refused(tmp_path):
    with pytest.raises(CollectionProblem, match=r"lacks corpus\.jsonl"):
        read_collection(tmp_path)


def test_every_text_has_the_same_places_in_both_languages():
    import string

    def fields(template):
        return {name for _, name, _, _ in string.Formatter().parse(template) if name}

    for code, (danish, english) in TEXTS.items():
        assert fields(danish) == fields(english), code
    assert str(EvaluationProblem("no_folder", folder="x")).startswith("x: does not exist")
