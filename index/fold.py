"""The same text in two documents is one hit: a case goes through several committees, and each prints
its description again. The best of them stays, and names the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from index.reader import StoredPassage
from ingest.words import normalise

ALIKE = 0.8
"""Passages that share this part of their sentences are the same text."""

SHORTEST = 25
"""Characters of a sentence that counts; what is shorter stands everywhere ("Sagen udsættes.")."""


def folded(
    passages: Iterable[int], stored: Callable[[int], StoredPassage], count: int
) -> dict[int, list[int]]:
    """The first `count` passages of a ranking whose texts differ, each with those after it in the
    ranking, as far as it was looked through, that say the same."""
    kept: dict[int, list[int]] = {}
    texts: dict[int, frozenset[str]] = {}
    for passage in passages:
        sentences = _sentences(stored(passage))
        same = next((one for one in kept if _alike(sentences, texts[one])), None)
        if same is not None:
            kept[same].append(passage)
        elif len(kept) == count:
            break
        else:
            kept[passage], texts[passage] = [], sentences
    return kept


def _sentences(passage: StoredPassage) -> frozenset[str]:
    start = passage.span[0]
    spans = ((first - start, end - start) for first, end in passage.sentences)
    return frozenset(
        normalise(passage.text[first:end]) for first, end in spans if end - first > SHORTEST
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= ALIKE * len(one | other)
