"""What a question asks for that is not there, though its subject is: a number, an amount, a vote, a year, a
reference, a party, a reason, a place.

Near misses share their words with the documents, so that neither search can tell them from questions that
have an answer. Here the detail itself is looked for in the first passages. Each rule speaks up only where
its subject is found without the detail; it stays silent where the passages may use other words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import get_close_matches
from typing import Final

from index.analysis import analyse, is_english, stem, words_with_stems
from index.decisions import Structure
from index.hits import Hit
from index.store import Index
from ingest.words import dates_in

PASSAGES: Final = 5
"""So many of the first passages are looked through."""

NEAR: Final = 400
"""Characters between a name and an amount that may be about it."""

RARE: Final = 0.8
"""Of the rarest name's rarity: the others are of the place that all is about."""

NUMERAL = r"(?:\d+(?:[.,]\d+)*|en|et|én|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|ingen|flere|samtlige)"
BEFORE_COUNTED = re.compile(
    rf"(?<![\w.]){NUMERAL}\s+(?:[\w./-]+\s+){{0,2}}$|\bantal(?:let)?\s+(?:\w+\s+){{0,2}}$",
    re.IGNORECASE,
)
"""What stands before what is counted: "28 ledige borgere", "antallet af borgere"."""

AFTER_COUNTED = re.compile(r"[\w-]*\W{0,4}(?:er|var|på|i alt)?\W{0,3}\d", re.IGNORECASE)
"""Or after it: "Deltagere: 28"."""

HOW_MANY = re.compile(
    r"\bhvor mange\s+(?!(?:af|er|var|har|havde|kom|kommer|deltog|mødte|stemte|bor|boede|fik|går|gik|der|ud|kan|skal)\b)"
    r"([^\W\d_]+)",
    re.IGNORECASE,
)
"""What is counted, where it follows at once: not "hvor mange af …", "hvor mange kom …"."""

HOW_MUCH = re.compile(
    r"^(?!.*\bhvem\b).*(?:\bhvor meget (?:\w+ ){0,3}(?:betal|giv|gav|bevilge|støtte|spare|kost|afsat|brugt)"
    r"|\bhvad (?:\w+ ){0,5}(?:kost(?:e|er|ede|et)?|betal(?:e|er|te|t)|vurderet)\b|\bkost(?:e|er|ede)?\b"
    r"|\bpris(?:en|er|erne)?\b|\bbeløb(?:et)?\b"
    r"|\bhow much\b|\bcost)",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:mio|mia|kr\b|kroner|t\.?kr|procent|pct|%|øre)|\bkr\.?\s*\d|\d{1,3}(?:\.\d{3})+"
    r"|\d+,\d\d\b|\bvederlagsfri|\bgratis|\buden beregning",
    re.IGNORECASE,
)

WHICH_PARTY = re.compile(
    r"\bhvilke[nt] parti\b|\bparti (?:er|sidder|repræsenterer)|\bwhich party", re.IGNORECASE
)
PARTY_NAME = re.compile(
    r"\b(?:Socialdemokrat|Venstre|Konservativ|Enhedslist|SF\b|Radikale|Dansk Folkeparti|Liberal Alliance"
    r"|Alternativ|Nye Borgerlige|Danmarksdemokrat|Moderat)"
)
PARTY = re.compile(rf"\s*,?\s*\([A-ZÆØÅ]{{1,2}}\)|[^.,\n]{{0,30}}{PARTY_NAME.pattern}")
"""What stands after a person whose party is given."""

VOTED = re.compile(
    r"^(?!.*(?<!ud)valg(?:et|ene)?\b).*(?:\bstem(?:te|mer|t|mes|mefordeling)\b|\bafstemning|\bimod\b|\bundlod\b"
    r"|\bvoted?\b)",
    re.IGNORECASE,
)
"""A question that asks of a vote in so many words, and of no election."""

