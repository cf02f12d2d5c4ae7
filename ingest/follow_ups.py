"""What a decision asks for later: a new case, an evaluation, a status, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.meeting import FollowUp, Span
from ingest.phrases import sentences
from ingest.words import MONTHS

_MONTH = "|".join(MONTHS)

LATER = re.compile(
    r"\bbegær\w+\b.{0,60}\bindbragt\b|\bindbringe[rs]\b|\btages\s+op\s+igen\b|\bny\s+sag\b|\bønsker\s+(?:at\s+få\s+)?en\s+(?:ny\s+)?sag\b|\bvurderes\s+igen\b|\btilbage\s+til\s+udvalget\b|\bevaluer\w*|\bstatus\w*\b|\bfølges\s+op\b|\bopfølg\w*|\b(?:fornyet|ny)\s+(?:sag|behandling|drøftelse|stillingtagen)"
    r"|\bforelægges\b|\bgenoptag\w*|\bvende[rs]?\s+tilbage\b|\bfremlægges\b|\bafrapporter\w*|\btages\s+op\b"
    r"|\brevurder\w*|\budsæt\w*|\budsat\b|\bønsker\s+(?:at\s+få\s+)?(?:forelagt\s+)?en\s+sag\b|\borienteres\s+(?:løbende|igen|om)\b"
    r"|\bfølger\s+op\b",
    re.I,
)
"""Words that ask for something at a later time."""

WHEN = re.compile(
    rf"\befter\s+(?:\d+|et|to|tre|fire|fem|seks|et\s+halvt)\s+(?:år|måned\w*|uger?)\b|\bom\s+(?:\d+|et|to|tre|et\s+halvt)\s+(?:år|måned\w*|uger?)\b"
    rf"|\b(?:senest|inden|før)\s+(?:den\s+|udgangen\s+af\s+)?(?:\d{{1,2}}\.\s*)?(?:{_MONTH})?\s*(?:\d{{4}})?\b(?<=\w)"
    rf"|\bi\s+(?:{_MONTH})(?:\s+\d{{4}})?\b|\b(?:i|til)\s+(?:foråret|sommeren|efteråret|vinteren)(?:\s+\d{{4}})?\b"
    r"|\b(?:i\s+)?\d\.\s*(?:kvartal|halvår)(?:\s+\d{4})?\b|\b(?:på|til)\s+(?:et\s+|udvalgets\s+|det\s+)?(?:næste|kommende|førstkommende)\s+(?:ordinære\s+)?\w*møde\w*"
    r"|\b(?:primo|medio|ultimo)\s+\w+(?:\s+\d{4})?\b|\b(?:halvårligt?|årligt?|kvartalsvist?|hvert\s+(?:år|halvår|kvartal)|løbende)\b"
    rf"|\bden\s+\d{{1,2}}\.\s*(?:{_MONTH})(?:\s+\d{{4}})?\b|\bi\s+20\d\d\b|\bi\s+forbindelse\s+med\s+budget\w*(?:\s+\d{{4}})?",
    re.I,
)
"""Words for the time."""

ASKS = re.compile(
    r"genoptag|udsæt|udsat|fornyet|ny\s|ønsker|vende|forelægges|tages|begær|indbring", re.IGNORECASE
)
"""Words that ask for a later step also where no time is named."""


def find_follow_ups(text: str, span: Span) -> tuple[FollowUp, ...]:
    """The sentences within a decision that ask for something later, in order."""
    return tuple(_found(text, span))


def _found(text: str, span: Span) -> Iterator[FollowUp]:
    for start, end in sentences(text, span):
        later = LATER.search(text, start, end)
        if later is None:
            continue
        when = WHEN.search(text, later.start(), end) or WHEN.search(text, start, end)
        if when is None and ASKS.match(later[0]) is None:
            continue
        what = " ".join(text[start:end].split())
        yield FollowUp(what, " ".join(when[0].split()) if when else None, (start, end))
