"""`referatsvar verify`, `compact`, `backup` and `restore`: an index kept whole."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli_bar import Bar
from assistant.cli_options import index_option, json_option, load_embedder, print_json
from assistant.settings import Settings
from assistant.texts import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.verify import Finding

NOT_WHOLE = 1
"""Exit code where something is wrong with the index."""


@click.command(help=say("help_verify"))
@index_option
@click.option("--repair", "mend", is_flag=True, help=say("help_repair"))
@click.option("--without-model", is_flag=True, help=say("help_without_model"))
@json_option
@click.pass_context
def verify(
    ctx: click.Context, index_folder: Path, mend: bool, without_model: bool, as_json: bool
) -> None:
    """Check an index, and mend what can be made anew."""
    from index.catalog import Catalog
    from index.verify import repair
    from index.verify import verify as checked
    from index.writer import writing

    with closing(Catalog.open(index_folder)) as catalog:
        embedder = None if without_model else load_embedder(Settings.read())
        findings = checked(catalog, embedder)
        if mend and any(finding.derived for finding in findings):
            with writing(index_folder, "verify --repair"), Bar(say("repairing")) as bar:

                def told(done: int, total: int) -> None:
                    bar.show(say("column_embedded", done=done, total=total), done, total)

                repair(catalog, embedder, told)
            findings = checked(catalog, embedder)
    if as_json:
        print_json({"whole": not findings, "findings": [_json(one) for one in findings]})
    else:
        _show(findings, index_folder)
    ctx.exit(NOT_WHOLE if findings else 0)


def _json(finding: Finding) -> dict[str, str | bool]:
    return {"fault": finding.code, "detail": finding.detail, "repairable": finding.derived}


def _show(findings: Sequence[Finding], folder: Path) -> None:
    from index.catalog import rebuild_command

    if not findings:
        click.echo(say("verified"))
        return
    click.echo(say("findings_title", count=len(findings)))
    for finding in findings:
        told = say(f"finding_{finding.code}")
        click.echo(say("finding_line", finding=told, detail=finding.detail))
    if any(finding.derived for finding in findings):
        click.echo(say("findings_repairable", folder=folder))
    if not all(finding.derived for finding in findings):
        click.echo(say("findings_lasting", command=rebuild_command(folder)))


@click.command(help=say("help_compact"))
@index_option
def compact(index_folder: Path) -> None:
    """Leave no trace of what was removed."""
    from index.catalog import Catalog
    from index.compact import compact as written_anew
    from index.compact import disk_use
    from index.writer import writing

    with closing(Catalog.open(index_folder)) as catalog, writing(index_folder, "compact"):
        before = disk_use(index_folder)
        written_anew(catalog)
        after = disk_use(index_folder)
    click.echo(say("compacted", before=before / 1e6, after=after / 1e6))


@click.command(help=say("help_backup"))
@click.argument("file", type=click.Path(path_type=Path), metavar=say("metavar_file"))
@index_option
def backup(file: Path, index_folder: Path) -> None:
    """Keep a copy of an index."""
    from index.backup import backup as copied
    from index.catalog import Catalog

    with closing(Catalog.open(index_folder)) as catalog:
        size = copied(catalog, file)
    click.echo(say("backed_up", file=file, megabytes=size / 1e6))


@click.command(help=say("help_restore"))
@click.argument("file", type=click.Path(path_type=Path), metavar=say("metavar_file"))
@index_option
def restore(file: Path, index_folder: Path) -> None:
    """Make an index from a copy."""
    from index import reader
    from index.backup import restore as made_from
    from index.compact import rebuild_derived

    with closing(made_from(file, index_folder)) as catalog:
        rebuild_derived(catalog)
        count = len(reader.documents(catalog.connection))
    click.echo(say("restored", folder=index_folder, documents=count))
