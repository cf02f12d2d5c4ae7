"""Which document an attachment's name means.

Minutes list their attachments by names that were typed, cut short or numbered; the files are called
nearly the same. A wrong link is worse than none: names are compared on a ladder of agreements, and the
candidate highest on it wins, if it stands there alone or clearly before the next.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from index.attachment_names import Name, parse_name, records_in
from index.attachment_words import PAPERS, STEM, alike, is_time, says_little, tells_apart

LEAST_LETTERS = 12
"""Letters that must agree where a name is cut short, or is only the beginning of another."""

LEAST_SHARE = 0.5
"""Share of the longer name that the shorter one must make up, to be its beginning."""

CLEARLY = 0.1
"""By what share a candidate must be better than the next on the same step."""

APPENDED_TO = ("bilag", "til")

UNNUMBERED = 0.85
"""How far names agree of which one has a number in the list and the other none."""

OPENING_LINES = 10
"""Lines of a document among which its heading is looked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that an attachment may be: what its file (without folders) and it are called, and how
    its text opens.

    `whole` wants it called by its whole name: minutes are called by body and date, as many papers
    about them are.
    """

    key: int
    file: str
    title: str
    opening: str = ""
    whole: bool = False


class Step(IntEnum):
    """How two names agree, from least to most."""

    NONE = 0
    WORDS = 1
    BEGINNING = 2
    CUT_SHORT = 3
    TITLE = 4
    RECORD = 5
    FILE = 6


Agreement = tuple[Step, float]
"""The step, and from 0 to 1 how far the names agree on it."""

NOTHING: Agreement = (Step.NONE, 0.0)


def best_match(
    name: str, candidates: Sequence[Candidate], *, least: Step = Step.WORDS
) -> Candidate | None:
    """The candidate that a name means, None where none agrees as far as `least`, or several may."""
    wanted = parse_name(name)
    ranked = sorted(
        ((agreement(wanted, candidate), candidate) for candidate in candidates),
        key=lambda pair: pair[0],
        reverse=True,
    )
    if not ranked or ranked[0][0][0] < least:
        return None
    (step, share), best = ranked[0]
    others = (found for found, other in ranked[1:] if other.key != best.key)
    next_step, next_share = next(others, NOTHING)
    return best if step > next_step or share * (1 - CLEARLY) > next_share else None


def agreement(wanted: Name, candidate: Candidate) -> Agreement:
    """How far an attachment's name agrees with what a document is called."""
    face = _face(candidate)
    if wanted.number and face.file.number and wanted.number != face.file.number:
        return NOTHING
    if wanted.bare:
        alike_bare = face.file.bare and wanted.number == face.file.number
        return (Step.FILE, 1.0) if alike_bare else NOTHING
    if wanted.record and wanted.record in face.records:
        return Step.RECORD, 1.0
    if says_little(wanted.words) or not any(word[:STEM] in face.stems for word in wanted.words):
        return NOTHING
    if wanted.letters == face.file.letters and not wanted.cut:
        return Step.FILE, 1.0 if wanted.number == face.file.number else UNNUMBERED
    headings = (_compared(wanted, one, heading=True) for one in face.headings)
    best = max(_compared(wanted, face.file), *headings, NOTHING)
    return NOTHING if candidate.whole and best[0] < Step.CUT_SHORT else best


@dataclass(frozen=True, slots=True)
class _Face:
    """A candidate taken apart. `stems` are how the words of its names begin."""

    file: Name
    headings: tuple[Name, ...]
    records: frozenset[str]
    stems: frozenset[str]


@lru_cache(maxsize=5_000)
def _face(candidate: Candidate) -> _Face:
    file = parse_name(candidate.file)
    headings = tuple(dict.fromkeys(map(parse_name, headings_of(candidate))))
    own = {file.record} if file.record else set()
    stems = {word[:STEM] for name in (file, *headings) for word in name.words}
    return _Face(file, headings, records_in(candidate.opening) | own, frozenset(stems))


def headings_of(candidate: Candidate) -> Iterator[str]:
    """What may be the document's heading: its title, and the first lines of its text, each alone and
    with the one below it."""
    yield candidate.title
    lines = [line.strip() for line in candidate.opening.splitlines() if line.strip()]
    lines = lines[:OPENING_LINES]
    yield from lines
    yield from (f"{above} {below}" for above, below in itertools.pairwise(lines))


def _compared(wanted: Name, other: Name, *, heading: bool = False) -> Agreement:
    if not other.words or says_little(other.words):
        return NOTHING
    ours, theirs = wanted.letters, other.letters
    if wanted.cut and theirs.startswith(ours) and len(ours) >= LEAST_LETTERS:
        return Step.CUT_SHORT, 1.0  # What was cut off may be a year, or half of one.
    if _contradict(wanted, other):
        return NOTHING
    if ours == theirs and heading and not wanted.cut and len(wanted.content) > 1:
        return Step.TITLE, 1.0
    shorter, longer = sorted((wanted, other), key=lambda name: len(name.words))
    begins = longer.words[: len(shorter.words)] == shorter.words
    share = len(shorter.letters) / len(longer.letters)
    if begins and share >= LEAST_SHARE and len(shorter.letters) >= LEAST_LETTERS:
        more = wanted.words[len(other.words) :]
        return NOTHING if any(map(is_time, more)) else (Step.BEGINNING, share)
    return _words_shared(wanted, other)


def _words_shared(wanted: Name, other: Name) -> Agreement:
    """Agreement by words in any order. One of the two must be wholly in the other: a word that only
    one of them has, and the other has another for, may be what tells two documents apart."""
    ours, theirs = wanted.content, other.content
    if min(len(ours), len(theirs)) < 2:
        return NOTHING
    found = sum(any(alike(word, other_word) for other_word in theirs) for word in ours)
    covered = sum(any(alike(word, other_word) for other_word in ours) for word in theirs)
    of_ours, of_theirs = found / len(ours), covered / len(theirs)
    within = of_ours == 1 and of_theirs >= 0.5 and found > 2
    around = of_theirs == 1 and of_ours >= 0.6 and covered > 2
    if not within and not around:
        return NOTHING
    return Step.WORDS, 2 * of_ours * of_theirs / (of_ours + of_theirs)


def _contradict(wanted: Name, other: Name) -> bool:
    """Whether one is another kind of paper than the other, an appendix to it, or another of its parts or
    years."""
    appended = (wanted.words[:2] == APPENDED_TO) != (other.words[:2] == APPENDED_TO)
    papers = PAPERS.intersection(wanted.words) != PAPERS.intersection(other.words)
    return appended or papers or tells_apart(wanted.words, other.words)
