"""The command `referatsvar eval-structure`, registered as an entry point like `eval`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli_options import print_json
from assistant.texts import language
from eval.errors import EvaluationProblem
from eval.texts import text

if TYPE_CHECKING:
    from eval.structure_truth import Minutes
    from index.store import Index

FILE = click.Path(path_type=Path, dir_okay=False)


def _say(key: str) -> str:
    return text(key, language())


@click.command("eval-structure", help=_say("structure_help"))
@click.argument("truth", metavar=_say("metavar_truth"), type=FILE)
@click.option(
    "--index",
    "index_folder",
    required=True,
    envvar="REFERATSVAR_INDEX",
    show_envvar=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=_say("structure_help_index"),
)
@click.option("--decisions", type=FILE, help=_say("structure_help_decisions"))
@click.option("--json", "as_json", is_flag=True, help=_say("structure_help_json"))
@click.option("--errors", is_flag=True, help=_say("structure_help_errors"))
def command(
    truth: Path, index_folder: Path, decisions: Path | None, as_json: bool, errors: bool
) -> None:
    """Hold what was understood of the minutes in an index against the truth."""
    # All imports here are late, so that `--help` is fast and a bad line is told at once.
    from eval.structure_truth import read_truth

    try:
        meetings = read_truth([truth, decisions] if decisions else [truth])
    except EvaluationProblem as problem:
        raise click.ClickException(problem.told(language())) from problem
    from assistant.cli_options import open_index
    from assistant.settings import Settings
    from eval.report import console
    from eval.structure_report import structure_errors, structure_json, structure_report
    from eval.structure_scores import score

    with open_index(index_folder, Settings.read()) as index:
        scores = score(meetings, understood(index, meetings))
    for document in scores.missing:
        click.echo(text("structure_missing", language(), document=document), err=True)
    if as_json:
        print_json(structure_json(scores, errors=errors))
    else:
        console().print(structure_report(scores, language()))
        for line in structure_errors(scores, language()) if errors else ():
            click.echo(line)


def understood(index: Index, meetings: Sequence[Minutes]) -> list[Minutes]:
    """What the index holds of these meetings. Of a packet's documents the minutes come first."""
    from functools import partial

    from assistant.structure import structure_json
    from eval.relevance import same_document
    from eval.structure_truth import shaped
    from ingest.model import DocumentKind

    named = [
        document
        for document in index.documents()
        if any(same_document(document.name, minutes.document) for minutes in meetings)
    ]
    named.sort(key=lambda document: document.kind is not DocumentKind.MINUTES)
    return [
        shaped(structure_json(index.structure(document.key), partial(index.linked, document.key)))
        for document in named
    ]