WHY = re.compile(r"\bhvorfor\b|\bgrunden\b|\bårsag\w*|\bwhy\b", re.IGNORECASE)
ABSENT = re.compile(
    r"\bikke (?:\w+ )?(?:med(?! til\b)|med til mødet|til stede|mødt)\b|\bfravær|\bafbud\b|\bmangle|\babsent\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\bfordi\b|\bgrund\b|\bpga\b|\bårsag|\bsyg|\bferie|\borlov|\binhabil|\bhabilitet|\bda (?:han|hun|de)\b"
    r"|\bidet\b|\bskyldes\b|\boptaget\b",
    re.IGNORECASE,
)

OFFICE = re.compile(
    r"\b(?:hvem|hvad hedder|hvad er navnet på|who)\b[^.?]{0,40}?\b(\w*(?:direktør|chef|leder|inspektør|konsulent"
    r"|koordinator))(?:en|s|ens)?\b",
    re.IGNORECASE,
)
FULL_NAME = re.compile(
    r"\b[A-ZÆØÅ][a-zæøåé]+(?:-[A-ZÆØÅ][a-zæøåé]+)? (?:[A-ZÆØÅ][\w.-]* )*[A-ZÆØÅ][a-zæøåé]{2,}"
)
BESIDE: Final = 80
"""Characters around an office in which its holder's name stands."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
CODE = re.compile(r"§\d|[a-z]\d|\d\d[-/]\d")
NAME = re.compile(r"(?<=[\w,] )[A-ZÆØÅ][\w-]{1,}")

NAMED: Final = 2
"""So many of the first passages must hold the names of a question."""

MISSPELT: Final = 0.75
"""How like a name of the passages one is that is only written otherwise (difflib's ratio)."""

OWN_PLACE: Final = 3.0
"""Rarity below which a name is the collection's own, which passages leave out: in one passage of twenty."""


def lacking(index: Index, question: str, hits: Sequence[Hit], *, told: bool) -> str | None:
    """The code of the detail that a question asks for and the first passages lack; None where they hold
    it, or where that cannot be told. `hits` are those of the question, at least one. Where the minutes' own
    data have `told`, names need not stand in the passages."""
    best = hits[:PASSAGES]
    looks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("count", lambda: _count_missing(question, best)),
        ("amount", lambda: _amount_missing(question, best, index.term_weights(question))),
        ("reference", lambda: _reference_missing(question, best)),
        ("year", lambda: _year_missing(question, best)),
        ("party", lambda: _party_missing(question, best)),
        ("name", lambda: _name_missing(question, best)),
        ("vote", lambda: _vote_missing(index, question, best[0])),
        ("reason", lambda: _reason_missing(question, best)),
        ("place", lambda: not told and _place_missing(index, question, best[:NAMED])),
    )
    return next((code for code, missing in looks if missing()), None)


def _count_missing(question: str, hits: Sequence[Hit]) -> bool:
    """Whether what is to be counted stands there, and never with a number."""
    asked = HOW_MANY.search(question)
    if asked is None:
        return False
    counted, found = stem(asked[1].lower()), False
    for hit in hits:
        for start, end in _places(hit.text, counted):
            found = True
            before, after = hit.text[max(0, start - 60) : start], hit.text[end : end + 25]
            if BEFORE_COUNTED.search(before) or AFTER_COUNTED.match(after):
                return False
    return found


def _places(text: str, stemmed: str) -> Iterator[tuple[int, int]]:
    """Where a word stands, also as the last part of a compound."""
    for start, end, own in words_with_stems(text):
        if own and (own == stemmed or (len(stemmed) > 3 and own.endswith(stemmed))):
            yield start, end


def _amount_missing(question: str, hits: Sequence[Hit], rarity: Mapping[str, float]) -> bool:
    """Whether no amount stands near the rarest of the names that the question names."""
    parts = (part for name in NAME.findall(question) for _, _, part in words_with_stems(name))
    known = {part: rarity.get(part, 0.0) for part in parts if part}
    names = {part for part, value in known.items() if value >= RARE * max(known.values())}
    if not HOW_MUCH.search(question) or not any(known.values()) or is_english(question):
        return False
    for hit in hits:
        amounts = [match.span() for match in AMOUNT.finditer(hit.text)]
        for start, end, own in words_with_stems(hit.text):
            if own in names and any(
                first - end < NEAR and start - last < NEAR for first, last in amounts
            ):
                return False
    return True


