"""What a body did with an item: the words for each outcome, and how points add up.

The tables are read from top to bottom; the first word that stands in a clause decides it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.meeting import Outcome, PointOutcome, Span

WORDS: tuple[tuple[Outcome, re.Pattern[str]], ...] = (
    (
        Outcome.REJECTED,
        re.compile(
            r"\b(?:kan|kunne|vil|ville)\s+ikke\s+(?:anbefale|godkende|tiltræde|imødekomme|støtte)\w*"
            r"|\b(?:anbefal|godkend|tiltråd|vedtag|imødekom|bevilg)\w*\s+ikke\b"
            r"|\bikke\s+(?:anbefal|godkend|tiltråd|vedtag|imødekom|bevilg)\w*"
            r"|\bafvi(?:st|ste|ses|ser)\b|\bforkast\w+|\bnedstemt\w*|\bafsla(?:g|ås|get)\b|\bgav\s+afslag\b"
            r"|\bindstillingen\s+(?:blev\s+)?(?:faldt|bortfaldt)\b|\bfaldt\b|\bikke\s+sendes\s+til\s+realitetsbehandling",
            re.I,
        ),
    ),
    (
        Outcome.POSTPONED,
        re.compile(
            r"\b(?:ud(?:sæt|sat)\w*|udskyd\w+|udskudt)\b|\bgenoptag\w*|\btag(?:es|et|er)?\s+(?:sagen\s+|punktet\s+)?af\s+(?:dagsordenen|bordet)"
            r"|\b(?:sagen|punktet)\s+(?:\w+\s+)?(?:udgik|udgår|bortfalder|trækkes|trukket)\b|\btrukket\s+(?:tilbage|af|fra)\b|\bsend\w*\s+tilbage\s+til\s+(?:forvaltning|administration|center|fornyet)"
            r"|\b(?:sagen|punktet)\s+sendes\s+tilbage\b(?!\s+til\s+[A-ZÆØÅ])|\bhjemvis\w+|\bsagen\s+(?:skal\s+)?(?:dog\s+)?afvente\w*|\bhvile\w*\b.{0,20}\bsag",
            re.I,
        ),
    ),
    (
        Outcome.REFERRED,
        re.compile(
            r"\banbefal(?:er|es|ede|et|e)\b|\bindstill(?:er|es|ede|et)\b|\boversend\w*|\bvideresend\w*|\bfremsend\w*"
            r"|\bsend(?:er|es|te|t)\s+(?:\w+\s+){0,3}(?:videre|tilbage)?\s*til\s+(?!(?:fornyet|realitets))|\bhenvis(?:er|es|te|t)\s+(?:sagen|punktet)\b"
            r"|\b(?:sagen|punktet)\s+henvises\b|\bforelægges\s+(?:for\s+)?(?:byråd|økonomi|kommunalbestyrelse)",
            re.I,
        ),
    ),
    (
        Outcome.APPROVED,
        re.compile(
            r"\bgodkend(?:t|te|er|es|ende)\b|\btiltråd(?:t|te|tes)\b|\btiltræd(?:er|es|t)\b|\bvedt(?:og|oges|aget|ager|ages)\b"
            r"|\bbifald\w*|\bbevilg(?:et|es|er|ede)\b|\bimødekom(?:met|mes|mer)?\b"
            r"|\b(?:følger|fulgte|at\s+følge)\s+(?:indstillingen|forvaltningens|administrationens|anbefalingen)"
            r"|\bindstillingen\s+(?:blev\s+)?fulgt\b|\b(?:gav|giver|gives|meddel(?:er|es|te|t))\s+(?:\w+\s+)?(?:tilladelse|dispensation|tilsagn|lånegaranti)"
            r"|\bsom\s+indstillet\b|\b(?:gen)?valgt(?:e|es)?\b|\budpeg(?:et|ede|er|es)\b|\bpeg(?:ede|er)\s+på\b",
            re.I,
        ),
    ),
    (
        Outcome.NOTED,
        re.compile(r"\b(?:til|til\s+\w+)\s*efter\w*retning\b|\btil\s+(?:orientering|underretning)\b", re.I),
    ),
    (
        Outcome.DISCUSSED,
        re.compile(r"\bdrøft(?:et|ede|er|es|else|elsen)\b|\bdebatter\w+|\bevaluer(?:et|ede)\b", re.I),
    ),
)  # fmt: skip

AMENDED = re.compile(
    r"\bmed\s+(?:de[nt]?\s+|de\s+|følgende\s+|en\s+|konkrete\s+|enkelte\s+|mindre\s+)*(?:ændring|tilføjelse|præcisering|bemærkning|rettelse|tilretning|forbehold|undtagelse|supplement|korrektion|justering|input)\w*"
    r"|\bidet\b|\bmed\s+undtagelse\s+af\b|\bdog\b|\bpå\s+(?:betingelse|vilkår)\b|\bunder\s+forudsætning\b|\bforudsat\b"
    r"|\b(?:i\s+)?ændret\s+form\b|\bmed\s+tilføjelse\b|\bsom\s+ændret\b",
    re.I,
)
"""What makes an approval one with changes or conditions."""

POINT = re.compile(
    r"(?:^|(?<=[\n.]\s)|(?<=\n))\s*(?P<points>(?:Ad\.?\s*)?(?:\d{1,2}\s*\.?\s*(?:[a-zæøå](?:\s*-\s*[a-zæøå])?)?|[A-ZÆØÅ](?=[.)]))"
    r"(?:\s*[.)]?\s*(?:-|–|og|,)\s*\d{1,2}\s*[.)]?)?[.):]?)(?=\s+(?!(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|behandl|kvartal|kr\b|mio|procent|pct|stemmer|medlem)\w*)\D)"
)  # fmt: skip
"""What numbers a point at a line's beginning: "1.", "2.-3.", "1-4", "7.a-c", "Ad 4", "A)"."""

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]?")
"""Up to a full stop, or a line's end."""

