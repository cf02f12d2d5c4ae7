"""The figures on minutes as JSON for programs, and as tables for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.texts import Language
from eval.structure_fields import ALSO, DECISION, EARLIER, ITEM, MEETING, OVERLAP
from eval.structure_scores import ALL, Mistake, Scores, Tally
from eval.texts import text

FORMAT = 1
"""Version of the JSON."""

BESIDE = 5
"""Layouts in one table."""

SHOWN = 200
"""Characters of a value in the list of errors for people."""


def total(scores: Scores, layout: str = ALL) -> Tally:
    """The sum over all fields, each counted once."""
    rows = (rows.get(layout, Tally()) for name, rows in scores.tallies.items() if name not in ALSO)
    return sum(rows, Tally())


def share(part: int, whole: int) -> float | None:
    """A share, or None where there is nothing to share."""
    return part / whole if whole else None


def structure_json(scores: Scores, *, errors: bool) -> dict[str, Any]:
    """All figures, with their denominators."""
    figures: dict[str, Any] = {
        "format": FORMAT,
        "documents": scores.documents,
        "missing": scores.missing,
        "total": _figures(total(scores)),
        "fields": {
            name: {
                **_figures(scores.tallies[name][ALL]),
                "layouts": {
                    layout: _figures(scores.tallies[name][layout])
                    for layout in _layouts(scores)
                    if layout in scores.tallies[name]
                },
            }
            for name in _names(scores)
        },
        "outcomes": [
            {"wanted": wanted, "read": read, "count": count}
            for (wanted, read), count in sorted(scores.confusion.items())
        ],
    }
    if errors:
        figures["errors"] = [asdict(mistake) for mistake in scores.mistakes]
    return figures


def structure_report(scores: Scores, language: Language) -> RenderableType:
    """The figures over all, by layout, and the outcomes."""
    parts: list[RenderableType] = [_overall(scores, language)]
    if len(_layouts(scores)) > 1:
        parts += [_by_layout(scores, some, language) for some in _beside(_layouts(scores))]
    if scores.confusion:
        parts.append(_confusion(scores, language))
    if any(name in ALSO for name in scores.tallies if "without" in name):
        parts.append(Text(text("structure_limits", language)))
    return Group(*parts)


def structure_errors(scores: Scores, language: Language) -> Iterator[str]:
    """A line for every mistake."""
    for mistake in scores.mistakes:
        yield _told(mistake, language)


def _overall(scores: Scores, language: Language) -> Table:
    title = text("structure_title", language, documents=scores.documents)
    table = Table(title=title, title_justify="left")
    table.add_column(text("structure_field", language), no_wrap=True)
    for column in (
        text("structure_cases", language),
        text("structure_precision", language),
        text("structure_recall", language),
        "F1",
        text("structure_invented", language),
    ):
        table.add_column(column, justify="right", no_wrap=True)
    for name in _names(scores):
        table.add_row(name, *_cells(scores.tallies[name][ALL]))
    table.add_section()
    table.add_row(text("structure_total", language), *_cells(total(scores)), style="bold")
    return table


def _beside(layouts: list[str]) -> Iterator[list[str]]:
    """The layouts of one table after the other: as many as stand beside each other."""
    for start in range(0, len(layouts), BESIDE):
        yield layouts[start : start + BESIDE]


def _by_layout(scores: Scores, layouts: list[str], language: Language) -> Table:
    """One figure and its denominator a field: the share of cases that are exactly right, or F1
    with what was found of what there is, where a field holds many values."""
    table = Table(title=text("structure_layouts", language), title_justify="left")
    table.add_column(text("structure_field", language), no_wrap=True)
    for layout in layouts:
        table.add_column(layout, justify="right", no_wrap=True)
    for name in _names(scores):
        rows = (scores.tallies[name].get(layout) for layout in layouts)
        cells = [_cell(name, row) if row else "" for row in rows]
        if any(cells):
            table.add_row(name, *cells)
    return table


def _confusion(scores: Scores, language: Language) -> Table:
    table = Table(title=text("structure_confusion", language), title_justify="left", min_width=64)
    wanted = sorted({wanted for wanted, _ in scores.confusion})
    read = sorted({read for _, read in scores.confusion})
    table.add_column("")
    for name in read:
        table.add_column(name, justify="right")
    for name in wanted:
        counts = (scores.confusion[name, other] for other in read)
        table.add_row(name, *(str(count) if count else "" for count in counts))
    return table


def _names(scores: Scores) -> list[str]:
    """The fields that were compared, in their order."""
    order = ["items", *(of.name for of in (*MEETING, *ITEM, *EARLIER, *DECISION))]
    compared = [name for name in order if name in scores.tallies]
    for name in scores.tallies:
        if name not in order:  # "… without …" stands below the field it belongs to
            compared.insert(compared.index(name.partition("_without_")[0]) + 1, name)
    return compared


def _layouts(scores: Scores) -> list[str]:
    return sorted({layout for rows in scores.tallies.values() for layout in rows} - {ALL})


def _figures(tally: Tally) -> dict[str, Any]:
    precision, recall = share(tally.hits, tally.given), share(tally.hits, tally.wanted)
    return {
        **asdict(tally),
        "exact_share": share(tally.exact, tally.cases),
        "precision": precision,
        "recall": recall,
        "f1": share(2 * tally.hits, tally.given + tally.wanted),
        "invented_share": share(tally.invented, tally.empty),
    }


def _cells(tally: Tally) -> Iterator[str]:
    yield _counted(tally.exact, tally.cases)
    yield _counted(tally.hits, tally.given)
    yield _counted(tally.hits, tally.wanted)
    f1 = share(2 * tally.hits, tally.given + tally.wanted)
    yield "" if f1 is None else f"{f1:.3f}"
    yield _counted(tally.invented, tally.empty)


def _cell(name: str, tally: Tally) -> str:
    if name in OVERLAP:
        f1 = share(2 * tally.hits, tally.given + tally.wanted)
        return "" if f1 is None else f"F1 {f1:.3f} ({tally.hits}/{tally.wanted})"
    return _counted(tally.exact, tally.cases)


def _counted(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part}/{whole})" if whole else ""


def _told(mistake: Mistake, language: Language) -> str:
    wanted, got = mistake.wanted, mistake.got
    if len(wanted) == len(got) == 1:
        wanted, got = _from_difference(wanted[0], got[0])
    values = {
        "document": mistake.document,
        "field": mistake.field,
        "wanted": _shown(wanted),
        "got": _shown(got),
    }
    if mistake.item:
        return text("structure_error", language, item=mistake.item, **values)
    return text("structure_error_of_meeting", language, **values)


def _from_difference(one: str, other: str) -> tuple[tuple[str], tuple[str]]:
    """Two texts from a little before they differ, where they begin alike for long."""
    one, other = " ".join(one.split()), " ".join(other.split())
    pairs = enumerate(zip(one, other, strict=False))
    start = next((place for place, (a, b) in pairs if a != b), 0) - SHOWN // 4
    if start <= 0:
        return (one,), (other,)
    return (f"…{one[start:]}",), (f"…{other[start:]}",)


def _shown(values: tuple[str, ...]) -> str:
    texts = (value if len(value) <= SHOWN else f"{value[:SHOWN]}…" for value in values)
    return " | ".join(f"»{' '.join(value.split())}«" for value in texts) or "-"
