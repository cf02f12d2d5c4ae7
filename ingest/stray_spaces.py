"""Spaces that part a word ("kom mune", "bl i-" at a line's end), told from those between two words.

The document's own words tell: the parts joined are one of them, and the parts are not. What is printed
is the witness: where the gap is much narrower than the line's others, one part without a meaning of its
own is enough. A gap as wide as others is a space that was written, and mostly by somebody who parts
compounds: it stays, unless both parts stand nowhere else and the word does, again and again, or one of
them is no word of any language.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain
from operator import add

import numpy as np

from ingest.columns import inked
from ingest.printed import PrintedPage

NARROW = 0.5
"""A gap below this share of the line's usual one between words is narrow, both without what stands between letters."""

WIDE = 1.5
"""One from this share on may part columns."""

FEWEST_GAPS = 3
"""So many gaps of a line tell what is usual in it."""

GAP_TO_HEIGHT = 0.5
"""The usual gap in lines with fewer, as a share of the height of their letters."""

NEARBY = 300
"""Characters to either side of a space that belong to its line, at most."""

MOST_PARTS = 3
"""Into so many parts may a word have come."""

OFTEN = 5
"""So many times as often as its parts beside one another is a word written that they are taken for."""

SHORT = 2
"""Letters of a word's syllable that stands alone before the hyphen at its line's end."""

AHEAD = 2
"""Letters of the next line that a word divided at a line's end must have in common with one that the
document knows: it may have another ending there."""

WORD = re.compile(r"[^\W\d_]+")
DIVIDED = re.compile(r"[-\u2010\u00ad] *\n *([^\W\d_]+)")
LAST_TWO = re.compile(r"(?<![^\W\d_])([^\W\d_]+) ([^\W\d_]+)$")
LONGEST = 60
"""Letters of the two, at most."""

GAP = re.compile(r"(?<=\S)[ \u00a0]+(?=\S)")
CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]+")

APOSTROPHES = ("'", "\u2019")
"""What stands beside one is a part of another word: "EU's"."""

NOTHING = "\u200b"
"""In place of a space within a word: a space without width."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """Words of a line with a space between them that may be one: in lower case, and where the first
    begins in the page's text; `divided` where the word goes on in the next line."""

    page: PrintedPage
    texts: tuple[str, ...]
    start: int
    divided: bool = False

    def spaces(self) -> Iterator[int]:
        """Where the spaces are."""
        place = self.start
        for text in self.texts[:-1]:
            place += len(text)
            yield place
            place += 1


def without_stray_spaces(pages: Sequence[PrintedPage]) -> tuple[PrintedPage, ...]:
    """The pages of a document with `NOTHING` in place of each space within a word, so that no other
    character moves; pages without any as they are."""
    strays = _stray_spaces(pages)
    return tuple(
        replace(page, text=_with_nothing_at(page.text, own))
        if (own := strays.get(page.number))
        else page
        for page in pages
    )


def _with_nothing_at(text: str, places: AbstractSet[int]) -> str:
    return "".join(NOTHING if place in places else c for place, c in enumerate(text))


def _stray_spaces(pages: Sequence[PrintedPage]) -> dict[int, set[int]]:
    """The spaces within words of a document with these pages: their places in the text of each."""
    # Nearly all pages have none: that much must be quick.
    texts = [_folded(page.text) for page in pages]
    alone = [WORD.findall(text) for text in texts]
    words = Counter(chain.from_iterable(alone))
    in_order = sorted(words)
    found: list[_Parts] = []
    for page, text, own in zip(pages, texts, alone, strict=True):
        found += _joined(page, text, own, words)
        found += _divided(page, text, in_order)
    together = Counter(parts.texts for parts in found)
    places: dict[int, set[int]] = defaultdict(set)
    for parts in found:
        apart = together[parts.texts]
        foreign = [words[text] <= apart or _is_no_word(text) for text in parts.texts]
        often = words["".join(parts.texts)] >= OFTEN * apart
        if any(foreign) and _is_one_word(parts, foreign, often=often):
            places[parts.page.number].update(parts.spaces())
    return places


