"""The web app in a real browser over a real index: what a politician does and sees."""

from __future__ import annotations

import io
import re
from urllib.parse import parse_qs, urlsplit

import httpx
import numpy as np
import pypdfium2
import pytest
from commands import running_app
from PIL import Image
from playwright.sync_api import sync_playwright
from web_browser import Visitor, launch

from assistant.web_cards import marks_boxes

QUESTION = "Hvorfor blev sagen om diget ved Elleåen udsat i september 2023?"
ABSURD = "Hvem vandt verdensmesterskabet i fodbold i 2018?"


@pytest.fixture(scope="module")
def app(example_index):
    with running_app(example_index) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def visitor(app, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="da-DK")
    visitor = Visitor(context.new_page(), app)
    visitor.open()
    yield visitor
    context.close()


def chosen(visitor):
    return visitor.page.locator(".rv-current .rv-choose[aria-pressed=true]")


def test_a_question_typed_in_danish_gives_quotes_cards_and_the_marked_page(visitor):
    page = visitor.page
    visitor.ask(QUESTION)
    visitor.wait_for_picture()

    assert page.evaluate("document.documentElement.lang") == "da"
    assert QUESTION in page.locator("#rv-chat [data-testid=user]").inner_text()
    statement = page.locator(".rv-statement").first.inner_text()
    assert statement.startswith("»")
    assert "«" in statement
    cards = page.locator(".rv-current .rv-card")
    assert 1 <= cards.count() <= 8
    card = cards.first.inner_text()
    assert re.search(r"\d{1,2}\. \w+ 20\d\d", card), "the date as Danes write it"
    assert re.search(r"side \d+", card)
    assert chosen(visitor).get_attribute("data-page") is not None
    assert page.locator(".rv-confidence").inner_text().startswith("Sikkerhed: ")
    visitor.assert_clean()


def test_the_picture_is_yellow_where_the_quote_is_printed(visitor):
    with visitor.page.expect_response(re.compile(r"/side/.*marks=")) as seen:
        visitor.ask(QUESTION)
    response = seen.value
    assert response.status == 200
    assert response.headers["content-type"] == "image/png"
    parts = urlsplit(response.url)
    document_id, number = re.fullmatch(r"/side/(\w+)/(\d+)\.png", parts.path).groups()
    boxes = marks_boxes(parse_qs(parts.query)["marks"][0])
    pdf = httpx.get(f"{visitor.address}/kilde/{document_id}.pdf").content
    printed = pypdfium2.PdfDocument(pdf)[int(number) - 1]
    width, height = printed.get_size()
    png = httpx.get(response.url).content
    picture = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    scale = picture.shape[1] / width
    yellow = (picture[..., 0] > 200) & (picture[..., 1] > 180) & (picture[..., 2] < 140)
    quote = visitor.page.locator(".rv-current .rv-quote").first.inner_text()
    assert boxes
    for left, bottom, right, top in boxes:
        part = yellow[
            int((height - top) * scale) : int((height - bottom) * scale),
            int(left * scale) : int(right * scale),
        ]
        assert part.mean() > 0.5
        words = printed.get_textpage().get_text_bounded(left, bottom, right, top)
        for word in re.findall(r"\w{4,}", words)[1:-1]:
            assert word in quote, "the mark covers words of the quote"
    assert yellow.mean() < 0.25


def test_the_link_opens_the_pdf_at_the_page(visitor):
    visitor.ask(QUESTION)
    link = visitor.page.locator(".rv-current a.rv-open").first
    number = chosen(visitor).get_attribute("data-page")
    assert f"Åbn PDF på side {number}" in link.inner_text()
    href = link.get_attribute("href")
    assert re.fullmatch(rf"/kilde/[0-9a-f]{{64}}\.pdf#page={number}", href)
    response = httpx.get(visitor.address + href)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith("inline")
    assert response.content.startswith(b"%PDF-")


def test_a_source_is_chosen_with_the_keyboard_and_by_its_number(visitor):
    page = visitor.page
    visitor.ask("Hvem stemte imod, og hvorfor?")
    visitor.wait_for_picture()
    second = page.locator(".rv-current .rv-choose").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    assert second.get_attribute("aria-pressed") == "true"
    assert chosen(visitor).count() == 1
    outline = second.evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline == "solid", "the focus is seen"
    visitor.wait_for_picture()

    first = page.locator(".rv-ref").first
    first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".rv-current .rv-choose").first.get_attribute("aria-pressed") == "true"
    visitor.wait_for_picture()
    visitor.assert_clean()


def test_pages_are_turned_and_the_way_back_leads_to_the_quote(visitor):
    page = visitor.page
    visitor.ask(QUESTION)
    visitor.wait_for_picture()
    caption = page.locator(".rv-current .rv-caption")
    before = caption.inner_text()
    turners = page.locator(".rv-current .rv-turn-page:not([disabled])")
    turners.last.click()
    visitor.wait_for_picture()
    assert caption.inner_text() != before
    page.get_by_role("button", name="Tilbage til citatet").click()
    visitor.wait_for_picture()
    assert caption.inner_text() == before
    visitor.assert_clean()


def test_an_earlier_answers_numbers_still_show_its_sources(visitor):
    visitor.ask(QUESTION)
    visitor.ask("Hvem ledede ekspertgruppen for unge og fritidsjob?")
    assert visitor.page.locator(".rv-current").get_attribute("data-turn") == "2"
    visitor.page.locator('.rv-ref[href="#kilde-1-1"]').first.click()
    assert visitor.page.locator(".rv-current").get_attribute("data-turn") == "1"
    visitor.wait_for_picture()