ABBREVIATION = re.compile(
    r"\b(?:nr|jf|pkt|kl|ca|mv|fx|bl\.a|f\.eks|inkl|ekskl|vedr|st|stk|d|kr|mio|evt|hhv|ift|\d{1,2})\.$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a decision, of its points where they are numbered, and where conditions stand."""

    outcome: Outcome
    points: tuple[PointOutcome, ...]
    conditions: tuple[Span, ...]


def find_outcome(text: str, span: Span) -> Found:
    """What was decided within `span`. Quotes and lines of absentees must be blanked out."""
    parts = list(_points(text, span))
    judged = [(points, *_judge(text, part)) for points, part in parts]
    numbered = [(points, outcome) for points, outcome, _ in judged if points]
    outcomes = [outcome for _, outcome in numbered if outcome is not Outcome.UNKNOWN]
    # Without numbers, or where none of them has a word for its outcome, the first clause decides.
    if not outcomes:
        outcomes = [outcome for _, outcome, _ in judged if outcome is not Outcome.UNKNOWN][:1]
    return Found(
        outcome=_together(outcomes),
        points=tuple(PointOutcome(points, outcome) for points, outcome in numbered),
        conditions=tuple(condition for *_, condition in judged if condition is not None),
    )


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """One outcome for several points: split where they fall in different classes."""
    kinds = set(outcomes)
    if kinds == {Outcome.APPROVED, Outcome.APPROVED_AMENDED}:
        return Outcome.APPROVED_AMENDED
    if len(kinds) > 1:
        # What was only talked over beside a decision does not make it another.
        kinds.discard(Outcome.DISCUSSED)
    if len(kinds) > 1:
        return Outcome.SPLIT
    return kinds.pop() if kinds else Outcome.UNKNOWN


def _points(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """The text of each numbered point; one stretch without a number where there is none."""
    marks = list(POINT.finditer(text, *span))
    first = marks[0].start() if marks else span[1]
    if text[span[0] : first].strip():
        yield "", (span[0], first)
    for position, mark in enumerate(marks):
        end = marks[position + 1].start() if position + 1 < len(marks) else span[1]
        yield " ".join(mark["points"].split()), (mark.end(), end)


def _judge(text: str, span: Span) -> tuple[Outcome, Span | None]:
    """The outcome of one point, by its first clause that has a word for one; and its condition."""
    for start, end in _sentences(text, span):
        found = [
            (match.start(), rank, outcome)
            for rank, (outcome, words) in enumerate(WORDS)
            if (match := words.search(text, start, end))
        ]
        if not found:
            continue
        outcome = _decisive(text, start, end, found)
        changed = AMENDED.search(text, min(found)[0], end)
        if changed is None or outcome not in (Outcome.APPROVED, Outcome.NOTED, Outcome.REFERRED):
            return outcome, None
        condition = (changed.start(), end)
        amended = outcome is Outcome.APPROVED
        return (Outcome.APPROVED_AMENDED if amended else outcome), condition
    return Outcome.UNKNOWN, None


def _decisive(text: str, start: int, end: int, found: list[tuple[int, int, Outcome]]) -> Outcome:
    """Of several words in one sentence the one that its main clause has: what is subordinate ("idet",
    "med bemærkning om at") comes later and decides nothing."""
    changed = AMENDED.search(text, start, end)
    main = [one for one in found if changed is None or one[0] <= changed.start()] or found
    by_rank = min(main, key=lambda one: one[1])
    return by_rank[2]


def _sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a stretch; a full stop after an abbreviation or a number ends none."""
    start: int | None = None
    for match in SENTENCE.finditer(text, *span):
        if not match[0].strip():
            continue
        start = match.start() if start is None else start
        if ABBREVIATION.search(match[0].rstrip()) and text[match.end() : match.end() + 1] == " ":
            continue
        yield start, match.end()
        start = None
    if start is not None:
        yield start, span[1]
