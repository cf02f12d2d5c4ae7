"""The view of decisions in a real browser over a real index: what staff and politicians do and see."""

from __future__ import annotations

import io
import re

import httpx
import numpy as np
import pypdfium2
import pytest
from commands import running_app
from PIL import Image
from playwright.sync_api import expect, sync_playwright
from web_browser import Visitor, launch

from assistant.web_cards import marks_boxes

LIST = "/beslutninger"


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
    yield visitor
    context.close()


def see(visitor, path=LIST):
    visitor.page.goto(visitor.address + path)
    visitor.page.locator("[data-announce]").wait_for()


def column(visitor, name):
    return visitor.page.locator(f"tbody .rv-in-{name}").all_inner_texts()


def search(visitor, words):
    field = visitor.page.locator("#rv-find-soeg")
    field.fill(words)
    field.press("Enter")
    visitor.page.wait_for_url("**soeg=**")
    expect(visitor.page.locator("#rv-result")).to_contain_text("nærmeste")


def choose(visitor, selector, part):
    """Use a field that takes effect at once; `part` is what then stands in the address."""
    visitor.page.locator(selector).check()
    visitor.page.wait_for_url(f"**{part}**")


def wait_for_picture(visitor):
    visitor.page.wait_for_function(
        "() => { const image = document.querySelector('#rv-side .rv-picture');"
        " return image && !image.hidden && image.complete && image.naturalWidth > 0 &&"
        " !document.querySelector('#rv-side.rv-loading'); }"
    )


def test_the_newest_decisions_come_first_and_a_search_puts_the_nearest_first(visitor):
    see(visitor)
    dates = visitor.page.locator("tbody time").evaluate_all("all => all.map(one => one.dateTime)")
    assert dates == sorted(dates, reverse=True)
    assert len(dates) > 20
    search(visitor, "eftermiddagsafgang med skolebussen")
    assert "skolebus" in column(visitor, "punkt")[0]
    assert (
        visitor.page.locator("#rv-find-soeg").input_value() == "eftermiddagsafgang med skolebussen"
    )
    visitor.page.reload()
    assert "skolebus" in column(visitor, "punkt")[0], "the address alone tells it all"
    visitor.assert_clean()


def test_each_filter_limits_the_list_and_is_removed_with_one_click(visitor):
    page = visitor.page
    see(visitor)
    every = len(column(visitor, "punkt"))

    page.locator("#rv-find-udvalg").select_option("Klima- og Fritidsudvalget")
    page.wait_for_url("**udvalg=**")
    expect(page.locator(".rv-active")).to_contain_text("Udvalg: Klima- og Fritidsudvalget")
    assert set(column(visitor, "udvalg")) == {"Klima- og Fritidsudvalget"}

    choose(visitor, "#rv-find-rejected", "udfald=rejected")
    expect(page.locator(".rv-active")).to_contain_text("Udfald: afvist")
    assert set(column(visitor, "udfald")) <= {"afvist"}

    page.get_by_role("link", name="Fjern filteret: Udfald: afvist").click()
    expect(page.locator(".rv-active")).not_to_contain_text("afvist")
    assert not page.locator("#rv-find-rejected").is_checked()

    page.get_by_role("link", name="Fjern alle filtre").click()
    expect(page.locator("h2#rv-count")).to_have_text(f"{every} beslutninger")
    visitor.assert_clean()


def test_a_period_limits_the_dates_of_decisions(visitor):
    page = visitor.page
    see(visitor)
    page.locator("#rv-find-fra").fill("2023-05-01")
    page.locator("#rv-find-til").fill("2023-12-31")
    page.get_by_role("button", name="Søg").click()
    page.wait_for_url("**til=2023-12-31**")
    expect(page.locator(".rv-active")).to_contain_text("Fra dato: 1. maj 2023")
    assert {date[-4:] for date in column(visitor, "dato")} == {"2023"}
    assert "7. februar 2023" not in column(visitor, "dato")