def _reference_missing(question: str, hits: Sequence[Hit]) -> bool:
    """Whether no passage holds the case number, section or code that is named."""
    codes = {term for term in analyse(question).words if CODE.match(term)}
    held = (set(analyse(f"{hit.head}\n{hit.text}").words) for hit in hits)
    return bool(codes) and not any(codes <= words for words in held)


def _year_missing(question: str, hits: Sequence[Hit]) -> bool:
    """Whether none of the best passages is of, or names, the years that the question names."""
    years = set(YEAR.findall(question))
    told = (f"{hit.head} {hit.text} {hit.document.date or ''}" for hit in hits)
    return bool(years) and not any(years <= set(YEAR.findall(text)) for text in told)


def _party_missing(question: str, hits: Sequence[Hit]) -> bool:
    """Whether the one whose party is asked for stands there, and never with a party."""
    person = FULL_NAME.search(question)
    if not WHICH_PARTY.search(question) or person is None:
        return False
    whole, surname, found = re.escape(person[0]), re.escape(person[0].split()[-1]), False
    by_name = any(re.search(rf"\b{whole}\b", hit.text) for hit in hits)
    for hit in hits:  # another of the same surname is another person
        for match in re.finditer(rf"\b{whole if by_name else surname}\b", hit.text):
            found = True
            before = hit.text[max(0, match.start() - 40) : match.start()]
            if PARTY.match(hit.text, match.end()) or PARTY_NAME.search(before):
                return False
    return found


def _name_missing(question: str, hits: Sequence[Hit]) -> bool:
    """Whether the one who holds an office stands there, and never with a name."""
    asked = OFFICE.search(question)
    if asked is None:
        return False
    office, found = stem(asked[1].lower()), False
    for hit in hits:
        for start, end in _places(hit.text, office):
            found = True
            if FULL_NAME.search(hit.text[max(0, start - BESIDE) : end + BESIDE]):
                return False
    return found


def _vote_missing(index: Index, question: str, hit: Hit) -> bool:
    """Whether a vote is asked for, and the item that was found first was decided without one."""
    if not VOTED.search(question):
        return False
    days = {day for _, day in dates_in(question)}
    return not _divided(index.structure(hit.document.key), hit, days)


def _reason_missing(question: str, hits: Sequence[Hit]) -> bool:
    """Whether it is asked why somebody was absent, and the absence stands there without a reason."""
    return bool(ABSENT.search(question) and WHY.search(question)) and not _explained(hits)


def _place_missing(index: Index, question: str, hits: Sequence[Hit]) -> bool:
    """Whether a name in the question, of another place or body than all is about, stands in no passage."""
    if is_english(question) or not NAME.search(question):
        return False
    asked = index.wording(question).question  # the collection's own name may be misspelt, too
    rarity = index.term_weights(asked)
    named = (name for name in NAME.findall(asked) if not name.isupper())  # no abbreviation
    names = {part for name in named for _, _, part in words_with_stems(name) if part}
    told = "\n".join(
        f"{hit.head} {hit.text} {hit.document.name} {hit.document.organization or ''}"
        for hit in hits
    ).lower()
    held = {part for _, _, part in words_with_stems(told) if part}
    return any(
        part.isalpha()
        and not 0 < rarity.get(part, 0.0) < OWN_PLACE
        and part not in told
        and not get_close_matches(part, held, 1, MISSPELT)
        for part in names
        if len(part) > 2
    )


def _divided(structure: Structure, hit: Hit, days: AbstractSet[datetime.date]) -> bool:
    """Whether a vote or a statement is recorded of the hit's item, on the days that are named where it
    was decided on these; True where that is not known."""
    items = [item for item in structure.items if item.start <= hit.span[0] < item.end]
    decisions = [one for item in items for one in item.decisions]
    decisions = [one for one in decisions if one.date in days] or decisions
    return not decisions or any(one.vote or one.other_votes or one.dissents for one in decisions)


def _explained(hits: Sequence[Hit]) -> bool:
    """Whether a reason stands in a line that tells of somebody's absence."""
    lines = (line for hit in hits for line in hit.text.splitlines())
    told = [line for line in lines if ABSENT.search(line)]
    return any(REASON.search(line) for line in told) or not told
