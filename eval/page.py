"""A run as one page that opens offline: figures with their intervals, plots, and what went wrong.

The page is one file without script, and its policy forbids all that is not in it. What comes from
documents and questions is escaped by the template.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jinja2

from assistant.texts import Language
from eval.abstention import PRECISION
from eval.metrics import METRICS
from eval.mistakes import MISTAKES, mistakes
from eval.plots import HEIGHT, WIDTH, Plot, Series, cumulative, plot
from eval.texts import text

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its interval, both as they are written and as numbers for the bar under them."""

    name: str
    value: float | None
    interval: Sequence[float] | None
    detail: str = ""


def report_page(metrics: Json, lines: Sequence[Json], language: Language) -> str:
    """The page of one metrics.json and the lines of its run.jsonl."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("eval", ""),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = partial(_number, language)
    environment.globals["say"] = lambda key, **values: text(f"page_{key}", language, **values)
    retrieval = metrics["retrieval"]
    groups = {name: {n: row for n, row in retrieval[name].items() if n}
              for name in ("kinds", "documents")}  # fmt: skip
    return environment.get_template("page.html").render(
        language=language,
        metrics=metrics,
        names=list(METRICS),
        headline=_headline(metrics, language),
        groups={name: rows for name, rows in groups.items() if rows},
        plots=[*_risk_plots(metrics, language), *_latency_plots(metrics, lines, language)],
        sheet=(WIDTH, HEIGHT),
        kinds_of_mistake=MISTAKES,
        wrong=mistakes(lines),
    )


def _number(language: Language, value: float, digits: int = 3) -> str:
    """A number as it is written in the language."""
    written = f"{value:.{digits}f}"
    return written.replace(".", ",") if language == "da" else written


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _headline(metrics: Json, language: Language) -> list[Figure]:
    """The figures that stand at the top."""
    every = metrics["retrieval"]["all"]
    figures = [Figure(name, every[name], every["intervals"][name]) for name in METRICS]
    if not metrics["answers"]:
        return figures
    first, quotes = metrics["answers"]["first_citation"], metrics["answers"]["quotes"]
    refused = metrics["answers"]["abstentions"]
    of = partial(text, "page_of", language)
    return [
        *figures,
        Figure(
            text("page_first_citation", language), first["share"], first["interval"],
            of(part=first["relevant"], whole=first["answered"]),
        ),
        Figure(
            text("page_quotes", language), quotes["share"], None,
            of(part=quotes["found"], whole=quotes["checked"]),
        ),
        Figure("AUROC", refused["confidence_auc"], refused["confidence_auc_interval"]),
    ]  # fmt: skip


def _risk_plots(metrics: Json, language: Language) -> list[Plot]:
    if not metrics["answers"]:
        return []
    curves = metrics["answers"]["abstentions"]["risk_coverage"]
    threshold = metrics["settings"]["threshold"]
    return [
        plot(
            text("page_risk_title", language),
            (text("page_coverage", language), text("page_risk", language)),
            [_risk_series(name, curves[name], threshold, language) for name in curves],
            (_percent, _percent),
            most=(1.0, max(0.2, *(max(one["risks"], default=0) for one in curves.values()))),
            level=1 - PRECISION,
        )
    ]


def _risk_series(name: str, curve: Json, threshold: float, language: Language) -> Series:
    points = list(zip(curve["coverages"], curve["risks"], strict=True))
    answered = [
        point for point, at in zip(points, curve["thresholds"], strict=True) if at >= threshold
    ]
    here = text("page_threshold", language, threshold=_number(language, threshold, 2))
    return Series(
        text(f"page_risk_{name}", language),
        points,
        [(*answered[-1], here)] if answered else [],
    )


def _latency_plots(metrics: Json, lines: Sequence[Json], language: Language) -> list[Plot]:
    kept = {"search": "search_seconds", "ask": "seconds"} if metrics["seconds"]["ask"] else {
        "search": "seconds"
    }  # fmt: skip
    series = []
    for name, field in kept.items():
        times = [1000 * line[field] for line in lines]
        seconds = metrics["seconds"][name]
        marks = [
            (1000 * seconds[key], share, f"{text(f'page_{key}', language)} {at}")
            for key, share in (("median", 0.5), ("p95", 0.95))
            if (at := f"{1000 * seconds[key]:.0f} ms")
        ]
        series.append(Series(text(f"page_seconds_{name}", language), cumulative(times), marks))
    axes = (text("page_milliseconds", language), text("page_share", language))
    title = text("page_latency_title", language)
    return [plot(title, axes, series, (lambda ms: f"{ms:g}", _percent))]
