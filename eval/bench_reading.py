"""`python -m eval.bench_reading FOLDER`: pages a second, beside two readers that only read.

Each is given the same files and the same number of processes, in one run: pypdf's `extract_text`,
PDFium's text of each page, our reading (text with boxes, both readers compared, cleaning), and the
whole of `ingest` with its worker processes, which makes documents and passages of them. Times depend on the
machine and on what else it does: so the readers take turns, the medians of all rounds are compared, and the
processor time that a reader takes is told beside the time that passes.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import NamedTuple

import click
import pypdf
import pypdfium2


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--workers", default=2, show_default=True)
@click.option("--rounds", default=3, show_default=True)
def main(folder: Path, workers: int, rounds: int) -> None:
    """Print one line for each reader: the medians of the rounds, and how they compare with pypdf's."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf")
    turns: dict[str, list[Turn]] = defaultdict(list)
    for _ in range(rounds):
        for name, turn in _timed(paths, workers):
            turns[name].append(turn)
    passed = {name: median(turn.seconds for turn in own) for name, own in turns.items()}
    taken = {name: median(turn.processor for turn in own) for name, own in turns.items()}
    for name, seconds in passed.items():
        pages = turns[name][0].pages
        told = f"{name}: {pages} pages in {seconds:.1f} s, {pages / seconds:.0f} a second,"
        told += f" {seconds / passed['pypdf']:.2f} times pypdf"
        if taken[name]:
            told += (
                f"; {taken[name]:.1f} s of processor time, {taken[name] / taken['pypdf']:.2f} times"
            )
        click.echo(told)


class Turn(NamedTuple):
    """What a reader took: seconds that passed and of processor time, 0 where it is not known."""

    seconds: float
    processor: float
    pages: int


def _timed(paths: list[Path], workers: int) -> Iterator[tuple[str, Turn]]:
    for name, read in (
        ("pypdf", _with_pypdf),
        ("PDFium", _with_pdfium),
        ("read and cleaned", _read_and_cleaned),
    ):
        yield name, _alone(read, paths, workers)
    yield "and understood, split, sent", _ingest(paths, workers)


def _alone(read: Callable[[Path], int], paths: list[Path], workers: int) -> Turn:
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(_nothing, range(workers)))  # they start before the clock does
        begun = time.perf_counter()
        done = list(pool.map(partial(_turn, read), paths))
        seconds = time.perf_counter() - begun
    return Turn(seconds, sum(one.processor for one in done), sum(one.pages for one in done))


def _turn(read: Callable[[Path], int], path: Path) -> Turn:
    begun, taken = time.perf_counter(), time.process_time()
    pages = read(path)
    return Turn(time.perf_counter() - begun, time.process_time() - taken, pages)


def _nothing(_: int) -> None:
    import ingest.clean
    import ingest.pdf  # noqa: F401  as the other readers are imported before the clock starts

    time.sleep(0.5)


def _with_pypdf(path: Path) -> int:
    pages = pypdf.PdfReader(path).pages
    for page in pages:
        page.extract_text()
    return len(pages)


def _with_pdfium(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as opened:
        for page in opened:
            page.get_textpage().get_text_bounded()
        return len(opened)


def _read_and_cleaned(path: Path) -> int:
    from ingest.clean import clean
    from ingest.pdf import read_pdf

    return len(clean(read_pdf(path.read_bytes(), path.name).pages)[1])


def _ingest(paths: list[Path], workers: int) -> Turn:
    """The workers' start is counted, some seconds: they cannot be had without."""
    from index.embedding import Embedder
    from ingest.errors import FileProblem
    from ingest.pipeline import Reading, read_all
    from ingest.sources import Source

    reading = Reading(Embedder.load().tokenizer_file, workers=workers)
    sources = [Source(path, path.name) for path in paths]
    begun, pages = time.perf_counter(), 0
    for _, outcome in read_all(sources, reading):
        if not isinstance(outcome, FileProblem):
            pages += sum(len(document.pages) for document in outcome)
    return Turn(time.perf_counter() - begun, 0.0, pages)


if __name__ == "__main__":
    main()