def test_without_ground_nothing_is_claimed(visitor):
    visitor.ask(ABSURD)
    reply = visitor.page.locator(".rv-none").inner_text()
    assert "Intet grundlag fundet i de indlæste dokumenter" in reply
    assert visitor.page.locator(".rv-statement").count() == 0
    if visitor.page.locator(".rv-card").count():
        assert "Nærmeste steder (ikke et svar)" in visitor.page.locator(".rv-current").inner_text()
    visitor.assert_clean()


@pytest.mark.parametrize("question", ["", "   \t  ", "?"])
def test_an_empty_question_gets_a_friendly_word(visitor, question):
    visitor.ask(question)
    assert visitor.page.locator(".rv-statement").count() == 0
    visitor.assert_clean()


def test_a_question_of_100_000_characters_is_refused_kindly(visitor):
    visitor.ask("hvad " * 20_000)
    assert "100.000" in visitor.page.locator(".rv-notice").inner_text()
    visitor.ask(QUESTION)
    assert visitor.page.locator(".rv-statement").count() > 0
    visitor.assert_clean()


def test_an_example_question_is_asked_with_one_click(visitor):
    chip = visitor.page.locator(".rv-chip").first
    words = chip.inner_text()
    chip.click()
    visitor.page.locator(".rv-answer, .rv-none").first.wait_for()
    assert words in visitor.page.locator("#rv-chat [data-testid=user]").inner_text()


def test_the_search_is_limited_to_a_kind_of_document(visitor):
    page = visitor.page
    page.locator("#rv-filters button").first.click()
    page.locator("#rv-kinds input").click()
    page.get_by_role("option", name="Notat").click()
    page.keyboard.press("Escape")
    visitor.ask(QUESTION)
    kinds = page.locator(".rv-current .rv-about").all_text_contents()
    assert kinds
    assert all(kind.startswith("Notat") for kind in kinds)


def test_a_phone_gets_one_column_without_sideways_scrolling(app, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    visitor = Visitor(context.new_page(), app)
    visitor.open()
    visitor.ask(QUESTION)
    visitor.wait_for_picture()
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390
    chat, sources = (
        visitor.page.locator(f"#{name}").bounding_box() for name in ("rv-talk", "rv-sources")
    )
    assert sources["y"] > chat["y"] + chat["height"] - 1
    context.close()


@pytest.mark.parametrize(("width", "beside"), [(1600, True), (390, False)])
def test_opposite_statements_stand_side_by_side_where_there_is_room(app, browser, width, beside):
    context = browser.new_context(viewport={"width": width, "height": 900})
    visitor = Visitor(context.new_page(), app)
    visitor.open()
    visitor.ask(
        "Hvad mener ekspertgruppen og udvalget om tilskud til virksomheder, der ansætter unge?"
    )
    sides = visitor.page.locator(".rv-side")
    assert sides.count() >= 2
    first, second = (sides.nth(n).bounding_box() for n in range(2))
    assert (second["x"] > first["x"] + 1) is beside
    assert (second["y"] > first["y"] + 1) is not beside
    assert (
        visitor.page.locator(".rv-side .rv-owner").first.inner_text().startswith("Ekspertgruppen")
    )
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.assert_clean()
    context.close()


def test_each_part_of_a_question_stands_above_its_quote(visitor):
    visitor.ask(f"Hvem stemte imod den nye ordning for skolebuskørsel, og hvorfor? {ABSURD}")
    parts = visitor.page.locator(".rv-asked-part").all_text_contents()
    assert parts == ["Hvem stemte imod den nye ordning for skolebuskørsel?", "Hvorfor?"]
    assert ABSURD in visitor.page.locator(".rv-unanswered").inner_text()
    visitor.assert_clean()


def test_the_page_speaks_english_when_asked(app, browser):
    context = browser.new_context()
    visitor = Visitor(context.new_page(), app)
    visitor.open("/?lang=en")
    assert visitor.page.evaluate("document.documentElement.lang") == "en"
    assert visitor.page.locator("#rv-send").inner_text() == "Ask"
    visitor.ask(QUESTION)
    assert "Confidence" in visitor.page.locator(".rv-confidence").inner_text()
    visitor.assert_clean()
    context.close()


def test_no_english_of_gradio_is_left_on_the_danish_page(visitor):
    visitor.ask(QUESTION)
    words = visitor.page.locator("body").inner_text()
    for english in ("Gradio", "Chatbot", "Submit", "Clear", "Loading", "Settings", "API"):
        assert english not in words


def test_a_question_may_lean_on_the_one_before(visitor):
    visitor.ask("Hvad blev besluttet om den nye ordning for skolebuskørsel i maj 2023?")
    visitor.ask("og hvem stemte imod?")
    reply = visitor.page.locator("#rv-chat [data-testid=bot]").last
    assert "Søgt efter: »Hvem stemte imod: " in reply.inner_text()
    assert "Yasmin El-Khatib" in reply.inner_text()
    visitor.page.locator(".rv-current .rv-why summary").first.click()
    assert "ord for ord" in visitor.page.locator(".rv-current .rv-why").first.inner_text()
    visitor.assert_clean()
