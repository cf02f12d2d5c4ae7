"""The labels under which Danish minutes set the parts of an item, and what each part is for.

One table for all municipalities: what a label means does not depend on who printed it.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class SectionKind(StrEnum):
    """What a section of an item is for. Passages never hold two kinds."""

    CASE = "case"
    RECOMMENDATION = "recommendation"
    CONSEQUENCES = "consequences"
    HISTORY = "history"
    ATTACHMENTS = "attachments"
    DECISION = "decision"
    ABSENCE = "absence"
    DISSENT = "dissent"
    ATTENDANCE = "attendance"
    ITEM_KIND = "item_kind"
    COMPETENCE = "competence"


LABELS: dict[SectionKind, str] = {
    SectionKind.CASE: """
        tema resume resumé sammendrag baggrund indledning fremstilling sagsfremstilling
        sagsbeskrivelse supplerende~sagsfremstilling supplerende~sagsbeskrivelse vurdering notat
        øvrige~forhold orientering:
        administrationens~vurdering forvaltningens~vurdering administrationens~bemærkninger
        forvaltningens~bemærkninger beskrivelse~af~sagen hvad~handler~sagen~om problemstilling
        løsning supplerende~oplysninger
    """,
    SectionKind.RECOMMENDATION: """
        indstilling administrationens~forslag administrationens~indstilling forvaltningens~forslag
        forvaltningens~indstilling direktionens~indstilling direktørens~indstilling
        borgmesterens~indstilling magistratens~indstilling forslag~til~beslutning
        indstilling~til~beslutning indstilling~og~beslutning forvaltningen~indstiller
        administrationen~indstiller direktionen~indstiller administrationen~anbefaler
        forvaltningen~anbefaler anbefaling
    """,
    SectionKind.CONSEQUENCES: """
        økonomi økonomi~og~finansiering økonomiske~konsekvenser økonomi~og~personale
        økonomiske~konsekvenser~og~finansiering økonomi~og~organisatoriske~konsekvenser
        økonomiske~og~personalemæssige~konsekvenser økonomiske~forhold finansiering bevilling
        bevillingsmæssige~konsekvenser
        høring dialog/høring høring,~dialog~og~formidling inddragelse borgerinddragelse
        inddragelse~og~høring lovgrundlag lovgrundlag~mv. retsgrundlag juridiske~forhold
        tidsplan tidsplan~og~proces proces videre~proces det~videre~forløb afledte~konsekvenser
        andre~konsekvenser øvrige~konsekvenser personalemæssige~konsekvenser
        miljømæssige~konsekvenser sundhedsmæssige~konsekvenser klimamæssige~konsekvenser
        klimakonsekvenser klima~og~miljø miljø bæredygtighed sundhed kommunikation
        kommunikation~og~presse handicappolitiske~konsekvenser konsekvenser
    """,
    SectionKind.HISTORY: """
        sagens~forløb sagens~historik historik tidligere~beslutninger tidligere~behandling
        tidligere~politisk~behandling beslutningshistorik
    """,
    SectionKind.ATTACHMENTS: "bilag bilagsliste bilagsfortegnelse vedhæftede~filer",
    SectionKind.DECISION: """
        beslutning beslutninger beslutningen udvalgets~beslutning byrådets~beslutning afgørelse
        udvalget~besluttede byrådet~besluttede kommunalbestyrelsen~besluttede rådet~besluttede
        bestyrelsen~besluttede økonomiudvalget~besluttede protokol referat~af~punktet
    """,
    SectionKind.ABSENCE: """
        fraværende afbud afbud~fra ikke~til~stede
        følgende~deltog~ikke~i~behandlingen~af~punktet
    """,
    SectionKind.DISSENT: """
        mindretalsudtalelse protokoltilførsel protokolbemærkning protokoludtalelse særudtalelse
        mindretalsindstilling udtalelser
    """,
    SectionKind.ATTENDANCE: "til~stede tilstede deltagere medlemmer mødedeltagere",
    SectionKind.ITEM_KIND: "punkttype sagstype",
    SectionKind.COMPETENCE: """
        sagsprocedure sagsgang beslutningen~træffes~af beslutningskompetence kompetence
        sagen~afgøres~i beslutningskompetencen
    """,
}
"""In lower case, words joined by "~"; each stands alone on its line, or in front of a colon."""

KINDS: dict[str, SectionKind] = {
    label.replace("~", " ").rstrip(":"): kind
    for kind, labels in LABELS.items()
    for label in labels.split()
}

LONGEST_LABEL = 120
"""Characters of a printed line that is a label."""

DATED_DECISION = re.compile(
    r"(?:[A-ZÆØÅ].{3,80}\s)?[Bb]eslutning(?:en)?\b.{0,80}\bden\s+\d{1,2}\s?[-.]\s?(?:\d{1,2}\s?[-.]|[a-z]+)"
    r"\s?\d{4}(?:[ ,]*(?:[Pp]unkt|[Pp]kt\.?)\s*\d{1,3})?\s*:?$"
)

HEADED_ITEM = re.compile(r"\s*(?:Dagsordenspunkt|Punkt|Pkt\.?|Sag)\s*(?:nr\.?\s*)?\d{1,3}\s*:\s*\S")
"""The heading of an item in so many words, as running text does not set it: "Punkt 3: Leje af bådpladser"."""

DECISION = "Beslutning"
"""The name that every section with a decision gets, whatever its label."""

LINES_KEPT = 4096
"""A document's lines are asked for several times, and many recur."""

_BEGINNINGS = frozenset(
    " ".join(label.split()[:count])
    for label, kind in KINDS.items()
    if kind is not SectionKind.DECISION  # "Udvalget besluttede" is no label of a column
    for count in range(1, len(label.split()) + 1)
)


_OPENING_LETTERS = 3
_OPENINGS = frozenset(label[:_OPENING_LETTERS] for label in (*KINDS, DECISION.lower()))


def opens_as_label(line: str) -> bool:
    """Whether a line begins with the first letters of a label; nearly all lines do not."""
    return line.lstrip()[:_OPENING_LETTERS].lower() in _OPENINGS


@lru_cache(maxsize=LINES_KEPT)
def label_kind(line: str) -> SectionKind | None:
    """What a line that is only a label labels; None for any other line."""
    if not opens_as_label(line):
        return None
    bare = " ".join(line.split()).rstrip(" :")
    if not bare[:1].isupper():
        return None
    return KINDS.get(bare.lower())


@lru_cache(maxsize=LINES_KEPT)
def begins_label(line: str) -> bool:
    """Whether a printed line in a label's place is a label, or the first line of a longer one."""
    if not opens_as_label(line):
        return False
    words = re.split(r"\s+", line.strip().rstrip(" :"))
    if not words[0][:1].isupper():
        return False
    return " ".join(words).lower() in _BEGINNINGS or words[0].lower().startswith("beslutning")


@lru_cache(maxsize=LINES_KEPT)
def names_decision(line: str) -> bool:
    """Whether a line labels a decision with its date: "Teknikudvalgets beslutning den 04.12.2012"."""
    return len(line) <= LONGEST_LABEL and DATED_DECISION.match(line.strip()) is not None


def heads_item(line: str) -> bool:
    """Whether a printed line says that it heads an item."""
    return HEADED_ITEM.match(line) is not None
