"""`referatsvar watch`: keeps an index in step with a folder, until Ctrl-C."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli_ingest import open_or_create, privacy_of, tell_enclosed, tell_problems
from assistant.cli_options import index_option
from assistant.settings import Settings
from assistant.texts import say

if TYPE_CHECKING:
    from index.store import Index
    from ingest.privacy import Privacy

QUIET_MS = 2000
"""Milliseconds without a change before the folder is looked at: files are copied in many steps."""

LOOK_ANYWAY_MS = 300_000
"""Milliseconds after which the folder is looked at though nothing was heard: network drives tell nothing."""


@click.command(help=say("help_watch"))
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar=say("metavar_folder"),
)  # fmt: skip
@index_option
@click.option("--skip-closed", is_flag=True, help=say("help_skip_closed"))
def watch(folder: Path, index_folder: Path, skip_closed: bool) -> None:
    """Keep an index in step with a folder."""
    settings = Settings.read()
    privacy = privacy_of(settings, skip_closed=skip_closed)
    with open_or_create(index_folder, settings, privacy, rebuild=False) as index:
        index.warm()
        click.echo(say("watching", folder=folder))
        for _ in _changes(folder):
            _look(index, folder, settings, privacy)


def _changes(folder: Path) -> Iterator[object]:
    """At once, after each change of a PDF file or a folder, and now and then. Ends with Ctrl-C, which is
    raised."""
    from watchfiles import watch as changes

    looked = -math.inf
    # The watching begins before the first look, so that nothing that comes meanwhile is missed.
    for found in changes(
        folder, watch_filter=lambda _, path: _matters(Path(path)), debounce=QUIET_MS,
        step=QUIET_MS // 4, rust_timeout=QUIET_MS, yield_on_timeout=True, raise_interrupt=True,
    ):  # fmt: skip
        if found or time.monotonic() - looked > LOOK_ANYWAY_MS / 1000:
            looked = time.monotonic()
            yield found


def _matters(path: Path) -> bool:
    return path.suffix.lower() in ("", ".pdf") and not path.name.startswith(".")


def _look(index: Index, folder: Path, settings: Settings, privacy: Privacy) -> None:
    """Bring the index in step once; what goes wrong now may go right at the next change."""
    from index.errors import Busy
    from index.in_step import bring_in_step
    from index.update import usable_workers

    try:
        progress, gone = bring_in_step(
            index, folder, workers=settings.workers or usable_workers(), limits=settings.limits,
            report=lambda _: None, privacy=privacy,
        )  # fmt: skip
    except (Busy, FileNotFoundError) as problem:
        if isinstance(problem, Busy):
            reason = say(problem.code, **problem.details)
        else:
            reason = say("no_such_path", path=folder)
        click.echo(say("watch_failed", time=_now(), reason=reason), err=True)
        return
    new = progress.files - progress.unchanged - len(progress.problems)
    if new or gone:
        click.echo(say("watch_changed", time=_now(), new=new, gone=len(gone)))
    tell_enclosed(progress)
    tell_problems(progress)


def _now() -> str:
    return f"{datetime.now().astimezone():%H:%M:%S}"
