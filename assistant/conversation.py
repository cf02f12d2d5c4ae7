"""A question that leans on the one before is made to stand by itself: "og hvem stemte imod?".

A question leans when it says so ("og …", "hvad med …?") or names no subject of its own. It then takes the
subject of the question before, which may have taken it from an earlier one. All others are left as
they are: a subject that was not meant is worse than one that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.analysis import stem, words_with_stems

LEADS = re.compile(r"^\s*(?:og|men|samt|and|but)\b[\s,]*", re.IGNORECASE)
"""How a question begins that goes on with the one before."""

INSTEAD = re.compile(
    r"^\s*(?:og |men )?(?:hvad|hvordan) (?:så )?(?:med|i)\s+(?P<da>.+?)\s*\??\s*$"
    r"|^\s*(?:and )?(?:what|how) about\s+(?P<en>.+?)\s*\??\s*$",
    re.IGNORECASE,
)
"""A question that asks the same of something else."""

YEAR = re.compile(r"\b(?:19|20)\d\d\b")

NAME = re.compile(r"(?<=\s)[A-ZÆØÅ][\wæøå-]+(?:\s+(?:[A-ZÆØÅ][\wæøå-]+|\d+))*")
"""Words with a capital letter within a sentence."""

ASKING = frozenset(
    stem(word)
    for word in """
    stemte stemme stemmer stemt imod for undlod enig uenig afstemning flertal mindretal
    besluttede besluttet beslutning beslutningen vedtaget vedtog godkendt resultat resultatet endte udfald
    sagde mente mener svarede begrundelse begrundelsen grund grunden årsag årsagen fordi
    koste koster kostede kost pris prisen penge beløb beløbet betaler betale dyrt
    fraværende fravær afbud deltog mødte var skete sket ske sker gælder handler handlede drejer
    hvornår dato datoen tid længe sidste næste samme også videre detaljer mere fortæl forklar uddyb
    sag sagen sagens punkt punktet forslag forslaget indstilling indstillingen ordning ordningen plan planen
    aftale aftalen projekt projektet emne emnet udvalg udvalget byråd byrådet kommune kommunen møde mødet
    parti partier partiet politiker politikere medlem medlemmer nogen andre han hun dem dette denne disse
    vote voted against decide decided decision reason cost happened case item absent about
    """.split()
)
"""Words that ask, or point back, and name no subject."""


def standing_alone(question: str, before: str | None) -> str:
    """The question as it is to be searched: itself, or with the subject of the question `before`, which
    stands alone already; None where there was none."""
    if not before or not _leans(question):
        return question
    if instead := INSTEAD.match(question):
        return _same_of(instead["da"] or instead["en"], before)
    own = {stem(word.lower()) for word in _words(question)}
    subject = [word for word in _words(before) if _names(word) and stem(word.lower()) not in own]
    if YEAR.search(question):
        subject = [word for word in subject if not YEAR.fullmatch(word)]
    asked = LEADS.sub("", question).strip().rstrip("?. ")
    return f"{asked[:1].upper()}{asked[1:]}: {' '.join(subject)}?" if subject else question


def subject_of(question: str) -> list[str]:
    """The words of a question that name its subject, as they are written."""
    return [word for word in _words(question) if _names(word)]


def _leans(question: str) -> bool:
    if LEADS.match(question) or INSTEAD.match(question):
        return True
    return not any(_names(word) and not YEAR.fullmatch(word) for word in _words(question))


def _same_of(other: str, before: str) -> str:
    """The question before, asked of something else: another year or another name in place of its own, or
    else beside it."""
    kind = YEAR if YEAR.search(other) else NAME
    new = YEAR.search(other)
    found = list(kind.finditer(before))
    if len(found) == 1:
        start, end = found[0].span()
        return f"{before[:start]}{new.group() if new else other}{before[end:]}"
    return f"{before.rstrip('?. ')}: {other}?"


def _words(question: str) -> Iterator[str]:
    """The words that carry something, as they are written."""
    for start, end, stemmed in words_with_stems(question):
        if stemmed is not None:
            yield question[start:end]


def _names(word: str) -> bool:
    """Whether a word names a subject."""
    return stem(word.lower()) not in ASKING
