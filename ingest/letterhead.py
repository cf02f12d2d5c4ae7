"""What stands at the top of a paper: whose it is, what it is, when and to whom.

Each table holds patterns for one printed line. They say what Danish public bodies and those who
write to them call themselves and their papers; no single body is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

NAME = r"[A-ZÆØÅ][\w.&'’-]*"
"""A word with a capital."""

SENDER_LINE = re.compile(
    rf"(?:{NAME}(?: {NAME}){{0,2}} (?:Kommune|KOMMUNE)|Region {NAME}|KL|Danske Regioner"
    r"|(?:[A-ZÆØÅ][\w-]*,? )?(?:og )?[A-ZÆØÅ][\w-]*(?:ministeriet|styrelsen|forvaltningen|rådet|nævnet"
    r"|bestyrelsen|foreningen|forbundet|klubben|laget|direktionen|sekretariatet|afdelingen|gruppen"
    r"|centret|centeret)(?: (?:ved|for|i|på|af|om|til) [^.,]{2,60})?"
    r"|(?:Center|Afdeling|Sekretariat|Forvaltning|Område|Stab|Gruppe) (?:for|i|om|til) [^.]{2,60}"
    r"|Direktionen|Forvaltningen|Sekretariatet|Borgmesteren|Jobcenter(?: [A-ZÆØÅ][^.]{2,40})?)"
)
"""A line that is nothing but the name of a body, an office or a club."""

PAPER_WORDS = (
    "notat", "referat", "dagsorden", "protokol", "beslutningsprotokol", "høringssvar",
    "høringsudtalelse", "udtalelse", "brev", "faktaark", "redegørelse", "rapport",
    "projektbeskrivelse", "pressemeddelelse", "memo", "politik", "strategi", "vedtægter",
    "vedtægt", "kommissorium", "udkast", "aftale", "handleplan", "evaluering", "anbefalinger",
    "ansøgning", "regulativ", "retningslinjer", "kvalitetsstandard", "oversigt",
)  # fmt: skip
"""What papers are called."""

_WORD = "|".join(PAPER_WORDS)

PAPER_ALONE = re.compile(
    rf"(?:åbent |supplerende |ekstraordinært )?(?:[a-zæøå]{{4,20}})?(?:{_WORD}|notits)\.?", re.I
)
"""A line that is only such a word, maybe a compound of it: "NOTAT", "Frivillighedspolitik"."""

PAPER_TITLE = re.compile(
    rf"(?:[\wæøå'’-]+ )?(?:[a-zæøå]{{4,20}})?(?:{_WORD})(?:en|et|er)?"
    r" (?:om|til|fra|for|af|over|vedr\.?|vedrørende|på|i|vedr|angående|\d{4})\b.*",
    re.I,
)
"""A heading that begins with one: "Notat om …", "Supplerende notat vedrørende …"."""

APPENDIX = re.compile(r"b ?i ?l ?a ?g(?: [\dA-Z]{1,3}\b)?[.:]?(?: .{0,80})?", re.I)
"""Bilag, Bilag 3, Bilag til …; a line that begins so."""

MONTH = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"

DATE_LINE = re.compile(
    rf"(?:{NAME}(?: {NAME})?,? )?(?:dato\W*)?(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)?"
    rf",? ?(?:den|d\.)? ?(?:\d{{1,2}}\. ?(?:{MONTH}) \d{{4}}|\d{{1,2}}[.-]\d{{1,2}}[.-]\d{{4}})",
    re.I,
)
"""A line that is a date, with a place before it or the word "Dato"."""

REFERENCE = re.compile(
    r"(?:sags?(?:-?id|s?nr|snummer|\.?nr)|j\.? ?nr|journal ?nr|dok(?:ument)?\.? ?nr|ref|deres ref|vores ref"
    r"|kontakt(?:person)?|tlf(?:\. dir)?|telefon|e-?mail|afdeling|sagsbehandler|att|cc|emne|vedr|dato)"
    r"\.? ?:?(?: .{0,60}|[:.] ?.{0,60})?",
    re.I,
)
"""A line of a letterhead: case number, journal number, who to ask, date."""

RECIPIENT = re.compile(
    rf"(?:til|att)\.?:? (?:(?:alle |samtlige )?(?:medlemmer(?:ne)? af |kommuner|borgmestre).{{0,60}}|{NAME}.{{2,70}})",
    re.I,
)
"""To whom: "Til medlemmerne af …", "Til Byrådet"."""

SALUTATION = re.compile(r"(?:kære|hej|til rette vedkommende|høringspart)\b.{0,70}", re.I)

CLOSING = re.compile(
    r"(?:med |de )?(?:bedste |mange )?(?:venlige? )?hilsen(?:er)?\b.{0,40}|på .{3,50}s vegne|p\.v\.a\..*",
    re.I,
)
"""With what a letter ends."""

SIGNING = re.compile(
    r"(?:signeret af|underskrifts?(?:side|ark|blad)?|elektronisk underskrifts?.*|underskrevet af|godkendt af)\W*",
    re.I,
)
"""With what the last page of minutes begins."""


def line_that(pattern: re.Pattern[str], lines: Sequence[str]) -> int | None:
    """Index of the first line that is wholly what `pattern` says."""
    return next((row for row, line in enumerate(lines) if pattern.fullmatch(line.strip())), None)
