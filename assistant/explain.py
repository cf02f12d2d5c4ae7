"""Why a hit ranks where it does, told to people: what adds up to its score, the question's words that it
holds, and its sentence that matches best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from index.analysis import analyse, words_with_stems
from index.hits import Hit

SMALLEST: Final = 0.05
"""What adds less to a score is not worth a line."""

PARTS: Final = (
    "late",
    "dense",
    "sentences",
    "grams",
    "words",
    "held",
    "item",
    "wanted",
    "body",
    "period",
    "read",
    "named",
)
"""All that a score is made of; each has a text "part_…"."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """`parts` are the names of what adds to the score, or takes from it, and how much, the most telling
    first; with what is too small to tell they add up to it. `words` are the question's words that stand
    in the passage, the rarest first."""

    parts: tuple[tuple[str, float], ...]
    words: tuple[str, ...]
    sentence: str


def explain(question: str, hit: Hit, rarity: Mapping[str, float]) -> Explanation:
    """Explain a hit of `Index.search`; `rarity` is the question's `Index.term_weights`."""
    told = [(name, value) for name, value in hit.parts.items() if abs(value) >= SMALLEST]
    held = set(analyse(f"{hit.head}\n{hit.text}").words)
    words = {
        question[start:end]: rarity.get(stem, 0.0)
        for start, end, stem in words_with_stems(question)
        if stem and stem in held
    }
    return Explanation(
        parts=tuple(sorted(told, key=lambda part: -abs(part[1]))),
        words=tuple(sorted(words, key=lambda word: -words[word])),
        sentence=_best_sentence(hit),
    )


def explanation_json(explained: Explanation) -> dict[str, Any]:
    """An explanation for other programs."""
    return {
        "parts": {name: round(value, 4) for name, value in explained.parts},
        "words": list(explained.words),
        "sentence": explained.sentence,
    }


def _best_sentence(hit: Hit) -> str:
    if not hit.sentences:
        return ""
    scores = hit.sentence_matches or hit.sentence_scores
    start, end = hit.sentences[max(range(len(scores)), key=scores.__getitem__)]
    return " ".join(hit.text[start - hit.span[0] : end - hit.span[0]].split())