def test_votes_persons_and_parties_are_filters(visitor):
    page = visitor.page
    see(visitor, f"{LIST}?afstemning=ja")
    assert all(column(visitor, "stemmer"))
    page.locator("#rv-find-afstemning").select_option("uenighed")
    page.wait_for_url("**uenighed**")
    expect(page.locator(".rv-active")).to_contain_text("Kun med uenighed")
    see(visitor, f"{LIST}?person=el-khatib&afstemning=ja")
    assert column(visitor, "stemmer")
    assert all("El-Khatib" in votes for votes in column(visitor, "stemmer"))
    see(visitor, f"{LIST}?parti=Enhedslisten&afstemning=ja")
    assert any("(Ø)" in votes for votes in column(visitor, "stemmer"))


def test_nothing_found_is_said_in_plain_danish(visitor):
    see(visitor, f"{LIST}?person=Ingenmand")
    said = visitor.page.locator("#rv-result").inner_text()
    assert "Ingen beslutninger passer. Prøv at fjerne et filter." in said
    assert visitor.page.locator("table").count() == 0
    see(visitor, f"{LIST}?fra=2024-05-01&til=2024-01-01")
    assert "Perioden slutter, før den begynder" in visitor.page.locator("#rv-result").inner_text()
    see(visitor, f"{LIST}?fra=foraar")
    assert "»foraar« er ikke en dato" in visitor.page.locator("#rv-result").inner_text()


def test_headings_sort_the_list_both_ways(visitor):
    page = visitor.page
    see(visitor)
    heading = page.get_by_role("columnheader", name="Udvalg")
    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    rising = column(visitor, "udvalg")
    assert rising[0].startswith("Børne")
    assert rising[-1].startswith("Klima")
    focused = page.evaluate("document.activeElement.id")
    assert focused == "rv-sort-udvalg", "the keyboard stays where it was"
    page.keyboard.press("Enter")
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert column(visitor, "udvalg") == rising[::-1]
    visitor.assert_clean()


def open_rejected(visitor):
    see(visitor, f"{LIST}?soeg=eftermiddagsafgang+skolebus&udfald=rejected")
    visitor.page.locator("tbody tr").first.locator(".rv-in-dato").click()
    visitor.page.wait_for_url("**/punkt?**")
    wait_for_picture(visitor)


