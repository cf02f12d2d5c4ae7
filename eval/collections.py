"""BEIR collections: texts, queries, and judgements of which text answers which query.

The layout is that of Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of
Information Retrieval Models" (2021): `corpus.jsonl` with `_id`, `title` and `text`, `queries.jsonl`
with `_id` and `text`, and `qrels.tsv`, or `qrels/test.tsv`, with a header line and the columns
query-id, corpus-id and score. A score of 1 or more means relevant, more is better.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.errors import CollectionProblem
from eval.lines import Fields, read_lines, read_objects

CORPUS, QUERIES = "corpus.jsonl", "queries.jsonl"
QRELS = ("qrels.tsv", "qrels/test.tsv")


@dataclass(frozen=True, slots=True)
class Query:
    """One query with its relevant texts: `grades` has the score, from 1, by the text's id."""

    id: str
    text: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Collection:
    """A BEIR collection. `queries` are those with at least one relevant text, in the order of the
    file; the others cannot be scored. `sha256` is that of the queries and judgements."""

    name: str
    sha256: str
    texts: tuple[tuple[str, str], ...]
    queries: tuple[Query, ...]


def read_collection(folder: Path) -> Collection:
    """Read a BEIR folder; raises `CollectionProblem` naming the file and the line."""
    for name in (CORPUS, QUERIES):
        if not (folder / name).is_file():
            raise CollectionProblem("no_file", folder=folder, file=name)
    qrels = next((folder / name for name in QRELS if (folder / name).is_file()), None)
    if qrels is None:
        raise CollectionProblem("no_file", folder=folder, file=QRELS[0])
    texts = tuple(read_texts(folder / CORPUS))
    queries = dict(_read_queries(folder / QUERIES))
    grades = _read_grades(qrels, queries, {text_id for text_id, _ in texts})
    digest = hashlib.sha256((folder / QUERIES).read_bytes() + qrels.read_bytes()).hexdigest()
    judged = tuple(
        Query(query_id, text, grades[query_id])
        for query_id, text in queries.items()
        if query_id in grades
    )
    if not judged:
        raise CollectionProblem("nothing", file=qrels)
    return Collection(folder.resolve().name, digest, texts, judged)


def read_texts(path: Path) -> Iterator[tuple[str, str]]:
    """The id and the text of each entry of a corpus file. A title is set before the text, as the
    reference implementation of BEIR does."""
    for fields, text_id, values in _entries(path):
        title = str(values.get("title") or "").strip()
        # Some public collections have entries with a title and no text.
        text = str(values.get("text") or "").strip() if title else fields.text("text").strip()
        yield text_id, f"{title}\n{text}".strip()


def _read_queries(path: Path) -> Iterator[tuple[str, str]]:
    for fields, query_id, _ in _entries(path):
        yield query_id, fields.text("text")


def _entries(path: Path) -> Iterator[tuple[Fields, str, Mapping[str, object]]]:
    lines: dict[str, int] = {}
    for line, values in read_objects(path, CollectionProblem):
        fields = Fields(values, path, line, CollectionProblem)
        entry = fields.identifier("_id")
        if entry in lines:
            raise fields.error("twice", id=entry, first=lines[entry])
        lines[entry] = line
        yield fields, entry, values


def _read_grades(
    path: Path, queries: Mapping[str, str], texts: set[str]
) -> dict[str, dict[str, int]]:
    """The scores of at least 1, by query and text."""
    grades: dict[str, dict[str, int]] = {}
    for line, row in read_lines(path, CollectionProblem):
        columns = row.split("\t")
        if line == 1 and columns[0] == "query-id":
            continue
        fields = Fields({}, path, line, CollectionProblem)
        try:
            query, text, score = columns[0], columns[1], int(columns[2])
        except (IndexError, ValueError) as error:
            raise fields.error("not_judgement") from error
        if query not in queries:
            raise fields.error("unknown_query", id=query)
        if text not in texts:
            raise fields.error("unknown_text", id=text)
        if score >= 1:
            grades.setdefault(query, {})[text] = score
    return grades
