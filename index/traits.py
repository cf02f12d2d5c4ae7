"""What a passage of minutes holds, and what a question asks for: a vote, an absentee, a case number.

Both are sets of the same traits, so that search can prefer passages that hold what is asked for.
The words of a question decide; a table says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntFlag

from ingest.labels import DECISION, SectionKind, label_kind
from ingest.meeting import AgendaItem, Decision, Span
from ingest.model import Document, Passage
from ingest.words import CASE_NUMBER


class Trait(IntFlag):
    """One bit each, as the catalog stores them."""

    DECISION = 1
    VOTE = 2
    DISSENT = 4
    ABSENCE = 8
    FOLLOW_UP = 16
    CASE_NUMBER = 32
    ATTACHMENTS = 64
    ATTENDANCE = 128
    EARLIER = 256
    RECOMMENDATION = 512


NO_TRAIT = Trait(0)

ASKED: tuple[tuple[Trait, re.Pattern[str]], ...] = (
    (
        Trait.VOTE,
        re.compile(
            r"\bstem(?:te|mer|t|mes|ning|metal|merne|mefordeling)\w*|\bafstemning\w*|\bflertal\w*"
            r"|\bsagde (?:ja|nej)\b|\bbakke(?:de|r)? op\b|\bgik (?:imod|ind for)\b|\bvar (?:imod|for)\b"
            r"|\bfordelte .{0,40}sig\b|\bfordeling af stemmer|\bundlod\b|\bmodstander\w*|\bhvem .{0,300}\bimod\b"
            r"|\bvot(?:e|ed|es|ing)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Trait.DISSENT,
        re.compile(
            r"\bmindretal\w*|\bprotokol(?:tilførsel|leret|udtalelse|bemærkning)\w*|\btil protokol\b"
            r"|\bdissens\w*|\bforbehold\b|\bbegrund\w+.{0,300}\b(?:imod|nej|ikke)\b|\bsagde nej\b"
            r"|\bhvorfor\b.{0,300}\b(?:imod|nej|ikke ville|ikke kunne støtte)\b|\bdissent\w*",
            re.IGNORECASE,
        ),
    ),
    (
        Trait.ABSENCE,
        re.compile(
            r"\bmangle(?:de|r)\b|\bfraværende\b|\bafbud\b|\bikke til stede\b|\bdeltog ikke\b|\bikke (?:kom|mødte)\b"
            r"|\bmeldte fra\b|\babsent\b|\bmissing\b"
            # Pupils and staff are absent, too: of a meeting only where one, or a person, is named nearby.
            r"|\b(?:hvem|nogen)\b.{0,200}\bfravær\b|\bfravær(?:et)?\b.{0,200}\bmøde|\bmøde.{0,200}\bfravær\b"
            r"|(?:udvalg|byråd).{0,200}(?<!\bom )\bfravær\W*$"
            # And who had no part in an agreement was not absent.
            r"|\bvar (?:[\w-]+ ){0,4}(?:væk\b|ikke med\b(?! i (?!.{0,40}(?:udvalg|byråd))))",
            re.IGNORECASE,
        ),
    ),
    (
        Trait.DECISION,
        re.compile(
            r"\bhvordan (?:endte|gik det)\b|\bresultat(?:et)? af (?:punkt|sag|behandling)\w*|\bbeslut\w*|\bvedtog\b"
            r"|\bvedtaget\b|\budfald\w*|\bgodkend(?:te|t)\b|\bafvist\w*|\budsat\b|\bafgjor(?:de|t)\b|\bafgørelse\w*"
            r"|\bhvad (?:blev der|endte|sagde) .{0,300}(?:udvalg|råd|bestyrelse)|\bdecid\w+|\boutcome\b|\bapproved?\b",
            re.IGNORECASE,
        ),
    ),
    (
        Trait.FOLLOW_UP,
        re.compile(
            r"\bbetingelse\w*|\bevaluer\w*|\bopfølg\w*|\bvende(?:r)? tilbage\b|\b(?:kigge|se) på .{0,12}igen\b"
            r"|\bnår skal .{0,300}igen\b|\bfollow.?up\b",
            re.IGNORECASE,
        ),
    ),
    (
        Trait.CASE_NUMBER,
        re.compile(
            r"\bsags?(?:nr|nummer|numre)\w*|\bsag(?:s)? nr\b|\bjournaln\w+|\bcase n\w+"
            rf"|{CASE_NUMBER.pattern}",
            re.IGNORECASE,
        ),
    ),
    (
        Trait.ATTACHMENTS,
        re.compile(
            r"\bbilag\w*|\bvedhæft\w*|\bvedlag(?:t|te|de)\b|\battach\w+|\bappendi\w+", re.IGNORECASE
        ),
    ),
    (
        Trait.RECOMMENDATION,
        re.compile(
            r"\bfortilfælde\b|\bpræcedens\w*|\b(?:andre|tidligere) eksempler\b|\blignende sager\b"
            r"|\bplejer (?:vi|man|udvalget|byrådet|kommunen)\b|\bhvordan har (?:vi|man|udvalget|byrådet)\b"
            r"|\bhar (?:vi|man|udvalget|byrådet|kommunen) (?:før|tidligere)\b|\bprecedents?\b|\bindstill(?:ede|et|er)\b"
            r"|\bhvad (?:foreslog|anbefalede) (?:forvaltningen|administrationen|centret)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Trait.ATTENDANCE,
        re.compile(
            r"\bhvem (?:deltog|var med|var til stede|sad med)\b|\bdeltagere\b|\b(?:udvalgs)?formand\w*"
            r"|\bhvor (?:foregik|holdt|blev) mødet\b|\bhvornår (?:begyndte|sluttede) mødet\b|\bchair\w*",
            re.IGNORECASE,
        ),
    ),
)
"""Which words of a question ask for which trait."""


def asked_for(question: str) -> Trait:
    """The traits that a question asks for; none for most questions."""
    asked = NO_TRAIT
    for trait, words in ASKED:
        if words.search(question):
            asked |= trait
    return asked


def traits_of(document: Document, passage: Passage) -> Trait:
    """The traits of one of a document's passages."""
    traits = NO_TRAIT
    if passage.section == DECISION:
        traits |= Trait.DECISION
    elif passage.section and label_kind(passage.section) is SectionKind.RECOMMENDATION:
        traits |= Trait.RECOMMENDATION
    if passage.item is not None:
        traits |= _of_item(document.items[passage.item], passage)
    if document.meeting is not None:
        meeting = document.meeting
        if _any_within(passage, (person.span for person in meeting.participants)):
            traits |= Trait.ATTENDANCE
        if _any_within(passage, (person.span for person in meeting.absent)):
            traits |= Trait.ABSENCE
    return traits


