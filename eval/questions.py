"""The question file: one JSON object a line, each with the places where its answer stands.

    {"id": "q-001", "question": "…", "kind": "vote", "answer": "…",
     "relevant": [{"document": "referat.pdf", "page": 8, "quote": "…"}]}

`relevant` is empty exactly for the kind `unanswerable`. Kinds are free names for groups of
questions; only `unanswerable` has a meaning. `answer` is for people to read and may be left out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from eval.errors import QuestionProblem
from eval.lines import Fields, read_objects
from eval.relevance import Place
from ingest.words import normalise

UNANSWERABLE = "unanswerable"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with every place where its answer stands."""

    id: str
    question: str
    kind: str
    relevant: tuple[Place, ...]
    answer: str

    @property
    def answerable(self) -> bool:
        """Whether the answer stands somewhere in the documents."""
        return self.kind != UNANSWERABLE


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """All questions of a file, in its order. `sha256` tells which state of it was asked."""

    name: str
    sha256: str
    questions: tuple[Question, ...]


def read_questions(path: Path) -> QuestionFile:
    """Read a question file; raises `QuestionProblem` at the first line that is not as documented."""
    questions: list[Question] = []
    lines: dict[str, int] = {}
    for line, values in read_objects(path, QuestionProblem):
        fields = Fields(values, path, line, QuestionProblem)
        question = _question(fields, str(values.get("answer") or ""))
        if question.id in lines:
            raise fields.error("twice", id=question.id, first=lines[question.id])
        lines[question.id] = line
        questions.append(question)
    if not questions:
        raise QuestionProblem("nothing", file=path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return QuestionFile(path.name, digest, tuple(questions))


def _question(fields: Fields, answer: str) -> Question:
    kind = fields.text("kind")
    places = tuple(_place(entry) for entry in fields.objects("relevant"))
    if places and kind == UNANSWERABLE:
        raise fields.error("unanswerable_with_place")
    if not places and kind != UNANSWERABLE:
        raise fields.error("answerable_without_place", kind=kind)
    return Question(fields.identifier("id"), fields.text("question"), kind, places, answer)


def _place(fields: Fields) -> Place:
    quote = fields.text("quote")
    if not normalise(quote):
        raise fields.error("empty_quote", "quote")
    return Place(fields.text("document"), fields.page("page"), quote)
