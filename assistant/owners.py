"""Whose words a statement is: of those who answer a consultation, a group of experts, a party that
dissents, whoever is said to mean it.

The owner is read from the documents: the dissent that holds the words, the speaker's line or the verb
they begin with ("KL mener"), the decision's body, the paper's sender. None where these do not tell: what a
memo or the description of a case says is nobody's opinion.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.model import Statement
from assistant.places import without_term
from assistant.sentences import Candidate
from index.decisions import Structure
from index.store import Index
from ingest.labels import SectionKind, label_kind
from ingest.meeting import Dissent
from ingest.model import DocumentKind, Span

POSITIONS: Final = re.compile(
    r"\b(?:hvad|hvordan)\s+(?:mener|mente|siger|sagde|synes|syntes|anbefaler|anbefalede|foreslår|foreslog|svarer"
    r"|svarede|stiller)\b|\bu?enige?\b|\buenighed\w*|\bholdning\w*|\bsynspunkt\w*|\bfor (?:og|eller) imod\b"
    r"|\bhvem (?:er|var) (?:for|imod)\b|\bwhat (?:does|do|did) .{2,60} (?:think|say|recommend|propose)\b"
    r"|\b(?:dis)?agree\w*|\bopinions?\b|\bposition of\b",
    re.IGNORECASE,
)
"""A question that asks what somebody means."""

MEANS: Final = (
    "mener|mente|anbefaler|anbefalede|foreslår|foreslog|finder|fandt|vurderer|vurderede|støtter|støttede|bakker"
    "|advarer|advarede|ønsker|ønskede|ser|frygter|kritiserer|kritiserede|efterlyser|understreger|afviser|afviste"
    "|udtaler|udtalte|bemærker|bemærkede|peger|noterer|opfordrer|opfordrede"
    r"|vil (?:\w+ ){0,4}?(?:anbefale|foreslå|opfordre|advare)"
    r"|kan (?:\w+ ){0,3}(?:støtte|bakke|tilslutte|anbefale|godkende)|er (?:\w+ )?(?:enige?|uenige?|imod|positive?|skeptiske?|bekymrede?)"
)
NAMED: Final = r"[A-ZÆØÅ][\wæøå.-]*(?: (?:og |af |for |i |ved )?[A-ZÆØÅ(][\wæøåÆØÅ.()-]*){0,4}"
BEGINS: Final = re.compile(rf"[”\"»]?(?P<who>{NAMED}) (?:{MEANS})\b")
ACCORDING: Final = re.compile(
    rf"(?:^|, )(?i:ifølge|mener|anbefaler|finder|vurderer) (?P<who>{NAMED})(?=[ ,.])"
    rf"|^I (?P<eyes>{NAMED})['’]?s? (?:optik|øjne)\b|^Efter (?P<view>{NAMED})['’]?s? (?:opfattelse|mening|vurdering)\b"
)
NOBODY: Final = frozenset(
    "det der den de man vi jeg i dette disse denne han hun begge alle nogle flere ingen mange som hvis når".split()
)
SPEAKS: Final = re.compile(
    r"(?P<who>[A-ZÆØÅ][\w.-]+(?: [A-ZÆØÅ][\w.-]+){1,4} \([A-ZÆØÅ]{1,3}\)):\s"
)
"""The line of a speaker: name, party, colon."""

BORDER: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ”\"»])")

VOICES: Final = (DocumentKind.CONSULTATION_RESPONSE, DocumentKind.RECOMMENDATION)
"""Papers that say what their sender means."""

AGAINST: Final = re.compile(
    r"\buenige?\b|\bikke enige?\b|(?<!godt )(?<!tage )(?<!tager )(?<!tog )\bimod\b|\bmodsætter sig\b|\bafvise[rs]?\b|\bkan ikke (?:\w+ ){0,2}(?:støtte|bakke|tilslutte)"
    r"|\bstøtter ikke\b|\badvare[rs]?\b|\bbekymr\w+|\bskeptisk\w*|\bkritis(?:k|er)\w*|\bforbehold\b|\btager afstand\b"
    r"|\bbør ikke\b(?! (?:kun|alene|blot)\b)|\bproblematisk\w*",
    re.IGNORECASE,
)
"""What shows that somebody does not agree."""

OFFICIAL: Final = re.compile(
    r"(?:administration|forvaltning|center|direktion|[\w, -]*udvalg|[\w, -]*råd(?:et)?\b|kommunalbestyrelse)",
    re.IGNORECASE,
)
"""Those who propose and decide: that both are quoted is no difference of opinion."""

AGREE: Final = re.compile(
    r"\bu?enige?\b|\buenighed\w*|\bfor (?:og|eller) imod\b|\b(?:dis)?agree\w*", re.IGNORECASE
)

HITS: Final = 20
"""Passages in which the other side is looked for."""

OF_PASSAGE: Final = 6
"""Candidates of a passage that are looked at."""

FARTHEST: Final = 4.0
"""How far below the best one the other side may lie: that is about eight passages of rank."""

MOST_WORDS: Final = 8
"""Of an owner's name; a sender may be told with its address."""


