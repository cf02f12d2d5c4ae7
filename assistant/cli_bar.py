"""How far a command is: a bar on a terminal, and a line now and then where there is none."""

from __future__ import annotations

import sys
import time
from typing import Self

import click


class Bar:
    """Told on standard error: standard output is for results. Nothing is drawn before the first `show`."""

    SECONDS = 10.0
    """Between two lines where there is no terminal."""

    def __init__(self, title: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._terminal = sys.stderr.isatty()
        self._bar = Progress(
            TextColumn(title), BarColumn(), TextColumn("{task.description}"),
            TimeRemainingColumn(), console=Console(stderr=True), disable=not self._terminal,
        )  # fmt: skip
        self._task = self._bar.add_task("", total=None)
        self._begun = False
        self._told = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def show(self, text: str, done: int, total: int) -> None:
        """Show that so many of all are done, in words as well."""
        if self._terminal:
            self._bar.update(self._task, description=text, completed=done, total=total)
            if not self._begun:
                self._begun = True
                self._bar.start()
        elif time.monotonic() - self._told > self.SECONDS:
            self._told = time.monotonic()
            click.echo(text, err=True)
