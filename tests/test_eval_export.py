"""Questions and passages as a BEIR collection: what is written is what is read, and scores alike."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from conftest import ROOT

from eval.collections import read_collection
from eval.command import command
from eval.errors import OutputProblem
from eval.export import export_collection, text_id
from eval.metrics import reciprocal_rank, success
from eval.questions import UNANSWERABLE, read_questions
from eval.trec import judge_passages, judge_texts

QUESTIONS = ROOT / "examples" / "questions.jsonl"


@pytest.fixture(scope="module")
def exported(index, tmp_path_factory):
    folder = tmp_path_factory.mktemp("beir") / "samling"
    counts = export_collection(read_questions(QUESTIONS), index, folder)
    return folder, counts


def test_every_passage_and_every_question_is_there_and_read_again(index, exported):
    folder, counts = exported
    collection = read_collection(folder)
    asked = read_questions(QUESTIONS).questions
    assert len(collection.texts) == counts.texts
    assert counts.texts == sum(document.passage_count for document in index.documents())
    assert len({text for text, _ in collection.texts}) == counts.texts
    lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    queries = {line["_id"]: line["text"] for line in map(json.loads, lines)}
    assert queries == {one.id: one.question for one in asked}
    judged = {query.id for query in collection.queries}
    assert len(judged) == counts.judged
    assert judged <= {one.id for one in asked if one.kind != UNANSWERABLE}
    assert len(judged) >= 0.9 * sum(one.kind != UNANSWERABLE for one in asked)


def test_a_search_scores_in_the_collection_as_it_does_over_the_documents(index, exported):
    grades = {query.id: query.grades for query in read_collection(exported[0]).queries}
    for question in read_questions(QUESTIONS).questions:
        if question.id not in grades:
            continue
        hits = index.search(question.question)
        passages = [(hit.document.name, hit.text) for hit in hits]
        of_documents = judge_passages(question.id, "", passages, question.relevant).ranking()
        ids = [text_id(hit.document.reference, hit.span[0]) for hit in hits]
        of_texts = judge_texts(question.id, ids, grades[question.id]).ranking()
        for cutoff in (1, 5, 10):
            assert success(of_texts, cutoff) == success(of_documents, cutoff), question.id
        assert reciprocal_rank(of_texts, 10) == reciprocal_rank(of_documents, 10), question.id


def test_the_command_exports_without_the_model_and_overwrites_nothing(example_index, tmp_path):
    folder = tmp_path / "ny" / "samling"
    arguments = [str(QUESTIONS), "--index", str(example_index), "--export-beir", str(folder)]
    done = CliRunner().invoke(command, arguments, env={"REFERATSVAR_MODEL": str(tmp_path / "none")})
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in folder.iterdir()) == [
        "corpus.jsonl",
        "qrels",
        "queries.jsonl",
    ]
    again = CliRunner().invoke(command, arguments)
    assert again.exit_code == 1
    assert str(folder) in again.output
    assert [path.name for path in folder.parent.iterdir()] == ["samling"]


def test_a_folder_that_cannot_be_made_is_told(index, tmp_path):
    (tmp_path / "in the way").write_text("", encoding="utf-8")
    with pytest.raises(OutputProblem, match="cannot be written"):
        export_collection(read_questions(QUESTIONS), index, tmp_path / "in the way" / "samling")
