"""The sentences of a decision, as spans: short, full of abbreviations, numbers and line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.meeting import Span

NEVER_LAST = re.compile(
    r"(?<!\w)(?:nr|jf|kl|ca|fx|bl\.a|bl|f\.eks|eks|vedr|pkt|stk|inkl|ekskl|ift|hhv|evt|tlf|pga|mht|dvs"
    r"|sml|hr|fr|dr|matr|ad|jan|feb|aug|sept?|okt|nov|dec|pt|p\.t|(?-i:[A-ZÆØÅ])|d|afd|adm|ang|if?m)\.$",
    re.IGNORECASE,
)
"""Abbreviations that something follows: their full stop ends no sentence."""

MAY_BE_LAST = re.compile(
    r"(?<!\w)(?:mv|m\.v|m\.m|osv|ol|o\.l|kr|mio|mia|pct|etc|s|\d{1,2})\.$", re.IGNORECASE
)
"""Abbreviations and numbers whose full stop ends a sentence only before a capital."""

MARK_ONLY = re.compile(
    r"\s*(?:ad|pkt|punkt|indstillings?(?:ens)?(?:\s*punkt)?|at)?[\s.]*\(?\d{1,2}"
    r"(?:\s?\.?\s?[a-z])?[.)]?(?:\s?[-–]\s?\d{0,2}\.?)?\s*",
    re.IGNORECASE,
)
"""A point's number alone: what it numbers follows."""

MARK_BEGINS = re.compile(r"(?:ad|pkt|punkt|at)\.?\s*\d|[a-h]\)", re.IGNORECASE)
"""A line that begins so is a point of its own, also in lower case."""

_STOP = re.compile(r"[.!?](?=[”\"»“)]?(?:\s|$))|\n")
_AROUND = 40
_CLOSING = '”"»“)'


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences within `span`, without the white space around them.

    A line end ends a sentence unless the next line goes on in lower case.
    """
    start = span[0]
    for stop in _STOP.finditer(text, *span):
        if stop.start() < start or not _ends(text, start, stop, span[1]):
            continue
        end = stop.end()
        if stop[0] != "\n" and end < span[1] and text[end] in _CLOSING:
            end += 1
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, span[1])


def _ends(text: str, start: int, stop: re.Match[str], last: int) -> bool:
    following = text[stop.end() : min(last, stop.end() + _AROUND)].lstrip()
    short = stop.end() - start <= _AROUND  # a point's number is no longer than this
    mark_only = short and MARK_ONLY.fullmatch(text, start, stop.end()) is not None
    if stop[0] == "\n":
        goes_on = following[:1].islower() and MARK_BEGINS.match(following) is None
        return not goes_on and not mark_only
    before = text[max(start, stop.end() - _AROUND) : stop.end()]
    if NEVER_LAST.search(before) or mark_only:
        return False
    return MAY_BE_LAST.search(before) is None or not (
        following[:1].islower() or following[:1].isdigit()
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = end - (len(words) - len(words.rstrip()))
    if left < right:
        yield left, right
