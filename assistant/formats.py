"""Search results and answers as JSON, in the shape that other programs rely on (docs/formats.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.explain import Explanation, explanation_json
from assistant.model import Answer, Citation, Statement
from assistant.places import place_cited, written_place
from index.hits import Elsewhere, Hit

Json = dict[str, Any]


def search_json(
    question: str,
    hits: Sequence[Hit],
    why: Sequence[Explanation] = (),
    also_searched: Sequence[str] = (),
) -> Json:
    """The hits of a question, best first; with `why` each ranks where it does, where that is given."""
    told = [{**_hit(hit)} for hit in hits]
    for one, reason in zip(told, why, strict=False):
        one["why"] = explanation_json(reason)
    return {"question": question, "also_searched": list(also_searched), "hits": told}


def answer_json(answer: Answer) -> Json:
    """An answer or an abstention; `nearest` offers places that do not answer. What tells of the parts of a
    question is there only where it has several, and owners where they are shown."""
    told: Json = {
        "question": answer.question,
        "also_searched": list(answer.also_searched),
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "statements": [_statement(statement) for statement in answer.statements],
        "reason": answer.reason,
        "lacks": answer.lacks,
        "nearest": [_citation(citation) for citation in answer.nearest],
    }
    if any(statement.parts for statement in answer.statements):
        told["unanswered"] = [{"part": one.part, "lacks": one.lacks} for one in answer.unanswered]
    if any(statement.owner for statement in answer.statements):
        told["disagreement"] = answer.disagreement
    return told


def _statement(statement: Statement) -> Json:
    told: Json = {
        "text": statement.text,
        "citations": [_citation(citation) for citation in statement.citations],
    }
    if statement.parts:
        told["parts"] = list(statement.parts)
    if statement.owner:
        told["owner"] = statement.owner
    return told


def _hit(hit: Hit) -> Json:
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "document": hit.document.name,
        "page_first": hit.page_first,
        "page_last": hit.page_last,
        "text": hit.text,
        "kind": hit.document.kind.value,
        "date": hit.document.date.isoformat() if hit.document.date else None,
        "organization": hit.document.organization,
        "item": {
            "number": hit.item.number,
            "title": hit.item.title,
            "case_number": hit.item.case_number,
            "closed": hit.item.closed,
        }
        if hit.item
        else None,
        "also": [_elsewhere(place) for place in hit.also],
    }


def _elsewhere(place: Elsewhere) -> Json:
    return {"document": place.document.name, "page": place.page_first}


def _citation(citation: Citation) -> Json:
    return {
        "document": citation.document.name,
        "page": citation.page,
        "place": written_place(place_cited(citation), "da"),
        "quote": citation.quote,
        "ocr": citation.ocr,
        "boxes": [list(box) for box in citation.boxes],
        "also": [_elsewhere(place) for place in citation.also],
    }