def test_a_row_opens_the_item_with_votes_dissent_and_proposal_apart(visitor):
    open_rejected(visitor)
    page = visitor.page
    decided = page.locator(".rv-decided").inner_text()
    assert "afvist" in decided
    assert re.search(r"For\s+Sofie Amalie Bruun \(F\), Yasmin El-Khatib \(Ø\)", decided)
    assert re.search(r"Imod\s+Karen Overgaard Lind \(A\)", decided)
    assert "Uenighed og bemærkninger" in decided
    proposed = page.locator(".rv-recommended").inner_text()
    assert "Det blev indstillet" in proposed
    assert "forkastet" not in proposed
    where = page.locator(".rv-where-it-is").inner_text()
    assert where.startswith("Børne- og Ungdomsudvalget, 3. september 2024, punkt 2 ")
    assert "sagsnr. 22-004318" in where
    link = page.get_by_role("link", name="Notat om skolebuskørsel 2020-2022")
    answer = httpx.get(visitor.address + link.first.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    visitor.assert_clean()


def test_the_lines_of_the_decision_are_marked_on_its_page(visitor):
    open_rejected(visitor)
    button = visitor.page.locator(".rv-decided .rv-place[aria-pressed=true]")
    document, number, marks = (
        button.get_attribute(f"data-{name}") for name in ("document", "page", "marks")
    )
    pdf = httpx.get(f"{visitor.address}/kilde/{document}.pdf").content
    printed = pypdfium2.PdfDocument(pdf)[int(number) - 1]
    answer = httpx.get(f"{visitor.address}/side/{document}/{number}.png?marks={marks}")
    picture = np.asarray(Image.open(io.BytesIO(answer.content)).convert("RGB")).astype(int)
    scale, height = picture.shape[1] / printed.get_width(), printed.get_height()
    yellow = (picture[..., 0] > 200) & (picture[..., 1] > 180) & (picture[..., 2] < 140)
    quote = " ".join(visitor.page.locator(".rv-decided .rv-quoted").first.inner_text().split())
    boxes = marks_boxes(marks)
    assert len(boxes) > 5
    for left, bottom, right, top in boxes:
        rows = slice(int((height - top) * scale), int((height - bottom) * scale))
        assert yellow[rows, int(left * scale) : int(right * scale)].mean() > 0.5
        words = printed.get_textpage().get_text_bounded(left, bottom, right, top)
        for word in re.findall(r"\w{4,}", words)[1:-1]:
            assert word in quote


def test_another_quotes_page_is_shown_with_its_own_mark(visitor):
    open_rejected(visitor)
    button = visitor.page.locator(".rv-recommended .rv-place")
    with visitor.page.expect_response(re.compile(r"/side/.*marks=")) as seen:
        button.click()
    assert button.get_attribute("data-marks") in seen.value.url
    expect(button).to_have_attribute("aria-pressed", "true")
    assert visitor.page.locator(".rv-place[aria-pressed=true]").count() == 1
    wait_for_picture(visitor)
    visitor.page.get_by_role("button", name="Næste side").click()
    expect(visitor.page.locator("#rv-side .rv-caption")).to_contain_text("Side 4 af")


def test_a_cases_number_leads_to_its_history_in_order_of_time(visitor):
    see(visitor)
    visitor.page.get_by_role("link", name="22-004318").first.click()
    visitor.page.wait_for_url("**/sag?nr=22-004318")
    steps = visitor.page.locator(".rv-timeline > li")
    dates = steps.locator("time").evaluate_all("all => all.map(one => one.dateTime)")
    assert dates == sorted(dates)
    assert len(dates) >= 5
    assert "afvist" in steps.last.inner_text()
    assert "Høringssvar" in visitor.page.locator("main").inner_text()
    steps.last.get_by_role("link").first.click()
    visitor.page.wait_for_url("**/punkt?**")
    expect(visitor.page.locator("h2[data-announce]")).to_contain_text("Eftermiddagsafgang")
    see(visitor, f"{LIST}?soeg=22-004318")
    visitor.page.get_by_role("link", name="Vis sagens forløb for 22-004318").click()
    visitor.page.wait_for_url("**/sag?nr=22-004318")
    visitor.assert_clean()


def test_similar_cases_lead_on_and_the_way_back_leads_to_the_same_row(visitor):
    page = visitor.page
    see(visitor, f"{LIST}?afstemning=ja")
    row = page.locator(".rv-item").nth(1)
    href = row.get_attribute("href")
    row.click()
    page.wait_for_url("**/punkt?**")
    first = page.locator("h2[data-announce]").inner_text()
    similar = page.locator("#rv-similar a")
    assert similar.count() >= 3
    similar.first.click()
    expect(page.locator("h2[data-announce]")).not_to_have_text(first)
    page.go_back()
    expect(page.locator("h2[data-announce]")).to_have_text(first)
    page.go_back()
    page.locator("table").wait_for()
    assert page.url.endswith("afstemning=ja")
    assert page.evaluate("document.activeElement.getAttribute('href')") == href
    page.keyboard.press("Enter")
    page.wait_for_url("**/punkt?**")
    page.get_by_role("link", name="Tilbage til listen").click()
    page.locator("table").wait_for()
    assert page.url.endswith("afstemning=ja"), "with the filter it had"
    visitor.assert_clean()


def test_everything_is_reached_with_the_keyboard(visitor):
    page = visitor.page
    see(visitor)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "(() => { const one = document.activeElement;"
                " return one.id || one.className || one.textContent; })()"
            )
        )
        if reached[-1].endswith("rv-item"):
            break
    names = " ".join(reached)
    for part in ("rv-skip-to", "rv-tab", "rv-find-soeg", "rv-find-udvalg", "rv-find-fra",
                 "rv-find-person", "rv-find-rejected", "rv-sort-dato"):  # fmt: skip
        assert part in names
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/punkt?**")
    page.locator(".rv-two").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H2", "read out from the heading"
    visitor.assert_clean()


def test_the_tabs_keep_the_conversation(visitor):
    page = visitor.page
    visitor.open()
    visitor.ask("Hvem stemte imod, og hvorfor?")
    visitor.wait_for_picture()
    said = page.locator("#rv-chat").inner_text()
    page.get_by_role("link", name="Beslutninger").click()
    page.wait_for_url(f"**{LIST}")
    page.locator("#rv-decisions table").wait_for()
    assert not page.locator("#rv-chat").is_visible()
    search(visitor, "diget")
    page.locator(".rv-item").first.click()
    wait_for_picture(visitor)
    page.locator("#rv-decisions").get_by_role("link", name="Spørg").click()
    assert page.url == visitor.address + "/"
    assert page.locator("#rv-chat").inner_text() == said
    assert page.locator(".rv-current .rv-picture").is_visible()
    page.go_back()
    page.locator(".rv-two").wait_for()
    page.go_back()
    page.locator("#rv-decisions table").wait_for()
    page.go_back()
    page.go_back()
    assert page.locator("#rv-chat").inner_text() == said
    visitor.assert_clean()


