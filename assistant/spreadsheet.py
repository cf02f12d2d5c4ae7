"""Tables as CSV and Excel files. What documents say goes into cells as text, never as a formula.

A cell that begins with =, +, - or @ (or what spreadsheets take for them) is a formula to a program
that opens the file, and a document's title may begin so on purpose. In CSV, which has no types, such
a text gets an apostrophe before it; in a workbook every text is typed as text, and marked to stay so
when it is edited.
"""

from __future__ import annotations

import csv
import datetime
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

Cell = str | int | datetime.date | None

FORMULA: Final = frozenset("=+-@−")
"""What begins a formula, after NFKC has folded the full-width and small forms."""

LONGEST: Final = 32_767
"""Characters that a cell of a workbook can hold."""

WIDEST: Final = 60
"""Width of a column in characters; longer texts are wrapped."""

DATE_FORMAT: Final = "dd-mm-yyyy"


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, its headings, and rows of as many cells."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


def csv_text(table: Table) -> str:
    """A table separated by semicolons, as Excel in a Danish system opens it. A file of it must begin
    with a byte order mark, without which Excel misreads æ, ø and å."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.headings)
    for row in table.rows:
        writer.writerow([_in_csv(cell) for cell in row])
    return stream.getvalue()


def write_xlsx(table: Table, file: Path | BinaryIO) -> None:
    """Write a table as a workbook: the headings stay in sight, dates are dates, texts are texts."""
    from openpyxl import Workbook  # noqa: PLC0415  only this needs it, and it is slow to load

    book = Workbook()
    sheet = book.active
    sheet.title = table.name
    for number, row in enumerate([table.headings, *table.rows], start=1):
        for column, value in enumerate(row, start=1):
            _fill(sheet.cell(number, column), value, heading=number == 1)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for cells, values in zip(sheet.columns, _columns(table), strict=True):
        sheet.column_dimensions[cells[0].column_letter].width = _width(values)
    book.save(file)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula: the first character that is neither
    space nor invisible begins one, or the text begins with a tab or a line break."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    for character in unicodedata.normalize("NFKC", text):
        if unicodedata.category(character)[0] not in "ZC":
            return character in FORMULA
    return False


def clean(text: str) -> str:
    """A text without control characters, which neither format can hold; line breaks stay."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        "\ufffd" if unicodedata.category(character) in ("Cc", "Cs") and character != "\n" else character
        for character in unified
    )  # fmt: skip


def _in_csv(value: Cell) -> str | int:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int):
        return value
    return f"'{clean(value)}" if is_formula(value) else clean(value)


def _fill(cell: Any, value: Cell, *, heading: bool) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    if isinstance(value, str) and value:
        text = clean(value)
        cell.value = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        cell.data_type = "s"  # not the formula or error that openpyxl sees in it
        cell.quotePrefix = is_formula(value)
    elif value != "":
        cell.value = value
        if isinstance(value, datetime.date):
            cell.number_format = DATE_FORMAT
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if heading:
        cell.font = Font(bold=True)


def _columns(table: Table) -> list[list[Cell]]:
    return [
        [row[column] for row in (table.headings, *table.rows)]
        for column in range(len(table.headings))
    ]


def _width(column: list[Cell]) -> int:
    longest = max(len(str(value)) for value in column if value is not None)
    return min(WIDEST, longest + 2)
