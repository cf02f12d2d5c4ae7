"""Danish words for keyword search: one analysis for documents and questions.

Lower case, Snowball stems, æ/ø/å written as ae/oe/aa. Case numbers, § references, codes such as A.3,
dates and numbers are kept whole. Beside its words, a text is indexed by the three-letter grams of their
coarse forms, in which "faelles", "falles" and "fælles" are one: they find a part in a compound, and
a word in spite of a typing error.
"""

from __future__ import annotations

import re
import string
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from ingest.words import dates_in

VERSION = 1
"""Part of an index's fingerprint: raised when the same text would give other tokens."""

LONGEST_QUESTION = 4000
"""Characters of a question that are analysed; what follows adds nothing but time."""

TOKEN = re.compile(
    r"§+\s*(?P<law>\d+(?:\s?[a-zæøA-ZÆØ](?!\w))?)"
    r"|(?P<case>(?<![\w-])(?:(?:19|20)\d\d|\d\d)[-/]\d{3,8}(?!\w))"
    r"|(?P<code>(?<![\w.])[A-ZÆØÅ]\.?\d{1,3}(?:\.\d{1,3})*(?![\w]))"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+)"
)

DANISH_WORDS = frozenset(
    """
    og i at det er en et den til for på af med som de der har ikke var fra om han hun vi du jeg man
    kan vil skal skulle kunne ville blev bliver være været have havde hvad hvem hvor hvornår hvordan
    hvilke hvilken hvilket hvorfor hvis så men eller også sig sin sit sine dem dette denne disse
    efter ved over under ud op ned ind når da nu lige bare noget nogen nogle os vores jer deres
    dens dets mig dig mere meget mange få får fik gør gjort blive få egentlig vel jo mon må
    paa pa naar nar saa sa ogsaa ogsa maa ma faa faar goer hvornaar hvornar vaere vaeret
    """.split()
)
ENGLISH_WORDS = frozenset(
    """
    the of and in to is are was were been be has have had what who which how when where why did does
    do for on by with that this these those it its an as at from will would should could can there
    their any many much our we you they
    """.split()
)
STOP_WORDS = DANISH_WORDS | ENGLISH_WORDS
"""Words that carry no subject; they are left out of questions only."""

FOLDS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "é": "e"})
LETTERS = " " + string.ascii_letters + "æøÆØ"
"""What may follow the number of a section."""

WORD = re.compile(r"\w+")
COARSE = re.compile(r"ae|oe|aa")

_stemmer = snowballstemmer.stemmer("danish")
# The stemmer works on the word within itself, and the app asks from several threads.
_stemming = threading.Lock()


@dataclass(frozen=True, slots=True)
class Terms:
    """A text as keyword search sees it: stemmed `words`, and the `grams` of its coarse words."""

    words: tuple[str, ...]
    grams: tuple[str, ...]


def analyse(text: str) -> Terms:
    """The terms under which a passage is indexed, in order, as often as they stand there."""
    return Terms(tuple(_terms(text)), tuple(_grams(text)))


def analyse_question(question: str) -> Terms:
    """The terms a question is searched by: each once, without stop words."""
    question = question[:LONGEST_QUESTION]
    words = dict.fromkeys(_terms(question, leave_out=STOP_WORDS))
    grams = dict.fromkeys(_grams(question, leave_out=STOP_WORDS))
    return Terms(tuple(words), tuple(grams))


def words_with_stems(question: str) -> Iterator[tuple[int, int, str | None]]:
    """Where each word of a question begins and ends, with its stem; None for a stop word."""
    for match in WORD.finditer(question[:LONGEST_QUESTION]):
        word = match.group().lower()
        yield match.start(), match.end(), None if word in STOP_WORDS else stem(word)


def is_english(question: str) -> bool:
    """Whether a question is in English, by the small words it is built with."""
    words = [match.group().lower() for match in WORD.finditer(question[:LONGEST_QUESTION])]
    english = sum(word in ENGLISH_WORDS and word not in DANISH_WORDS for word in words)
    return english > sum(word in DANISH_WORDS and word not in ENGLISH_WORDS for word in words)


def coarse(word: str) -> str:
    """A word in which æ, ae and a are one, as are ø, oe and o, and å, aa and a."""
    return COARSE.sub(lambda match: match.group()[0], word.translate(FOLDS))


def _grams(text: str, leave_out: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every three letters in a row of every word, with its borders: what typing errors, inflection
    and the parts of compounds leave in common."""
    for match in WORD.finditer(text):
        word = match.group().lower()
        if word not in leave_out:
            padded = f"_{coarse(word)}_"
            for start in range(max(1, len(padded) - 2)):
                yield padded[start : start + 3]


def _terms(text: str, leave_out: frozenset[str] = frozenset()) -> list[str]:
    terms = []
    for match in TOKEN.finditer(text):
        match match.lastgroup:
            case "word":
                word = match.group().lower()
                if word not in leave_out:
                    terms.append(stem(word))
            case "law":
                terms += _law_terms(match["law"])
            case "number":
                terms.append(match.group().replace(".", ""))
            case _:
                terms.append(match.group().lower().replace(".", ""))
    # A date is found by its parts, and as a whole however it is written.
    terms += [date.isoformat() for _, date in dates_in(text)]
    return terms


def _law_terms(reference: str) -> list[str]:
    """A section of a law, and with its letter where it has one; "i" after it is a word."""
    number = reference.rstrip(LETTERS)
    letter = reference[len(number) :].strip().lower()
    return [f"§{number}"] + ([f"§{number}{letter}"] if letter and letter != "i" else [])


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The folded stem of a word in lower case."""
    with _stemming:
        return str(_stemmer.stemWord(word)).translate(FOLDS)
