"""Two runs held against each other: by hand, by trying every swap, and what is refused."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.command import command
from eval.errors import ComparisonProblem
from eval.metrics import METRICS, Ranking, scores
from eval.paired import CITATION, compare_runs, randomisation_test


def write_run(folder, ranks, *, cited=None, sha256=None, question="Hvornår åbner hallen, nr. {}?"):
    """A run whose first relevant passages stand at these ranks; 0 where there is none."""
    folder.mkdir()
    lines = []
    for number, rank in enumerate(ranks):
        gains = tuple(int(place == rank) for place in range(1, 11))
        line = {
            "id": f"q-{number}",
            "kind": "fact",
            "question": question.format(number),
            "metrics": scores(Ranking("", "", gains, (1,))),
        }
        if cited is not None:
            line |= {"answer": {}, "first_citation_relevant": cited[number]}
        lines.append(json.dumps(line) + "\n")
    (folder / "run.jsonl").write_text("".join(lines), encoding="utf-8")
    if sha256:
        metrics = json.dumps({"questions": {"sha256": sha256}})
        (folder / "metrics.json").write_text(metrics, encoding="utf-8")
    return folder


def test_what_was_won_and_lost_is_told_by_figure_and_question(tmp_path):
    first = write_run(tmp_path / "a", [1, 2, 0, 3], cited=[True, False, None, True])
    second = write_run(tmp_path / "b", [1, 1, 4, 6], cited=[True, True, None, False])
    found = compare_runs(first, second / "run.jsonl")
    by_name = {one.figure: one for one in found.differences}
    assert list(by_name) == [*METRICS, CITATION]
    five = by_name["Success@5"]
    assert (five.first, five.second, five.difference) == (0.75, 0.75, 0.0)
    assert (five.won, five.lost, five.tied) == (1, 1, 2)
    assert by_name["Success@1"].difference == 0.25
    assert by_name[CITATION].tied == 2
    assert [(a.id, a.rank, b.rank) for a, b in found.changed] == [
        ("q-1", 2, 1),
        ("q-2", None, 4),
        ("q-3", 3, 6),
    ]


def test_a_run_against_itself_shows_no_difference(tmp_path):
    run = write_run(tmp_path / "a", [1, 3, 0])
    found = compare_runs(run, run)
    assert {one.p for one in found.differences} == {1.0}
    assert {one.interval for one in found.differences} == {(0.0, 0.0)}
    assert found.changed == ()


def test_the_better_of_two_runs_is_told_from_luck(tmp_path):
    worse = write_run(tmp_path / "a", [2] * 30 + [1] * 30)
    better = write_run(tmp_path / "b", [1] * 30 + [1] * 30)
    lucky = write_run(tmp_path / "c", [1] * 3 + [2] * 28 + [1] * 29)
    first = {one.figure: one.p for one in compare_runs(worse, better).differences}
    assert first["Success@1"] < 0.001
    second = {one.figure: one.p for one in compare_runs(worse, lucky).differences}
    assert second["Success@1"] > 0.3


shares = st.integers(0, 4).map(lambda quarters: quarters / 4)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=8))
def test_p_is_the_share_of_all_swaps_that_part_the_means_as_far(pairs):
    one, two = np.array(pairs).T
    gains = two - one
    swapped = [
        float(np.dot(signs, gains)) for signs in itertools.product((1, -1), repeat=len(gains))
    ]
    above = np.mean([total >= gains.sum() for total in swapped])
    below = np.mean([total <= gains.sum() for total in swapped])
    (p,) = randomisation_test(one[None, :], two[None, :])
    assert p == pytest.approx(min(1.0, 2 * min(above, below)))


def test_one_question_can_be_compared(tmp_path):
    found = compare_runs(write_run(tmp_path / "a", [2]), write_run(tmp_path / "b", [1]))
    assert {(one.p, one.interval) for one in found.differences} == {(1.0, None)}


def test_runs_in_which_no_question_has_an_answer_have_no_figures(tmp_path):
    line = '{"id": "q", "question": "Hvad koster månen?", "metrics": null}'
    (tmp_path / "run.jsonl").write_text(line, encoding="utf-8")
    assert compare_runs(tmp_path, tmp_path).differences == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ranks": [1, 1, 1]}, "other_questions"),
        ({"question": "Hvornår lukker hallen, nr. {}?"}, "other_questions"),
        ({"sha256": "1" * 64}, "other_truth"),
    ],
)
def test_runs_of_different_questions_are_refused_in_the_readers_language(tmp_path, changed, code):
    first = write_run(tmp_path / "a", [1, 2], sha256="0" * 64)
    second = write_run(tmp_path / "b", **{"ranks": [1, 2], "sha256": "0" * 64, **changed})
    with pytest.raises(ComparisonProblem) as caught:
        compare_runs(first, second)
    assert caught.value.code == code
    assert "kan ikke sammenlignes" in caught.value.told("da")
    result = CliRunner().invoke(command, ["--compare", str(first), str(second)])
    assert result.exit_code == 1
    assert str(first) in result.output


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "unreadable"),
        ("", "no_run"),
        ('{"id": "q", "question": "?", "metrics": {"MRR@10": 1}}', "not_run"),
        ('{"id": "q", "question": "?", "metrics": 1}', "not_run"),
    ],
)
def test_what_is_no_run_is_named(tmp_path, content, code):
    if content is not None:
        (tmp_path / "run.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(ComparisonProblem) as caught:
        compare_runs(tmp_path, tmp_path)
    assert caught.value.code == code
    assert str(tmp_path / "run.jsonl") in caught.value.told("da")


def test_the_command_prints_tables_or_json(tmp_path):
    first, second = write_run(tmp_path / "a", [1, 2]), write_run(tmp_path / "b", [1, 0])
    arguments = ["--compare", str(first), str(second)]
    plain = CliRunner().invoke(command, arguments)
    assert plain.exit_code == 0, plain.output
    assert "q-1 fact" in plain.output
    told = json.loads(CliRunner().invoke(command, [*arguments, "--json"]).stdout)
    assert [one["figure"] for one in told["figures"]] == list(METRICS)
    (changed,) = told["changed"]
    assert changed["ranks"] == [2, None]


def test_what_was_lost_is_told_first_and_what_only_moved_further_down_is_counted(tmp_path):
    from rich.console import Console

    from eval.paired_report import paired_report

    first = write_run(tmp_path / "a", [3, 1, 2, 1], cited=[False, True, True, True])
    second = write_run(tmp_path / "b", [1, 2, 2, 1], cited=[True, True, False, True])
    lines = (second / "run.jsonl").read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1])
    last["metrics"]["nDCG@10"] /= 2
    lines[-1] = json.dumps(last)
    (second / "run.jsonl").write_text("\n".join(lines), encoding="utf-8")
    console = Console(width=120)
    with console.capture() as captured:
        console.print(paired_report(compare_runs(first, second), "da"))
    told = [line.strip() for line in captured.get().splitlines() if line.startswith("  q-")]
    assert [line.split(": ")[0] for line in told] == [
        "q-1 fact, plads 1 → 2",
        "q-2 fact, stadig plads 2, første henvisning nu forkert",
        "q-0 fact, plads 3 → 1, første henvisning nu rigtig",
    ]
    assert "Ændrede spørgsmål: 3, og 1, hvor kun" in captured.get()


def test_a_comparison_and_a_question_file_are_not_asked_for_at_once(tmp_path):
    result = CliRunner().invoke(command, ["q.jsonl", "--compare", str(tmp_path), str(tmp_path)])
    assert result.exit_code == 2
