"""A question file and the passages of an index as a BEIR collection, for other programs to search.

Each passage is a text, its head the title; each question is a query; a passage is relevant when it
is from the right document and holds the right words, as `eval.relevance` has it. A question that is
unanswerable, or whose words no single passage holds, stays without judgement: those who score a
collection leave it out. `eval.collections` reads what is written here.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.collections import CORPUS, QRELS, QUERIES
from eval.errors import OutputProblem
from eval.questions import Question, QuestionFile
from eval.relevance import same_document
from eval.trec import encoded
from index import reader
from index.store import Index
from ingest.words import normalise

HEADER = "query-id\tcorpus-id\tscore\n"


@dataclass(frozen=True, slots=True)
class Exported:
    """How much was written: texts, queries, and those of them with a relevant text."""

    texts: int
    queries: int
    judged: int


@dataclass(frozen=True, slots=True)
class Text:
    """A passage as a text of a collection. `document` is its file's name."""

    id: str
    title: str
    text: str
    document: str


def export_collection(file: QuestionFile, index: Index, folder: Path) -> Exported:
    """Write corpus.jsonl, queries.jsonl and qrels/test.tsv to a folder that is not there yet, or is
    empty. Raises `OutputProblem`; then nothing is left behind."""
    texts = list(_texts(index))
    judged = {question.id: relevant_texts(question, texts) for question in file.questions}
    content = {
        CORPUS: (_line(_id=one.id, title=one.title, text=one.text) for one in texts),
        QUERIES: (_line(_id=one.id, text=one.question) for one in file.questions),
        QRELS[1]: [HEADER, *(f"{name}\t{id_}\t1\n" for name in judged for id_ in judged[name])],
    }
    _write(folder, content)
    return Exported(len(texts), len(file.questions), sum(map(bool, judged.values())))


def relevant_texts(question: Question, texts: Iterable[Text]) -> list[str]:
    """The ids of the texts that hold one of the places where the answer stands."""
    places = [(place.document, normalise(place.quote)) for place in question.relevant]
    return [
        one.id
        for one in texts
        if any(
            same_document(one.document, document) and words in normalise(one.text)
            for document, words in places
        )
    ]


def text_id(reference: str, start: int) -> str:
    """The id of the passage that begins at this character of a document."""
    return f"{encoded(reference)}:{start}"


def _texts(index: Index) -> Iterator[Text]:
    with index.catalog.snapshot() as connection:
        for passage_id in reader.passage_ids(connection).tolist():
            passage = reader.passage(connection, passage_id)
            document = reader.document(connection, passage.document)
            id_ = text_id(document.reference, passage.span[0])
            yield Text(id_, " ".join(passage.head.split()), passage.text, document.name)


def _line(**values: str) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"


def _write(folder: Path, content: Mapping[str, Iterable[str]]) -> None:
    """Write all files aside first, so that a folder that is there is whole."""
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists() and any(folder.iterdir()):
            raise OutputProblem("not_empty", folder=folder)
        aside.mkdir()
        for name, lines in content.items():
            path = aside / name
            path.parent.mkdir(exist_ok=True)
            with path.open("w", encoding="utf-8", newline="\n") as opened:
                opened.writelines(lines)
        aside.replace(folder)
    except OSError as error:
        detail = error.strerror or str(error)
        raise OutputProblem("unwritable", folder=folder, detail=detail) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
