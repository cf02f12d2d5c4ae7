"""All settings with all ways to search, side by side: what `make eval` runs.

A setting is a set of documents with a question file. Its index is kept in the cache folder between
runs, where unchanged files are skipped, so only the first run takes long. This is the only module
that knows where the collections of questions lie, and it is told their folders.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.cli_options import load_embedder
from assistant.settings import Settings
from eval.ablation import Row, ablate, over_collection, over_questions
from eval.collections import read_collection
from eval.errors import IndexingProblem
from eval.modes import MODES
from eval.progress import told
from eval.questions import read_questions
from eval.run import run_questions
from eval.run_collection import run_collection
from eval.variants import Variant
from index.embedding import Embedder
from index.errors import CatalogProblem, IndexMissing
from index.store import Index, fingerprint_of
from index.texts import TextIndex

SOME_FILES_FAILED = 3
"""Exit code of `ingest` when some files could not be read and the others are in."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Folders of documents, below the corpus folder, and the file with questions about them."""

    name: str
    folders: tuple[str, ...]
    questions: str


SETTINGS = (
    Setting("small", ("alleroed-2014-03-12",), "alleroed-questions.jsonl"),
    Setting("greve", ("greve-2022",), "greve-questions.jsonl"),
    Setting("hard", ("alleroed-2014-03-12", "folketinget-2023"), "alleroed-questions.jsonl"),
)

COLLECTION = "folketing"
COLLECTION_FOLDER = "folketing-questions"

NAMES = (*(setting.name for setting in SETTINGS), COLLECTION)


def compare(
    corpus: Path, questions: Path, cache: Path, out: Path, names: tuple[str, ...] = NAMES
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Run each named setting in each mode; give its name and metrics.json as soon as it is done.

    Results are written to `out`/<setting>/<mode>. Raises `EvaluationProblem`.
    """
    for folder in (corpus, questions):
        if not folder.is_dir():
            raise IndexingProblem("no_folder", folder=folder)
    settings = Settings.read()
    embedder = load_embedder(settings)
    for setting in SETTINGS:
        if setting.name in names:
            file = read_questions(questions / setting.questions)
            folder = cache / setting.name
            _ingest([corpus / name for name in setting.folders], folder, embedder)
            with Index.open(folder, embedder=embedder) as index:
                for mode in MODES:
                    yield (
                        setting.name,
                        run_questions(
                            file,
                            index,
                            out / setting.name / mode,
                            mode=mode,
                            threshold=settings.threshold,
                            progress=told(f"{setting.name} {mode}"),
                        ),
                    )
    if COLLECTION in names:
        collection = read_collection(questions / COLLECTION_FOLDER)
        folder = cache / COLLECTION
        if _belongs_to_other_settings(folder, embedder):
            shutil.rmtree(folder)
        for mode in MODES:
            bar = told(f"{COLLECTION} {mode}")
            target = out / COLLECTION / mode
            metrics = run_collection(collection, folder, embedder, target, mode=mode, progress=bar)
            yield COLLECTION, metrics


def ablations(
    questions: Path, cache: Path, variants: Sequence[Variant], names: tuple[str, ...] = NAMES
) -> Iterator[tuple[str, list[Row]]]:
    """Score the variants of the search in each named setting, over the indexes that `compare` left in
    the cache folder. Raises `EvaluationProblem`."""
    embedder = load_embedder(Settings.read())
    for setting in SETTINGS:
        if setting.name in names:
            file = read_questions(questions / setting.questions)
            with Index.open(cache / setting.name, embedder=embedder) as index:
                yield (
                    setting.name,
                    ablate(told(setting.name)(variants), over_questions(file, index)),
                )
    if COLLECTION in names:
        collection = read_collection(questions / COLLECTION_FOLDER)
        built = TextIndex.build(collection.texts, cache / COLLECTION, embedder)
        with contextlib.closing(built) as texts:
            yield COLLECTION, ablate(told(COLLECTION)(variants), over_collection(collection, texts))


def _ingest(folders: list[Path], index: Path, embedder: Embedder) -> None:
    """Index the folders by the command that people use, in a process of its own."""
    for folder in folders:
        if not folder.is_dir():
            raise IndexingProblem("no_folder", folder=folder)
    command = [sys.executable, "-m", "assistant.cli", "ingest", *map(str, folders)]
    command += ["--index", str(index)]
    if _belongs_to_other_settings(index, embedder):
        command.append("--rebuild")
    # Its messages are for people to follow; standard output is for the table.
    done = subprocess.run(command, check=False, stdout=sys.stderr)  # noqa: S603 (our own command)
    if done.returncode not in (0, SOME_FILES_FAILED):
        raise IndexingProblem("not_indexed", folder=index, exit_code=done.returncode)


def _belongs_to_other_settings(folder: Path, embedder: Embedder) -> bool:
    """Whether an index of an earlier run was made by another model, splitter or analysis."""
    try:
        with Index.open(folder, embedder=embedder) as index:
            return index.catalog.fingerprint != fingerprint_of(embedder)
    except IndexMissing:
        return False
    except CatalogProblem:
        return True
