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
    moved = [pair for pair in found.changed if _moved(*pair)]
    lines = [
        text("paired_names", language, first=found.first.name, second=found.second.name),
        text("paired_how", language),
        text("paired_changed", language, count=len(moved), others=len(found.changed) - len(moved)),
        # What was lost comes first: it is what one looks at before a change is kept.
        *(_changed(*pair, language) for pair in sorted(moved, key=_gain)),
    ]
    return Group(table, *map(Text, lines))


def _moved(before: Scored, after: Scored) -> bool:
    """Whether more changed than the order of further relevant passages."""
    return before.rank != after.rank or _recited(before, after)


def _recited(before: Scored, after: Scored) -> bool:
    """Whether both runs answered, and one of them with a right first citation."""
    cited = {one.scores.get(CITATION) for one in (before, after)}
    return None not in cited and len(cited) > 1


def _gain(pair: tuple[Scored, Scored]) -> float:
    return pair[1].scores["MRR@10"] - pair[0].scores["MRR@10"]


def _changed(before: Scored, after: Scored, language: Language) -> str:
    """One question that changed: the rank of its first relevant passage, and its first citation."""
    none = text("paired_none", language)
    words = [f"  {before.id} {before.kind}".rstrip()]
    words.append(
        text("paired_rank", language, before=before.rank or none, after=after.rank or none)
        if before.rank != after.rank
        else text("paired_same_rank", language, rank=before.rank or none)
    )
    if _recited(before, after):
        gained = after.scores[CITATION] > before.scores[CITATION]
        words.append(text("paired_gained" if gained else "paired_gone", language))
    return f"{', '.join(words)}: {before.question}"
