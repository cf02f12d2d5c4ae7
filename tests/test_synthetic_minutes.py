"""Minutes whose truth is known, through the whole line from PDF file to structure."""

from __future__ import annotations

import json
from collections import Counter

import minutes_wordings as words
import pytest
from conftest import EXAMPLES, ROOT
from minutes_generator import SEED, sittings, truth_of
from minutes_layouts import LAYOUTS, typeset
from minutes_reading import read_minutes, structure_of
from minutes_votes import joined

from eval.structure_fields import ALSO, statement
from eval.structure_report import structure_errors, total
from eval.structure_scores import ALL, score
from eval.structure_truth import read_truth, shaped
from ingest.decision import read_decision

BAR = 0.97
CASE_SECTIONS = {name for names in words.SECTION_LABELS for name in names}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The sittings, typeset, with the truth about them and the folder of their PDF files."""
    folder = tmp_path_factory.mktemp("minutes")
    drawn = sittings()
    for sitting in drawn:
        (folder / sitting.document).write_bytes(typeset(sitting))
    return folder, drawn, [truth_of(sitting) for sitting in drawn]


@pytest.fixture(scope="module")
def synthetic(made):
    """The scores over the twenty."""
    folder, _, truth = made
    read = [
        shaped(structure_of(read_minutes(folder / line["document"]), line["document"]))
        for line in truth
    ]
    for minutes in read:
        for (
            item
        ) in minutes.items:  # what holds decisions, attachments and absence is scored as such
            item["sections"] = [one for one in item["sections"] if one["name"] in CASE_SECTIONS]
    return score([shaped(line) for line in truth], read)


@pytest.fixture(scope="module")
def examples():
    """The scores over the example collection's own minutes."""
    truth = read_truth([ROOT / "examples" / "structure.jsonl"])
    for minutes in truth:
        for item in minutes.items:
            item.pop("linked", None)  # needs the whole collection: tests of the command have it
    read = [
        shaped(structure_of(read_minutes(EXAMPLES / minutes.document), minutes.document))
        for minutes in truth
    ]
    return score(truth, read)


def told(scores):
    return "\n".join(structure_errors(scores, "en"))


def test_every_layout_and_every_outcome_is_drawn(made):
    _, drawn, truth = made
    assert Counter(sitting.layout for sitting in drawn) == dict.fromkeys(LAYOUTS, 2)
    decisions = [one for line in truth for item in line["items"] for one in item["decisions"]]
    assert {one["outcome"] for one in decisions} == words.WORDINGS.keys()
    for texts in words.WORDINGS.values():
        assert len(set(texts)) >= 12
    assert sum(any(one["votes"].values()) for one in decisions) >= 30
    assert sum(bool(one["votes"]["abstained"]) for one in decisions) >= 5
    assert sum(bool(one["dissents"]) for one in decisions) >= 20
    assert sum(one["earlier"] for one in decisions) >= 10
    items = [item for line in truth for item in line["items"]]
    assert sum(item["closed"] for item in items) >= 10
    assert sum(item["page_first"] < item["page_last"] for item in items) >= 40
    assert any("...." in one["name"] for item in items for one in item["attachments"])


def test_the_same_seed_gives_the_same_minutes_and_another_seed_others(made):
    _, drawn, truth = made
    (again, *_) = sittings(SEED)
    (other, *_) = sittings(SEED + 1)
    pages = typeset(again)
    assert pages == typeset(drawn[0])
    assert json.dumps(truth_of(again)) == json.dumps(truth[0])
    assert pages != typeset(other)


@pytest.mark.parametrize("field", ["total", "items", "decision_text", "outcome", "votes", "absent",
                                   "attachments", "dissent_who", "participants", "case_number",
                                   "item_absent", "referred_to", "sections"])  # fmt: skip
def test_synthetic_minutes_are_understood(synthetic, field):
    tally = total(synthetic) if field == "total" else synthetic.tallies[field][ALL]
    assert tally.hits >= BAR * tally.given, told(synthetic)
    assert tally.hits >= BAR * tally.wanted, told(synthetic)


def test_the_example_minutes_are_understood(examples):
    assert total(examples).cases > 500
    for name, rows in examples.tallies.items():
        if name not in ALSO:
            assert rows[ALL].hits >= BAR * max(rows[ALL].wanted, rows[ALL].given), told(examples)


