r"""Is a page's text layer text? Fonts without a character map, or with a wrong one, give noise.

What is looked for: characters that mean nothing ("\ue012", "\ufffd", "(cid:12)"), UTF-8 read as
Latin-1 ("pÃ¥"), letters set apart ("u d v a l g"), and words that no language has: shifted or
mirrored. A doubt costs little: the page's picture is read too, and where both say the same, the
layer stands (`ingest.scan`).
"""

from __future__ import annotations

import re
import unicodedata

COMMON = frozenset(
    "og i at er en det til af på for med der de den som et har ikke fra om kan skal ved vil blev "
    "the of and to in is that for on as with by und der die das von zu".split()
)
"""Words that hardly a paragraph is without: Danish first, then what Danish files quote."""

MIRRORED = frozenset(word[::-1] for word in COMMON)

FEWEST_WORDS = 25
"""A page with fewer words tells too little about its words."""

MEANINGLESS = 0.08
"""Share of a page's characters that mean nothing, from which on its text is noise."""

APART = 0.6
"""Share of single letters among the words, from which on they are set apart."""

VOWELS = re.compile(r"[aeiouyæøåäöüé]")
NATURAL = (0.25, 0.55)
"""Share of vowels among the letters of any text in words: names and tables too."""

WITHOUT_VOWEL = 0.2
"""Share of words without any vowel, from which on they are no words."""

ORDINARY = re.compile(r"[!-~\u00a1-\u024f\u2010-\u2027]+")
"""What nearly all characters are; the others are looked up one by one."""

CID = re.compile(r"\(cid:\d+\)")
MISREAD = re.compile(r"Ã[¦¸¥©\u0080-\u00bf†˜…]|â€")
WORD = re.compile(r"[^\W\d_]{2,}")


def is_noise(text: str) -> bool:
    """Whether a page's text is doubtful as a whole; an empty one is not."""
    pieces = text.split()
    ink = "".join(pieces)
    if not ink:
        return False
    strange = sum(_meaningless(character) for character in ORDINARY.sub("", ink))
    if "(cid:" in text:
        strange += sum(len(match.group()) for match in CID.finditer(text))
    if strange > MEANINGLESS * len(ink) or len(MISREAD.findall(text)) >= 3:
        return True
    single = sum(piece.isalpha() for piece in pieces if len(piece) == 1)
    if len(pieces) >= FEWEST_WORDS and single > APART * len(pieces):
        return True
    return _no_language(WORD.findall(text.lower()))


def _meaningless(character: str) -> bool:
    """Private use but for the bullets of symbol fonts, the sign for what is no character, controls."""
    if "\uf000" <= character <= "\uf0ff":
        return False
    return character == "\ufffd" or unicodedata.category(character) in {"Co", "Cc", "Cn"}


def _no_language(words: list[str]) -> bool:
    """Whether these words are those of no text: common ones only backwards, or none and an
    unnatural share of vowels."""
    if len(words) < FEWEST_WORDS:
        return False
    common = sum(map(COMMON.__contains__, words))
    mirrored = sum(map(MIRRORED.__contains__, words))
    if mirrored > 3 * common and mirrored > 0.1 * len(words):
        return True
    if common > 0.01 * len(words):
        return False
    letters = "".join(words)
    vowels = len(VOWELS.findall(letters)) / len(letters)
    without = sum(VOWELS.search(word) is None for word in words)
    return without > WITHOUT_VOWEL * len(words) or not NATURAL[0] < vowels < NATURAL[1]
