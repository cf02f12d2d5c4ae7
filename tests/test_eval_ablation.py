"""Variants of the search over the same questions: what a file may say, and what the table shows."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from conftest import ROOT

from eval.ablation import FIGURES, ablate, ablation_table, over_collection, over_questions
from eval.command import command
from eval.errors import VariantProblem
from eval.metrics import Ranking
from eval.questions import QuestionFile, read_questions
from eval.variants import Variant, read_variants, weighed
from index.fusion import WEIGHTS

QUESTIONS = ROOT / "examples" / "questions.jsonl"


@pytest.fixture(scope="module")
def some() -> QuestionFile:
    """Every fourth of the example questions."""
    file = read_questions(QUESTIONS)
    return QuestionFile(file.name, file.sha256, file.questions[::4])


def written(tmp_path, content):
    path = tmp_path / "variants.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_the_file_that_comes_along_takes_out_each_part_of_the_search():
    base, *others = read_variants(ROOT / "eval" / "ablation.toml")
    assert (base.mode, base.weights) == ("hybrid", {})
    assert {name for one in others for name in one.weights} <= WEIGHTS.keys()
    assert all(set(one.weights.values()) == {0.0} for one in others)


def test_a_variant_is_held_against_the_first():
    ranks = {"base": (1, 2, 1, 3), "worse": (2, 2, 4, 6), "same": (1, 2, 1, 3)}

    def search(variant):
        return [
            Ranking("q", "fact", tuple(int(n == rank) for n in range(1, 11)), (1,))
            for rank in ranks[variant.name]
        ]

    base, worse, same = ablate([Variant(name) for name in ranks], search)
    assert (base.name, base.p) == ("base", None)
    assert dict(zip(FIGURES, base.means, strict=True))["Success@1"] == 0.5
    assert worse.means[0] == 0.0
    assert worse.p[0] < 1
    assert same.p == (1.0, 1.0, 1.0)


def test_the_weights_of_a_variant_hold_while_it_searches_and_no_longer():
    before = dict(WEIGHTS)
    with weighed(Variant("", weights={"dense": 0.0})):
        assert dict(WEIGHTS) == {**before, "dense": 0.0}
    assert dict(WEIGHTS) == before


def test_variants_search_otherwise_and_the_base_is_the_search_itself(index, some):
    search = over_questions(some, index)
    asked = [one for one in some.questions if one.answerable]
    base = search(Variant("base"))
    assert len(base) == len(asked)
    keyword = search(Variant("keyword", mode="keyword"))
    alone = search(Variant("alone", weights=dict.fromkeys(WEIGHTS, 0.0) | {"words": 1.0}))
    assert base != keyword
    assert base != alone
    assert search(Variant("again")) == base


def test_the_texts_of_a_collection_are_asked_too(embedder, tmp_path):
    import contextlib

    from eval.collections import Collection, Query
    from index.texts import TextIndex

    texts = (("havn", "Planen for lystbådehavnen."), ("bus", "Skolebussen kører hver morgen."))
    collection = Collection("texts", "", texts, (Query("q", "lystbådehavnen", {"havn": 1}),))
    with contextlib.closing(TextIndex.build(texts, tmp_path, embedder)) as index:
        rows = ablate([Variant("base")], over_collection(collection, index))
    assert rows[0].means == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[[variant", "not_toml"),
        ("", "no_variant"),
        ("variant = []", "no_variant"),
        ("other = 1\n[[variant]]\nname = 'a'", "no_variant"),
        ("[[variant]]\nmode = 'dense'", "variant_without_name"),
        ("[[variant]]\nname = 'a'\n[[variant]]\nname = 'a'", "variant_twice"),
        ("[[variant]]\nname = 'a'\nweight = 1", "unknown_key"),
        ("[[variant]]\nname = 'a'\nmode = 'fast'", "unknown_mode"),
        ("[[variant]]\nname = 'a'\nweights = { stars = 1 }", "unknown_weight"),
        ("[[variant]]\nname = 'a'\nweights = { dense = 'much' }", "not_weight"),
    ],
)
def test_a_file_that_is_not_as_documented_is_refused_with_the_place(tmp_path, content, code):
    path = written(tmp_path, content)
    with pytest.raises(VariantProblem) as caught:
        read_variants(path)
    assert caught.value.code == code
    assert str(path) in caught.value.told("da")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(VariantProblem, match="cannot be read"):
        read_variants(tmp_path / "none.toml")


def test_questions_without_an_answer_give_no_table(index):
    nothing = QuestionFile("none.jsonl", "", ())
    with pytest.raises(VariantProblem) as caught:
        ablate([Variant("base")], over_questions(nothing, index))
    assert caught.value.code == "nothing_to_find"


def test_the_command_prints_a_row_for_each_variant(example_index, tmp_path):
    few = tmp_path / "questions.jsonl"
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()[:6]
    few.write_text("\n".join(lines), encoding="utf-8")
    path = written(
        tmp_path, "[[variant]]\nname = 'alt'\n[[variant]]\nname = 'ord'\nmode = 'keyword'"
    )
    arguments = [str(few), "--index", str(example_index), "--ablation", str(path)]
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0, done.output
    assert "alt" in done.output
    assert "ord" in done.output
    assert CliRunner().invoke(command, ["--beir", str(tmp_path), *arguments[-2:]]).exit_code == 2


def test_the_table_shows_differences_and_p():
    from rich.console import Console

    console = Console(width=160)
    rows = ablate(
        [Variant("a"), Variant("b")],
        lambda variant: [Ranking("q", "", (1,) if variant.name == "a" else (0, 1), (1,))] * 3,
    )
    with console.capture() as captured:
        console.print(ablation_table("titel", rows, "da"))
    assert "0.500  -0.500  p 0.250" in captured.get()
