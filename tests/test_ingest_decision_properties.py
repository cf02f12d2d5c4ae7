"""What holds for every decision, invented or real: the data follow the text, and add nothing."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.decision import read_decision
from ingest.meeting import Outcome
from ingest.vote_words import NUMBER_WORDS

BEFORE = "Punkt 3 blev udsat. Imod stemte Eva Udenfor (Z).\nBeslutning\n"
AFTER = "\nAfbud: Eva Udenfor (Z)\nFor stemte 99 (Z)."

PEOPLE = ("Ida Krog (A)", "Bo Hede (F)", "Liv Toft Skov (V)", "Ole Ravn (C)", "Åse Ø. Lund (Ø)",
          "Hans-Jørgen Bæk (UP)")  # fmt: skip
DECIDED = {
    "Godkendt.": Outcome.APPROVED,
    "Indstillingen blev tiltrådt.": Outcome.APPROVED,
    "Godkendt med den ændring, at fristen er 1. maj.": Outcome.APPROVED_AMENDED,
    "Forslaget blev forkastet.": Outcome.REJECTED,
    "Udvalget anbefaler over for Byrådet, at planen vedtages.": Outcome.REFERRED,
    "Udsat til næste møde.": Outcome.POSTPONED,
    "Orienteringen blev taget til efterretning.": Outcome.NOTED,
    "Drøftet.": Outcome.DISCUSSED,
    "1. Godkendt.\n2. Udsat.": Outcome.SPLIT,
    "Formanden bød velkommen.": Outcome.UNKNOWN,
}
VOTED = (
    "For stemte {ayes}. Imod stemte {noes}.",
    "{ayes} stemte for, mens {noes} stemte imod.",
    "For stemte {n} ({ayes}), imod stemte {m} ({noes}).",
    "Et flertal bestående af {ayes} stemte for. Et mindretal bestående af {noes} stemte imod.",
)
STATED = (
    "{who} ønskede følgende ført til protokol: ”{text}”",
    "Mindretalsudtalelse fra {who}: {text}",
)
WORDS = ("Det er for dyrt.", "Naboerne burde være spurgt, før planen blev vedtaget.")
REST = ("Ordningen evalueres efter 1 år.", "Formanden takkede.", "Udvalget ønsker en status i maj.")


def joined(names):
    return " og ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def read(text):
    span = (len(BEFORE), len(BEFORE) + len(text))
    whole = BEFORE + text + AFTER
    return whole, read_decision(whole, span, organization=None, date=None, earlier=False)


@st.composite
def decisions(draw):
    """The parts of a decision: what was decided, the vote and its sides, a dissent, the rest."""
    people = draw(st.permutations(PEOPLE))
    cut = draw(st.integers(1, 4))
    ayes, noes = people[:cut], people[cut : draw(st.integers(cut + 1, 5))]
    vote = draw(st.sampled_from(VOTED)).format(
        ayes=joined(ayes), noes=joined(noes), n=len(ayes), m=len(noes)
    )
    stated = draw(st.sampled_from(STATED)).format(who=people[5], text=draw(st.sampled_from(WORDS)))
    return {
        "decided": draw(st.sampled_from(list(DECIDED))),
        "vote": vote,
        "ayes": ayes,
        "noes": noes,
        "stated": draw(st.sampled_from(["", stated])),
        "rest": draw(st.sampled_from(["", *REST])),
    }


def written(parts, *left_out):
    names = ("decided", "vote", "stated", "rest")
    return "\n".join(parts[name] for name in names if name not in left_out and parts[name])


def groundless(whole, decision):
    """All that the data hold and the text of the decision does not."""
    start, end = decision.span
    text = whole[start:end]
    flat = " ".join(text.split())
    votes = [vote for vote in (decision.vote, *decision.other_votes) if vote]
    names = [name for vote in votes for name in (*vote.voted_for, *vote.against, *vote.abstained)]
    names += [vote.on for vote in votes if vote.on]
    names += [one.who for one in decision.dissents] + [one.name for one in decision.absent]
    names += [decision.referred_to] if decision.referred_to else []
    names += [one.points for one in decision.points]
    names += [one.what for one in decision.follow_ups]
    yield from (name for name in names if name not in flat)
    yield from (one.text for one in decision.dissents if one.text != whole[slice(*one.span)])
    numbers = {number for vote in votes
               for number in (vote.for_count, vote.against_count, vote.abstained_count)
               if number is not None}  # fmt: skip
    written_numbers = {int(number) for number in re.findall(r"\d+", text)}
    written_numbers |= {NUMBER_WORDS[word] for word in re.findall(r"\w+", text.lower())
                        if word in NUMBER_WORDS}  # fmt: skip
    yield from numbers - written_numbers
    spans = [*(one.span for one in (*votes, *decision.dissents, *decision.follow_ups)),
             *(one.span for one in decision.absent), *decision.conditions]  # fmt: skip
    yield from (span for span in spans if not start <= span[0] < span[1] <= end)


@given(decisions())
@settings(max_examples=300)
def test_the_data_are_those_of_the_text_and_nothing_around_it(parts):
    whole, decision = read(written(parts))
    assert list(groundless(whole, decision)) == []
    assert decision.outcome is DECIDED[parts["decided"]]
    assert decision.vote.voted_for == tuple(parts["ayes"])
    assert decision.vote.against == tuple(parts["noes"])
    assert len(decision.dissents) == bool(parts["stated"])


@given(decisions())
@settings(max_examples=150)
def test_without_the_sentence_on_the_vote_there_is_no_vote(parts):
    _, decision = read(written(parts, "vote"))
    assert (decision.vote, decision.other_votes) == (None, ())
    assert decision.outcome is DECIDED[parts["decided"]]


@given(decisions())
@settings(max_examples=150)
def test_other_names_in_the_text_are_other_names_in_the_data(parts):
    text = written(parts)
    one, other = parts["ayes"][0], parts["noes"][0]
    swapped = text.replace(one, "\0").replace(other, one).replace("\0", other)
    before, after = read(text)[1].vote, read(swapped)[1].vote
    exchange = {one: other, other: one}
    for side in ("voted_for", "against", "abstained"):
        assert getattr(after, side) == tuple(exchange.get(n, n) for n in getattr(before, side))
    assert (after.for_count, after.against_count) == (before.for_count, before.against_count)


@pytest.mark.parametrize("text", ["", "-", "\n", " – ", "Intet."])
def test_an_emptied_decision_tells_nothing(text):
    _, decision = read(text)
    assert decision.outcome is Outcome.UNKNOWN
    assert (decision.vote, decision.other_votes, decision.dissents) == (None, (), ())
    assert (decision.points, decision.referred_to, decision.absent) == ((), None, ())
    assert (decision.conditions, decision.follow_ups) == ((), ())


PIECES = st.sampled_from(
    """Godkendt. Anbefales ikke imod for stemte stemmer Ida Krog (A) (Ø) A, V og 12 2 mod: med
    bemærkning om, at ”Nej.” ” « » " Byrådet Økonomiudvalget til 1. 2.-3. Ad Punkt Afbud: Fraværende: •
    undlod enstemmigt idet dog udsat SF Enhedslisten ønsker protokol: flertal mindretal ( ) - . , ;""".split()
)


@given(st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", ""])), max_size=30))
@settings(max_examples=400)
def test_no_heap_of_words_makes_it_invent_or_fail(pieces):
    whole, decision = read("".join(word + space for word, space in pieces))
    assert list(groundless(whole, decision)) == []


HOSTILE = (
    "Ida Krog, ",
    "A, ",
    "1. ",
    "Ø",
    "(",
    "”a ",
    "Ida Krog (A) og ",
    "Teknik, ",
    "stemte imod ",
    "at ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_made_to_be_slow_takes_no_longer_than_its_length(piece):
    text = piece * (6000 // len(piece))
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 10  # 2 s on a slow day; without care, minutes


# Real decisions, labelled by hand


@pytest.fixture(scope="module")
def real(shared):
    """Every decision of the real minutes, with its label where there is one."""
    lines = (shared / "eval" / "greve-2022-decisions.jsonl").read_text(encoding="utf-8").split("\n")
    labels = {(one["document"], one["number"]): one for one in map(json.loads, filter(None, lines))}
    lines = (shared / "eval" / "greve-2022-structure.jsonl").read_text(encoding="utf-8").split("\n")
    found = []
    for meeting in map(json.loads, filter(None, lines)):
        for item in meeting["items"]:
            label = labels.get((meeting["document"], item["number"]))
            found.append((*read(item["decision"]), label if item["decision"] else None))
    return found


def test_nothing_is_invented_about_real_decisions(real):
    for whole, decision, _ in real:
        assert list(groundless(whole, decision)) == []


def test_real_decisions_have_the_outcome_of_their_label(real):
    right = [decision.outcome == label["outcome"] for _, decision, label in real if label]
    assert len(right) > 100
    assert sum(right) >= 0.95 * len(right)


def test_real_votes_are_exactly_those_of_their_label(real):
    right = [voted(decision.vote) == label["votes"] for _, decision, label in real if label]
    assert sum(right) >= 0.97 * len(right)


def test_real_dissents_and_bodies_are_those_of_their_label(real):
    labelled = [(decision, label) for _, decision, label in real if label]
    bodies = [decision.referred_to == label["referred_to"] for decision, label in labelled]
    told = [
        [(one.who, one.text.rstrip(".")) for one in decision.dissents]
        == [(one["who"], one["text"].rstrip(".")) for one in label["dissents"]]
        for decision, label in labelled
    ]
    assert sum(bodies) >= 0.97 * len(bodies)
    assert sum(told) >= 0.97 * len(told)


def voted(vote):
    """The vote as the labels write it."""
    return {
        "for": list(vote.voted_for) if vote else [],
        "against": list(vote.against) if vote else [],
        "abstained": list(vote.abstained) if vote else [],
        "for_count": vote.for_count if vote else None,
        "against_count": vote.against_count if vote else None,
    }
