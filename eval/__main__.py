"""What `make eval` runs: all settings in all modes, and one table."""

from __future__ import annotations

import os
from pathlib import Path

import click

FOLDER = click.Path(path_type=Path, file_okay=False)
SHARED = Path(os.environ.get("REFERATSVAR_CORPUS", "../shared"))


@click.command()
@click.option(
    "--corpus",
    type=FOLDER,
    default=SHARED / "corpus",
    show_default=True,
    help="Folder with the folders of documents; REFERATSVAR_CORPUS names the folder above it.",
)
@click.option(
    "--questions",
    type=FOLDER,
    default=SHARED / "eval",
    show_default=True,
    help="Folder with the question files; REFERATSVAR_CORPUS names the folder above it.",
)
@click.option("--cache", type=FOLDER, default=Path("build/eval-cache"), show_default=True)
@click.option("--out", type=FOLDER, default=Path("out/eval"), show_default=True)
@click.option("--setting", "names", multiple=True, help="Only this setting; may be repeated.")
def main(
    corpus: Path,
    questions: Path,
    cache: Path,
    out: Path,
    names: tuple[str, ...],
) -> None:
    """Score all settings with the whole search, BM25 alone and vectors alone."""
    from eval.comparison import NAMES, compare
    from eval.errors import EvaluationProblem
    from eval.report import comparison, console
    from index.errors import IndexProblem

    for name in names:
        if name not in NAMES:
            raise click.BadParameter(f"{name}; there are {', '.join(NAMES)}", param_hint="setting")
    try:
        rows = list(compare(corpus, questions, cache, out, names or NAMES))
    except (EvaluationProblem, IndexProblem) as problem:
        raise click.ClickException(str(problem)) from problem
    console().print(comparison(rows))


if __name__ == "__main__":
    main()