def asks_positions(question: str) -> bool:
    """Whether a question asks what somebody means."""
    return POSITIONS.search(question) is not None


def owner_of(structure: Structure, span: Span, text: str) -> str | None:
    """Whose words a span of a document is, `text` being what is quoted; None where that is not told."""
    for item in structure.items:
        for decision in item.decisions:
            for dissent in decision.dissents:
                if _mostly(span, dissent.span):
                    return _with_party(dissent)
    first, *others = [_said(sentence) for sentence in BORDER.split(text)]
    owner = first or _of_section(structure, span) or _of_paper(structure)
    # What several say in one quote is nobody's alone.
    alone = owner is None or all(same_owner(owner, other) for other in others if other)
    return owner if alone else None


def _with_party(dissent: Dissent) -> str:
    named = dissent.party is None or f"({dissent.party})" in dissent.who
    return dissent.who if named else f"{dissent.who} ({dissent.party})"


def _said(text: str) -> str | None:
    """Who is said to say a sentence, by a speaker's line or a verb of meaning."""
    for found in (SPEAKS.match(text), BEGINS.match(text), ACCORDING.search(text)):
        who = next(filter(None, found.groupdict().values()), "") if found else ""
        if who and who.split()[0].lower() not in NOBODY:
            return re.sub(r"['’]s?$", "", who).strip(" ,.")
    return None


def _of_section(structure: Structure, span: Span) -> str | None:
    """The body whose decision a span is."""
    for item in structure.items:
        for section in item.sections:
            if section.start <= span[0] < section.end:
                decided = label_kind(section.name) is SectionKind.DECISION
                body = structure.document.organization
                return without_term(body) if decided and body else None
    return None


def _of_paper(structure: Structure) -> str | None:
    """Who sends a paper that says what its sender means."""
    if structure.document.kind not in VOICES:
        return None
    sender = next((fact.value for fact in structure.facts if fact.name == "sender"), None)
    return " ".join(sender.split()[:MOST_WORDS]) if sender else None


def _mostly(span: Span, other: Span) -> bool:
    """Whether at least half of a span lies within another one."""
    shared = min(span[1], other[1]) - max(span[0], other[0])
    return 2 * shared >= span[1] - span[0]


def same_owner(one: str, other: str) -> bool:
    """Whether two names are of the same: "Ekspertgruppen", and the same with what it is for."""
    first, second = one.lower().split(), other.lower().split()
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


def named_in(owner: str, question: str) -> bool:
    """Whether a question names an owner, by the first word of its name."""
    return (
        re.search(rf"\b{re.escape(owner.split(maxsplit=1)[0])}", question, re.IGNORECASE)
        is not None
    )


def owned(index: Index, question: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with their owners, where a question asks what somebody means, or where they are of
    several, of whom one has an opinion."""
    asked = asks_positions(question)
    if not asked and len(statements) < 2:
        return tuple(statements)
    owners = []
    for one in statements:
        structure = index.structure(one.citations[0].document.key)
        owners.append(owner_of(structure, one.span, one.text))
    opinions = any(name and not OFFICIAL.match(name) for name in owners)
    if not asked and not (opinions and _several(owners)):
        return tuple(statements)
    return tuple(replace(one, owner=name) for one, name in zip(statements, owners, strict=True))


def _several(owners: Iterable[str | None]) -> bool:
    names = [name for name in owners if name]
    return any(not same_owner(names[0], name) for name in names)


def disagree(statements: Sequence[Statement]) -> bool:
    """Whether statements of several owners show a sign that these do not agree."""
    return _several(one.owner for one in statements) and any(
        one.owner and AGAINST.search(one.text) for one in statements
    )


def sides(index: Index, question: str, ranked: Sequence[Candidate]) -> list[Candidate]:
    """Candidates, best first, with one of each side in front: of the owners that a question of positions
    names, or of the first two where it asks whether they agree. As they are where there is but one."""
    if not asks_positions(question) or not ranked:
        return list(ranked)
    best: dict[str, Candidate] = {}
    for one, owner in _of_owners(index, ranked):
        known = any(same_owner(owner, other) for other in best)
        near = one.score >= ranked[0].score - FARTHEST or named_in(owner, question)
        if near and not known:
            best[owner] = one
    named = [one for owner, one in best.items() if named_in(owner, question)]
    found = named if len(named) > 1 else list(best.values())[:2] if AGREE.search(question) else []
    if len(found) < 2:
        return list(ranked)
    front = [replace(one, score=ranked[0].score) for one in found]
    return [*front, *(one for one in ranked if one not in found)]


def _of_owners(index: Index, ranked: Sequence[Candidate]) -> Iterator[tuple[Candidate, str]]:
    """The first candidates of each passage that have an owner, best first."""
    structures: dict[int, Structure] = {}
    seen = Counter[int]()
    for one in ranked:
        seen[one.hit.passage] += 1
        if seen[one.hit.passage] > OF_PASSAGE:
            continue
        key = one.hit.document.key
        structures[key] = structures.get(key) or index.structure(key)
        if owner := owner_of(structures[key], one.span, one.text):
            yield one, owner
