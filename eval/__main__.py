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
@click.option(
    "--ablation",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path(__file__).with_name("ablation.toml"),
    help="File of variants of the search; by default its parts are taken out one by one.",
)
@click.option("--setting", "names", multiple=True, help="Only this setting; may be repeated.")
def main(
    corpus: Path,
    questions: Path,
    cache: Path,
    out: Path,
    ablation: Path,
    names: tuple[str, ...],
) -> None:
    """Score all settings with the whole search, BM25 alone and vectors alone, and variants of it."""
    from eval.ablation import ablation_table
    from eval.comparison import NAMES, ablations, compare
    from eval.errors import EvaluationProblem
    from eval.report import comparison, console
    from eval.variants import read_variants
    from index.errors import IndexProblem

    for name in names:
        if name not in NAMES:
            raise click.BadParameter(f"{name}; there are {', '.join(NAMES)}", param_hint="setting")
    try:
        variants = read_variants(ablation)
        console().print(comparison(list(compare(corpus, questions, cache, out, names or NAMES))))
        for name, rows in ablations(questions, cache, variants, names or NAMES):
            console().print(ablation_table(name, rows, "en"))
    except (EvaluationProblem, IndexProblem) as problem:
        raise click.ClickException(str(problem)) from problem


if __name__ == "__main__":
    main()
