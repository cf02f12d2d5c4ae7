"""Asks every question of a file and writes what came back, with its figures.

The folder then holds `run.jsonl` (a line a question: hits and answer as the commands `search` and
`ask` give them, seconds, and the question's own scores), `run.trec` and `qrels.trec` (see
`eval.trec`), `report.html` (see `eval.page`), and `metrics.json`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.abstain import calibration_of
from assistant.answer import answer
from assistant.formats import answer_json, search_json
from assistant.texts import Language
from eval.figures import Asked, answer_figures, retrieval_figures, seconds_figures
from eval.metrics import scores
from eval.output import PAGE_FILE, RUN_FILE, check_writable, json_lines, write_results
from eval.page import report_page
from eval.questions import Question, QuestionFile
from eval.trec import Judged, judge_passages, qrels_lines, run_lines
from eval.verbatim import check_quotes
from index.hits import Mode
from index.store import Index

FORMAT = 1
"""Goes up when a field of metrics.json or run.jsonl changes its meaning."""

DEPTH = 10
"""Hits per question: the deepest cutoff of the metrics."""

Progress = Callable[[Iterable[Question]], Iterable[Question]]
"""Passes questions on, and may tell how far it is."""


def run_questions(
    file: QuestionFile,
    index: Index,
    out: Path,
    *,
    mode: Mode = "hybrid",
    threshold: float | None = None,
    progress: Progress = iter,
    language: Language = "da",
) -> dict[str, Any]:
    """Ask all questions, write the results to `out`, and give the content of metrics.json.

    `threshold` is the least confidence with which the assistant answers; None leaves it to the index. With another mode than
    hybrid only the search is measured: answers always use the whole search. `language` is that of
    the report.
    """
    check_writable(out)
    _warm_up(index, mode)
    if threshold is None:
        threshold = calibration_of(index).threshold
    asked = [_ask(question, index, mode, threshold) for question in progress(file.questions)]
    judged = [_judge(one) for one in asked]
    documents = index.documents()
    metrics: dict[str, Any] = {
        **description(mode, threshold, asdict(index.catalog.fingerprint)),
        "questions": {
            "file": file.name,
            "sha256": file.sha256,
            "count": len(asked),
            "answerable": sum(question.answerable for question in file.questions),
        },
        "index": {
            "documents": len(documents),
            "pages": sum(document.page_count for document in documents),
            "passages": sum(document.passage_count for document in documents),
        },
        "retrieval": retrieval_figures([one.ranking() for one in judged if one.grades]),
        "answers": None,
        "seconds": {
            "search": seconds_figures(one.search_seconds for one in asked),
            "ask": seconds_figures(one.ask_seconds for one in asked if one.ask_seconds is not None),
        },
    }
    if mode == "hybrid":
        quotes = [quote for one in asked for quote in one.quotes()]
        checks = check_quotes(quotes, {document.name: document for document in documents})
        metrics["answers"] = answer_figures(asked, checks)
    lines = [*map(_line, asked, judged)]
    write_results(
        out,
        {
            RUN_FILE: json_lines(lines),
            "run.trec": run_lines(one for one in judged if one.grades),
            "qrels.trec": qrels_lines(judged),
            PAGE_FILE: [report_page(metrics, lines, language)],
        },
        metrics,
    )
    return metrics


def description(
    mode: Mode, threshold: float | None, fingerprint: Mapping[str, object]
) -> dict[str, Any]:
    """What the figures were made with: they compare only where all of this is the same."""
    return {
        "format": FORMAT,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": _version(),
        "settings": {
            "mode": mode,
            "depth": DEPTH,
            "threshold": threshold,
            "fingerprint": dict(fingerprint),
        },
    }


def _version() -> str:
    try:
        return version("referatsvar")
    except PackageNotFoundError:  # run from the source folder
        return "source"


def _warm_up(index: Index, mode: Mode) -> None:
    """Load the model and map the files, which no question should be charged for."""
    index.warm()
    if mode == "hybrid":
        answer(index, "Er indekset klar?")


def _ask(question: Question, index: Index, mode: Mode, threshold: float) -> Asked:
    start = time.perf_counter()
    hits = index.search(question.question, k=DEPTH, mode=mode)
    searched = time.perf_counter()
    found = search_json(question.question, hits)["hits"]
    if mode != "hybrid":
        return Asked(question, found, None, searched - start, None)
    index.embedder.forget_questions()
    start_ask = time.perf_counter()
    given = answer(index, question.question, threshold=threshold)
    ask_seconds = time.perf_counter() - start_ask
    return Asked(question, found, answer_json(given), searched - start, ask_seconds)


def _judge(asked: Asked) -> Judged:
    passages = [(hit["document"], hit["text"]) for hit in asked.hits]
    question = asked.question
    return judge_passages(question.id, question.kind, passages, question.relevant)


def _line(asked: Asked, judged: Judged) -> dict[str, Any]:
    verdict = asked.first_citation()
    return {
        "id": asked.question.id,
        "kind": asked.question.kind,
        "question": asked.question.question,
        "relevant": [asdict(place) for place in asked.question.relevant],
        "hits": asked.hits,
        "answer": asked.answer,
        # What a person would wait for: the answer where there is one, else the search.
        "seconds": asked.search_seconds if asked.ask_seconds is None else asked.ask_seconds,
        "search_seconds": asked.search_seconds,
        "metrics": scores(judged.ranking()) if judged.grades else None,
        "first_citation_relevant": verdict.relevant if verdict else None,
    }
