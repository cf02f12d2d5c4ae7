"""A folder of files goes into the index: read in other processes, embedded here, one by one."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.catalog import Catalog
from index.embed import complete_tokens, embed_documents, lacking_tokens
from index.embedding import Embedder
from index.errors import TextTooLong
from index.processor import usable_cores
from index.store import Index, fingerprint_of, refuse_other
from index.writer import Waiting, writing
from ingest.errors import (
    AllClosed,
    Broken,
    Crashed,
    EmptyFile,
    FileProblem,
    FolderClosed,
    Locked,
    NoText,
    NotPdf,
    NumberInName,
    OnlyEnclosed,
    Unreadable,
)
from ingest.limits import Limits
from ingest.model import Document, Enclosed, PageReading
from ingest.ocr import missing
from ingest.pipeline import Reading, read_all
from ingest.privacy import USUAL_PRIVACY, Privacy, masked, masks_in
from ingest.sources import Source, is_folder, is_gone

MOST_WORKERS = 8
"""Reading processes; more would only wait for the embedding."""

UNREAD = frozenset((PageReading.NO_OCR, PageReading.UNREAD, PageReading.BROKEN))
"""Pages that cannot be searched, though something stands on them."""

LASTING = {
    kind.code: kind for kind in (EmptyFile, NotPdf, Broken, Locked, NoText, OnlyEnclosed, AllClosed)
}
"""Problems that the same bytes would give again: such a file is reported, but not read again."""


@dataclass(slots=True)
class Progress:
    """How far an update is. `files` of `total_files` are done; before them, of an older index,
    `completed` of `incomplete` passages, which lack what it did not keep."""

    total_files: int = 0
    files: int = 0
    pages: int = 0
    passages: int = 0
    embedded: int = 0
    unchanged: int = 0
    pages_by_ocr: int = 0
    pages_unread: int = 0
    numbers_masked: int = 0
    completed: int = 0
    incomplete: int = 0
    enclosed: dict[str, Enclosed] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)


Report = Callable[[Progress], None]


def update(
    index: Index,
    sources: Sequence[Source],
    *,
    workers: int,
    limits: Limits,
    report: Report,
    privacy: Privacy = USUAL_PRIVACY,
    waiting: Waiting | None = None,
) -> Progress:
    """Bring the index up to date with `sources`. Unchanged files, by SHA-256, are skipped.

    Each file is committed when it is whole, so that an interruption keeps what is done. While another
    process is writing to this index: raises Busy, or waits (`index.writer`). Raises
    FingerprintMismatch where the index was built with other `privacy`.
    """
    with writing(index.catalog.folder, "ingest", waiting), index.catalog.damage_named():
        refuse_other(index.catalog, index.catalog.fingerprint.with_privacy(privacy))
        return _update(index, sources, workers, limits, report, privacy)


def _update(
    index: Index,
    sources: Sequence[Source],
    workers: int,
    limits: Limits,
    report: Report,
    privacy: Privacy,
) -> Progress:
    catalog, progress = index.catalog, Progress(total_files=len(sources))
    report(progress)
    if privacy.mask_numbers:
        sources = _without_numbers(sources, progress)
    changed = _changed(catalog, sources, progress, ocr=limits.page_seconds > 0 and not missing())
    report(progress)
    if lacking_tokens(catalog.connection):

        def told(done: int, total: int) -> None:
            progress.completed, progress.incomplete = done, total
            report(progress)

        complete_tokens(catalog, index.embedder, told)
    if not changed:
        return progress
    hashes = dict(changed)
    embedder = index.embedder
    tokens = fingerprint_of(embedder).passage_tokens
    reading = Reading(embedder.tokenizer_file, tokens, workers, limits, privacy)
    with contextlib.closing(read_all([source for source, _ in changed], reading)) as documents:
        for source, outcome in documents:
            problem = (
                outcome
                if isinstance(outcome, FileProblem)
                else _take_in(catalog, embedder, source, outcome, progress, report)
            )
            if problem:
                _note(catalog, source, hashes[source], problem, progress)
            progress.files += 1
            report(progress)
    index.bring_up_to_date()
    return progress


def _without_numbers(sources: Sequence[Source], progress: Progress) -> list[Source]:
    """The sources but for those with a CPR number in their path, which would be stored and shown: they
    are reported, masked."""
    kept = [source for source in sources if masked(str(source.path)) == str(source.path)]
    named = [masked(source.name) for source in sources if source not in kept]
    progress.problems += [NumberInName(name) for name in named]
    progress.files += len(named)
    return kept


def _take_in(
    catalog: Catalog,
    embedder: Embedder,
    source: Source,
    documents: Sequence[Document],
    progress: Progress,
    report: Report,
) -> FileProblem | None:
    """Embed and store one file's documents; the problem with them, if they cannot be."""
    digest = documents[0].sha256

    def done(passages: int, embedded: int) -> None:
        progress.passages += passages
        progress.embedded += embedded
        report(progress)

    if catalog.names(digest) and digest not in catalog.waiting_for_ocr():
        _take_name(catalog, source, digest)
        return None
    try:
        vectors = embed_documents(catalog, embedder, documents, done)
        catalog.add(source, documents, vectors)
    except (ValueError, TextTooLong) as error:  # a text that cannot be embedded or stored
        return Crashed(source.name, str(error))
    pages = [page for document in documents for page in document.pages]
    progress.pages += len(pages)
    progress.pages_by_ocr += sum(page.reading is PageReading.OCR for page in pages)
    progress.pages_unread += sum(page.reading in UNREAD for page in pages)
    if documents[0].enclosed.names:
        progress.enclosed[source.name] = documents[0].enclosed
    progress.numbers_masked += sum(masks_in(document.text) for document in documents)
    return None