def _folded(text: str) -> str:
    """A text of the same length in lower case, with plain spaces."""
    lower = text.replace("\u00a0", " ").lower()
    return lower if len(lower) == len(text) else text  # some capitals are two letters when small


def _joined(
    page: PrintedPage, text: str, alone: Sequence[str], words: Counter[str]
) -> Iterator[_Parts]:
    """Neighbours in the page's lines that are one of these `words` when they are joined; `alone` are
    those of the page, in order."""
    joined = alone
    for count in range(2, MOST_PARTS + 1):
        joined = list(map(add, joined, alone[count - 1 :]))
        if words.keys().isdisjoint(joined):
            continue
        begun = {
            first: alone[first : first + count]
            for first, word in enumerate(joined)
            if word in words
        }
        for parts in dict.fromkeys(map(tuple, begun.values())):
            for start in _places(" ".join(parts), text):
                yield _Parts(page, parts, start)


def _places(words: str, text: str) -> Iterator[int]:
    """Where these words stand in a text, and not as parts of others."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not any(
            c.isalpha() or c in APOSTROPHES for c in (text[start - 1 : start], text[end : end + 1])
        ):
            yield start
        start = text.find(words, end)


def _divided(page: PrintedPage, text: str, in_order: Sequence[str]) -> Iterator[_Parts]:
    """The last two words before a hyphen at the end of a line, where one of the document's words begins
    with them and what follows; `in_order` are these."""
    for end in DIVIDED.finditer(text):
        last = LAST_TWO.search(text, max(0, end.start() - LONGEST), end.start())
        if last is None:
            continue
        begun = last[1] + last[2] + end[1][:AHEAD]
        place = bisect_left(in_order, begun)
        if place < len(in_order) and in_order[place].startswith(begun):
            yield _Parts(page, (last[1], last[2]), last.start(), divided=True)


def _is_one_word(parts: _Parts, foreign: Sequence[bool], *, often: bool) -> bool:
    """Whether these parts are one word, by the gaps between them; `foreign` says of each whether it
    stands nowhere else, `often` whether the word does."""
    shares = [_share(parts.page, space) for space in parts.spaces()]
    if max(shares) < NARROW:
        return True
    if max(shares) > WIDE:
        return False
    if parts.divided:
        return foreign[0] and len(parts.texts[-1]) <= SHORT
    return all(foreign) and (often or any(_is_no_word(text) for text in parts.texts))


def _is_no_word(text: str) -> bool:
    return CONSONANTS.fullmatch(text) is not None


def _share(page: PrintedPage, space: int) -> float:
    """The gap at a space, as a share of the usual one between words of its line: of what each is wider
    than those between letters."""
    start = max(page.text.rfind("\n", 0, space) + 1, space - NEARBY)
    end = page.text.find("\n", space, space + NEARBY)
    own = slice(start, end if end >= 0 else space + NEARBY)
    boxes, ink = page.shown[own], inked(page.shown[own])
    gaps = {
        match.start(): boxes[match.end(), 0] - boxes[match.start() - 1, 2]
        for match in GAP.finditer(page.text[own])
        if ink[match.start() - 1] and ink[match.end()]
    }
    if space - start not in gaps:
        return 1.0
    between = (boxes[1:, 0] - boxes[:-1, 2])[ink[1:] & ink[:-1]]
    letters = float(np.median(between)) if len(between) else 0.0
    if len(gaps) >= FEWEST_GAPS:
        usual = float(np.median(list(gaps.values()))) - letters
    else:
        usual = GAP_TO_HEIGHT * float(np.median((boxes[:, 3] - boxes[:, 1])[ink]))
    return float(gaps[space - start] - letters) / max(usual, 0.1)
