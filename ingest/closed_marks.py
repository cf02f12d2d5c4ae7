"""How minutes say that an item is closed: in its heading, in a line below it, in a sentence about it, in
the agenda at their head, or in a heading above all of a part.

Where it is doubtful whether an item is meant, it is taken to be closed. The law that such sentences name:
lov om kommunernes styrelse (LBK 47 of 15 January 2019), § 10.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.items import LONGEST_HEADING, STATED_HEADING
from ingest.meeting import AgendaItem
from ingest.text_lines import Line, lines_of

RULES = 2
"""Raised with every change of what is told to be closed: an older index is built anew."""

WORD = r"(?:lukket|fortroligt?|ikke[- ]offentligt?)"

IN_TITLE = re.compile(
    rf"\W*{WORD}\b|\W*\(L\)|.*\(\s*{WORD}(?: punkt| sag)?\s*\)|.*[-–:,]\s*{WORD}(?: punkt| sag)?\W*$",
    re.IGNORECASE,
)
"""The title of a closed item."""

BEFORE_TITLE = re.compile(rf"{WORD}|\bL\.?\s?\d|\d\s?\(?L\b", re.IGNORECASE)
"""What stands in its heading before its title: "Lukket punkt 5:", "Punkt 5 (lukket):", "Punkt L5:"."""

OWN_LINE = re.compile(
    rf"\W*{WORD}(?: punkt| sag| behandling)?\W*(?:$|(?:jf|jævnfør|efter|i henhold|i medfør|§).*)"
    rf"|(?:åbent?\s*(?:/|eller)\s*lukket|offentlig(?:hed)?|adgang|status|kategori|punkt ?type|sags?type|type)"
    rf"\s*:.*\b{WORD}\b.*"
    r"|(?:offentligt?|åbent?)(?: punkt| sag)?\s*:\s*nej\b.*"
    r"|(?:lukket|fortroligt?)(?: punkt| sag)?\s*:\s*(?:ja|x)\b.*",
    re.IGNORECASE,
)
"""A line of its own, below the heading, that closes the item."""

OPENING = 8
"""Lines of an item among which such a line stands."""

SUBJECT = re.compile(
    r"\b(?:sagen|punktet|dagsordens?punktet|dette punkt|denne sag)\b[^.\n]{0,80}\b"
    r"(?:for lukkede døre|som (?:et )?(?:lukket|fortroligt?)\b|(?:til|i) (?:den )?lukke(?:t|de) (?:del|dagsorden))"
    r"|\b(?:dagsordens?)?punktet er (?:lukket|fortroligt)\b",
    re.IGNORECASE,
)
"""What is said of the item itself."""

LAW = re.compile(
    r"\b(?:kommunestyrelses|styrelses)lov\w*,? § ?10\b"
    r"|§ ?10\b(?:,? stk\. ?\d)?[^.\n]{0,12} (?:kommunestyrelses|styrelses)lov"
    r"|§ ?10\b(?:,? stk\. ?\d)? i lov om kommuner\w* styrelse"
    r"|lov om kommuner\w* styrelse,? § ?10\b",
    re.IGNORECASE,
)
"""The law by which an item is closed; it may be named for others."""

DOORS = re.compile(
    r"for lukkede døre|som lukkede? (?:punkt(?:er)?|sag(?:er)?)|\ber lukkede?\b", re.IGNORECASE
)
"""How other items are said to be closed."""

OTHERS = re.compile(
    r"\b(?:punkt(?:erne|et)?|pkt\.?|sag(?:erne)?)\s*(?:nr\.?\s*)?"
    r"(?P<numbers>\d{1,3}(?:\s*(?:,|og|samt|-|–|til)\s*\d{1,3})*)(?!\d)(?!\s*[/:]\d)",
    re.IGNORECASE,
)
"""Other items, by their numbers."""

ANOTHER_DAY = re.compile(r"\bden \d{1,2}\.|\b\d{1,2}\. ?\w+ (?:19|20)\d\d\b")

SENTENCE_END = re.compile(r"\.\s+(?=[A-ZÆØÅ])|\n")

PART = re.compile(
    r"(?:lukket (?:dagsorden|referat|protokol|møde|del)|lukkede (?:punkter|sager|dagsordens?punkter)"
    r"|(?:dagsorden|referat|(?:beslutnings)?protokol)\W{1,3}(?:fra |for |af |til )?lukket)\b",
    re.IGNORECASE,
)
"""A heading below which all items are closed."""

OPEN_PART = re.compile(
    r"(?:åben (?:dagsorden|protokol|del)|åbent (?:referat|møde)|åbne (?:punkter|sager))\b",
    re.IGNORECASE,
)
"""A heading below which they are open again."""

LONGEST_PART = 60
"""Characters of such a heading, less than a sentence about one has."""

ONE = re.compile(r"lukket (?:punkt|sag)\b(?:\W*$|\s*(?:nr\.?\s*)?\d*\s*[:.–-])", re.IGNORECASE)
"""A heading of one closed item, however it is numbered."""


CALLED = re.compile(r"\blukket (?:punkt|sag)\b|\(lukket\)|\blukket ?:", re.IGNORECASE)
"""An item called a closed one."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Where the heading of a part stands, and whether that part is closed."""

    start: int
    closed: bool


def heads_closed_part(line: str) -> bool:
    """Whether a line is the heading of a closed part."""
    return PART.match(line) is not None and len(line) < LONGEST_PART


