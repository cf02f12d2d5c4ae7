"""Searches a BEIR collection with all its queries, and writes figures like `eval.run` does.

A collection holds bare texts: there are no pages to cite and no answers, only search.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.texts import Language
from eval.collections import Collection, Query
from eval.figures import retrieval_figures, seconds_figures
from eval.metrics import scores
from eval.output import PAGE_FILE, RUN_FILE, check_writable, json_lines, write_results
from eval.page import report_page
from eval.run import DEPTH, description
from eval.trec import Judged, judge_texts, qrels_lines, run_lines
from index.embedding import Embedder
from index.hits import Mode
from index.store import fingerprint_of
from index.texts import TextIndex


@dataclass(frozen=True, slots=True)
class Searched:
    """One query with the ids and scores of the texts found, best first."""

    query: Query
    found: list[tuple[str, float]]
    seconds: float

    def judged(self) -> Judged:
        """The rows with their gains."""
        return judge_texts(self.query.id, [text for text, _ in self.found], self.query.grades)


def run_collection(
    collection: Collection,
    folder: Path,
    embedder: Embedder,
    out: Path,
    *,
    mode: Mode = "hybrid",
    progress: Callable[[Iterable[Query]], Iterable[Query]] = iter,
    language: Language = "da",
) -> dict[str, Any]:
    """Search with all queries, write the results to `out`, and give the content of metrics.json.

    `folder` keeps the vectors of the texts, so that only the first run takes long.
    """
    check_writable(out)
    with contextlib.closing(TextIndex.build(collection.texts, folder, embedder)) as index:
        index.search(collection.queries[0].text, k=1, mode=mode)  # loads the model
        searched = [_search(query, index, mode) for query in progress(collection.queries)]
    judged = [one.judged() for one in searched]
    metrics: dict[str, Any] = {
        **description(mode, None, asdict(fingerprint_of(embedder))),
        "questions": {
            "file": collection.name,
            "sha256": collection.sha256,
            "count": len(searched),
            "answerable": len(searched),
        },
        "index": {"texts": len(collection.texts)},
        "retrieval": retrieval_figures([one.ranking() for one in judged]),
        "answers": None,
        "seconds": {"search": seconds_figures(one.seconds for one in searched), "ask": None},
    }
    lines = [*map(_line, searched, judged)]
    write_results(
        out,
        {
            RUN_FILE: json_lines(lines),
            "run.trec": run_lines(judged),
            "qrels.trec": qrels_lines(judged),
            PAGE_FILE: [report_page(metrics, lines, language)],
        },
        metrics,
    )
    return metrics


def _search(query: Query, index: TextIndex, mode: Mode) -> Searched:
    start = time.perf_counter()
    found = index.search(query.text, k=DEPTH, mode=mode)
    return Searched(query, found, time.perf_counter() - start)


def _line(searched: Searched, judged: Judged) -> dict[str, Any]:
    hits = [
        {"rank": rank, "score": score, "document": text}
        for rank, (text, score) in enumerate(searched.found, start=1)
    ]
    return {
        "id": searched.query.id,
        "question": searched.query.text,
        "hits": hits,
        "seconds": searched.seconds,
        "metrics": scores(judged.ranking()),
    }
