"""Two runs held against each other: as tables in the terminal and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.texts import Language
from eval.paired import CITATION, Comparison, Scored
from eval.report import bracketed
from eval.texts import text


def paired_json(found: Comparison) -> dict[str, Any]:
    """All of it, as `--compare --json` prints it."""
    return {
        "first": found.first.name,
        "second": found.second.name,
        "questions": len(found.first.scored),
        "figures": [asdict(one) for one in found.differences],
        "changed": [
            {
                "id": before.id,
                "kind": before.kind,
                "question": before.question,
                "ranks": [before.rank, after.rank],
                "first": before.scores,
                "second": after.scores,
            }
            for before, after in found.changed
        ],
    }


def paired_report(found: Comparison, language: Language) -> RenderableType:
    """The figures of both runs, and under them the questions that changed."""
    heads = (text(key, language) for key in ("paired_figure", "paired_first", "paired_second"))
    table = Table(title=text("paired_title", language, count=len(found.first.scored)))
    table.title_justify = "left"
    for head in (*heads, *(text(f"paired_{key}", language) for key in ("difference", "p"))):
        table.add_column(head, justify="right" if table.columns else "left")
    for key in ("won", "lost", "tied"):
        table.add_column(text(f"paired_{key}", language), justify="right")
    for one in found.differences:
        difference = f"{one.difference:+.3f} {bracketed(one.interval)}".strip()
        name = text("paired_citation", language) if one.figure == CITATION else one.figure
        table.add_row(
            name, f"{one.first:.3f}", f"{one.second:.3f}", difference, f"{one.p:.4f}",
            str(one.won), str(one.lost), str(one.tied),
        )  # fmt: skip
    names = [
        text("paired_names", language, first=found.first.name, second=found.second.name),
        text("paired_how", language),
        text("paired_changed", language, count=len(found.changed)),
    ]
    return Group(table, *map(Text, names), *(_changed(*pair, language) for pair in found.changed))


def _changed(before: Scored, after: Scored, language: Language) -> Text:
    """One question that changed: the rank of its first relevant passage, and its first citation."""
    none = text("paired_none", language)
    words = [f"  {before.id} {before.kind}".rstrip()]
    words.append(
        text("paired_rank", language, before=before.rank or none, after=after.rank or none)
        if before.rank != after.rank
        else text("paired_same_rank", language, rank=before.rank or none)
    )
    cited = before.scores.get(CITATION), after.scores.get(CITATION)
    if None not in cited and cited[0] != cited[1]:
        words.append(text("paired_gained" if cited[1] else "paired_gone", language))
    return Text(f"{', '.join(words)}: {before.question}")