def test_every_ordinary_wording_has_its_outcome():
    wrong = []
    wordings = [(text, outcome) for outcome, texts in words.WORDINGS.items() for text in texts]
    wordings += [(text, "approved") for text in (*words.UNANIMOUS, *words.WITHOUT_VOTE)]
    for wording, outcome in wordings:
        text = wording.format(Body="Udvalget", body="udvalget", to="Økonomiudvalget")
        if (read := read_of(text).outcome.value) != outcome:
            wrong.append((text, outcome, read))
    assert len(wrong) <= (1 - BAR) * len(wordings), wrong


STYLES = {
    "names": (("Anna Holm (A)", "Bo Friis (A)", "Carl Toft (C)"), ("Dorte Lund (V)", "Erik Bach (Ø)")),
    "one against": (("Anna Holm (A)", "Bo Friis (A)"), ("Dorte Lund (V)",)),
    "letters": (("A", "C", "F"), ("V", "Ø")),
    "letters in brackets": (("(A)", "(C)"), ("(Ø)",)),
    "parties": (("Socialdemokratiet", "SF"), ("Venstre", "Det Konservative Folkeparti")),
}  # fmt: skip


def read_of(text):
    return read_decision(text, (0, len(text)), organization=None, date=None, earlier=False)


def test_every_ordinary_wording_of_a_vote_gives_the_voters_and_the_numbers():
    wrong = []
    for wording in words.VOTES:
        for ayes, noes in STYLES.values():
            said = wording.format(
                **{"for": joined(ayes), "against": joined(noes)},
                n_for=len(ayes), n_against=len(noes),
            )  # fmt: skip
            text = f"Indstillingen blev godkendt.\n{said}"
            vote = read_of(text).vote
            counts = (len(ayes), len(noes)) if "{n_for}" in wording else (None, None)
            expected = (list(ayes) if "{for}" in wording else [], list(noes), *counts)
            got = vote and (bare(vote.voted_for), bare(vote.against), vote.for_count,
                            vote.against_count)  # fmt: skip
            if got != (bare(expected[0]), bare(expected[1]), *counts):
                wrong.append((text, got))
    total_wordings = len(words.VOTES) * len(STYLES)
    assert len(wrong) <= (1 - BAR) * total_wordings, wrong


def test_every_ordinary_wording_of_a_count_gives_the_numbers():
    for wording in words.COUNTED:
        vote = read_of(f"Vedtaget.\n{wording.format(n_for=7, n_against=2)}").vote
        assert vote is not None, wording
        assert (vote.for_count, vote.against_count) == (7, 2), wording
        assert (vote.voted_for, vote.against, vote.unanimous) == ((), (), None), wording


def test_every_ordinary_wording_of_abstaining_gives_who_abstained():
    for wording in words.ABSTAINED:
        names = joined(["Anna Holm (A)", "Bo Friis (Ø)"])
        vote = read_of(f"Vedtaget.\nImod stemte (V).\n{wording.format(names=names)}").vote
        assert vote is not None, wording
        assert vote.abstained == ("Anna Holm (A)", "Bo Friis (Ø)"), wording
        assert bare(vote.against) == ["V"], wording


def test_every_ordinary_wording_of_a_dissent_gives_who_and_what():
    wrong = []
    for wording in words.DISSENTS:
        for who in ("Anna Holm (A)", "SF", "Enhedslisten"):
            for clause in words.STATEMENTS[:3]:
                sentence = clause[0].upper() + clause[1:]
                text = f"Godkendt.\n{wording.format(who=who, Text=sentence, text=clause)}"
                expected = (who, statement(sentence if "{Text}" in wording else clause))
                got = [(one.who, statement(one.text)) for one in read_of(text).dissents]
                if got != [expected]:
                    wrong.append((text, got))
    assert len(wrong) <= (1 - BAR) * 9 * len(words.DISSENTS), wrong


def test_every_ordinary_wording_of_absence_names_the_absent():
    for wording in words.ABSENT_INSIDE:
        for names in (["Anna Holm (A)"], ["Anna Holm (A)", "Bo Friis (Ø)"]):
            read = read_of(f"Godkendt.\n{wording.format(names=joined(names))}")
            assert [one.name for one in read.absent] == [n[:-4] for n in names], wording


@pytest.mark.parametrize("unanimous", words.UNANIMOUS)
def test_unanimous_is_no_count_and_no_vote_is_not_unanimous(unanimous):
    read = read_of(unanimous.format(Body="Udvalget"))
    assert read.vote is not None
    assert read.vote.unanimous is True
    assert (read.vote.for_count, read.vote.voted_for) == (None, ())
    for wording in words.WITHOUT_VOTE:
        vote = read_of(wording).vote
        assert vote is None or vote.unanimous is not True


def bare(names):
    return [name.strip("()") for name in names]
