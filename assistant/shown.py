"""What is shown must hold the kind of answer that was asked for: a date, a number, an amount, a share, a
vote, a name.

`assistant.ground` looks whether the detail stands near the subject; here only what would be shown is looked
at. Sentences without a number cannot say how many: whoever is shown them is shown no answer. Only kinds
whose answers all look alike are here: "hvornår" may be answered by "når sagen er afgjort", and a reason may stand without "fordi".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant.ground import AMOUNT, FULL_NAME, VOTED
from assistant.model import Statement
from index.wanted import NUMERALS
from ingest.words import MONTHS


@dataclass(frozen=True, slots=True)
class Kind:
    """The questions that it `asks` in, what an answer `holds`, and the `code` of what is missing."""

    code: str
    asks: re.Pattern[str]
    holds: re.Pattern[str]


KINDS: Final = (
    Kind(
        "date",
        re.compile(r"\bhvilken (?:dato|dag)\b|\b(?:what|which) (?:date|day)\b", re.IGNORECASE),
        re.compile(rf"\b\d{{1,2}}\.? ?(?:{'|'.join(MONTHS)})|\b\d{{1,2}}[./-]\d{{1,2}}\b", re.IGNORECASE),
    ),
    Kind(
        "vote",
        VOTED,
        re.compile(
            r"\bstem(?:te|mer|t|mes)\b|\bimod\b|\bundlod\b|\benstemmig|\bmindretal|\bflertal|\bforbehold"
            r"|\([A-ZÆØÅ]{1,2}\)|\btog ikke\b|\bønske[dr]? ikke\b|\bstøtte",
            re.IGNORECASE,
        ),
    ),
    Kind(
        "share",
        re.compile(r"\bhvor mange procent\b|\bprocentdel|\bhvor stor en (?:andel|del)\b", re.IGNORECASE),
        re.compile(r"procent|\bpct\b|%|\bandel|\bhalvdel|\btredjedel|\bfjerdedel|\bud af\b", re.IGNORECASE),
    ),
    Kind(
        "count",
        re.compile(r"\bhvor mange\b|\bhow many\b", re.IGNORECASE),
        re.compile(rf"\d|\b(?:{NUMERALS}|ingen)\b", re.IGNORECASE),
    ),
    Kind(
        "amount",
        re.compile(
            r"\bhvor meget (?:kost|betal|skal .* betale)|\bhvad kost|\bhvad (?:\w+ ){1,4}(?:koste|betale)\b"
            r"|\bprisen\b",
            re.IGNORECASE,
        ),
        AMOUNT,
    ),
    Kind(
        "name",
        re.compile(
            r"\b(?:hvem (?:er|var|bliver|blev|sidder som|har været|fik jobbet som)|hvad hedder|hvad er navnet)\b"
            r"[^.?]{0,40}?(?:formand|direktør|chef|leder|mester|rektor|inspektør|konsulent|ordfører|minister"
            r"|sekretær|koordinator)",
            re.IGNORECASE,
        ),
        FULL_NAME,
    ),
)  # fmt: skip


def not_shown(question: str, statements: Sequence[Statement]) -> str | None:
    """The code of what is asked for and in none of the statements; None where it is in one of them,
    where nothing of that kind is asked for, or where there is no statement."""
    asked = next((kind for kind in KINDS if kind.asks.search(question)), None)
    if asked is None or any(asked.holds.search(statement.text) for statement in statements):
        return None
    return asked.code if statements else None