def heads_closed_text(line: str) -> bool:
    """Whether what follows a line, up to the next item, is closed: it heads a part, or an item that does
    not count on from those before it."""
    if heads_closed_part(line) or (ONE.match(line) and len(line) <= LONGEST_HEADING):
        return True
    stated = STATED_HEADING.match(line)
    return (
        stated is not None and len(line) <= LONGEST_HEADING and _in_heading(line, stated["title"])
    )


def says_closed(line: str) -> bool:
    """Whether a line of its own says that the item above it is closed."""
    return OWN_LINE.fullmatch(line) is not None


def headed_closed(text: str, items: Sequence[AgendaItem]) -> frozenset[int]:
    """The positions of the items whose own heading calls them a closed item, as it may in a paper
    that is no minutes: there "lukket" alone may be what the item is about."""
    headings = [next(lines_of(text, item.start, item.end)).text for item in items]
    return frozenset(place for place, line in enumerate(headings) if CALLED.search(line))


def closed_items(text: str, items: Sequence[AgendaItem]) -> frozenset[int]:
    """The positions of the items of a meeting that are closed."""
    found = {place for place, item in enumerate(items) if explicitly_closed(text, item)}
    found |= _below_headings(text, items)
    numbers = {item.number: place for place, item in enumerate(items)}
    for place, item in enumerate(items):
        for number in _said_closed(text[item.start : item.end], item.number):
            if number == item.number:
                found.add(place)
            elif number in numbers:
                found.add(numbers[number])
    return frozenset(found)


def explicitly_closed(text: str, item: AgendaItem) -> bool:
    """Whether an item's own heading, or a line below it, says that it is closed."""
    heading, *below = [
        line.text for line in itertools.islice(lines_of(text, item.start, item.end), OPENING)
    ] or [""]
    return (
        IN_TITLE.match(item.title) is not None
        or _in_heading(heading, item.title)
        or heads_closed_text(heading)
        or any(map(says_closed, below))
    )


def _in_heading(line: str, title: str) -> bool:
    """Whether a heading says so before its title, or in it."""
    before = line[: line.find(title[:20])] if title[:20] in line else ""
    return BEFORE_TITLE.search(before) is not None or IN_TITLE.match(title) is not None


def _said_closed(inside: str, own: str) -> Iterator[str]:
    """The numbers of the items that sentences in the text of item `own` say are closed."""
    for pattern in (SUBJECT, LAW, DOORS):
        for match in pattern.finditer(inside):
            sentence = _sentence(inside, match.start(), match.end())
            others = [] if pattern is SUBJECT else [*_numbers(sentence)]
            yield from others
            about_own = pattern is SUBJECT or (pattern is LAW and not others)
            if about_own and not ANOTHER_DAY.search(sentence):
                yield own


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a span."""
    before = [match.end() for match in SENTENCE_END.finditer(text, 0, start)]
    after = SENTENCE_END.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else None]


def _numbers(sentence: str) -> Iterator[str]:
    """The numbers of items that a sentence names."""
    for match in OTHERS.finditer(sentence):
        parts = re.findall(r"\d+|-|–|til", match["numbers"])
        for one, joined, other in itertools.zip_longest(parts, parts[1:], parts[2:]):
            if one.isdigit():
                yield one
            if joined in {"-", "–", "til"} and other:
                yield from map(str, range(int(one), min(int(other), int(one) + 100) + 1))


def _below_headings(text: str, items: Sequence[AgendaItem]) -> set[int]:
    """The items below the heading of a closed part, or listed below it in the agenda at the head."""
    first = items[0].start if items else 0
    headings = list(_parts(text, {item.start for item in items}))
    found: set[int] = set()
    front = [part for part in headings if part.start < first]
    from_the_front = False
    for part, following in itertools.zip_longest(front, front[1:]):
        list_ = text[part.start : following.start if following else first]
        listed = {place for place, item in enumerate(items) if item.title in list_}
        if part.closed:
            found |= listed
        # Where other items are listed above it, it heads a list itself; or else the whole document.
        heads_list = any(item.title in text[: part.start] for item in items)
        from_the_front = part.closed and not listed and not heads_list
    body = [part for part in headings if part.start >= first]
    states = [_Part(first, from_the_front), *body] if items else []
    for place, item in enumerate(items):
        above = [part for part in states if part.start <= item.start]
        if above and above[-1].closed:
            found.add(place)
    return found


def _parts(text: str, starts: set[int]) -> Iterator[_Part]:
    """The headings of parts; `starts` are those of items, which are none."""
    for line in lines_of(text):
        if line.start not in starts and len(line.text) < LONGEST_PART:
            if PART.match(line.text):
                yield _Part(line.start, closed=True)
            elif OPEN_PART.match(line.text):
                yield _Part(line.start, closed=False)


def with_closed_text(text: str, items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """The items, and those closed ones that do not count on from those before them, or have no number:
    they are called L, and reach to the next heading. No open item reaches over their text."""
    found: list[AgendaItem] = []
    for place, item in enumerate(items):
        end = items[place + 1].start if place + 1 < len(items) else len(text)
        lines = list(_closed_text(text, item.start, end))
        ends = [line.start for line in lines] + [end]
        found.append(replace(item, end=ends[0]))
        found += [
            AgendaItem("L", line.text, None, line.start, until)
            for line, until in zip(lines, ends[1:], strict=True)
            if text[line.end : until].strip()
        ]
    return tuple(found)


def _closed_text(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines below an item's heading that head closed text of no known item."""
    for place, line in enumerate(itertools.islice(lines_of(text, start, end), 1, None)):
        own = place < OPENING and says_closed(line.text) and not heads_closed_part(line.text)
        if not own and heads_closed_text(line.text):
            yield line
