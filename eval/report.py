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
    """The content of one metrics.json: search by kind of question and by document, the answers."""
    retrieval = metrics["retrieval"]
    settings = metrics["settings"]
    title = text("title", language, name=metrics["questions"]["file"], mode=settings["mode"])
    kinds = {kind: row for kind, row in retrieval["kinds"].items() if kind}
    table = _table(title, text("kind", language), kinds, language)
    table.add_section()
    table.add_row(text("all", language), *_cells(retrieval["all"], intervals=True), style="bold")
    parts: list[RenderableType] = [table]
    if len(retrieval["documents"]) > 1:
        parts.append(_table(None, text("document", language), retrieval["documents"], language))
    lines = [text("intervals", language), *_lines(metrics, language)]
    return Group(*parts, *(Text(line) for line in lines))


def bracketed(interval: Sequence[float] | None) -> str:
    """An interval as it is printed; empty where there is none."""
    return f"[{interval[0]:.2f} {interval[1]:.2f}]" if interval else ""


def _table(
    title: str | None, first: str, rows: Mapping[str, Mapping[str, Any]], language: Language
) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first)
    table.add_column(text("questions", language), justify="right")
    for name in METRICS:
        table.add_column(name, justify="right")
    for name, row in rows.items():
        table.add_row(Text(name), *_cells(row, intervals=True))
    return table


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


def _cells(row: Mapping[str, Any], *, intervals: bool = False) -> list[str]:
    within = row["intervals"] if intervals else {}
    figures = [f"{row[name]:.3f} {bracketed(within.get(name))}".strip() for name in METRICS]
    return [str(row["questions"]), *figures]


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
        if quotes["recognised"]:
            lines.append(text("recognised", language, count=quotes["recognised"]))
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
                interval=bracketed(first["interval"]),
                page=first["on_page"],
                document=first["in_document"],
            )
        )
        lines.append(
            text(
                "abstentions",
                language,
                answered=refused["unanswerable"] - refused["unanswerable_refused"],
                unanswerable=refused["unanswerable"],
                wrong=refused["answerable_refused"],
                answerable=refused["answerable"],
            )
        )
        lines.append(_confidence(refused, language))
    for what in ("search", "ask"):
        seconds = metrics["seconds"][what]
        if seconds:
            key = "seconds" if what == "search" else "seconds_ask"
            lines.append(text(key, language, **seconds))
    return lines


def _confidence(refused: Mapping[str, Any], language: Language) -> str:
    auc, best = refused["confidence_auc"], refused["risk_coverage"]["ground"]["coverage_at_95"]
    within = bracketed(refused["confidence_auc_interval"])
    return text(
        "confidence",
        language,
        auc="-" if auc is None else f"{auc:.3f} {within}".strip(),
        covered=f"{100 * best['coverage']:.0f} %" if best else text("no_threshold", language),
    )
