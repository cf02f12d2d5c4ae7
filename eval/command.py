"""The command `referatsvar eval`. It is registered as an entry point, so that the assistant, which
stands to the left, need not import it."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from assistant.texts import language
from eval.errors import EvaluationProblem
from eval.modes import MODES
from eval.output import PAGE_FILE
from eval.texts import text
from index.hits import Mode


def _say(key: str) -> str:
    return text(key, language())


@click.command("eval", help=_say("help"))
@click.argument(
    "questions",
    metavar=_say("metavar_questions"),
    required=False,
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.option(
    "--index",
    "index_folder",
    envvar="REFERATSVAR_INDEX",
    show_envvar=True,
    type=click.Path(path_type=Path),
    help=_say("help_index"),
)
@click.option("--out", type=click.Path(path_type=Path), help=_say("help_out"))
@click.option(
    "--mode",
    type=click.Choice(MODES),
    default="hybrid",
    show_default=True,
    help=_say("help_mode"),
)
@click.option("--beir", type=click.Path(path_type=Path, file_okay=False), help=_say("help_beir"))
@click.option("--compare", nargs=2, type=click.Path(path_type=Path), help=_say("help_compare"))
@click.option(
    "--export-beir",
    "export",
    type=click.Path(path_type=Path, file_okay=False),
    help=_say("help_export"),
)
@click.option(
    "--ablation",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_say("help_ablation"),
)
@click.option("--json", "as_json", is_flag=True, help=_say("help_json"))
@click.pass_context
def command(
    ctx: click.Context,
    questions: Path | None,
    index_folder: Path | None,
    out: Path | None,
    mode: Mode,
    beir: Path | None,
    compare: tuple[Path, Path] | None,
    export: Path | None,
    ablation: Path | None,
    as_json: bool,
) -> None:
    """Score a question file or a BEIR collection, or do one of the other things asked for."""
    misuse = _misuse(questions, index_folder, out, beir, compare, export or ablation)
    if misuse:
        raise click.UsageError(_say(misuse))
    try:
        if compare:
            _compare(*compare, as_json=as_json)
        elif export and questions and index_folder:
            _export(questions, index_folder, export)
        elif ablation and questions and index_folder:
            _ablate(questions, index_folder, ablation)
        elif beir and out:
            # The index of the environment is that of the documents, and no place for these texts.
            named = ctx.get_parameter_source("index_folder") is ParameterSource.COMMANDLINE
            folder = index_folder if index_folder and named else out / "index"
            _score_collection(beir, folder, out, mode)
        elif questions and index_folder and out:
            _score_questions(questions, index_folder, out, mode)
    except EvaluationProblem as problem:
        raise click.ClickException(problem.told(language())) from problem


def _misuse(
    questions: Path | None,
    index_folder: Path | None,
    out: Path | None,
    beir: Path | None,
    compare: tuple[Path, Path] | None,
    over_questions: Path | None,
) -> str | None:
    """The text that tells which option is missing or too many; None where they fit together."""
    if sum(map(bool, (questions, beir, compare))) != 1:
        return "either"
    if over_questions and not questions:
        return "with_questions"
    if questions and not index_folder:
        return "index_missing"
    return None if compare or over_questions or out else "out_missing"


def _export(questions: Path, index_folder: Path, folder: Path) -> None:
    from eval.questions import read_questions

    file = read_questions(questions)
    from assistant.cli_options import open_index
    from assistant.settings import Settings
    from eval.export import export_collection

    with open_index(index_folder, Settings.read()) as index:
        done = export_collection(file, index, folder)
    counts = {"texts": done.texts, "queries": done.queries, "judged": done.judged}
    click.echo(text("exported", language(), folder=folder, **counts))


def _ablate(questions: Path, index_folder: Path, ablation: Path) -> None:
    from eval.questions import read_questions
    from eval.variants import read_variants

    file, variants = read_questions(questions), read_variants(ablation)
    from assistant.cli_options import open_index
    from assistant.settings import Settings
    from eval.ablation import ablate, ablation_table, over_questions
    from eval.progress import told
    from eval.report import console

    with open_index(index_folder, Settings.read()) as index:
        rows = ablate(told(_say("asking"))(variants), over_questions(file, index))
    title = text("ablation_title", language(), name=file.name)
    console().print(ablation_table(title, rows, language()))


def _compare(first: Path, second: Path, *, as_json: bool) -> None:
    from assistant.cli_options import print_json
    from eval.paired import compare_runs
    from eval.paired_report import paired_json, paired_report
    from eval.report import console

    found = compare_runs(first, second)
    if as_json:
        print_json(paired_json(found))
    else:
        console().print(paired_report(found, language()))


def _score_questions(questions: Path, index_folder: Path, out: Path, mode: Mode) -> None:
    # All imports here are late, so that `--help` is fast and a bad line is told at once.
    from eval.questions import read_questions

    file = read_questions(questions)
    from assistant.cli_options import open_index
    from assistant.settings import Settings
    from eval.progress import told
    from eval.report import console, report
    from eval.run import run_questions

    settings = Settings.read()
    with open_index(index_folder, settings) as index:
        bar = told(_say("asking"))
        metrics = run_questions(
            file,
            index,
            out,
            mode=mode,
            threshold=settings.own_threshold,
            progress=bar,
            language=language(),
        )
    console().print(report(metrics, language()))
    _tell_where(out)


def _score_collection(beir: Path, folder: Path, out: Path, mode: Mode) -> None:
    from eval.collections import read_collection

    collection = read_collection(beir)
    from assistant.cli_options import load_embedder
    from assistant.settings import Settings
    from eval.progress import told
    from eval.report import console, report
    from eval.run_collection import run_collection

    embedder, bar = load_embedder(Settings.read()), told(_say("asking"))
    metrics = run_collection(
        collection, folder, embedder, out, mode=mode, progress=bar, language=language()
    )
    console().print(report(metrics, language()))
    _tell_where(out)


def _tell_where(out: Path) -> None:
    page = out / PAGE_FILE
    click.echo(text("written", language(), folder=out, page=page), err=True)
