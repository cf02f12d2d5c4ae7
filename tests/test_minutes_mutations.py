"""What is read of minutes follows their text: change the text, and the data change with it or are
gone. No name, number or outcome stands in the data that does not stand in the text."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from minutes_generator import sittings
from minutes_layouts import LAYOUTS, typeset
from minutes_reading import read_minutes

from ingest.items import find_items
from ingest.meeting import Outcome
from ingest.minutes import understand

MOST = 15
"""Places at which one change is tried, drawn from all there are."""

NEW_NAMES = ("Zita Ravnsborg", "Xerxes Qvistgaard", "Wilma Zachariasen")
NUMERALS = "nul én to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten".split()

REAL = (
    "greve-2022/2022-09-05 Byråd 2022-2025 d027dca2.pdf",
    "greve-2022/2022-10-03 Byråd 2022-2025 cc763b18.pdf",
    "greve-2022/2022-11-28 Økonomiudvalget 72a71a3d.pdf",
    "greve-2022/2022-11-15 Skole-, Børne- og Ungeudvalget 6675dd1c.pdf",
    "greve-2022/2022-11-14 Sundheds- og Omsorgsudvalget c0fdb5f3.pdf",
    "alleroed-2014-03-12/2014-03-12 EBU referat.pdf",
    "ballerup-2012/Sundheds- og Forebyggelsesudvalget.pdf",
)


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    """One meeting of each layout, read from its PDF file."""
    folder = tmp_path_factory.mktemp("invented")
    documents = []
    for sitting in sittings()[: len(LAYOUTS)]:
        path = folder / sitting.document
        path.write_bytes(typeset(sitting))
        documents.append(read_minutes(path))
    return documents


@cache
def real_documents(folder):
    return [read_minutes(folder / "corpus" / name) for name in REAL]


def again(document):
    """The minutes that are in the document's text as it is now."""
    items = find_items(document.text)
    return understand(document.text, items, document.pages, document.organization, document.date)


def edited(document, *changes):
    """The document with other text in some spans. New letters stand where the old ones stood."""
    for (start, end), new in sorted(changes, reverse=True):
        pages = []
        for page in document.pages:
            cut = [min(max(place - page.start, 0), len(page.origin)) for place in (start, end)]
            here = page.start <= start < page.end
            anchor = page.origin[min(cut[0], len(page.origin) - 1)] if len(page.origin) else 0
            put = np.full(len(new) if here else 0, anchor, dtype=page.origin.dtype)
            origin = np.concatenate([page.origin[: cut[0]], put, page.origin[cut[1] :]])
            begin = pages[-1].start + len(pages[-1].origin) if pages else 0
            pages.append(replace(page, start=begin, origin=origin))
        text = document.text[:start] + new + document.text[end:]
        document = replace(document, text=text, pages=tuple(pages))
    return document


def letters(text):
    return re.sub(r"[\s()]+", "", text).lower()


def groundless(text, minutes):
    """All that the data hold and the text does not."""
    for item in minutes.items:
        within = letters(text[item.start : item.end])
        said = [item.case_number or "", *(one.name for one in item.absent)]
        yield from (value for value in said if letters(value) not in within)
        for one in item.attachments:
            words = iter(text[slice(*one.span)].split())  # what stands between may be left out
            if not all(word in words for word in one.name.split()):
                yield one.name
        for decision in item.decisions:
            yield from _groundless_decision(text, decision)


def _groundless_decision(text, decision):
    written = text[slice(*decision.span)]
    within = letters(written)
    votes = [decision.vote, *decision.other_votes] if decision.vote else decision.other_votes
    said = [decision.referred_to or ""]
    for vote in votes:
        said += [*vote.voted_for, *vote.against, *vote.abstained]
        counts = (vote.for_count, vote.against_count, vote.abstained_count)
        yield from (n for n in counts if n is not None and not _number_in(n, written))
        if vote.unanimous and not re.search(r"enstemmig|enig", written, re.IGNORECASE):
            yield "unanimous"
    for dissent in decision.dissents:
        said += [dissent.who, dissent.text, dissent.party or ""]
    said += [person.name for person in decision.absent]
    yield from (value for value in said if letters(value) not in within)
    if not within and decision.outcome is not Outcome.UNKNOWN:
        yield decision.outcome


def _number_in(number, written):
    words = {str(number), *NUMERALS[number : number + 1]} | ({"en", "et"} if number == 1 else set())
    return bool(words & set(re.findall(r"\w+", written.lower())))


def current(minutes, number):
    """This meeting's decision on an item, or None."""
    item = next((one for one in minutes.items if one.number == number), None)
    return next((one for one in item.decisions if not one.earlier), None) if item else None


def some(found):
    """A part of them, the same at every run; there must be some."""
    assert found
    return random.Random(len(found)).sample(found, min(MOST, len(found)))


def chosen(documents, fit):
    """Decisions that fit: document, its minutes, the item's number, the decision."""
    return some(
        [
            (document, item.number, decision)
            for document, minutes in documents
            for item in minutes.items
            if (decision := current(minutes, item.number)) and fit(decision)
        ]
    )


