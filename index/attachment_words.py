"""What single words of two names say about each other: one word typed twice, or a word that parts them.

All words are in coarse spelling, as `attachment_names` gives them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise, product

from index.analysis import STOP_WORDS
from ingest.words import MONTHS

PAPERS = frozenset(
    """bilag notat horingsnotat horingssvar horing referat dagsorden brev folgebrev resume sammenfatning
    oversigt tillag kort kortbilag skema faktaark prasentation udkast forslag evaluering status rapport
    ansogning afgorelse afslag tilladelse klage indsigelse svar protokol bemarkninger kommentarer
    miljovurdering miljorapport screening handleplan handlingsplan tidsplan""".split()
)
"""What a paper is: a note on a plan is not the plan."""

STEM = 3
"""Letters at the beginning of a word that no inflection changes."""

MONTH_WORDS = frozenset(MONTHS)

ORDINALS = frozenset("forste anden andet tredje fjerde femte sjette".split())

PARTS = frozenset(
    "del etape fase version udgave model scenarie alternativ variant tillag kvartal".split()
)
"""What a letter or a number after it tells apart: "del B", "etape 2"."""

CONTRARY = frozenset("ikke uden ekskl eksklusiv eksklusive".split())
"""Small words that turn a name into its opposite."""

NO_MARK = frozenset("ios")
"""Single letters that are words: "i", "ø", and the s after an apostrophe."""

ROMAN = re.compile(r"i{1,3}|iv|vi{0,3}|ix|x")

ENDINGS = ("", *"s r n t e er ers en ens et ets erne ernes rne rnes ene enes ne nes".split())
"""How a Danish noun or adjective may end."""

LEAST_STEM = 5
"""Letters that must be left before two endings: "borger" and "borgen" are two words."""

LEAST_TYPED = 8
"""Letters of a word in which one may be mistyped."""

AGREEING_END = 3
"""Letters after a typing error that agree: at its end "Strandgård" and "Strandgade" differ."""


@lru_cache(maxsize=100_000)
def alike(word: str, other: str) -> bool:
    """Whether two words are one, but for inflection, or a letter too many, too few or out of place.

    One letter for another is not taken for an error: so names of people and places differ.
    """
    if word == other:
        return True
    if word[:STEM] != other[:STEM] or has_digit(word) or has_digit(other):
        return False
    ours, theirs = _stems(word), _stems(other)
    return bool(ours & theirs) or any(_mistyped(one, two) for one, two in product(ours, theirs))


def has_digit(word: str) -> bool:
    """Whether a word is a number, or has one in it: "7a", "v2"."""
    return any(letter.isdigit() for letter in word)


def is_time(word: str) -> bool:
    """Whether a word is a number or a month: it may be all that tells two documents apart."""
    return has_digit(word) or word in MONTH_WORDS or word in ORDINALS


def is_year(word: str) -> bool:
    """Whether a word is a year of our time."""
    return len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}


def says_little(words: tuple[str, ...]) -> bool:
    """Whether words name a kind of paper and nothing else: "Notat", "Bilag 1"."""
    little = PAPERS | STOP_WORDS | {"pdf", "fil", "dokument"}
    return all(word in little or (word.isdigit() and len(word) < 4) for word in words)


def tells_apart(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two names, else alike, mean two documents: other years, parts, letters or numbers."""
    if _parts(words) != _parts(others) or CONTRARY.intersection(words) != CONTRARY.intersection(
        others
    ):
        return True
    for kind in (is_year, MONTH_WORDS.__contains__, _is_mark):
        ours, theirs = ({word for word in name if kind(word)} for name in (words, others))
        if ours and theirs and ours != theirs:
            return True
    ours, theirs = ({word for word in name if is_time(word)} for name in (words, others))
    # A date may stand behind one of them only; but a year that both have is no month, nor several years.
    dated = any(map(is_year, ours & theirs))
    return not (ours <= theirs or theirs <= ours) or (dated and _period(words) != _period(others))


def _is_mark(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and word not in NO_MARK


def _period(words: tuple[str, ...]) -> set[str]:
    """Months, and where years end: "2023-26"."""
    ends = {
        after
        for word, after in pairwise(words)
        if is_year(word) and after.isdigit() and len(after) == 2
    }
    return ends | MONTH_WORDS.intersection(words)


def _parts(words: tuple[str, ...]) -> set[tuple[str, str]]:
    """The parts that a name speaks of, each with its letter or number: ("del", "b")."""
    found = set()
    for word, after in pairwise((*words, "")):
        if word in PARTS:
            told = len(after) == 1 or ROMAN.fullmatch(after) or has_digit(after)
            if told and not is_year(after):
                found.add((word, after))
    return found


@lru_cache(maxsize=20_000)
def _stems(word: str) -> frozenset[str]:
    cut = {word.removesuffix(ending) for ending in ENDINGS}
    return frozenset(stem for stem in cut if len(stem) >= LEAST_STEM)


def _mistyped(one: str, two: str) -> bool:
    """Whether one letter is too many in one of the two, or two neighbours changed places."""
    if one == two or min(len(one), len(two)) < LEAST_TYPED or abs(len(one) - len(two)) > 1:
        return False
    shorter, longer = sorted((one, two), key=len)
    place = next((i for i, letter in enumerate(shorter) if letter != longer[i]), len(shorter))
    if len(shorter) - place < AGREEING_END:
        return False
    if len(shorter) < len(longer):
        return shorter[place:] == longer[place + 1 :]
    swapped = shorter[place : place + 2][::-1] == longer[place : place + 2]
    rest = shorter[place + 2 :]
    return swapped and len(rest) >= AGREEING_END and rest == longer[place + 2 :]
