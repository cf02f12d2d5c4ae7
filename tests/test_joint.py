"""Question and passage read together: from the tokens that are kept, whatever stands beside them."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from assistant.abstain import evidence
from assistant.answer import answer
from eval.joint_data import Passage, examples_of, without
from eval.own_texts import Asked, Texts, digest
from eval.questions import read_questions
from eval.train_joint import PASSAGES, drawn, loss, train
from index.catalog import FILE
from index.embedding import Embedder
from index.joint import READ, JointReader, read_model, write_model
from index.joint_model import UNSAID, JointModel, Pair
from index.late import Projection
from index.store import Index
from ingest.words import normalise

ROOT = Path(__file__).parents[1]
QUESTION = "Hvem stemte imod taksten?"


@pytest.fixture(scope="module")
def asked(index) -> list[Asked]:
    """The example questions that name a passage's sentence, and for each a near miss."""
    texts = Texts.of(index)
    made = []
    for question in read_questions(ROOT / "examples" / "questions.jsonl").questions:
        quotes = [normalise(place.quote) for place in question.relevant]
        for row, stored in enumerate(texts.stored):
            spans = [
                (start - stored.span[0], end - stored.span[0]) for start, end in stored.sentences
            ]
            own = {
                digest(stored.text[start:end])
                for start, end in spans
                if any(one in normalise(stored.text[start:end]) for one in quotes)
            }
            if own:
                name = texts.names[row]
                made.append(Asked("examples", question.question, name, frozenset(own)))
                made.append(Asked("examples", f"Hvad kostede {row} malerier?", name, frozenset()))
                break
    return made[:24]


@pytest.fixture(scope="module")
def projection(embedder) -> Projection:
    return Projection.of(embedder)


@pytest.fixture(scope="module")
def pairs(index, asked) -> list[Pair]:
    examples = examples_of(index, asked[:4])
    return [
        example.pair(one.passage)
        for example in examples
        for one in (*example.right, *example.wrong)
    ]


def test_a_passage_is_read_alike_whatever_stands_beside_it(projection, pairs):
    reader = JointReader.load(projection)
    together = reader.scores(pairs)
    assert len(together) == len(pairs) > 10
    for pair, scores in zip(pairs, together, strict=True):
        assert len(scores) == pair.sentences
        np.testing.assert_allclose(reader.scores([pair])[0], scores, atol=0.01)


def test_nothing_is_read_where_nothing_is_kept(projection, pairs):
    reader = JointReader.load(projection)
    bare = replace(pairs[0], tokens=np.zeros((0, 0), np.int8), sentence_of=np.zeros(0, np.int64))
    assert reader.scores([]) == []
    assert set(reader.scores([bare])[0]) == {UNSAID}
    beside = reader.scores([bare, pairs[1]])[1]
    np.testing.assert_allclose(beside, reader.scores([pairs[1]])[0], atol=0.01)


def test_directions_that_came_out_turned_are_turned_back(projection, pairs):
    """As the main directions of another machine may: with other signs, and two that changed places."""
    signs = np.where(np.arange(projection.basis.shape[1]) % 3 == 0, -1, 1)
    order = np.arange(len(signs))
    order[[5, 6]] = order[[6, 5]]

    def turned(numbers: np.ndarray) -> np.ndarray:
        return np.ascontiguousarray((numbers * signs)[:, order].astype(numbers.dtype))

    other = replace(projection, basis=turned(projection.basis))
    elsewhere = [
        replace(one, asked=turned(one.asked), plain=turned(one.plain), tokens=turned(one.tokens))
        for one in pairs[:6]
    ]
    ours, theirs = (
        JointReader.load(projection).scores(pairs[:6]),
        JointReader.load(other).scores(elsewhere),
    )
    for one, same in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, same, atol=0.05)
    unturned = JointReader.load(projection).scores(elsewhere)
    assert max(abs(np.array(ours[0]) - np.array(unturned[0]))) > 0.3


def test_only_the_first_hits_of_an_answer_are_read_and_only_by_the_default_model(
    index, example_index
):
    hits = index.search(QUESTION, answering=True)
    assert all(len(hit.sentence_answers) == len(hit.sentences) > 0 for hit in hits[:READ])
    assert not any(hit.sentence_answers for hit in hits[READ:])
    assert not any(hit.sentence_answers for hit in index.search(QUESTION))
    with Index.open(example_index, embedder=Embedder.load(adapter=False)) as other:
        found = other.search(QUESTION, answering=True)
        assert not any(hit.sentence_answers for hit in found)
        assert evidence(found, QUESTION, {}).answers is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hvor mange skrev ind til kommunen om de tre scenarier for Elleåen?", "42 høringssvar"),
        ("Hvor mange gange om året holder kommunen foreningsaften for tilflyttere?", "to gange"),
        ("Hvor meget sparer kommunen, når rute 3 får lov at køre om morgenen?", "Besparelsen"),
    ],
)
def test_the_sentence_that_answers_is_shown_before_those_that_only_resemble(
    index, monkeypatch, question, told
):
    assert told in answer(index, question).statements[0].text
    monkeypatch.setattr("assistant.answer.ANSWERS_SCALE", 0.0)
    assert told not in answer(index, question).statements[0].text


