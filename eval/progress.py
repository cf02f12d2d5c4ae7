"""How far a run is, on standard error: standard output is for figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def told(what: str) -> Callable[[Iterable[T]], Iterable[T]]:
    """Pass things on one by one, behind a bar that is called `what`."""

    def tell(things: Iterable[T]) -> Iterable[T]:
        return track(things, description=what, console=Console(stderr=True), transient=True)

    return tell
