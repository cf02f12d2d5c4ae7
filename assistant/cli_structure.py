"""`referatsvar structure` and `referatsvar export`: what was understood, for people and programs."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli_options import index_option, json_option, open_index, print_json
from assistant.settings import Settings
from assistant.texts import language, say

if TYPE_CHECKING:
    from index.hits import StoredDocument
    from index.store import Index


@click.command(help=say("help_structure"))
@click.argument("document", required=False, metavar=say("metavar_document"))
@index_option
@click.option("--all", "every", is_flag=True, help=say("help_all"))
@json_option
def structure(document: str | None, index_folder: Path, every: bool, as_json: bool) -> None:
    """Show what was understood of a document."""
    if bool(document) == every:
        raise click.UsageError(say("structure_or_all"))
    with open_index(index_folder, Settings.read()) as index:
        if every:
            for one in index.documents():
                click.echo(json.dumps(_shape(index, one, ()), ensure_ascii=False))
            return
        name = unicodedata.normalize("NFC", str(document))
        chosen = index.document(name)
        if chosen is None:
            raise click.ClickException(say("no_such_document", name=document))
        parts = [] if "#" in name else _parts(index, chosen)
        if as_json:
            print_json(_shape(index, chosen, parts))
        else:
            from assistant.readable import structure_lines

            link = partial(index.linked, chosen.key)
            shown = structure_lines(index.structure(chosen.key), link, parts, language())
            click.echo("\n".join(shown))


def _parts(index: Index, document: StoredDocument) -> list[StoredDocument]:
    """The documents of the same file, in order of pages."""
    parts = [one for one in index.documents() if one.sha256 == document.sha256]
    return sorted(parts, key=lambda one: one.page_first)


def _shape(
    index: Index, document: StoredDocument, parts: Sequence[StoredDocument]
) -> dict[str, Any]:
    from assistant.structure import part_json, structure_json

    shape = structure_json(index.structure(document.key), partial(index.linked, document.key))
    main = index.document(document.name)
    if main is None or main.key != document.key:
        shape["document"] = document.reference
    if len(parts) > 1:
        shape["parts"] = [part_json(part) for part in parts]
    return shape


@click.command(help=say("help_export"))
@index_option
@click.option(
    "--format", "kind", required=True, type=click.Choice(["oparl"]), help=say("help_format")
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=say("metavar_file"),
    help=say("help_out"),
)
@click.option("--base-url", metavar=say("metavar_address"), help=say("help_base_url"))
def export(index_folder: Path, kind: str, out: Path | None, base_url: str | None) -> None:
    """Write all meetings."""
    from assistant.identifiers import Identifiers
    from assistant.oparl import oparl_json

    del kind  # there is one
    with open_index(index_folder, Settings.read()) as index:
        structures = (
            (index.structure(document.key), partial(index.linked, document.key))
            for document in index.documents()
        )
        made = oparl_json(structures, Identifiers.below(base_url))
    if out is None:
        print_json(made)
        return
    out.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(say("written_meetings", count=len(made["meeting"]), file=out), err=True)