def test_nothing_moves_while_the_list_and_an_item_appear(visitor):
    visitor.page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => { for (const one of list.getEntries())"
        " if (!one.hadRecentInput) window.shift += one.value; })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    see(visitor)
    visitor.page.wait_for_timeout(300)
    assert visitor.page.evaluate("window.shift") < 0.01
    see(visitor, visitor.page.locator(".rv-item").nth(1).get_attribute("href"))
    wait_for_picture(visitor)
    assert visitor.page.evaluate("window.shift") < 0.01


def test_a_phone_gets_cards_without_sideways_scrolling(app, browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    visitor = Visitor(context.new_page(), app)
    see(visitor)
    page = visitor.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    card = page.locator("tbody tr").nth(1)
    assert card.bounding_box()["width"] <= 390
    assert "Sagsnr.: 22-004318" in card.evaluate(
        "one => [...one.cells].map((cell) => getComputedStyle(cell, '::before').content"
        ".replace(/[\"]|normal|none/g, '').replace('attr(data-name)', cell.dataset.name)"
        " + cell.innerText).join('|')"
    )
    page.locator("#rv-sort-udvalg").click()
    expect(page.locator("th.rv-in-udvalg")).to_have_attribute("aria-sort", "ascending")
    page.locator(".rv-item").first.click()
    wait_for_picture(visitor)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".rv-place").first.click()
    expect(page.locator("#rv-side .rv-frame")).to_be_in_viewport()
    visitor.assert_clean()
    context.close()


def test_the_view_speaks_english_when_asked_and_keeps_the_search(app, browser):
    context = browser.new_context()
    visitor = Visitor(context.new_page(), app)
    see(visitor, f"{LIST}?udfald=rejected&lang=en")
    page = visitor.page
    assert page.url.endswith("/en/beslutninger?udfald=rejected")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert set(column(visitor, "udfald")) == {"rejected"}
    assert page.get_by_role("link", name="Dansk").get_attribute("href") == f"{LIST}?udfald=rejected"
    page.locator(".rv-item").first.click()
    page.locator(".rv-two").wait_for()
    assert "What was decided" in page.locator("article").inner_text()
    page.get_by_role("link", name="Back to the list").click()
    page.wait_for_url("**/en/beslutninger?udfald=rejected")
    visitor.assert_clean()
    context.close()


def test_the_view_works_without_script(app, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(app + LIST)
    page.locator("#rv-find-soeg").fill("skolebus")
    page.locator("#rv-find-rejected").check()
    page.get_by_role("button", name="Søg").click()
    assert "udfald=rejected" in page.url
    page.locator(".rv-item").first.click()
    assert "Det blev besluttet" in page.locator("article").inner_text()
    context.close()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/punkt?dokument=x&punkt=1", "Punktet findes ikke i indekset"),
        ("/punkt", "Punktet findes ikke i indekset"),
        ("/sag?nr=99-999999", "Der er ingen sag med nummeret 99-999999"),
    ],
)
def test_what_is_not_there_is_told_on_a_page(visitor, path, said):
    assert httpx.get(visitor.address + LIST + path).status_code == 404
    visitor.page.goto(visitor.address + LIST + path)
    assert said in visitor.page.locator("main").inner_text()
    visitor.page.get_by_role("link", name="Tilbage til listen").click()
    visitor.page.locator("table").wait_for()


def test_a_program_that_does_not_answer_is_told(visitor):
    see(visitor)
    visitor.page.route("**/beslutninger?**", lambda route: route.abort())
    visitor.page.locator("#rv-find-rejected").check()
    expect(visitor.page.locator(".rv-trouble")).to_contain_text("Programmet svarer ikke")
    visitor.page.unroute("**/beslutninger?**")
    choose(visitor, "#rv-find-postponed", "postponed")
    expect(visitor.page.locator(".rv-trouble")).to_have_count(0)
