"""Question candidates drafted from a collection, for people to edit, or for a ranking to learn from.

Each names a place that was checked: its quote stands on its page, whole in one passage, and only once
in its document. Where the same words stand in other documents too, these are named as well, or the
question is left out, for they may answer another one there. Words that many documents share say
nothing of one of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from assistant.cite import as_quoted
from eval.draft_minutes import from_minutes
from eval.draft_numbers import number_question
from eval.draft_parts import (
    MOST_PLACES,
    Candidate,
    Usage,
    heading,
    in_sentence,
    says_something,
    usage,
)
from eval.relevance import Place
from index import reader
from index.decisions import Structure
from index.reader import StoredPassage
from index.store import Index
from ingest.model import DocumentKind, PageReading
from ingest.words import normalise

LEAST = 20
"""Characters of a quote after normalisation: fewer may stand anywhere."""

LONGEST = 400
"""Characters of a quote: a longer one is read by nobody."""

SHORT = (8, 80)
"""Characters of a heading that is asked about."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted question, as `eval.questions.Question` has it, without an id."""

    question: str
    kind: str
    relevant: tuple[Place, ...]
    answer: str


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """One document with its passages; its text, and theirs, in the form in which quotes are
    compared."""

    structure: Structure
    passages: tuple[StoredPassage, ...]
    normalised: str
    parts: tuple[str, ...]


def draft(index: Index, count: int | None = None, seed: int = 1) -> list[Draft]:
    """Up to `count` questions, or all that can be made. The same index and seed give the same. Sources
    (votes, decisions, numbers, …) take turns, so that a few questions show all of them."""
    collection = _read(index)
    habits = usage([one.structure for one in collection])
    sources: dict[str, list[tuple[_Read, Candidate]]] = {}
    for read in collection:
        for candidate in _candidates(read, habits):
            sources.setdefault(candidate.source, []).append((read, candidate))
    chance = random.Random(seed)  # noqa: S311  a draw that can be drawn again, no secret
    for name in sorted(sources):
        chance.shuffle(sources[name])
    drafts: dict[str, Draft] = {}
    for read, candidate in _in_turns([sources[name] for name in sorted(sources)]):
        if count is not None and len(drafts) >= count:
            break
        places = _places(index, collection, read, candidate)
        if places and candidate.question not in drafts:
            drafts[candidate.question] = Draft(
                candidate.question, candidate.kind, places, candidate.answer
            )
    return list(drafts.values())


def _read(index: Index) -> list[_Read]:
    collection = []
    for document in index.documents():
        with index.catalog.snapshot() as connection:
            ids = reader.passage_ids(connection, [document.key]).tolist()
            passages = tuple(reader.passage(connection, passage) for passage in ids)
        structure = index.structure(document.key)
        parts = tuple(normalise(passage.text) for passage in passages)
        collection.append(_Read(structure, passages, normalise(structure.text), parts))
    return collection


def _candidates(read: _Read, habits: Usage) -> Iterator[Candidate]:
    yield from from_minutes(read.structure, habits)
    for passage in read.passages:
        yield from _from_sentences(read.structure, passage, habits.small)
    if read.structure.document.kind is not DocumentKind.MINUTES:
        yield from _from_headings(read, habits.small)


def _from_sentences(
    structure: Structure, passage: StoredPassage, known: AbstractSet[str]
) -> Iterator[Candidate]:
    for span in passage.sentences:
        if says_something(structure.text, span):
            made = number_question(structure.text[slice(*span)], known)
            if made:
                yield Candidate("number", "number", made[0], span, made[1], shared="")


def _from_headings(read: _Read, known: AbstractSet[str]) -> Iterator[Candidate]:
    """What stands first under each heading of a document that is no minutes."""
    text, title = read.structure.text, read.structure.document.title
    seen: set[str] = set()
    for passage in read.passages:
        about = heading(passage.section or (passage.item.title if passage.item else ""))
        if not SHORT[0] <= len(about) <= SHORT[1] or about in seen or about == title:
            continue
        told = next((one for one in passage.sentences if says_something(text, one)), None)
        if told:
            seen.add(about)
            question = f"Hvad står der om {in_sentence(about, known)} i {title}?"
            yield Candidate("heading", "fact", question, told, as_quoted(text[slice(*told)]), "")


def _in_turns(
    groups: Sequence[Sequence[tuple[_Read, Candidate]]],
) -> Iterator[tuple[_Read, Candidate]]:
    for turn in range(max(map(len, groups), default=0)):
        yield from (group[turn] for group in groups if turn < len(group))


def _places(
    index: Index, collection: Sequence[_Read], read: _Read, candidate: Candidate
) -> tuple[Place, ...]:
    """Where the candidate's words stand, its own document first; empty where they prove nothing."""
    quote = as_quoted(read.structure.text[slice(*candidate.span)])
    words = normalise(quote)
    holders = [one for one in collection if words in one.normalised]
    if not (len(words) >= LEAST and len(quote) <= LONGEST) or len(holders) > MOST_PLACES:
        return ()
    anchor = normalise(candidate.shared or "")
    if len(holders) > 1 and (
        candidate.shared is None or any(anchor not in one.normalised for one in holders)
    ):
        return ()
    places = []
    for one in sorted(holders, key=lambda holder: holder is not read):
        page = _page(index, one, words) if one.normalised.count(words) == 1 else None
        if page is None:
            return ()
        places.append(Place(one.structure.document.name, page, quote))
    return tuple(places)


def _page(index: Index, read: _Read, words: str) -> int | None:
    """The page on which the words stand whole, in a passage that holds them whole."""
    for passage, part in zip(read.passages, read.parts, strict=True):
        if words in part:
            for page in index.pages(read.structure.document, passage.span):
                # What was recognised on a scan may be misread: it is no truth to measure by.
                if page.reading is not PageReading.OCR and words in normalise(page.printed):
                    return page.number
    return None
