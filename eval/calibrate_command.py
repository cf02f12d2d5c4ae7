"""The command `referatsvar calibrate`: the confidence fitted to one's own questions."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.cli_options import index_option, json_option, print_json
from assistant.texts import language
from eval.errors import EvaluationProblem
from eval.texts import text


def _say(key: str) -> str:
    return text(key, language())


@click.command("calibrate", help=_say("calibrate_help"))
@click.argument(
    "questions", metavar=_say("metavar_questions"), type=click.Path(path_type=Path, dir_okay=False)
)
@index_option
@click.option(
    "--most-wrong", type=click.FloatRange(0, 1, max_open=True), default=0.05, show_default=True,
    help=_say("calibrate_help_most"),
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help=_say("calibrate_help_dry"))
@json_option
def command(
    questions: Path, index_folder: Path, most_wrong: float, dry_run: bool, as_json: bool
) -> None:
    """Fit, tell the figures, and keep the fit in the index."""
    try:
        from eval.questions import read_questions

        file = read_questions(questions)
        from dataclasses import asdict

        from assistant.abstain import keep_calibration
        from assistant.cli_options import open_index
        from assistant.settings import Settings
        from eval.calibrate import calibrate
        from eval.progress import told
        from index.writer import writing

        with open_index(index_folder, Settings.read()) as index:
            bar = told(_say("asking"))
            found = calibrate(index, file.questions, most=most_wrong, progress=bar)
            if not dry_run:
                with writing(index_folder, "calibrate"):
                    keep_calibration(index, found.calibration)
    except EvaluationProblem as problem:
        raise click.ClickException(problem.told(language())) from problem
    if as_json:
        print_json(asdict(found))
        return
    share = found.without_ground / max(1, found.answered)
    click.echo(
        text(
            "calibrated", language(), asked=found.asked, answerable=found.answerable,
            threshold=found.calibration.threshold, answered=found.answered,
            without_ground=found.without_ground, share=100 * share, refused=found.refused,
            auc=found.auc, before=found.brier[0], after=found.brier[1],
        )
    )  # fmt: skip
    if not found.kept:
        click.echo(text("calibrated_not_kept", language(), share=100 * most_wrong))
    click.echo(_say("calibrated_dry" if dry_run else "calibrated_kept"))
