"""The questions of a run that went wrong, and what was found in place of the answer.

A question is listed once, under the first of these that is true: it was answered and the documents
hold no answer; it was refused and they do; the answer's first citation is not where the answer
stands; the first passage found is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Mistake = Literal["groundless", "refused", "citation", "ranking"]
MISTAKES: tuple[Mistake, ...] = ("groundless", "refused", "citation", "ranking")

SHOWN = 3
"""So many hits of a question are shown."""

LONGEST = 400
"""Characters of a passage that are shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place: a document, a page where one is known, and words from it."""

    document: str
    page: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """One question that went wrong. `wanted` are the places of the truth, `cited` what the answer
    quotes (or a refusal offers), `hits` the first passages; `rank` is that of the first relevant
    passage, None where there is none."""

    mistake: Mistake
    id: str
    kind: str
    question: str
    confidence: float | None
    rank: int | None
    wanted: tuple[Found, ...]
    cited: tuple[Found, ...]
    hits: tuple[Found, ...]


def mistakes(lines: Iterable[Mapping[str, Any]]) -> list[Wrong]:
    """The wrong ones among the lines of a run.jsonl, the gravest kind of mistake first."""
    wrong = [_wrong(line, mistake) for line in lines if (mistake := _mistake(line))]
    return sorted(wrong, key=lambda one: MISTAKES.index(one.mistake))


def _mistake(line: Mapping[str, Any]) -> Mistake | None:
    answer, metrics = line.get("answer"), line.get("metrics")
    if answer and metrics is None:
        return "groundless" if answer["answered"] else None
    if answer and not answer["answered"]:
        return "refused"
    if answer and not line.get("first_citation_relevant"):
        return "citation"
    return "ranking" if metrics and not metrics["Success@1"] else None


def _wrong(line: Mapping[str, Any], mistake: Mistake) -> Wrong:
    answer = line.get("answer") or {}
    cited = [one for statement in answer.get("statements", []) for one in statement["citations"]]
    reciprocal = (line.get("metrics") or {}).get("MRR@10")
    return Wrong(
        mistake=mistake,
        id=line["id"],
        kind=line.get("kind", ""),
        question=line["question"],
        confidence=answer.get("confidence"),
        rank=round(1 / reciprocal) if reciprocal else None,
        wanted=tuple(_place(place) for place in line.get("relevant", [])),
        cited=tuple(_place(one) for one in cited or answer.get("nearest", [])),
        hits=tuple(
            Found(hit["document"], hit.get("page_first"), _shortened(hit.get("text", "")))
            for hit in line["hits"][:SHOWN]
        ),
    )


def _place(place: Mapping[str, Any]) -> Found:
    return Found(place["document"], place["page"], place["quote"])


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(maxsplit=1)[0] + " …"
