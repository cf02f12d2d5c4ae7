"""Which kind of answer a question wants, and which passages hold one: an amount, a count, a time, a
person. "Hvad koster hallen?" is answered where there is a price, however often the hall is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.words import MONTHS

NUMERALS = "to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv"


@dataclass(frozen=True, slots=True)
class AnswerKind:
    """The words that `asks` for it, what one looks like, and what a passage that `holds` one gains, in
    deviations of a feature (`index.fusion`)."""

    asks: re.Pattern[str]
    holds: re.Pattern[str]
    gain: float


def _kind(asks: str, holds: str, gain: float, flags: re.RegexFlag = re.IGNORECASE) -> AnswerKind:
    return AnswerKind(re.compile(asks, re.IGNORECASE), re.compile(holds, flags), gain)


KINDS = (
    _kind(  # an amount
        r"\bhvor meget\b|\bhvad (?:\w+ ){0,4}(?:kost|betal|pris)|\bkost(?:e|er|ede)\b|\bpris\w*|\bbeløb"
        r"|\bbudget|\bhvor stor|\bkroner\b|\bmillion|\bhow much\b|\bcost",
        r"\d[\d.,]*\s*(?:mio\.|mia\.|kr\b|kroner|t\.?kr|procent|pct|%)|\bkr\.?\s*\d",
        2.0,
    ),
    _kind(  # a count or a measure
        r"\bhvor (?:mange|høj|lang|stor)\w*|\bantal|\bhow (?:many|high|long)\b",
        rf"(?<![\w.])\d+(?:[.,]\d+)*(?![\w])|\b(?:{NUMERALS})\b",
        0.8,
    ),
    _kind(  # a time
        r"\bhvorn(?:år|aar|ar)\b|\bhvilken (?:dato|måned|dag)|\bhvilket år\b|\bwhen\b|\bfrist|\btidslinje",
        rf"\b(?:{'|'.join(MONTHS)})\b|\b(?:19|20)\d\d\b|\b\d\. kvartal|\bkl\. ?\d",
        1.1,
    ),
    _kind(  # a person
        r"\bhvem\b|\bwho\b|\bhvis navn",
        r"[A-ZÆØÅ][a-zæøåé]+ (?:[A-ZÆØÅ][\w.-]* )?[A-ZÆØÅ][a-zæøåé]+",
        1.2,
        re.NOFLAG,
    ),
)


def wanted_kinds(question: str) -> tuple[AnswerKind, ...]:
    """The kinds of answer that a question wants; none for most."""
    return tuple(kind for kind in KINDS if kind.asks.search(question))


def gain_of(wanted: tuple[AnswerKind, ...], text: str) -> float:
    """What a passage gains for the answers that it may hold."""
    return sum(kind.gain for kind in wanted if kind.holds.search(text))
