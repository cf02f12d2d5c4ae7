from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.adapter_data import CANDIDATES, tasks_of
from eval.errors import QuestionProblem
from eval.mean_adapter import mean_of
from eval.own_questions import Outcome, outcomes_of, told
from eval.own_texts import Asked, digest, read_asked
from eval.questions import read_questions
from index import question_adapter, reader, weights
from index.embedding import Embedder
from index.question_adapter import Factors, default_factors, read_factors, write_factors
from index.store import Index
from ingest.words import normalise

ROOT = Path(__file__).parents[1]
QUESTION = "Hvem ville ikke være med til at skrue op for taksten?"
PASSAGE = "Liste B stemte imod, fordi prisen stiger mere end lønnen."


@pytest.fixture(scope="module")
def plain() -> Embedder:
    return Embedder.load(precision="float32", adapter=False)


@pytest.fixture(scope="module")
def exact() -> Embedder:
    return Embedder.load(precision="float32")


def test_questions_are_embedded_otherwise_and_passages_as_ever(exact, plain):
    assert exact.embed_query(QUESTION) @ plain.embed_query(QUESTION) < 0.999
    np.testing.assert_array_equal(exact.embed_passages([PASSAGE]), plain.embed_passages([PASSAGE]))


def test_without_the_adapter_a_question_is_the_models_own(exact, plain):
    ours = exact.embed_question(QUESTION, plain=True)
    np.testing.assert_allclose(ours.vector, plain.embed_query(QUESTION), atol=2e-6)
    np.testing.assert_allclose(ours.tokens, plain.embed_question(QUESTION).tokens, atol=2e-5)


def test_an_index_made_without_it_is_searched_with_it(exact, plain):
    assert exact.identity == plain.identity


def test_another_model_gets_no_adapter(tmp_path, exact, plain):
    copied = tmp_path / "model"
    copied.symlink_to(weights.default_model_folder())  # the same folder, by whatever name
    same = Embedder.load(str(copied), precision="float32")
    np.testing.assert_allclose(same.embed_query(QUESTION), exact.embed_query(QUESTION), atol=2e-6)
    other = tmp_path / "other"
    other.mkdir()
    for file in weights.default_model_folder().iterdir():
        (other / file.name).symlink_to(file)
    own = Embedder.load(str(other), precision="float32")
    np.testing.assert_allclose(own.embed_query(QUESTION), plain.embed_query(QUESTION), atol=2e-6)


def test_the_factors_fit_the_model_and_are_small():
    factors = default_factors()
    assert factors
    file = Path(question_adapter.__file__).with_name(question_adapter.FILE)
    assert file.stat().st_size < 2_000_000
    for layer, (up, down) in factors.items():
        assert up.shape[1] == down.shape[0] <= 8, layer
        assert np.isfinite(up @ down).all(), layer


def test_factors_are_kept_in_a_file(tmp_path):
    factors = dict(list(default_factors().items())[:3])
    write_factors(tmp_path / "kept.npz", factors)
    again = read_factors(tmp_path / "kept.npz")
    assert again.keys() == factors.keys()
    for layer, own in factors.items():
        np.testing.assert_array_equal(again[layer].up, own.up)
        np.testing.assert_array_equal(again[layer].down, own.down)


def test_the_mean_of_adapters_adds_what_they_add_on_average():
    chance = np.random.default_rng(0)

    def drawn(rank: int) -> Factors:
        return Factors(
            chance.standard_normal((6, rank)).astype(np.float32),
            chance.standard_normal((rank, 5)).astype(np.float32),
        )

    one, other = {"a": drawn(2)}, {"a": drawn(2)}
    again = mean_of([one, one])["a"]
    np.testing.assert_allclose(again.up @ again.down, one["a"].up @ one["a"].down, atol=1e-5)
    exact = (one["a"].up @ one["a"].down + other["a"].up @ other["a"].down) / 2
    mean = mean_of([one, other])["a"]
    assert mean.up.shape == (6, 2)
    lost = np.linalg.svd(exact - mean.up @ mean.down)[1]
    kept = np.linalg.svd(exact)[1]
    np.testing.assert_allclose(lost[:2], kept[2:4], atol=1e-5)  # no other of rank 2 is nearer


def test_texts_are_named_alike_however_they_are_broken():
    assert digest("Forslaget blev god-\nkendt.") == digest("Forslaget  blev godkendt.")
    assert digest("Forslaget blev godkendt.") != digest("Forslaget blev ikke godkendt.")


