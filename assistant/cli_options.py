"""Options that several commands share, and what they make."""

from __future__ import annotations

import datetime
import json
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assistant.settings import Settings
from assistant.texts import say
from ingest.model import DocumentKind

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.hits import Filter
    from index.store import Index

Command = TypeVar("Command", bound=Callable[..., Any])

INDEX_FOLDER = "index_folder"
"""The key under which a command's index folder is kept for messages."""


def index_option(command: Command) -> Command:
    """`--index DIR`."""
    return click.option(
        "--index", "index_folder", required=True, envvar="REFERATSVAR_INDEX", show_envvar=True,
        type=click.Path(path_type=Path, file_okay=False), metavar=say("metavar_folder"),
        help=say("help_index"), callback=remember_index,
    )(command)  # fmt: skip


def remember_index(
    ctx: click.Context, _option: click.Parameter, folder: Path | None
) -> Path | None:
    """Keep the folder where the group finds it, which tells what goes wrong there."""
    ctx.meta[INDEX_FOLDER] = folder
    return folder


def json_option(command: Command) -> Command:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help=say("help_json"))(command)


def filter_options(command: Command) -> Command:
    """`--document`, `--kind`, `--from` and `--to`."""
    date, kinds = say("metavar_date"), click.Choice([kind.value for kind in DocumentKind])
    for option in (
        click.option("--to", "date_to", metavar=date, help=say("help_to")),
        click.option("--from", "date_from", metavar=date, help=say("help_from")),
        click.option(
            "--kind", "kinds", multiple=True, type=kinds, metavar=say("metavar_kind"),
            help=say("help_kind"),
        ),
        click.option(
            "--document", "documents", multiple=True, metavar=say("metavar_name"),
            help=say("help_document"),
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def chosen_filter(
    documents: tuple[str, ...], kinds: tuple[str, ...], date_from: str | None, date_to: str | None
) -> Filter:
    """The filter that the options describe."""
    from index.hits import Filter

    first, last = chosen_period(date_from, date_to)
    return Filter(
        documents=frozenset(unicodedata.normalize("NFC", name) for name in documents),
        kinds=frozenset(DocumentKind(kind) for kind in kinds),
        date_from=first,
        date_to=last,
    )


def chosen_period(
    date_from: str | None, date_to: str | None
) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and the last day that the options name; None for each that is not given."""
    first, last = _date(date_from), _date(date_to)
    if first and last and first > last:
        raise click.UsageError(say("bad_period", first=first, last=last))
    return first, last


def _date(value: str | None) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise click.UsageError(say("bad_date", value=value)) from error


def load_embedder(settings: Settings, progress: Callable[[str], None] | None = None) -> Embedder:
    """The model that the settings name."""
    from index.embedding import Embedder

    precision: Any = settings.precision
    return Embedder.load(
        settings.model, settings.threads or None, precision=precision, progress=progress
    )


def open_index(folder: Path, settings: Settings, *, hide_closed: bool = False) -> Index:
    """The index in a folder, with the model loaded when it is first needed. The person at the command
    line owns it and sees all; with `hide_closed` closed items are not there."""
    from index.access import ALL, NONE
    from index.store import Index

    rights = NONE if hide_closed else ALL
    return Index.open(folder, embedder=partial(load_embedder, settings), rights=rights)


def print_json(value: object) -> None:
    """JSON on standard output, letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
