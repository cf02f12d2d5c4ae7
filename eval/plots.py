"""The geometry of plots: figures become points on a sheet of `WIDTH` by `HEIGHT` units.

Only numbers are made here; the template writes them as SVG, so that all that is text is escaped in
one place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP, BOTTOM = 80, 16, 16, 52
"""Margins of the sheet; the axes' ticks and names stand in them."""

TICKS = 6
"""An axis has about so many ticks."""

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where it stands on the sheet, and the number that is written beside it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A line on the sheet: its name, the data of an SVG path, and the places of its marks with what
    they stand for."""

    name: str
    path: str
    marks: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A sheet with two axes and curves. `level` is the height of a line across, where there is one."""

    name: str
    x_name: str
    y_name: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    curves: tuple[Curve, ...]
    level: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn as one curve: its points, from left to right, and which of them are marked."""

    name: str
    points: Points
    marks: Sequence[tuple[float, float, str]] = ()


def plot(
    name: str,
    axes: tuple[str, str],
    series: Sequence[Series],
    written: tuple[Callable[[float], str], Callable[[float], str]],
    *,
    most: tuple[float, float] | None = None,
    level: float | None = None,
) -> Plot:
    """Draw the series from 0 to `most` on both axes, or to what holds all points; `written` makes the
    numbers beside the ticks."""
    every = [point for one in series for point in one.points]
    wide = most[0] if most else max((x for x, _ in every), default=1.0)
    high = most[1] if most else max((y for _, y in every), default=1.0)
    x_steps, y_steps = steps(wide), steps(high)
    wide, high = x_steps[-1], y_steps[-1]

    def across(x: float) -> float:
        return round(LEFT + x / wide * (WIDTH - LEFT - RIGHT), 1)

    def up(y: float) -> float:
        return round(HEIGHT - BOTTOM - y / high * (HEIGHT - TOP - BOTTOM), 1)

    return Plot(
        name,
        *axes,
        tuple(Tick(across(x), written[0](x)) for x in x_steps),
        tuple(Tick(up(y), written[1](y)) for y in y_steps),
        tuple(
            Curve(
                one.name,
                "M" + " L".join(f"{across(x)} {up(y)}" for x, y in one.points),
                tuple((across(x), up(y), what) for x, y, what in one.marks),
            )
            for one in series
            if one.points
        ),
        None if level is None or level > high else up(level),
    )


def steps(most: float) -> list[float]:
    """Round numbers from 0 to the first that is `most` or more, `TICKS` or a few more."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / TICKS
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(one * magnitude for one in (1, 2, 5, 10) if one * magnitude >= rough * 0.999)
    return [round(number * step, 10) for number in range(math.ceil(most / step * 0.999) + 1)]


def cumulative(values: Sequence[float]) -> list[tuple[float, float]]:
    """The share of values that are no greater than each, as a staircase from 0."""
    ordered = sorted(values)
    if not ordered:
        return []
    stairs = [(ordered[0], 0.0)]
    for place, (value, following) in enumerate(pairwise([*ordered, ordered[-1]]), start=1):
        stairs += [(value, place / len(ordered)), (following, place / len(ordered))]
    return stairs
