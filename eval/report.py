"""The figures as a table in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.texts import Language
from eval.metrics import METRICS
from eval.texts import text

WIDE = 150
"""Columns for tables that go to a file, where no terminal sets a width."""


def console() -> Console:
    """Standard output, wide where it is no terminal, so that no figure is cut off."""
    plain = Console()
    return plain if plain.is_terminal else Console(width=WIDE)


def report(metrics: Mapping[str, Any], language: Language) -> RenderableType:
    """The content of one metrics.json: search by kind of question, then the answers."""
    retrieval = metrics["retrieval"]
    table = Table(
        title=text(
            "title", language, name=metrics["questions"]["file"], mode=metrics["settings"]["mode"]
        ),
        title_justify="left",
    )
    table.add_column(text("kind", language))
    table.add_column(text("questions", language), justify="right")
    for name in METRICS:
        table.add_column(name, justify="right")
    kinds = {kind: row for kind, row in retrieval["kinds"].items() if kind}
    for kind, row in kinds.items():
        table.add_row(kind, *_cells(row))
    table.add_section()
    table.add_row(text("all", language), *_cells(retrieval["all"]), style="bold")
    return Group(table, *(Text(line) for line in _lines(metrics, language)))


def comparison(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> Table:
    """One row for each named metrics.json."""
    table = Table()
    for name in ("setting", "mode"):
        table.add_column(name, no_wrap=True)
    for name in ("n", *METRICS, "quotes", "1st cited", "abst. right", "wrong", "median s", "p95 s"):
        table.add_column(name, justify="right", no_wrap=True)
    before = ""
    for name, metrics in rows:
        if before and name != before:
            table.add_section()
        before = name
        cells = _cells(metrics["retrieval"]["all"])
        table.add_row(name, metrics["settings"]["mode"], *cells, *_answer_cells(metrics))
    return table


def _cells(row: Mapping[str, Any]) -> list[str]:
    return [str(row["questions"]), *(f"{row[name]:.3f}" for name in METRICS)]


def _answer_cells(metrics: Mapping[str, Any]) -> list[str]:
    seconds = metrics["seconds"]["ask"] or metrics["seconds"]["search"]
    timing = [f"{seconds['median']:.3f}", f"{seconds['p95']:.3f}"] if seconds else ["", ""]
    answers = metrics["answers"]
    if not answers:
        return ["", "", "", "", *timing]
    quotes, first, refused = answers["quotes"], answers["first_citation"], answers["abstentions"]
    return [
        f"{quotes['found']}/{quotes['checked']}",
        f"{first['relevant']}/{first['answered']}",
        f"{refused['unanswerable_refused']}/{refused['unanswerable']}",
        f"{refused['answerable_refused']}/{refused['answerable']}",
        *timing,
    ]


def _lines(metrics: Mapping[str, Any], language: Language) -> list[str]:
    lines: list[str] = []
    answers = metrics["answers"]
    if answers:
        quotes, first = answers["quotes"], answers["first_citation"]
        refused = answers["abstentions"]
        lines.append(text("quotes", language, found=quotes["found"], checked=quotes["checked"]))
        lines += [
            text("quote_lost", language, **{**lost, "quote": lost["text"]})
            for lost in quotes["not_found"]
        ]
        lines.append(
            text(
                "first_citation",
                language,
                relevant=first["relevant"],
                answered=first["answered"],
                page=first["on_page"],
                document=first["in_document"],
            )
        )
        lines.append(
            text(
                "abstentions",
                language,
                right=refused["unanswerable_refused"],
                unanswerable=refused["unanswerable"],
                wrong=refused["answerable_refused"],
                answerable=refused["answerable"],
            )
        )
    for what in ("search", "ask"):
        seconds = metrics["seconds"][what]
        if seconds:
            key = "seconds" if what == "search" else "seconds_ask"
            lines.append(text(key, language, median=seconds["median"], p95=seconds["p95"]))
    return lines
