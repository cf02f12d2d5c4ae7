"""Bodies that a case is sent to, as decisions print them: "Økonomiudvalget og Byrådet"."""

from __future__ import annotations

import re

from ingest.meeting import Span

_NAMED = (
    r"(?<!\w)(?:[A-ZÆØÅ]\w{0,40}-?,?\s+(?:og\s+)?){0,6}?"
    r"[A-ZÆØÅ]\w{0,40}?(?:udvalget|udvalg|rådet|råd|bestyrelsen|repræsentationen|nævnet|kommissionen)"
)
_COMMON = (
    r"(?:[A-ZÆØÅ]\w+\s+Udvalg(?:et)?|[Uu]dvalget\s+for\s+\w+(?:(?:,\s+(?:og\s+)?|\s+og\s+)\w+)*|[Bb]yråd(?:et)?|[Kk]ommunalbestyrelsen?|[Øø]konomiudvalg(?:et)?|[Ff]agudvalg(?:et|ene)?"
    r"|[Rr]egionsrådet|[Bb]orgerrepræsentationen|[Mm]agistraten)"
)
BODY = rf"(?:{_NAMED}|{_COMMON})(?=s?\b)"
"""One body: by its own name, or by what every municipality calls it."""

_SHORT = r"\b[A-ZÆØÅ]{2,4}(?=s?\b)"
_ONE = rf"(?:{BODY}|{_SHORT})"
BODIES = rf"{_ONE}(?:(?:,\s+(?:og\s+)?|\s+og\s+){_ONE})*"

_READING = r"\d\.\s*behandling"

REFERRED_TO: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\bover\s?for\s+(?P<to>{BODIES})"), "Anbefales over for Økonomiudvalget og Byrådet."),
    (re.compile(rf"\b[Ff]rem\s+mod\s+(?P<to>{BODIES})s?\s+(?:behandling|møde)"), "Udvalget anbefaler, at der frem mod Byrådets behandling skrives et svar."),
    (re.compile(rf"\btil\s+(?P<to>{BODY}s\s+{_READING}|{_READING})"), "Videresendes til 2. behandling."),
    (re.compile(rf"\b(?i:anbefal|indstil)\w*\s+(?P<to>{BODIES})(?=s?,?\s+at\b)"), "Udvalget anbefaler Byrådet, at planen vedtages."),
    (re.compile(rf"\b(?:til(?:\s+\w+\s+behandling\s+i)?|behandling\s+i|forelægges\s+for|indbringes\s+for)\s+(?P<to>{BODIES})"), "Sagen oversendes til Økonomiudvalget."),
    (re.compile(rf"\b(?:forelægges|indbringes)\s+(?P<to>{BODIES})"), "Sagen forelægges Byrådet."),
)  # fmt: skip
"""Where a sentence that sends a case on names the body, with an example for each."""


def referred_to(text: str, span: Span) -> str | None:
    """The body that a sentence sends the case to, as printed, or None where it names none."""
    for pattern, _ in REFERRED_TO:
        match = pattern.search(text, *span)
        if match:
            return " ".join(match["to"].split())
    return None
