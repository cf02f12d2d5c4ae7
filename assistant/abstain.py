"""Is there ground for an answer? A probability from what the searches say of the best passages.

It is the product of two. The first, that the passages are on the subject, is a logistic regression over three
features, whose numbers stand here to be read; they were fitted by `python -m eval.fit_confidence`
(docs/quality.md). It does not know near misses: a question in the documents' own words about a detail that is
not there. The second, that one of their sentences answers where they are on the subject, is of the network
that reads question and passage together (`index.joint`), with two numbers that were chosen by hand so that few answerable
questions are refused; and `assistant.ground` looks for the detail itself.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from index.analysis import analyse, is_english
from index.hits import Hit

if TYPE_CHECKING:
    from index.store import Index

THRESHOLD = 0.25
"""Below this probability the assistant says that it found no ground."""

INTERCEPT = 2.85
WEIGHTS: Mapping[str, float] = {"cosine": 0.76, "coverage": 0.43, "unknown": -3.64}

ANSWERS_INTERCEPT = 1.5
ANSWERS_WEIGHT = 0.85
"""What makes of the score of the sentence that answers best the log odds that one does: where one question of seven has
no answer, not two of five as where the network learnt."""

LACKING = 0.2
"""What is left of a probability where the detail that is asked for was looked for in vain: less than the
usual threshold."""

PASSAGES = 3
"""So many of the best passages are looked at."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What makes of the log odds of a confidence those of a probability: `slope` and `intercept`, with the
    `threshold` below which nothing is answered (`referatsvar calibrate`)."""

    slope: float = 1.0
    intercept: float = 0.0
    threshold: float = THRESHOLD

    def apply(self, confidence: float) -> float:
        """The calibrated probability."""
        return _probability(self.slope * log_odds(confidence) + self.intercept)


UNCALIBRATED = Calibration()

NOTE = "calibration 3"
"""The name under which an index keeps its calibration; one that was fitted to an earlier confidence, which knew less
of near misses, counts no more."""


def calibration_of(index: Index) -> Calibration:
    """The calibration that an index keeps; none changes nothing."""
    note = index.note(NOTE)
    return Calibration(**json.loads(note)) if note else UNCALIBRATED


def keep_calibration(index: Index, calibration: Calibration) -> None:
    """Let an index keep a calibration; the caller holds its writer lock."""
    index.keep_note(NOTE, json.dumps(asdict(calibration)))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against an answer: the best sentence's `cosine`, in hundredths above 0.85;
    the `coverage` of the question's words by the best passages, by weight of their rarity (0 to 1);
    the share of the question's words that are `unknown` to the whole collection (0 to 1); and the score of the
    sentence that `answers` best, None where none was read."""

    cosine: float
    coverage: float
    unknown: float
    answers: float | None = None


def evidence(hits: Sequence[Hit], question: str, rarity: Mapping[str, float]) -> Evidence:
    """The features of a ranking that found something. `rarity` maps the question's words to their
    weight, 0 for a word that stands nowhere (`Index.term_weights`). That Danish documents do not
    know the words of an English question speaks against nothing."""
    best = hits[:PASSAGES]
    found: set[str] = set()
    for hit in best:
        found.update(analyse(f"{hit.head}\n{hit.text}").words)
    cosine = max(hit.nearest for hit in best)
    unknown = 0 if is_english(question) else sum(not weight for weight in rarity.values())
    return Evidence(
        cosine=(cosine - 0.85) * 100,
        coverage=coverage(found, rarity),
        unknown=unknown / max(1, len(rarity)),
        answers=max((score for hit in best for score in hit.sentence_answers), default=None),
    )


def coverage(found: AbstractSet[str], rarity: Mapping[str, float]) -> float:
    """Share of the question's words that are found, by weight of their rarity (0 to 1)."""
    total = sum(rarity.values())
    return sum(rarity[word] for word in rarity if word in found) / total if total else 0.0


def confidence(seen: Evidence) -> float:
    """The probability, from 0 to 1, that the best passages answer the question."""
    logit = INTERCEPT + sum(weight * getattr(seen, name) for name, weight in WEIGHTS.items())
    return _probability(logit) * answers_probability(seen.answers)


def answers_probability(score: float | None) -> float:
    """The probability that the sentence of this score answers, where its passage is on the subject; 1 where
    none was read."""
    return 1.0 if score is None else _probability(ANSWERS_INTERCEPT + ANSWERS_WEIGHT * score)


def log_odds(probability: float) -> float:
    """The logarithm of the odds; probabilities of 0 and 1 are taken as nearly so."""
    kept = min(1 - 1e-9, max(1e-9, probability))
    return math.log(kept / (1 - kept))


def _probability(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
