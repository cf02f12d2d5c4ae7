"""What `make bench` runs: reading, embedding, ingest and answers, timed in one run.

Times depend on the machine and on what else it does: compare figures of one run only. Each index is
built anew, so that nothing is left from an earlier run.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import numpy as np

FOLDER = click.Path(path_type=Path, file_okay=False)
SHARED = Path(os.environ.get("REFERATSVAR_CORPUS", "../shared"))

SMALL = "alleroed-2014-03-12"
LARGE = (SMALL, "greve-2022", "ballerup-2012", "difficult")
SAMPLE = 128
"""Passages embedded to measure the model alone."""


@click.command()
@click.option("--corpus", type=FOLDER, default=SHARED / "corpus", show_default=True)
@click.option("--questions", type=FOLDER, default=SHARED / "eval", show_default=True)
@click.option("--work", type=FOLDER, default=Path("build/bench"), show_default=True)
@click.option("--large", is_flag=True, help="Also index all folders in one command (minutes).")
def main(corpus: Path, questions: Path, work: Path, large: bool) -> None:
    """Print one line a figure."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    click.echo(_reading(corpus / SMALL))
    index = work / "small"
    click.echo(_ingest("first ingest", [corpus / SMALL], index))
    click.echo(_ingest("second ingest", [corpus / SMALL], index))
    for line in _embedding_and_answers(index, questions / "alleroed-questions.jsonl"):
        click.echo(line)
    if large:
        click.echo(_ingest("large ingest", [corpus / name for name in LARGE], work / "large"))


def _reading(folder: Path) -> str:
    """Pages a second, read and cleaned in this process, without splitting and embedding."""
    from ingest.clean import clean
    from ingest.pdf import read_pdf

    begun, pages = time.perf_counter(), 0
    for file in sorted(folder.glob("*.pdf")):
        printed = read_pdf(file.read_bytes(), file.name)
        clean(printed.pages)
        pages += len(printed.pages)
    seconds = time.perf_counter() - begun
    return f"reading: {pages} pages in {seconds:.2f} s, {pages / seconds:.0f} pages a second"


def _ingest(name: str, folders: list[Path], index: Path) -> str:
    """One run of the command, start-up and loading the model included."""
    command = [sys.executable, "-m", "assistant.cli", "ingest", *map(str, folders), "--index"]
    begun = time.perf_counter()
    done = subprocess.run([*command, str(index)], capture_output=True, text=True, check=False)  # noqa: S603  our own command
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    said = " | ".join(line.strip() for line in done.stderr.splitlines()[-12:])
    return (
        f"{name}: {seconds:.1f} s, exit code {done.returncode}, largest process so far"
        f" {peak:.0f} MiB\n    {said}"
    )


def _embedding_and_answers(folder: Path, questions: Path) -> Iterator[str]:
    from assistant.answer import answer
    from eval.questions import read_questions
    from index.embedding import Embedder
    from index.store import Index

    begun = time.perf_counter()
    embedder = Embedder.load()
    yield f"loading the model: {time.perf_counter() - begun:.1f} s, {embedder.precision}"
    with Index.open(folder, embedder=embedder) as index:
        index.warm()
        texts = [row[0] for row in index.catalog.connection.execute("SELECT text FROM passages")]
        texts = (texts * SAMPLE)[:SAMPLE]
        begun = time.perf_counter()
        embedder.embed_passages(texts)
        seconds = time.perf_counter() - begun
        tokens = np.mean(embedder.count_tokens(texts))
        yield f"embedding: {SAMPLE / seconds:.1f} passages a second of {tokens:.0f} tokens"
        asked = [question.question for question in read_questions(questions).questions]
        yield _percentiles("search", asked, index.search)
        yield _percentiles("ask", asked, lambda question: answer(index, question))


def _percentiles(name: str, questions: list[str], ask: Callable[[str], object]) -> str:
    times = []
    for question in questions:
        begun = time.perf_counter()
        ask(question)
        times.append(time.perf_counter() - begun)
    median, late = np.percentile(np.array(times) * 1000, [50, 95])
    return f"{name}: median {median:.0f} ms, 95th percentile {late:.0f} ms ({len(times)} questions)"


if __name__ == "__main__":
    main()
