"""`python -m eval.bench_reading FOLDER`: pages a second, beside two readers that only read.

Each is given the same files and the same number of processes, in one run: pypdf's `extract_text`,
PDFium's text of each page, our reading (text with boxes, both readers compared, cleaning), and the
whole of `ingest` with its worker processes, which makes documents and passages of them. Times depend on the
machine and on what else it does: so the readers take turns, and the medians of all rounds are compared.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import click
import pypdf
import pypdfium2


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--workers", default=2, show_default=True)
@click.option("--rounds", default=3, show_default=True)
def main(folder: Path, workers: int, rounds: int) -> None:
    """Print one line for each reader: the median of the rounds, and how it compares with pypdf's."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".pdf")
    times: dict[str, list[float]] = defaultdict(list)
    pages = 0
    for _ in range(rounds):
        for name, seconds, pages in _timed(paths, workers):  # noqa: B007  all read the same pages
            times[name].append(seconds)
    alone = median(times["pypdf"])
    for name, seconds in ((name, median(of_name)) for name, of_name in times.items()):
        click.echo(
            f"{name}: {pages} pages in {seconds:.1f} s, {pages / seconds:.0f} a second,"
            f" {seconds / alone:.2f} times pypdf"
        )


def _timed(paths: list[Path], workers: int) -> Iterator[tuple[str, float, int]]:
    for name, read in (
        ("pypdf", _with_pypdf),
        ("PDFium", _with_pdfium),
        ("read and cleaned", _read_and_cleaned),
    ):
        yield name, *_alone(read, paths, workers)
    yield "and understood, split, sent", *_ingest(paths, workers)


def _alone(read: Callable[[Path], int], paths: list[Path], workers: int) -> tuple[float, int]:
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(_nothing, range(workers)))  # they start before the clock does
        begun = time.perf_counter()
        pages = sum(pool.map(read, paths))
        return time.perf_counter() - begun, pages


def _nothing(_: int) -> None:
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


def _ingest(paths: list[Path], workers: int) -> tuple[float, int]:
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
    return time.perf_counter() - begun, pages


if __name__ == "__main__":
    main()