def _note(
    catalog: Catalog, source: Source, digest: str | None, problem: FileProblem, progress: Progress
) -> None:
    """Report why a file could not be read, and keep that with it. What was read of it before it was
    closed to us stays in its place; a folder is reported alone, for it is no file."""
    progress.problems.append(problem)
    if isinstance(problem, FolderClosed):
        return
    if not (isinstance(problem, Unreadable) and catalog.has_read(source.name)):
        catalog.add_problem(source, digest, problem)


def _take_name(catalog: Catalog, source: Source, digest: str) -> None:
    """Note that a file holds known bytes; names whose files are gone were its former ones."""
    held = catalog.names(digest).items()
    former = [name for name, path in held if name != source.name and is_gone(path)]
    catalog.add_name(source, digest, former)


def _changed(
    catalog: Catalog, sources: Sequence[Source], progress: Progress, *, ocr: bool
) -> list[tuple[Source, str | None]]:
    """The sources to read, with their hashes; the others are counted as done. With `ocr` those
    whose pages wait for it are read again."""
    known = {record.name: record for record in catalog.files()}
    # Pages that waited for OCR, which is there now, bring their files in again.
    waiting = catalog.waiting_for_ocr() if ocr else frozenset()
    changed: list[tuple[Source, str | None]] = []
    for source in sources:
        record, digest = known.get(source.name), file_digest(source.path)
        unchanged = record is not None and digest is not None and record.sha256 == digest
        again = digest in waiting
        if digest is None:
            kind = FolderClosed if is_folder(source.path) else Unreadable
            _note(catalog, source, None, kind(source.name), progress)
        elif record and unchanged and record.problem in LASTING:
            progress.problems.append(LASTING[record.problem](source.name, record.detail))
        elif again:
            changed.append((source, digest))
            continue
        elif record and unchanged and record.problem is None and record.path == str(source.path):
            progress.unchanged += 1
        elif catalog.names(digest):
            _take_name(catalog, source, digest)
            progress.unchanged += 1
        else:
            changed.append((source, digest))
            continue
        progress.files += 1
    return changed


def file_digest(path: Path) -> str | None:
    """The SHA-256 of a file's bytes; None where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def usable_workers() -> int:
    """Reading processes by default: one for each core."""
    return min(MOST_WORKERS, usable_cores())
