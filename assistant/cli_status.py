"""`referatsvar status` and `referatsvar remove`: what is in the index, and out of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli_enclosed import enclosed_lines
from assistant.cli_options import index_option, json_option, print_json
from assistant.texts import language, say
from assistant.web_texts import text

if TYPE_CHECKING:
    from index.catalog import Catalog


DOUBTFUL = 0.7
"""Two readers of a page agree on nearly all words; below this share its text is noise."""


PLACES = (
    "unrecognised_layouts", "ocr_pages", "waiting_pages", "unread_pages", "broken_pages",
    "doubtful_pages",
)  # fmt: skip
"""Lists of places in the documents, each shown under its title."""


@click.command(help=say("help_status"))
@index_option
@click.option(
    "--against", "folders", multiple=True, metavar=say("metavar_folder"), help=say("help_against"),
    type=click.Path(exists=True, path_type=Path),
)  # fmt: skip
@json_option
def status(index_folder: Path, folders: tuple[Path, ...], as_json: bool) -> None:
    """Show what is in the index."""
    from index.catalog import Catalog

    catalog = Catalog.open(index_folder)
    try:
        with catalog.snapshot():
            found = _status(catalog)
            if folders:
                found["coverage"] = _coverage(catalog, folders)
    finally:
        catalog.close()
    if as_json:
        print_json(found)
        return
    _show(found, index_folder)


def _status(catalog: Catalog) -> dict[str, Any]:
    import json

    from index import reader
    from ingest.model import DocumentKind
    from ingest.sources import is_gone

    documents = reader.documents(catalog.connection)
    masked = reader.masked_numbers(catalog.connection)
    return {
        "documents": len(documents),
        "pages": sum(document.page_count for document in documents),
        "passages": sum(document.passage_count for document in documents),
        "bytes": sum(file.stat().st_size for file in catalog.folder.rglob("*") if file.is_file()),
        "fingerprint": json.loads(catalog.fingerprint.to_json()),
        "kinds": dict(Counter(document.kind.value for document in documents).most_common()),
        "years": {
            str(year): count
            for year, count in sorted(
                Counter(document.date.year for document in documents if document.date).items()
            )
        },
        "gone": sorted(one.name for one in catalog.files() if is_gone(Path(one.path))),
        "list": [
            {
                "document": document.name,
                "title": document.title,
                "kind": document.kind.value,
                "date": document.date.isoformat() if document.date else None,
                "organization": document.organization,
                "pages": document.page_count,
                "page_first": document.page_first,
                "page_last": document.page_last,
                "layout": document.layout,
                "passages": document.passage_count,
                "masked_numbers": masked.get(document.key, 0),
            }
            for document in documents
        ],
        "problems": [
            {"document": record.name, "problem": record.problem, "detail": record.detail}
            for record in catalog.files()
            if record.problem
        ],
        "enclosed_files": [
            {"document": name, "files": list(one.names), "portfolio": one.portfolio}
            for name, one in reader.enclosed(catalog.connection).items()
        ],
        "unrecognised_layouts": [
            {"document": document.name, "page": document.page_first}
            for document in documents
            if document.kind is DocumentKind.MINUTES and document.layout is None
        ],
        **{
            title: [{"document": name, "page": page} for name, page in pages]
            for title, pages in _pages_of_note(catalog).items()
        },
    }


def _coverage(catalog: Catalog, folders: tuple[Path, ...]) -> dict[str, Any]:
    """How far an index is in step with folders: which of their files are new, changed or failed."""
    from index.update import file_digest
    from ingest.sources import find_sources, is_folder

    records = {record.name: record for record in catalog.files()}
    held = {name: Path(record.path) for name, record in records.items()}
    sources = find_sources(folders, held)
    closed = [source.name for source in sources if is_folder(source.path)]
    new = [one.name for one in sources if one.name not in records and one.name not in closed]
    known = [(source, records[source.name]) for source in sources if source.name in records]
    changed = [one.name for one, record in known if file_digest(one.path) != record.sha256]
    failed = [*closed, *(one.name for one, record in known if record.problem)]
    return {
        "files": len(sources),
        "current": len(sources) - len({*new, *changed, *failed}),
        "new": new,
        "changed": changed,
        "failed": failed,
    }


def _pages_of_note(catalog: Catalog) -> dict[str, list[tuple[str, int]]]:
    """The pages whose text is not simply the file's own: by OCR, not read, or doubtful."""
    from index import reader
    from ingest.model import PageReading

    return {
        "ocr_pages": reader.pages_read(catalog.connection, PageReading.OCR),
        "waiting_pages": reader.pages_read(catalog.connection, PageReading.NO_OCR),
        "unread_pages": reader.pages_read(catalog.connection, PageReading.UNREAD),
        "broken_pages": reader.pages_read(catalog.connection, PageReading.BROKEN),
        "doubtful_pages": reader.doubtful_pages(catalog.connection, DOUBTFUL),
    }


