"""What drafted questions are made of: a question with the span that answers it, and the small
grammar that sets titles, bodies and dates into Danish sentences."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from assistant.cite import as_quoted
from index.decisions import Structure
from ingest.model import Span
from ingest.sentences import sentence_spans
from ingest.words import CASE_NUMBER, written_date

LONGEST_TITLE = 90
"""Characters of a title that still reads as part of a question."""

LEAST_SENTENCE = 30
"""Characters of a sentence that says something."""

MOST_PLACES = 4
"""Documents in which the same words may stand: in more of them they say nothing of one."""

NAMES_SMALL = 10
"""A word that is set in capitals so many times as often as not is a name."""

PREAMBLE = re.compile(
    r"^(?:lukket|åbent?)\s*(?:punkt|sag)?\s*[:-]\s*"
    r"|^(?:orientering|drøftelse|meddelelse|beslutning|godkendelse|behandling|status|sag)"
    r"\s+(?:om|af|på|vedr\.?|vedrørende)\s+",
    re.IGNORECASE,
)
"""What a title tells of how the item is treated, before what it is about."""

NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[A-Za-z][.)])\s+")
IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*(?:sag|j\.?\s*nr)[^()\[\]]*[)\]]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that the words of a span answer. `source` names how it was made. Where the same words
    in another document answer it too, `shared` is what that document must also hold; None where
    they would answer another question there."""

    source: str
    kind: str
    question: str
    span: Span
    answer: str
    shared: str | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """How a collection writes: the words that it sets in `small` letters, and of its items' titles,
    folded, those that are `standing` on many agendas and those that mean `several` cases."""

    small: AbstractSet[str]
    standing: AbstractSet[str]
    several: AbstractSet[str]


def usage(structures: Sequence[Structure]) -> Usage:
    """What a collection's texts and titles tell of its language."""
    words = Counter(word for one in structures for word in re.findall(r"\b[\w-]+\b", one.text))
    small = {word for word in words if word.islower() and _is_no_name(word, words)}
    documents: dict[str, set[int]] = {}
    cases: dict[str, set[str | int]] = {}
    for one in structures:
        for item in one.items:
            documents.setdefault(folded(item.title), set()).add(one.document.key)
            cases.setdefault(folded(item.title), set()).add(item.case_number or one.document.key)
    return Usage(
        frozenset(small),
        frozenset(title for title, where in documents.items() if len(where) > MOST_PLACES),
        frozenset(title for title, which in cases.items() if len(which) > 1),
    )


def _is_no_name(word: str, words: Counter[str]) -> bool:
    """Whether a word is more than now and then written small: names are, in addresses."""
    return NAMES_SMALL * words[word] >= words[word.capitalize()]


def topic(title: str, known: AbstractSet[str]) -> str | None:
    """A title as it stands after "om" in a sentence; None where it would not read as one. `known`
    has the words that the collection writes in lower case."""
    bare = IN_BRACKETS.sub("", " ".join(title.split()))
    while PREAMBLE.match(bare):
        bare = PREAMBLE.sub("", bare)
    bare = bare.strip(" .:-–")
    if not 4 <= len(bare) <= LONGEST_TITLE or CASE_NUMBER.search(bare) or bare.endswith("…"):
        return None
    return in_sentence(bare, known)


def in_sentence(words: str, known: AbstractSet[str]) -> str:
    """Words that began a sentence, set within one: small at first, unless they are a name."""
    first = re.match(r"[\w-]+(?!\.)", words)
    # A word all in capitals is an abbreviation, but for "I".
    if first and first[0].lower() in known and not (len(first[0]) > 1 and first[0].isupper()):
        return words[0].lower() + words[1:]
    return words


def genitive(name: str) -> str:
    """Udvalgets, Socialudvalgets, Borgernes Hus'."""
    return f"{name}'" if name[-1:].lower() in "sxz" else f"{name}s"


def on_day(date: datetime.date) -> str:
    """Den 12. marts 2014, within a sentence."""
    return f"den {written_date(date)}"


def first_sentence(text: str, span: Span) -> Span | None:
    """The first sentence within a span that says something; None where none does."""
    return next((one for one in sentence_spans(text, *span) if says_something(text, one)), None)


def says_something(text: str, sentence: Span) -> bool:
    """Whether a span has the length of a sentence, and begins and ends as one."""
    words = as_quoted(text[slice(*sentence)])
    begins = words.lstrip('”"»(')[:1]
    ends = words.rstrip('”"»)').endswith((".", "!", "?"))
    return len(words) >= LEAST_SENTENCE and ends and not begins.islower()


def folded(text: str) -> str:
    """White space folded."""
    return " ".join(text.split())


def heading(words: str) -> str:
    """A heading without its number and without the colon after it: "Økonomi" for "3.1. Økonomi:"."""
    return NUMBERED.sub("", folded(words)).rstrip(".:? ")
