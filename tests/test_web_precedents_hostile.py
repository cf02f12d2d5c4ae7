"""Minutes that mean harm, in the view of decisions and in the files it gives: shown as text only."""

from __future__ import annotations

import csv
import io

import httpx
import openpyxl
import pytest
from commands import command, running_app
from playwright.sync_api import sync_playwright
from reportlab.pdfgen.canvas import Canvas
from web_browser import Visitor, launch

TITLE = 'Molen <img src=x onerror="window.hacked=1"> forlænges'
FORMULA = '=HYPERLINK("http://ond.example/";"Havnen")'

MINUTES = f"""
# Teknik- og Havneudvalget
Referat af mødet den 12. marts 2024
Til stede: Anna Holm (A), Bo Vang (Ø)
# Punkt 1: {TITLE}
Sagsnr. 24-001234
# Indstilling
At molen <b>forlænges</b> <script>window.hacked=2</script> med 20 meter.
# Beslutning
Godkendt med 3 stemmer mod 1. Imod stemte Bo Vang (Ø).
<script>window.hacked=3</script> Molen bygges i foråret.
# Bilag
Notat <svg onload=window.hacked=4>
# Punkt 2: {FORMULA}
Sagsnr. 24-001235
# Beslutning
=1+1 blev udsat.
# Punkt 3: Kajen
Sagsnr. 24-001236
# Tidligere beslutninger
Teknik- og Havneudvalget den 07-02-2024
Udsat til næste møde.
# Beslutning
Afvist.
"""


def typeset(path, text, title):
    """Each line as it stands; those with a # before them bold and larger."""
    canvas = Canvas(str(path))
    canvas.setTitle(title)
    height = 800
    for line in text.strip().splitlines():
        bold = line.startswith("# ")
        canvas.setFont("Helvetica-Bold" if bold else "Helvetica", 12 if bold else 10)
        height -= 24 if bold else 15
        canvas.drawString(50, height, line.removeprefix("# "))
    canvas.showPage()
    canvas.save()


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    files, folder = tmp_path_factory.mktemp("filer"), tmp_path_factory.mktemp("indeks") / "i"
    typeset(files / "2024-03-12 ond <b>fed.pdf", MINUTES, "<script>window.hacked=5")
    command("ingest", files, "--index", folder, check=True)
    with running_app(folder) as address:
        yield address


@pytest.fixture
def visitor(app):
    with sync_playwright() as playwright:
        browser = launch(playwright)
        visitor = Visitor(browser.new_context().new_page(), app)
        yield visitor
        browser.close()


def unharmed(visitor):
    assert visitor.page.evaluate("window.hacked") is None
    assert (
        visitor.page.locator("#rv-decisions :is(script, svg, img[src=x], main b > i)").count() == 0
    )
    visitor.assert_clean()


def test_a_list_shows_titles_as_they_are_printed(visitor):
    visitor.page.goto(visitor.address + "/beslutninger")
    rows = visitor.page.locator("tbody")
    assert TITLE in rows.inner_text()
    assert FORMULA in rows.inner_text()
    unharmed(visitor)


def test_an_item_shows_its_words_and_attachments_as_they_are_printed(visitor):
    page = visitor.page
    page.goto(visitor.address + "/beslutninger?soeg=molen")
    page.get_by_role("link", name="Molen").first.click()
    page.locator(".rv-two").wait_for()
    page.locator("#rv-side .rv-picture").wait_for()
    shown = page.locator("article").inner_text()
    for literal in (TITLE, "<b>forlænges</b> <script>window.hacked=2</script>",
                    "<script>window.hacked=3</script>", "<svg onload=window.hacked=4>"):  # fmt: skip
        assert literal in shown
    assert "Imod (1)" in shown
    assert page.title().startswith(TITLE)
    unharmed(visitor)
    page.get_by_role("link", name="24-001234").click()
    page.locator(".rv-timeline").wait_for()
    assert TITLE in page.locator("main").inner_text()
    unharmed(visitor)


