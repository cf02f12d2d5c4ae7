"""Minority statements, remarks and reservations: who said what for the record, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.meeting import Dissent, Span
from ingest.quotes import MARKS, quotes
from ingest.voters import PARTY_NAMES, VOTERS, party_of

_WHO = rf"(?P<who>{VOTERS})"
_AGAINST = r"(?:(?:stemte|stemmer|har\s+stemt)\s+(?:imod|mod|nej|for)|undlod(?:\s+at\s+(?:stemme|tage\s+stilling))?|tog\s+forbehold)"
_KIND = (
    r"(?:bemærkning(?:er)?|mindretalsudtalelse|protokol(?:tilførsel|bemærkning|udtalelse|lat)"
    r"|begrundelse|særudtalelse|udtalelse|tilførsel\s+til\s+protokollen)"
)

INTRODUCTIONS: tuple[re.Pattern[str], ...] = (
    # Imod stemte (Ø) med bemærkning om, at …; Ane Holm (A) stemte imod med følgende udtalelse: …
    re.compile(rf"{_WHO}(?:\s+{_AGAINST})?,?\s+med\s+(?:den\s+|følgende\s+)?{_KIND}\s*(?:om\s*)?,?\s*:?\s*(?:at\s+)?"),
    # Ane Holm har ønsket følgende mindretalsudtalelse ført til protokol: …
    re.compile(
        rf"{_WHO}\s+(?:har\s+)?(?:ønske(?:t|de|r)?|bad\s+om|beder\s+om|fik|afgav|afgiver|havde|fremkom\s+med)"
        rf"(?:\s+at\s+få)?\s+(?:følgende|en)?\s*{_KIND}?\s*(?:(?:til)?ført\s+)?(?:til\s+)?(?:protokol(?:len)?)?\s*:\s*"
    ),
    # Protokoltilførsel fra Ane Holm (A): …
    re.compile(rf"\b(?i:{_KIND})\s+(?:fra|ved|afgivet\s+af)\s+{_WHO}\s*:\s*"),
    # Ane Holm (A) bemærkede, at …
    re.compile(rf"{_WHO}\s+(?:bemærkede?|bemærker|udtalte|tilkendegav|ønskede\s+(?:ført\s+)?til\s+protokol(?:len)?)(?:\s+dog)?\s*[,:]\s*(?:at\s+)?"),
    # (Ø) fremsatte følgende forslag til beslutning: …
    re.compile(rf"{_WHO}\s+(?:fremsatte|stillede)\s+følgende\s+(?:ændrings|under|mod)?forslag[^:\n]{{0,40}}:\s*"),
    # Ane Holm (A) tog forbehold for …
    re.compile(rf"{_WHO}\s+(?:tog|tager)\s+forbehold\s+(?=\S)"),
)  # fmt: skip
"""What stands before a statement; its text begins behind."""

REASON = re.compile(
    rf"{_WHO}\s+{_AGAINST}\s*,?\s+(?=(?:da|fordi|idet|eftersom|med\s+henvisning\s+til)\b)"
)
"""A vote with its reason: the reason is the statement."""

PARTY_STATEMENT = re.compile(
    rf"(?:^|(?<=[.\n]\s)|(?<=\n))(?P<who>{PARTY_NAMES})\s+(?:ønsker|mener|finder|kan\s+ikke|støtter\s+ikke|vil\s+ikke)\b",
)
"""A party's own words in a sentence that names it."""

VOTE_BEGINS = re.compile(
    r"\b(?:[Ff]or|[Ii]mod|[Mm]od)\s+(?:stemte|stemmer)\b|\b[Mm]ed\s+stemmerne\b|^\s*(?:Afbud|Fraværende)\b",
    re.MULTILINE,
)
"""What a statement without quote marks cannot reach over."""

SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n\s*\n|\n(?=\d+\s*\.)")


def find_dissents(text: str, span: Span) -> tuple[Dissent, ...]:
    """The statements within a decision, in order, each with the exact words."""
    quoted = list(quotes(text, span))
    found: list[Dissent] = []
    taken: list[Span] = []
    for start, who, body in _introduced(text, span, quoted):
        said = _said(text, body, span[1], quoted)
        if said is None or any(said[0] < end and begin < said[1] for begin, end in taken):
            continue
        taken.append((start, said[1]))
        words = text[slice(*said)]
        found.append(Dissent(who, party_of(who) or _own_party(words), words, said))
    return tuple(sorted(found, key=lambda dissent: dissent.span))


def _introduced(text: str, span: Span, quoted: list[Span]) -> Iterator[tuple[int, str, int]]:
    """Each introduction outside of quotes: where it begins, who, and where the statement begins."""
    for pattern in (*INTRODUCTIONS, REASON, PARTY_STATEMENT):
        for match in pattern.finditer(text, *span):
            if any(start <= match.start() < end for start, end in quoted):
                continue
            who = " ".join(match["who"].split())
            own = pattern is PARTY_STATEMENT
            yield match.start("who"), who, match.start("who") if own else match.end()


def _said(text: str, start: int, end: int, quoted: list[Span]) -> Span | None:
    """The statement's span: the quote that begins there, or the words to the sentence's end."""
    while start < end and text[start].isspace():
        start += 1
    for quote in quoted:
        if start <= quote[0] <= start + 4 and text[start : quote[0]].strip(MARKS + " \nat") == "":
            return _trimmed(text, quote)
    vote = VOTE_BEGINS.search(text, start, end)
    stop = vote.start() if vote else end
    first = SENTENCE_END.search(text, start, stop)
    last = first.end() if first else stop
    while party := PARTY_STATEMENT.match(text, _next(text, last, stop), stop):
        following = SENTENCE_END.search(text, party.end(), stop)
        last = following.end() if following else stop
    return _trimmed(text, (start, last))


def _next(text: str, position: int, stop: int) -> int:
    while position < stop and text[position] == " ":
        position += 1
    return position


def _trimmed(text: str, span: Span) -> Span | None:
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    end = span[0] + len(words.rstrip())
    return (start, end) if start < end else None


def _own_party(words: str) -> str | None:
    """The party that a statement speaks for in its first word."""
    match = re.match(rf"(?:at\s+)?({PARTY_NAMES})\b", words)
    return match[1] if match else None
