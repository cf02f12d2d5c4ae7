"""An index in step with a folder: what was added or changed goes in, what was deleted goes out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.store import Index
from index.update import Progress, Report, update
from index.writer import writing
from ingest.limits import Limits
from ingest.privacy import USUAL_PRIVACY, Privacy
from ingest.sources import find_sources, is_gone


def bring_in_step(
    index: Index,
    folder: Path,
    *,
    workers: int,
    limits: Limits,
    report: Report,
    privacy: Privacy = USUAL_PRIVACY,
) -> tuple[Progress, Sequence[str]]:
    """Read what is new in a folder, and remove what is no longer in it; the names removed.

    Renamed files are neither read nor embedded again. Where the folder has no PDF file left, nothing
    is removed: a drive that is not there looks the same. Raises FileNotFoundError where the folder is
    not, and what `update` raises.
    """
    catalog = index.catalog
    held = {record.name: Path(record.path) for record in catalog.files()}
    sources = find_sources([folder], held)
    progress = update(
        index, sources, workers=workers, limits=limits, report=report, privacy=privacy
    )
    gone = _gone(index, folder) if sources else []
    if gone:
        with writing(catalog.folder, "watch"):
            for name in gone:
                catalog.remove(name)
        index.bring_up_to_date()
    return progress, gone


def _gone(index: Index, folder: Path) -> list[str]:
    """The names of files that were below the folder and are no more."""
    root = folder.resolve()
    return [
        record.name
        for record in index.catalog.files()
        if root in Path(record.path).parents and is_gone(Path(record.path))
    ]