def named(decision):
    vote = decision.vote
    everybody = [*vote.voted_for, *vote.against, *vote.abstained] if vote else []
    return [name for name in everybody if re.match(r"[A-ZÆØÅ][\w.-]+ .*[a-zæøå]{2}", name)]


@pytest.fixture(scope="module", params=["invented", "real"])
def documents(request):
    if request.param == "invented":
        found = request.getfixturevalue("invented")
    else:
        found = real_documents(request.getfixturevalue("shared"))
    return [(document, again(document)) for document in found]


def test_everything_read_stands_in_the_text(documents):
    for document, minutes in documents:
        assert list(groundless(document.text, minutes)) == []


def test_without_its_vote_a_decision_names_no_voters(documents):
    for document, number, decision in chosen(documents, lambda one: one.vote is not None):
        changed = edited(document, (decision.vote.span, ""))
        after = again(changed)
        assert list(groundless(changed.text, after)) == []
        left = current(after, number)
        if left and left.vote:
            written = letters(changed.text[slice(*left.span)])
            gone = {name for name in named(decision) if letters(name) not in written}
            assert not gone & set(named(left))


def test_another_name_in_the_text_is_another_name_in_the_data(documents):
    for place, (document, number, decision) in enumerate(chosen(documents, named)):
        old = re.sub(r"\s*\(.*", "", named(decision)[place % len(named(decision))])
        new = NEW_NAMES[place % len(NEW_NAMES)]
        spans = [match.span() for match in re.finditer(re.escape(old), document.text)]
        changed = edited(document, *((span, new) for span in spans))
        after = current(again(changed), number)
        assert named(after) == [name.replace(old, new) for name in named(decision)]


def test_an_emptied_decision_has_no_outcome_no_vote_and_no_dissent(documents):
    emptied = 0
    for document, number, decision in chosen(documents, _has_text):
        changed = edited(document, (decision.span, ""))
        after = again(changed)
        assert list(groundless(changed.text, after)) == []
        left = current(after, number)
        if left is None:
            emptied += 1
        elif not changed.text[slice(*left.span)].strip():
            emptied += 1
            assert left.outcome is Outcome.UNKNOWN
            assert (left.vote, left.dissents, left.referred_to) == (None, (), None)
    assert emptied >= 0.9 * MOST


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Udsat.", Outcome.POSTPONED),
        ("Taget til efterretning.", Outcome.NOTED),
        ("Forslaget blev forkastet.", Outcome.REJECTED),
        ("Godkendt.", Outcome.APPROVED),
    ],
)
def test_another_decision_has_another_outcome_and_nothing_of_the_old_one(documents, text, outcome):
    for document, number, decision in chosen(documents, _has_text)[: MOST // 4]:
        tail = re.search(r"\s*$", document.text[slice(*decision.span)])[0]
        changed = edited(document, (decision.span, text + tail))
        after = again(changed)
        assert list(groundless(changed.text, after)) == []
        left = current(after, number)
        assert (left.outcome, left.vote, left.dissents) == (outcome, None, ())


def test_without_their_names_nobody_is_absent(documents):
    for document, number, decision in chosen(documents, lambda one: one.absent):
        names = {person.name for person in decision.absent}
        spans = [person.span for person in decision.absent if person.span]
        changed = edited(document, *((span, "") for span in spans))
        after = again(changed)
        assert spans
        assert list(groundless(changed.text, after)) == []
        left = current(after, number)
        assert left is None or not names & {person.name for person in left.absent}


def test_another_number_of_votes_is_another_number_in_the_data(documents):
    def counted(decision):
        return decision.vote and decision.vote.for_count is not None

    for document, number, decision in chosen(documents, counted):
        vote = decision.vote
        written = document.text[slice(*vote.span)]
        figures = list(re.finditer(rf"\b{vote.for_count}\b", written))
        if len(figures) == 1 and vote.for_count != vote.against_count:
            start, end = (vote.span[0] + place for place in figures[0].span())
            changed = edited(document, ((start, end), str(vote.for_count + 2)))
            after = current(again(changed), number)
            assert after.vote.for_count == vote.for_count + 2
            assert after.vote.against_count == vote.against_count


def test_another_case_number_in_the_text_is_another_in_the_data(documents):
    cased = [(document, item) for document, minutes in documents for item in minutes.items
             if item.case_number]  # fmt: skip
    for document, item in some(cased):
        place = document.text.find(item.case_number, item.start, item.end)
        assert place >= 0
        at = next(n for n, one in reversed(list(enumerate(item.case_number))) if one.isdigit())
        new = str((int(item.case_number[at]) + 1) % 10)
        changed = edited(document, ((place + at, place + at + 1), new))
        after = next(one for one in again(changed).items if one.number == item.number)
        assert after.case_number == item.case_number[:at] + new + item.case_number[at + 1 :]


def _has_text(decision):
    return decision.span[1] > decision.span[0]
