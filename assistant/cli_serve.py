"""`referatsvar serve`: the web page."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from assistant.cli_options import index_option
from assistant.texts import language, say

MOST_SUGGESTIONS = 6
"""More would push the question field off a small screen."""


@click.command(help=say("help_serve"))
@index_option
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar=say("metavar_address"),
    help=say("help_host"),
)
@click.option(
    "--port", default=7860, show_default=True, type=click.IntRange(1, 65535),
    metavar=say("metavar_number"), help=say("help_port"),
)  # fmt: skip
@click.option(
    "--suggestions",
    type=click.File(encoding="utf-8"),
    metavar=say("metavar_file"),
    help=say("help_suggestions"),
)
@click.option("--hide-closed", is_flag=True, help=say("help_hide_closed"))
def serve(
    index_folder: Path, host: str, port: int, suggestions: TextIO | None, hide_closed: bool
) -> None:
    """Start the web page."""
    from index.catalog import Catalog

    # A missing or damaged index is told at once, before the slow libraries load.
    Catalog.open(index_folder).close()
    from assistant import web
    from assistant.web_texts import GENERIC_QUESTIONS

    lines = [line.strip() for line in suggestions or () if line.strip()]
    web.serve(
        index_folder, host, port, language=language(), announce=click.echo,
        examples=lines[:MOST_SUGGESTIONS] or GENERIC_QUESTIONS, hide_closed=hide_closed,
    )  # fmt: skip
