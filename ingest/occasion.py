"""When and where a meeting was, as its minutes head it, and the term of the body that met."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CLOCK = r"(?P<hour>[0-2]?\d)[.:](?P<minute>[0-5]\d)"

STARTS = (
    re.compile(
        rf"^(?:mødetidspunkt|mødetid|tidspunkt|tid|mødestart|starttidspunkt|start|klokken)\s*:?\s*(?:kl\.?\s*)?{_CLOCK}",
        re.I | re.M,
    ),
    re.compile(
        rf"\bmødet (?:blev |er )?(?:åbnet|startede?|begyndte|sat)\s+kl\.?\s*:?\s*{_CLOCK}", re.I
    ),
    re.compile(rf"\bkl(?:\.|okken)?\s*:?\s*{_CLOCK}", re.I),
)
ENDS = (
    re.compile(
        rf"^(?:sluttidspunkt|mødet slut|slut|mødet hævet)\s*:?\s*(?:kl\.?\s*)?{_CLOCK}", re.I | re.M
    ),
    re.compile(rf"\bmødet (?:blev )?(?:hævet|sluttede|afsluttet|slut)\s+kl\.?\s*{_CLOCK}", re.I),
    re.compile(rf"\bkl\.?\s*[0-2]?\d[.:][0-5]\d\s*(?:-|–|til)\s*(?:kl\.?\s*)?{_CLOCK}", re.I),
)
PLACES = (
    re.compile(r"^(?:mødelokale|mødested|sted|lokale)\s*:\s*(?P<place>[^\n]+)$", re.I | re.M),
    re.compile(r"\b(?:Mødested|Mødelokale):\s*(?P<place>[^\n]+?)(?:\.\s|\.?$)", re.M),
    re.compile(
        rf"\b[Kk]l\.?\s*:?\s*{_CLOCK}(?:\s*(?:-|–|til)\s*[\d.:]+)?,?\s*(?:i\s+|på\s+)?(?P<place>[A-ZÆØÅ][^\n]+)$",
        re.M,
    ),
    re.compile(
        r"\bmødet den [^\n]{6,30}?\d{4},? (?:i|på) (?P<place>[A-ZÆØÅ][^\n]+?)(?: Mødet \w+ |$)",
        re.M,
    ),
)
"""In the order in which they count: a label before a sentence."""

TERM = re.compile(r"\b((?:19|20)\d\d)\s?[-–]\s?((?:19|20)\d\d)\b")


def term_of(organization: str | None) -> str | None:
    """The years for which a body is elected, as its name tells: "2022-2025"."""
    term = TERM.search(organization or "")
    return "-".join(term.groups()) if term else None


def place_of(head: str) -> str | None:
    """Where the meeting was."""
    return _first(PLACES, head, "place")


def starts_of(head: str) -> str | None:
    """When it began: "16:30"."""
    return _clock(STARTS, head)


def ends_of(head: str, ending: str) -> str | None:
    """When it ended, as its head tells, or else the end of its minutes."""
    return _clock(ENDS, head) or _clock(ENDS[:2], ending)


def _first(patterns: Sequence[re.Pattern[str]], text: str, group: str) -> str | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            return match[group].strip(" .,")
    return None


def _clock(patterns: Sequence[re.Pattern[str]], text: str) -> str | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match and int(match["hour"]) < 24:
            return f"{int(match['hour']):02d}:{match['minute']}"
    return None
