"""The confidence is fitted to one's own questions, and its threshold keeps what it promises."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from commands import command
from conftest import ROOT

from assistant.abstain import UNCALIBRATED, Calibration, calibration_of, log_odds
from assistant.answer import answer
from eval.calibrate import _fit, _threshold, calibrate
from eval.errors import CalibrationProblem
from eval.questions import read_questions
from index.store import Index

QUESTIONS = ROOT / "examples" / "questions.jsonl"


def test_no_calibration_changes_nothing():
    for confidence in (0.0, 0.1, 0.5, 0.987, 1.0):
        assert UNCALIBRATED.apply(confidence) == pytest.approx(confidence, abs=1e-6)


def test_a_calibration_keeps_the_order():
    calibration = Calibration(slope=0.4, intercept=-2.0)
    given = [calibration.apply(confidence) for confidence in np.linspace(0.01, 0.99, 50)]
    assert given == sorted(given)
    assert given[-1] < 0.99


def test_the_fit_finds_what_the_probabilities_were_drawn_with():
    rng = np.random.default_rng(1)
    odds = rng.normal(2, 2, 4000)
    answerable = rng.random(4000) < 1 / (1 + np.exp(-(0.6 * odds - 1)))
    assert _fit(odds, answerable) == pytest.approx((0.6, -1), abs=0.1)
    # Too confident by far, and few: it is drawn back, but not all the way.
    slope, _ = _fit(odds[:20], answerable[:20])
    assert 0.05 <= slope < 1.5


def test_the_threshold_is_the_lowest_that_keeps_the_promise():
    after = np.array([0.1, 0.2, 0.3, 0.4, *np.linspace(0.5, 0.9, 20)])
    answerable = np.array([False, True, False, True, *[True] * 20])
    assert _threshold(after, answerable, 0.05) == (0.2, True)
    assert _threshold(after, answerable, 0.0) == (0.4, True)
    assert _threshold(after, ~np.ones(24, dtype=bool), 0.05)[1] is False


def test_few_questions_are_refused(index):
    some = [one for one in read_questions(QUESTIONS).questions if one.answerable]
    with pytest.raises(CalibrationProblem, match="0 without"):
        calibrate(index, some)


def test_the_command_keeps_the_calibration_in_the_index_and_answers_heed_it(
    example_index, embedder, tmp_path
):
    folder = tmp_path / "i"
    shutil.copytree(example_index, folder)
    looked = command("calibrate", QUESTIONS, "--index", folder, "--dry-run")
    assert looked.returncode == 0, looked.stderr
    assert "Intet er gemt" in looked.stdout
    with Index.open(folder, embedder=embedder) as opened:
        assert calibration_of(opened) == UNCALIBRATED
        before = answer(opened, "Hvad koster en voksenbillet til svømmehallen?")
    done = command("calibrate", QUESTIONS, "--index", folder, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["asked"] == 64
    assert found["without_ground"] <= 0.05 * found["answered"] or not found["kept"]
    assert 0.5 < found["auc"] <= 1
    with Index.open(folder, embedder=embedder) as opened:
        kept = calibration_of(opened)
        assert kept == Calibration(**found["calibration"])
        after = answer(opened, "Hvad koster en voksenbillet til svømmehallen?")
        wanted = kept.slope * log_odds(before.confidence) + kept.intercept
        assert log_odds(after.confidence) == pytest.approx(wanted, abs=1e-6)
        assert after.answered == (after.confidence >= kept.threshold)
        assert not answer(opened, "Hvad koster en voksenbillet til svømmehallen?",
                          threshold=1.0).answered  # fmt: skip
