"""The files of an evaluation, written so that they always belong together."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from eval.errors import OutputProblem

METRICS_FILE = "metrics.json"
RUN_FILE = "run.jsonl"
PAGE_FILE = "report.html"


def write_results(
    folder: Path, lines: Mapping[str, Iterable[str]], metrics: Mapping[str, Any]
) -> None:
    """Write each file of `lines`, and `metrics` as metrics.json.

    Everything is written under other names first. Then old figures are removed, the files take
    their names, metrics.json last: where it stands, the files beside it are those it was made from.
    Raises `OutputProblem`.
    """
    figures = json.dumps(metrics, ensure_ascii=False, indent=2) + "\n"
    waiting: dict[str, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in {**lines, METRICS_FILE: [figures]}.items():
            waiting[name] = _write_aside(folder, name, content)
        (folder / METRICS_FILE).unlink(missing_ok=True)
        for name, path in waiting.items():
            path.replace(folder / name)
    except OSError as error:
        raise OutputProblem(
            "unwritable", folder=folder, detail=error.strerror or str(error)
        ) from error
    finally:
        for path in waiting.values():
            path.unlink(missing_ok=True)


def check_writable(folder: Path) -> None:
    """Raise `OutputProblem` now, rather than after all questions were asked."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputProblem(
            "unwritable", folder=folder, detail=error.strerror or str(error)
        ) from error


def json_lines(values: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Each value as a line of JSON."""
    for value in values:
        yield json.dumps(value, ensure_ascii=False) + "\n"


def _write_aside(folder: Path, name: str, content: Iterable[str]) -> Path:
    path = folder / f".{name}.{os.getpid()}"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(content)
        file.flush()
        os.fsync(file.fileno())
    return path