def _show(found: dict[str, Any], folder: Path) -> None:
    click.echo(
        say("status_counts", documents=found["documents"], pages=found["pages"],
            passages=found["passages"], folder=folder, megabytes=found["bytes"] / 1e6)
    )  # fmt: skip
    fingerprint = ", ".join(f"{name} {value}" for name, value in found["fingerprint"].items())
    click.echo(say("status_built_with", fingerprint=fingerprint))
    kinds = (
        f"{text(f'kind_{kind}', language())} {count}" for kind, count in found["kinds"].items()
    )
    click.echo(say("status_kinds", kinds=", ".join(kinds)))
    years = (f"{year}: {count}" for year, count in found["years"].items())
    click.echo(say("status_years", years=", ".join(years)))
    _show_documents(found)
    if found["problems"]:
        count = len(found["problems"])
        click.echo(say("problems_title" if count > 1 else "problems_title_one", count=count))
        for problem in found["problems"]:
            reason = say(f"problem_{problem['problem']}")
            click.echo(say("problem_one", name=problem["document"], reason=reason))
    if coverage := found.get("coverage"):
        click.echo(say("coverage", current=coverage["current"], files=coverage["files"]))
    for title, lines in _lists(found):
        if lines:
            click.echo(say(title, count=len(lines)))
        for line in lines:
            click.echo(f"  {line}")


def _show_documents(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    parts = Counter(entry["document"] for entry in found["list"])
    table = Table(*say("status_header").split("|"))
    for entry in found["list"]:
        row = (
            entry["document"],
            text(f"kind_{entry['kind']}", language()),
            entry["date"] or "",
            _pages(entry) if parts[entry["document"]] > 1 else entry["pages"],
            entry["passages"],
        )
        table.add_row(*(escape(str(cell)) for cell in row))
    Console().print(table)


def _lists(found: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """What is worth a line each, under the code of its title."""
    from ingest.model import Enclosed

    yield "status_gone", found["gone"]
    coverage = found.get("coverage", {"new": [], "changed": []})
    yield "coverage_new", coverage["new"]
    yield "coverage_changed", coverage["changed"]
    masked = ((one["document"], one["masked_numbers"]) for one in found["list"])
    yield (
        "masked_numbers",
        [say("masked_line", document=name, count=count) for name, count in masked if count],
    )
    inside = {
        one["document"]: Enclosed(tuple(one["files"]), one["portfolio"])
        for one in found["enclosed_files"]
    }
    yield "enclosed_files", enclosed_lines(inside)
    for title in PLACES:
        yield title, [say("source_line", **place) for place in found[title]]


def _pages(entry: dict[str, Any]) -> str:
    """The pages on which one document of a packet stands, from the first to the last."""
    first, last = entry["page_first"], entry["page_last"]
    return f"{first}–{last}" if first < last else str(first)


@click.command(help=say("help_remove"))
@click.argument("document", metavar=say("metavar_document"))
@index_option
def remove(document: str, index_folder: Path) -> None:
    """Take a document out of the index."""
    import unicodedata

    from index.catalog import Catalog
    from index.writer import writing

    catalog = Catalog.open(index_folder)
    try:
        with writing(index_folder, "remove"):
            known = catalog.remove(unicodedata.normalize("NFC", document))
    finally:
        catalog.close()
    if not known:
        raise click.ClickException(say("no_such_document", name=document))
    click.echo(say("removed", name=document))
