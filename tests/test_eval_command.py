"""The command `referatsvar eval`: what it wants, and what it says where it cannot begin."""

from __future__ import annotations

import subprocess
import sys

from click.testing import CliRunner

from eval.__main__ import main
from eval.command import command
from index.errors import IndexMissing


def test_a_comparison_without_its_folders_names_the_missing_one(tmp_path):
    result = CliRunner().invoke(main, ["--corpus", str(tmp_path / "nowhere")])
    assert result.exit_code == 1
    assert "nowhere: does not exist" in result.output
    assert CliRunner().invoke(main, ["--setting", "unknown"]).exit_code == 2


def test_the_command_needs_either_questions_or_a_collection():
    runner = CliRunner()
    assert runner.invoke(command, ["--out", "x"]).exit_code == 2
    assert runner.invoke(command, ["q.jsonl", "--index", "x"]).exit_code == 2
    assert runner.invoke(command, ["--help"]).exit_code == 0


def test_the_command_tells_a_bad_line_and_asks_nothing(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text("{", encoding="utf-8")
    arguments = [str(path), "--index", str(tmp_path / "none"), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 1
    assert "questions.jsonl" in result.output
    assert not (tmp_path / "out").exists()


def test_the_index_of_the_environment_is_asked_where_none_is_named(tmp_path):
    path = tmp_path / "questions.jsonl"
    path.write_text(
        '{"id": "q", "question": "?", "kind": "unanswerable", "relevant": []}', encoding="utf-8"
    )
    nowhere = str(tmp_path / "nowhere")
    result = CliRunner().invoke(
        command, [str(path), "--out", str(tmp_path)], env={"REFERATSVAR_INDEX": nowhere}
    )
    assert isinstance(result.exception, IndexMissing)
    assert result.exception.details["folder"] == nowhere


def test_the_command_starts_without_torch_or_gradio():
    script = "import sys, eval.command; print([m for m in ('torch','gradio','faiss') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
