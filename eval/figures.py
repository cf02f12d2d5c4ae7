"""From what was asked and found to the figures in metrics.json."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from eval.abstention import Judgement, confidence_figures
from eval.citations import CitationVerdict, judge_citation
from eval.intervals import mean_interval, mean_intervals
from eval.metrics import METRICS, Ranking, grouped, means, scores
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
        """Every quote that is shown and can be checked, also those that an abstention offers."""
        return [
            Quote(self.question.id, one["document"], one["page"], one["quote"])
            for one in self._shown()
            if not one.get("ocr")
        ]

    def recognised(self) -> int:
        """How many quotes are shown from scans: the file has no text to hold them against."""
        return sum(bool(one.get("ocr")) for one in self._shown())

    def _shown(self) -> list[dict[str, Any]]:
        nearest = self.answer.get("nearest", []) if self.answer else []
        return [*self.citations(), *nearest]

    def first_citation(self) -> CitationVerdict | None:
        """The verdict on the first citation; None where nothing can be judged: the question is
        unanswerable, was not asked, or was refused."""
        if not self.question.answerable or not self.answer or not self.answer["answered"]:
            return None
        return self._verdict(self.citations())

    def judgement(self) -> Judgement | None:
        """The question as abstention is scored; None where it was not asked."""
        if self.answer is None:
            return None
        refused = not self.answer["answered"]
        offered = self.answer.get("nearest", []) if refused else self.citations()
        cited = self.question.answerable and self._verdict(offered).relevant
        return Judgement(self.answer["confidence"], refused, self.question.answerable, cited)

    def _verdict(self, cited: Sequence[dict[str, Any]]) -> CitationVerdict:
        if not cited:
            return CitationVerdict(document=False, page=False, relevant=False)
        first = cited[0]
        return judge_citation(
            first["document"], first["page"], first["quote"], self.question.relevant
        )


def retrieval_figures(rankings: Sequence[Ranking]) -> dict[str, Any]:
    """Means with their intervals over all answerable questions, by kind, and by each document in
    which an answer stands. Unanswerable ones have nothing to find."""
    kinds = grouped(rankings, lambda ranking: [ranking.kind])
    documents = grouped(rankings, lambda ranking: ranking.documents)
    return {
        "all": _means(rankings),
        "kinds": {name: _means(group) for name, group in kinds.items()},
        "documents": {name: _means(documents[name]) for name in sorted(documents)},
    }


def _means(rankings: Sequence[Ranking]) -> dict[str, Any]:
    scored = [scores(ranking) for ranking in rankings]
    rows = {name: [one[name] for one in scored] for name in METRICS}
    return {"questions": len(scored), **means(rankings), "intervals": mean_intervals(rows)}


def answer_figures(asked: Sequence[Asked], checks: Sequence[Check]) -> dict[str, Any]:
    """Quotes, first citations and abstentions; shares are None where nothing was counted."""
    answerable = [one for one in asked if one.question.answerable]
    unanswerable = [one for one in asked if not one.question.answerable]
    judged = [judgement for one in asked if (judgement := one.judgement()) is not None]
    return {
        "quotes": _quote_figures(checks, sum(one.recognised() for one in asked)),
        "first_citation": _first_citation_figures(answerable),
        "abstentions": {
            "answerable": len(answerable),
            "answerable_refused": _refused(answerable),
            "unanswerable": len(unanswerable),
            "unanswerable_refused": _refused(unanswerable),
            "answerable_refused_by_kind": dict(
                Counter(one.question.kind for one in answerable if _refused([one]))
            ),
            **confidence_figures(judged),
        },
    }


def seconds_figures(seconds: Iterable[float]) -> dict[str, float] | None:
    """Median, 95th and 99th percentile (nearest rank: the smallest that so many do not exceed)."""
    ordered = sorted(seconds)
    if not ordered:
        return None
    p95, p99 = (ordered[math.ceil(share * len(ordered)) - 1] for share in (0.95, 0.99))
    return {"median": median(ordered), "p95": p95, "p99": p99, "max": ordered[-1]}


def _refused(asked: Sequence[Asked]) -> int:
    return sum(one.answer is not None and not one.answer["answered"] for one in asked)


def _quote_figures(checks: Sequence[Check], recognised: int) -> dict[str, Any]:
    found = sum(check.found for check in checks)
    return {
        "checked": len(checks),
        "found": found,
        "share": _share(found, len(checks)),
        "found_by_pypdf": sum(check.found_by_pypdf for check in checks),
        "recognised": recognised,
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
        "interval": mean_interval([float(verdict.relevant) for verdict in verdicts]),
        "on_page": sum(verdict.page for verdict in verdicts),
        "in_document": sum(verdict.document for verdict in verdicts),
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