def _of_item(item: AgendaItem, passage: Passage) -> Trait:
    traits = NO_TRAIT
    if item.case_number and passage.start <= item.start < passage.end:
        traits |= Trait.CASE_NUMBER
    if _any_within(passage, (person.span for person in item.absent)):
        traits |= Trait.ABSENCE
    if _any_within(passage, (attachment.span for attachment in item.attachments)):
        traits |= Trait.ATTACHMENTS
    for decision in item.decisions:
        traits |= _of_decision(decision, passage)
    return traits


def _of_decision(decision: Decision, passage: Passage) -> Trait:
    traits = NO_TRAIT
    votes = [vote for vote in (decision.vote, *decision.other_votes) if vote is not None]
    if _any_within(passage, (vote.span for vote in votes)):
        traits |= Trait.VOTE
    if _any_within(passage, (dissent.span for dissent in decision.dissents)):
        traits |= Trait.DISSENT
    later = [follow_up.span for follow_up in decision.follow_ups]
    if _any_within(passage, [*later, *decision.conditions]):
        traits |= Trait.FOLLOW_UP
    if decision.earlier and _any_within(passage, [decision.span]):
        traits |= Trait.EARLIER
    return traits


def _any_within(passage: Passage, spans: Iterable[Span | None]) -> bool:
    """Whether the passage holds the beginning of one of the spans."""
    return any(span is not None and passage.start <= span[0] < passage.end for span in spans)
