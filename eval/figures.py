"""From what was asked and found to the figures in metrics.json."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from eval.citations import CitationVerdict, judge_citation
from eval.metrics import Ranking, means, means_by_kind
from eval.questions import Question
from eval.verbatim import Check, Quote


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what came back. `hits` and `answer` are the JSON of the commands `search`
    and `ask`; `answer` is None where only the search is measured. `seconds` are wall time."""

    question: Question
    hits: Sequence[dict[str, Any]]
    answer: dict[str, Any] | None
    search_seconds: float
    ask_seconds: float | None

    def citations(self) -> list[dict[str, Any]]:
        """The citations of the answer's statements, in its order."""
        statements = self.answer["statements"] if self.answer else []
        return [citation for statement in statements for citation in statement["citations"]]

    def quotes(self) -> list[Quote]:
        """Every quote that is shown, also those that an abstention offers as nearest."""
        nearest = self.answer.get("nearest", []) if self.answer else []
        return [
            Quote(self.question.id, one["document"], one["page"], one["quote"])
            for one in (*self.citations(), *nearest)
        ]

    def first_citation(self) -> CitationVerdict | None:
        """The verdict on the first citation; None where nothing can be judged: the question is
        unanswerable, was not asked, or was refused."""
        if not self.question.answerable or not self.answer or not self.answer["answered"]:
            return None
        cited = self.citations()
        if not cited:
            return CitationVerdict(document=False, page=False, relevant=False)
        first = cited[0]
        return judge_citation(
            first["document"], first["page"], first["quote"], self.question.relevant
        )


def retrieval_figures(rankings: Sequence[Ranking]) -> dict[str, Any]:
    """Means over all answerable questions and by kind. Unanswerable ones have nothing to find."""
    return {
        "all": {"questions": len(rankings), **means(rankings)},
        "kinds": means_by_kind(rankings),
    }


def answer_figures(asked: Sequence[Asked], checks: Sequence[Check]) -> dict[str, Any]:
    """Quotes, first citations and abstentions; shares are None where nothing was counted."""
    answerable = [one for one in asked if one.question.answerable]
    unanswerable = [one for one in asked if not one.question.answerable]
    return {
        "quotes": _quote_figures(checks),
        "first_citation": _first_citation_figures(answerable),
        "abstentions": {
            "answerable": len(answerable),
            "answerable_refused": _refused(answerable),
            "unanswerable": len(unanswerable),
            "unanswerable_refused": _refused(unanswerable),
            "answerable_refused_by_kind": dict(
                Counter(one.question.kind for one in answerable if _refused([one]))
            ),
            "confidence_auc": _auc(answerable, unanswerable),
        },
    }


def seconds_figures(seconds: Iterable[float]) -> dict[str, float] | None:
    """Median and 95th percentile (nearest rank: the smallest that 95 % do not exceed)."""
    ordered = sorted(seconds)
    if not ordered:
        return None
    p95 = ordered[math.ceil(0.95 * len(ordered)) - 1]
    return {"median": median(ordered), "p95": p95, "max": ordered[-1]}


def _auc(answerable: Sequence[Asked], unanswerable: Sequence[Asked]) -> float | None:
    """The area under the ROC curve of the confidence: the chance that a question with an answer
    gets more of it than one without (Hanley and McNeil, 1982). It is what no threshold changes."""
    with_answer = [one.answer["confidence"] for one in answerable if one.answer]
    without = [one.answer["confidence"] for one in unanswerable if one.answer]
    wins = [(a > b) + (a == b) / 2 for a in with_answer for b in without]
    return math.fsum(wins) / len(wins) if wins else None


def _refused(asked: Sequence[Asked]) -> int:
    return sum(one.answer is not None and not one.answer["answered"] for one in asked)


def _quote_figures(checks: Sequence[Check]) -> dict[str, Any]:
    found = sum(check.found for check in checks)
    return {
        "checked": len(checks),
        "found": found,
        "share": _share(found, len(checks)),
        "found_by_pypdf": sum(check.found_by_pypdf for check in checks),
        "not_found": [
            {**asdict(check.quote), "reason": check.reason} for check in checks if not check.found
        ],
        "not_found_by_pypdf": [
            asdict(check.quote) for check in checks if check.found and not check.found_by_pypdf
        ],
    }


def _first_citation_figures(answerable: Sequence[Asked]) -> dict[str, Any]:
    verdicts = [verdict for one in answerable if (verdict := one.first_citation()) is not None]
    relevant = sum(verdict.relevant for verdict in verdicts)
    return {
        "answered": len(verdicts),
        "relevant": relevant,
        "share": _share(relevant, len(verdicts)),
        "on_page": sum(verdict.page for verdict in verdicts),
        "in_document": sum(verdict.document for verdict in verdicts),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
