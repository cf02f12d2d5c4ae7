"""`referatsvar ingest`: files and folders into the index, with a progress bar."""

from __future__ import annotations

import dataclasses
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli_bar import Bar
from assistant.cli_enclosed import enclosed_lines
from assistant.cli_options import index_option, load_embedder
from assistant.settings import Settings
from assistant.texts import say

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.store import Index
    from index.update import Progress
    from index.writer import Holder
    from ingest.privacy import Privacy

ALL_IN, NONE_IN, SOME_OUT, INTERRUPTED = 0, 1, 3, 130
"""Exit codes."""


@click.command(help=say("help_ingest"))
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False),
    metavar=say("metavar_paths"),
)  # fmt: skip
@index_option
@click.option("--rebuild", is_flag=True, help=say("help_rebuild"))
@click.option("--wait", is_flag=True, help=say("help_wait"))
@click.option("--skip-closed", is_flag=True, help=say("help_skip_closed"))
@click.pass_context
def ingest(
    ctx: click.Context,
    paths: tuple[Path, ...],
    index_folder: Path,
    rebuild: bool,
    wait: bool,
    skip_closed: bool,
) -> None:
    """Read files and folders into the index."""
    from index.update import Progress, update, usable_workers
    from ingest.sources import find_sources, is_folder

    settings = Settings.read()
    privacy = privacy_of(settings, skip_closed=skip_closed)
    try:
        sources = find_sources(paths, {} if rebuild else _held(index_folder))
    except FileNotFoundError as error:
        raise click.ClickException(say("no_such_path", path=error.args[0])) from error
    if not sources:
        raise click.ClickException(say("no_files", paths=", ".join(str(path) for path in paths)))
    if all(is_folder(source.path) for source in sources):
        raise click.ClickException(
            say("folders_closed", paths=", ".join(str(source.path) for source in sources))
        )
    begun, last = time.monotonic(), Progress()
    try:
        index = open_or_create(index_folder, settings, privacy, rebuild=rebuild)
        with index, Bar(say("reading")) as bar:

            def report(progress: Progress) -> None:
                nonlocal last
                last = progress
                _show(bar, progress)

            last = update(
                index, sources, workers=settings.workers or usable_workers(),
                limits=settings.limits, report=report, privacy=privacy,
                waiting=_tell_who if wait else None,
            )  # fmt: skip
    except KeyboardInterrupt:
        click.echo("\n" + say("ingest_stopped", files=last.files), err=True)
        ctx.exit(INTERRUPTED)
    ctx.exit(_summary(last, time.monotonic() - begun))


def _tell_who(holder: Holder | None) -> None:
    """Say whom the ingest waits for."""
    told = say("waiting_for", **dataclasses.asdict(holder)) if holder else say("waiting")
    click.echo(told, err=True)


def privacy_of(settings: Settings, *, skip_closed: bool) -> Privacy:
    """What is left out of files; a warning where numbers are not."""
    from ingest.privacy import Privacy

    if settings.personal_numbers != "mask":
        click.echo(say("numbers_kept"), err=True)
    return Privacy(settings.personal_numbers == "mask", skip_closed)


def _held(folder: Path) -> dict[str, Path]:
    """The names in the index, with the files that have them."""
    from index.catalog import FILE, Catalog

    if not (folder / FILE).exists():
        return {}
    catalog = Catalog.open(folder)
    try:
        return {record.name: Path(record.path) for record in catalog.files()}
    finally:
        catalog.close()


def open_or_create(folder: Path, settings: Settings, privacy: Privacy, *, rebuild: bool) -> Index:
    """The index in a folder; a new one where there is none, or where all is to be built anew."""
    from index.catalog import FILE, Catalog
    from index.store import Index, fingerprint_of
    from index.writer import writing

    if (folder / FILE).exists() and not rebuild:
        return Index.open(folder, embedder=lambda: _load(settings))
    # The model first: where it cannot be loaded, the old index is left as it is.
    embedder = _load(settings)
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder, "ingest --rebuild"):
        if rebuild:
            _clear(folder)
        if not (folder / FILE).exists():  # nobody else was faster
            Catalog.create(folder, fingerprint_of(embedder, privacy)).close()
    return Index.open(folder, embedder=embedder)


def _load(settings: Settings) -> Embedder:
    click.echo(say("loading_model"), err=True)
    return load_embedder(settings, lambda stage: click.echo(say(f"stage_{stage}"), err=True))


def _clear(folder: Path) -> None:
    """Remove an index's own files, and nothing else that may lie in its folder."""
    from index import catalog, derived, keywords, vectors

    for suffix in ("", "-wal", "-shm"):
        (folder / f"{catalog.FILE}{suffix}").unlink(missing_ok=True)
    for name in (vectors.FILE, derived.STAMP):
        (folder / name).unlink(missing_ok=True)
    for part in (keywords.FOLDER, catalog.OPEN):
        shutil.rmtree(folder / part, ignore_errors=True)


def _summary(progress: Progress, seconds: float) -> int:
    """Say how it went; the exit code."""
    failed = len(progress.problems)
    new = progress.files - progress.unchanged - failed
    click.echo(
        say("ingest_done", seconds=seconds, new=new, pages=progress.pages,
            passages=progress.passages, unchanged=progress.unchanged),
        err=True,
    )  # fmt: skip
    if progress.pages_by_ocr:
        click.echo(say("pages_by_ocr", count=progress.pages_by_ocr), err=True)
    if progress.pages_unread:
        click.echo(say("pages_unread", count=progress.pages_unread), err=True)
    if progress.numbers_masked:
        click.echo(say("numbers_masked", count=progress.numbers_masked), err=True)
    tell_enclosed(progress)
    tell_problems(progress)
    if not failed:
        return ALL_IN
    return NONE_IN if failed == progress.total_files else SOME_OUT


def tell_enclosed(progress: Progress) -> None:
    """Name the files inside those that were read."""
    if progress.enclosed:
        click.echo(say("enclosed_files", count=len(progress.enclosed)), err=True)
    for line in enclosed_lines(progress.enclosed):
        click.echo(f"  {line}", err=True)


def tell_problems(progress: Progress) -> None:
    """Name each file that could not be read, with the reason and the remedy."""
    failed = len(progress.problems)
    if failed:
        title = "problems_title" if failed > 1 else "problems_title_one"
        click.echo(say(title, count=failed), err=True)
    for problem in sorted(progress.problems, key=lambda problem: problem.name):
        reason = say(f"problem_{problem.code}")
        click.echo(say("problem_one", name=problem.name, reason=reason), err=True)


def _show(bar: Bar, progress: Progress) -> None:
    """Show how far the reading is; before it begins, what an older index lacks is made."""
    if progress.completed < progress.incomplete:
        text = say("column_embedded", done=progress.completed, total=progress.incomplete)
        bar.show(text, progress.completed, progress.incomplete)
        return
    text = say(
        "column_progress", files=progress.files, total=progress.total_files,
        pages=progress.pages, passages=progress.passages,
    )  # fmt: skip
    bar.show(text, progress.files, progress.total_files)
