"""The figures as a table in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    table.add_row(text("all", language), *_cells(retrieval["all"]), style="bold")
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
        table.add_row(Text(name), *_cells(row))
    return table


def comparison(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> RenderableType:
    """Two rows for each named metrics.json: what the search found, and how it answered in what time.
    The settings of one name stand together."""
    search = ["setting", "mode", "n", *METRICS]
    answers = ["quotes found", "1st right", "wrongly answered", "wrongly refused", "AUROC"]
    return Group(
        _aligned(search, rows, lambda metrics: _cells(metrics["retrieval"]["all"])),
        _aligned(["setting", "mode", *answers, "median", "p95", "p99"], rows, _answer_cells),
    )


def _aligned(
    heads: Sequence[str],
    rows: Sequence[tuple[str, Mapping[str, Any]]],
    cells: Callable[[Mapping[str, Any]], Sequence[str]],
) -> Table:
    table = Table()
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if place < 2 else "right", no_wrap=True)
    for place, (name, metrics) in enumerate(rows):
        if place and name != rows[place - 1][0]:
            table.add_section()
        table.add_row(name, metrics["settings"]["mode"], *cells(metrics))
    return table


def _cells(row: Mapping[str, Any]) -> list[str]:
    """The number of questions, and each figure with its interval."""
    figures = [f"{row[name]:.3f} {bracketed(row['intervals'][name])}" for name in METRICS]
    return [str(row["questions"]), *(figure.strip() for figure in figures)]


def _answer_cells(metrics: Mapping[str, Any]) -> list[str]:
    seconds = metrics["seconds"]["ask"] or metrics["seconds"]["search"]
    timing = [f"{1000 * seconds[key]:.0f} ms" for key in ("median", "p95", "p99")]
    answers = metrics["answers"]
    if not answers:
        return [""] * 5 + timing
    quotes, first, refused = answers["quotes"], answers["first_citation"], answers["abstentions"]
    answered = refused["unanswerable"] - refused["unanswerable_refused"]
    return [
        f"{quotes['found']}/{quotes['checked']}",
        f"{first['relevant']}/{first['answered']} {bracketed(first['interval'])}".strip(),
        f"{answered}/{refused['unanswerable']}",
        f"{refused['answerable_refused']}/{refused['answerable']}",
        _area(refused),
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
    best = refused["risk_coverage"]["ground"]["coverage_at_95"]
    return text(
        "confidence",
        language,
        auc=_area(refused),
        covered=f"{100 * best['coverage']:.0f} %" if best else text("no_threshold", language),
    )


def _area(refused: Mapping[str, Any]) -> str:
    auc, interval = refused["confidence_auc"], refused["confidence_auc_interval"]
    return "-" if auc is None else f"{auc:.3f} {bracketed(interval)}".strip()
