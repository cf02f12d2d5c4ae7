"""Sentences in a row of a passage, as candidates for a statement: which may stand alone, and what
must stand with those that may not.

A bullet says little without the sentence that leads to its list, a row of a table nothing without the
head of its columns, and a heading is no answer but the name of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.cite import BULLET, as_quoted, cite, cite_place, most_first
from assistant.model import Statement
from assistant.part_openings import COMMON
from index.hits import Hit
from index.named_parts import is_code
from index.store import Index
from ingest.model import Span
from ingest.sentences import sentence_spans

SENTENCE = re.compile(r"(?:\S+\s+){2,}\S*[.!?][”\"»)]?$")
"""Three words or more that end as a sentence does."""

NUMBERED: Final = re.compile(r"\s*(?:\d{1,2}[.)]|[a-z][.)])\s+\w")
ENDED: Final = re.compile(r"[.!?:;][”\"»)]?\s*$")
SHORTENED: Final = re.compile(
    r"\b(?:kr|mio|mia|pct|stk|nr|pr|moms|inkl|ekskl)\.\s*$", re.IGNORECASE
)
"""As the head of a column ends: "Udgift, kr."."""

LEADS: Final = re.compile(r"[:,]\s*$")
WITHIN: Final = re.compile(r"(?:[–-] )?[a-zæøå]")
"""As what goes on with a sentence begins."""

VALUE: Final = re.compile(r":\s+\S")
"""A label with its value ("Afbud: …") tells something, and is no heading."""

ITEM_NUMBER: Final = re.compile(r"\s*(?:\w+\s+)?[A-Z]?\.?\d*[.):]\s")
VERB_WITHIN: Final = re.compile(rf"\b(?:{COMMON})\b")
ROW: Final = re.compile(r"(?:\S+\s+){1,6}?(?:[-–]?\d[\d.,]*\s*%?(?:\s+|$)){2,}$")
"""Words, and then numbers alone."""

LONGEST_LED: Final = 600
"""Characters of the list or table that a statement leads to."""

LONGEST_HEADING: Final = 90
LONGEST_HEAD: Final = 200
"""Characters of a heading, and of the head of a table."""

FURTHEST: Final = 14
"""Sentences between a bullet or row and what leads to it."""

BEFORE: Final = 500
"""Characters before a passage in which the sentence begins that it goes on with."""

LEFT_OUT: Final = " […] "


@dataclass(frozen=True, slots=True)
class Candidate:
    """One to three sentences in a row of one passage, scored as an answer."""

    hit: Hit
    span: Span
    score: float

    @property
    def text(self) -> str:
        """The sentences, as they stand in the cleaned text."""
        return within(self.hit, self.span)


def within(hit: Hit, span: Span) -> str:
    """The text of a span of a hit's passage."""
    return hit.text[span[0] - hit.span[0] : span[1] - hit.span[0]]


def may_begin(texts: Sequence[str], n: int) -> bool:
    """Whether a statement may begin with a sentence: not within what the one before began."""
    return n == 0 or not WITHIN.match(texts[n]) or bool(ENDED.search(texts[n - 1]))


def may_end(texts: Sequence[str], n: int) -> bool:
    """Whether a statement may end with a sentence: not with the heading of what follows."""
    return not is_heading(texts, n)


def tells(texts: Sequence[str], n: int) -> bool:
    """Whether a sentence says something: no code alone, no heading, and nothing that may be one, as what ends
    a passage without ending a sentence."""
    ended = n + 1 < len(texts) or ENDED.search(texts[n])
    return bool(ended) and not is_code(texts[n]) and not is_heading(texts, n)


def goes_on(texts: Sequence[str], n: int, first: int) -> bool:
    """Whether a statement that begins with one sentence may go on with another: from a bullet neither
    to the next one nor to what stands below the list, and from a row not to what is below its table."""
    text = texts[n]
    if BULLET.match(text) or (ROW.match(texts[n - 1]) and not ROW.match(text)):
        return False
    return not _is_item(texts[first]) or NUMBERED.match(text) is not None or text[:1].islower()


def is_heading(texts: Sequence[str], n: int) -> bool:
    """Whether a sentence is but the heading of the text, or of the table, that follows."""
    if n + 1 >= len(texts):
        return False
    text, after = texts[n].strip(), texts[n + 1]
    if _is_item(text) or ROW.match(text) or text[:1].islower() or VERB_WITHIN.search(text):
        return False
    if ROW.match(after):
        return True
    told = VALUE.search(text) and not ITEM_NUMBER.match(text)
    if told or len(text) > LONGEST_HEADING or ENDED.search(text):
        return False
    sentence = SENTENCE.search(after) and (after[:1].isupper() or _is_item(after))
    return bool(sentence) or is_heading(texts, n + 1)