def test_passages_without_tokens_are_not_read(example_index, embedder, tmp_path):
    """As an index of an earlier format holds them until its next ingest."""
    copied = tmp_path / "index"
    shutil.copytree(example_index, copied)
    with sqlite3.connect(copied / FILE) as connection:
        connection.execute("DELETE FROM tokens")
    with Index.open(copied, embedder=embedder) as other:
        found = other.search(QUESTION, answering=True)
    assert found
    assert not any(hit.sentence_answers for hit in found)
    assert evidence(found, QUESTION, {}).answers is None


def test_near_misses_are_told_from_answerable_questions(index):
    """Of examples that the network never saw; without it the confidence tells them no better than chance."""

    def read(questions: Path, *, answerable: bool) -> np.ndarray:
        asked = [one for one in read_questions(questions).questions if one.answerable == answerable]
        hits = [index.search(one.question, answering=True) for one in asked]
        return np.array([evidence(own, "", {}).answers for own in hits])

    good = read(ROOT / "examples" / "questions.jsonl", answerable=True)
    near = read(ROOT / "eval" / "near_misses" / "examples.jsonl", answerable=False)
    off = [f"Hvad er hovedstaden i {land}?" for land in ("Australien", "Peru", "Kina")]
    above = np.mean(good[:, None] > near)
    assert above > 0.57
    answers = [evidence(index.search(one, answering=True), "", {}).answers for one in off]
    assert max(answers) < np.median(good)


def test_what_is_shown_to_learn_from(index, asked):
    gone = Asked("examples", QUESTION, "0" * 16, frozenset({"1" * 16}))
    examples = examples_of(index, [*asked, gone])
    assert len(examples) == len(asked)
    chance = np.random.default_rng(0)
    near, good = examples[1], examples[0]
    assert not near.right
    assert len(good.right) == 1
    for _ in range(20):
        _, shown = drawn(near, chance)
        assert len(shown) == PASSAGES
        assert any(one is near.wrong[0] for one in shown)
    seen = [drawn(good, chance)[1] for _ in range(200)]
    answered = sum(any(one.answers.any() for one in shown) for shown in seen)
    assert 130 < answered < 180  # for the others the passage was left out, or what answers in it
    cut = without(good.right[0])
    assert 0 < len(cut.passage.tokens) < len(good.right[0].passage.tokens)
    assert not cut.answers.any()


def test_a_network_learns_what_it_is_taught(index, asked, tmp_path, projection):
    examples = examples_of(index, asked)
    batch = [drawn(one, np.random.default_rng(0)) for one in examples]
    torch.manual_seed(0)
    with torch.no_grad():
        before = float(loss(JointModel().eval(), batch))
    told: list[str] = []
    model = train(examples, 12, told.append)
    with torch.no_grad():
        after = float(loss(model, batch))
    assert after < 0.75 * before
    assert len(told) == 12
    begun = JointReader(model, projection.basis, projection)
    on = train(examples, 1, told.append, begun)
    with torch.no_grad():
        assert float(loss(on, batch)) < 0.8 * before  # learnt on from there, not from nothing
        assert float(loss(model, batch)) == pytest.approx(after)  # and left as it was
    write_model(tmp_path / "own.npz", model, projection.basis)
    kept = read_model(tmp_path / "own.npz", projection)
    (pair,) = [examples[0].pair(examples[0].right[0].passage)]
    with torch.no_grad():
        np.testing.assert_allclose(kept.scores([pair])[0], model([pair])[0].numpy(), atol=0.1)


def test_a_network_learns_on_from_tokens_of_other_directions(index, asked, projection):
    """As those of another machine: with other signs."""

    def turned(passage: Passage) -> Passage:
        return replace(passage, tokens=-passage.tokens)

    examples = examples_of(index, asked)
    elsewhere = [
        replace(
            one,
            asked=-one.asked,
            plain=-one.plain,
            right=tuple(replace(choice, passage=turned(choice.passage)) for choice in one.right),
            wrong=tuple(replace(choice, passage=turned(choice.passage)) for choice in one.wrong),
        )
        for one in examples
    ]
    here = JointReader.load(projection)
    there = JointReader.load(replace(projection, basis=-projection.basis))
    on, on_there = (
        train(*learnt, lambda _: None, begun)
        for learnt, begun in (((examples, 1), here), ((elsewhere, 1), there))
    )
    batch = [drawn(one, np.random.default_rng(0)) for one in examples]
    with torch.no_grad():
        assert float(loss(on_there, batch)) == pytest.approx(float(loss(on, batch)), abs=0.01)
    np.testing.assert_array_equal(there.basis, here.basis)