def test_what_is_searched_for_is_shown_and_never_run(visitor):
    words = '"><script>window.hacked=6</script>'
    query = httpx.QueryParams({"soeg": words, "person": words, "udvalg": words, "parti": words})
    visitor.page.goto(f"{visitor.address}/beslutninger?{query}")
    assert visitor.page.locator("#rv-find-soeg").input_value() == words
    assert words in visitor.page.locator(".rv-active").inner_text()
    unharmed(visitor)
    number = httpx.QueryParams({"nr": words})
    visitor.page.goto(f"{visitor.address}/beslutninger/sag?{number}")
    assert words in visitor.page.locator("main").inner_text()
    assert visitor.page.evaluate("window.hacked") is None


def test_an_address_leads_nowhere_else(app):
    for path in ("/beslutninger?lang=en&soeg=//ond.example", "/beslutninger/punkt?lang=en"):
        answer = httpx.get(app + path)
        assert answer.status_code == 307
        assert answer.headers["location"].startswith("/en/beslutninger")


@pytest.mark.parametrize("path", ["", "/punkt", "/sag?nr=1", ".csv", ".xlsx"])
def test_every_page_and_file_carries_the_headers(app, path):
    headers = httpx.get(f"{app}/beslutninger{path}").headers
    scripts = next(
        rule for rule in headers["content-security-policy"].split("; ") if "script-src" in rule
    )
    assert "unsafe" not in scripts
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def downloaded(visitor, name):
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("link", name=name).click()
    return started.value


def test_the_list_is_downloaded_as_an_excel_file_whose_cells_are_text(visitor, tmp_path):
    visitor.page.goto(visitor.address + "/beslutninger?udfald=postponed&sorter=punkt")
    download = downloaded(visitor, "Excel")
    assert download.suggested_filename == "beslutninger.xlsx"
    download.save_as(tmp_path / "b.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    rows = list(sheet.iter_rows(min_row=2))
    shown = visitor.page.locator("tbody tr").count()
    assert len(rows) == shown >= 1, "only what the filter allows"
    titles = [row[3] for row in rows]
    assert FORMULA in [cell.value for cell in titles]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}
    assert all(cell.quotePrefix for cell in titles if cell.value == FORMULA)
    assert [cell.value for cell in sheet[1]][:6] == [
        "Dato", "Udvalg", "Punkt", "Titel", "Sagsnr.", "Udfald",
    ]  # fmt: skip
    visitor.assert_clean()


def test_the_list_is_downloaded_as_csv_with_formulas_disarmed(visitor, tmp_path):
    visitor.page.goto(visitor.address + "/beslutninger?sorter=punkt&orden=faldende")
    download = downloaded(visitor, "CSV")
    assert download.suggested_filename == "beslutninger.csv"
    download.save_as(tmp_path / "b.csv")
    content = (tmp_path / "b.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "the mark by which Excel knows UTF-8"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    titles = [row["Titel"] for row in rows]
    assert "'" + FORMULA in titles
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())
    shown = visitor.page.locator("tbody .rv-item").all_inner_texts()
    assert len(shown) == len(titles)
    for title, row in zip(titles, shown, strict=True):
        assert title.lstrip("'") in row, "in the order of the page"


def test_files_speak_the_language_of_the_page(app):
    answer = httpx.get(f"{app}/en/beslutninger.csv?udfald=rejected")
    assert 'filename="decisions.csv"' in answer.headers["content-disposition"]
    assert answer.text.lstrip("\ufeff").startswith("Date;Body;Item;")
    assert "rejected" in answer.text


def test_an_earlier_meetings_decision_is_told_apart(visitor):
    visitor.page.goto(visitor.address + "/beslutninger?til=2024-02-28")
    row = visitor.page.locator("tbody tr")
    assert row.count() == 1
    assert "fra et tidligere møde" in row.inner_text()
    row.locator(".rv-item").click()
    visitor.page.locator(".rv-two").wait_for()
    article = visitor.page.locator("article")
    assert "Tidligere beslutning i samme sag" in article.locator(".rv-decided h3").inner_text()
    assert "7. februar 2024" in article.locator(".rv-decided h3").inner_text()
    assert "Afvist." in article.locator(".rv-earlier").inner_text()
    visitor.page.get_by_role("link", name="24-001236").click()
    visitor.page.locator(".rv-timeline time").first.wait_for()
    dates = visitor.page.locator(".rv-timeline time").all_inner_texts()
    assert dates == ["7. februar 2024", "12. marts 2024"]