@pytest.fixture(scope="module")
def asked(example_index, plain) -> list[Asked]:
    """The example questions, each for the first passage and the sentences that hold its quote."""
    with Index.open(example_index, embedder=plain) as index, index.catalog.snapshot() as connection:
        ids = reader.passage_ids(connection).tolist()
        stored = reader.passages(connection, ids).values()
    made = []
    for question in read_questions(ROOT / "examples" / "questions.jsonl").questions:
        quotes = [normalise(place.quote) for place in question.relevant]
        for passage in stored:
            first = passage.span[0]
            texts = [passage.text[start - first : end - first] for start, end in passage.sentences]
            own = {digest(text) for text in texts if any(one in normalise(text) for one in quotes)}
            if own:
                asked = Asked("examples", question.question, digest(passage.text), frozenset(own))
                made.append(asked)
                break
    return made


def test_own_questions_are_as_documented_and_stand_once():
    sets = [read_asked(file) for file in sorted((ROOT / "eval").glob("*_questions.jsonl"))]
    own = [one for each in sets for one in each]
    assert len(sets) == 8
    assert min(map(len, sets)) > 700
    assert len({(one.collection, one.question) for one in own}) == len(own)
    assert all(len(name) == 16 for one in own for name in (one.passage, *one.answers))


def test_near_misses_are_question_files_without_an_answer():
    files = sorted((ROOT / "eval" / "near_misses").glob("*.jsonl"))
    asked = [one for file in files for one in read_questions(file).questions]
    assert len(asked) == len({one.question for one in asked}) == 150
    assert not any(one.answerable for one in asked)


def test_a_line_that_is_no_training_question_is_named(tmp_path):
    (tmp_path / "own.jsonl").write_text('{"collection": "a", "question": "Hvem?", "passage": "1"}')
    with pytest.raises(QuestionProblem) as raised:
        read_asked(tmp_path / "own.jsonl")
    assert "own.jsonl" in str(raised.value)


def test_own_questions_are_asked_to_the_whole_search_and_answered(example_index, plain, asked):
    gone = Asked("examples", asked[0].question, "0" * 16, frozenset({"1" * 16}))
    with Index.open(example_index, embedder=plain) as index:
        near = Asked("examples", "Hvad er hovedstaden i Australien?", asked[0].passage, frozenset())
        outcomes = list(outcomes_of(index, [*asked[:6], gone, near]))
    assert len(outcomes) == 7
    assert sum(1 in one.gains for one in outcomes[:6]) >= 5
    assert sum(one.right for one in outcomes[:6]) >= 2
    assert outcomes[6] == Outcome(
        near_miss=True, gains=outcomes[6].gains, refused=True, right=False
    )
    assert "Success@1" in told(outcomes)
    assert "near misses refused 1/1" in told(outcomes)
    assert told([]) == "no question"


def test_an_adapter_learns_what_it_is_taught(example_index, plain, asked):
    from eval.adapter_student import Student
    from eval.train_adapter import ranked, train

    with Index.open(example_index, embedder=plain) as index:
        tasks = tasks_of(index, asked[:24])
    assert len(tasks) == 24  # the examples are where the questions were written
    before = ranked(Student(), tasks)
    after = ranked(train(tasks, 12, lambda _: None), tasks)
    for part in ("dense", "late", "whole"):
        assert after[part] > before[part], (part, before, after)


def test_what_was_learnt_earlier_is_learnt_on(exact):
    from eval.adapter_student import Student

    ((vector, tokens),) = Student(default_factors()).embed([QUESTION])
    ours = exact.embed_question(QUESTION)
    np.testing.assert_allclose(vector.detach().numpy(), ours.vector, atol=2e-6)
    np.testing.assert_allclose(tokens.detach().numpy(), ours.tokens, atol=2e-5)


def test_training_sees_the_scores_of_the_search(example_index, plain, asked):
    import torch

    from eval.adapter_student import Student
    from eval.train_adapter import Scores

    with Index.open(example_index, embedder=plain) as index:
        (task,) = tasks_of(index, asked[:1])
        hits = index.search(asked[0].question, CANDIDATES)[:20]  # as the tasks do
    ((vector, tokens),) = Student().embed([task.text])
    with torch.no_grad():
        scores = Scores(task, vector, tokens, np.arange(len(task.candidates)))
    for row, hit in enumerate(hits):
        assert scores.dense[row] == pytest.approx(hit.features["dense"], abs=1e-3)
        assert scores.sentences[row] == pytest.approx(hit.features["sentences"], abs=1e-3)
        assert scores.late[row] == pytest.approx(hit.features["late"], abs=1e-3)
