"""The command `referatsvar questions`: drafts a question file from an index, for people to edit."""

from __future__ import annotations

import json
from pathlib import Path

import click

from assistant.cli_options import index_option
from assistant.texts import language
from eval.errors import DraftProblem, EvaluationProblem
from eval.texts import text


def _say(key: str) -> str:
    return text(key, language())


@click.command("questions", help=_say("draft_help"))
@click.argument(
    "file", metavar=_say("metavar_draft"), type=click.Path(path_type=Path, dir_okay=False)
)
@index_option
@click.option(
    "--count",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help=_say("draft_help_count"),
)
@click.option("--seed", type=int, default=1, show_default=True, help=_say("draft_help_seed"))
def command(file: Path, index_folder: Path, count: int, seed: int) -> None:
    """Write the drafts; a file that is there is never overwritten."""
    try:
        if file.exists():
            raise DraftProblem("draft_exists", file=file)
        from assistant.cli_options import open_index
        from assistant.settings import Settings
        from eval.drafts import draft

        with open_index(index_folder, Settings.read()) as index:
            drafts = draft(index, count, seed)
        if not drafts:
            raise DraftProblem("no_drafts", folder=index_folder)
        lines = [
            {
                "id": f"draft-{number:03}",
                "question": one.question,
                "kind": one.kind,
                "relevant": [
                    {"document": place.document, "page": place.page, "quote": place.quote}
                    for place in one.relevant
                ],
                "answer": one.answer,
                "draft": True,
            }
            for number, one in enumerate(drafts, start=1)
        ]
        _write(file, lines)
    except EvaluationProblem as problem:
        raise click.ClickException(problem.told(language())) from problem
    click.echo(text("drafted", language(), count=len(drafts), file=file))


def _write(file: Path, lines: list[dict[str, object]]) -> None:
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    except FileExistsError as error:
        raise DraftProblem("draft_exists", file=file) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise DraftProblem("draft_unwritable", file=file, detail=detail) from error