def _is_item(text: str) -> bool:
    return bool(BULLET.match(text) or NUMBERED.match(text))


def statement(index: Index, hit: Hit, span: Span) -> Statement | None:
    """A statement from a hit's passage: with the sentence that leads to its list, or the head of its
    table; with the list or table that it leads to; from its sentence's beginning, where that stands before the passage.
    None where it cannot be verified."""
    if span[0] == hit.span[0] and WITHIN.match(within(hit, span)):
        return _from_beginning(index, hit, span) or _quoted(index, hit, (span,))
    end, goes_on = _led(hit, span)
    whole = (span[0], end)
    wanted = dict.fromkeys(((*_leading(hit, span), whole), (whole,), (span,)))
    made = next(filter(None, (_quoted(index, hit, spans) for spans in wanted)), None)
    if made and goes_on and made.span == whole:
        return replace(made, text=f"{made.text}{LEFT_OUT.rstrip()}")
    return made


def _quoted(index: Index, hit: Hit, spans: Sequence[Span]) -> Statement | None:
    """A statement of stretches of a passage in reading order, of which the last says it."""
    joined: list[Span] = []
    text = ""
    for span in spans:
        words = within(hit, span)
        next_to = bool(joined) and not within(hit, (joined[-1][1], span[0])).strip()
        if next_to and not BULLET.match(words):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
        between = "" if not text else " " if next_to else LEFT_OUT
        text = f"{text}{between}{as_quoted(words)}"
    cited = [most_first(cite(index, hit, span)) for span in joined]
    if not all(cited):
        return None
    citations = tuple(citation for one in reversed(cited) for citation in one)
    return Statement(text, citations, spans[-1])


def _leading(hit: Hit, span: Span) -> tuple[Span, ...]:
    """What must stand before a span, in reading order; nothing for most."""
    before = [one for one in hit.sentences if one[1] <= span[0]][-FURTHEST:]
    first = next(one for one in hit.sentences if one[0] == span[0])
    text = within(hit, first)
    if ROW.match(text) and not _is_item(text):
        return _head_of_table(hit, before)
    if not _is_item(text):
        return ()
    for one in reversed(before):
        words = within(hit, one)
        if LEADS.search(words):
            return (one,)
        if not _is_item(words):
            return ()
    return ()


def _led(hit: Hit, span: Span) -> tuple[int, bool]:
    """Where the list or table ends that a span leads to ("… er således:"), or what of it is shown, and whether it goes on;
    the span's own end for most. What follows at once is led to, then items, rows, and the labels and cells before another row."""
    end = span[1]
    if not within(hit, span).rstrip().endswith(":"):
        return end, False
    for number, one in enumerate(one for one in hit.sentences if one[0] >= span[1]):
        text = within(hit, one)
        led = number == 0 or _is_item(text) or ROW.match(text) or WITHIN.match(text)
        if led and one[1] - span[1] > LONGEST_LED:
            return end, end > span[1]
        if led:
            end = one[1]
        elif SENTENCE.search(text):
            break
    return end, False


def _head_of_table(hit: Hit, before: Sequence[Span]) -> tuple[Span, ...]:
    """The head of the columns above a row, and the label of the row's group, where there is one."""
    runs: list[Span] = []
    row_between = True
    for start, end in reversed(before):
        text = within(hit, (start, end))
        if ROW.match(text):
            row_between = True
        elif ENDED.search(text) and not SHORTENED.search(text):
            break
        elif row_between:
            runs.append((start, end))
            row_between = False
        else:
            runs[-1] = (start, runs[-1][1])
    # Between the first label and the head stand those of other groups.
    kept = dict.fromkeys((runs[-1], runs[0])) if runs else ()
    return tuple(one for one in kept if one[1] - one[0] <= LONGEST_HEAD)


def _from_beginning(index: Index, hit: Hit, span: Span) -> Statement | None:
    """A statement whose first sentence began before the passage."""
    first = max(0, span[0] - BEFORE)
    text = index.text(hit.document, (first, span[1]))
    line = max(0, text.rfind("\n\n", 0, span[0] - first))
    begun = [one for one in sentence_spans(text, line, len(text)) if one[0] < span[0] - first]
    if not begun or begun[-1][1] <= span[0] - first:
        return None
    start = begun[-1][0]
    words = text[start:]
    whole = (first + start, span[1])
    cited = cite_place(index, hit.document, hit.item, whole, words, hit.section)
    return Statement(as_quoted(words), most_first(cited), whole) if cited else None
