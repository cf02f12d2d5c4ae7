"""The web app gives nothing away: headers, host names, closed doors, hostile documents."""

from __future__ import annotations

import shutil
import string

import httpx
import pytest
from commands import command, running_app
from playwright.sync_api import sync_playwright
from reportlab.pdfgen.canvas import Canvas
from web_browser import Visitor, launch

from assistant.web_filters import Choices
from assistant.web_security import host_name
from assistant.web_texts import TEXTS

ATTACK = (
    'Nytteindsatsen i Hulsø koster <img src=x onerror="window.hacked=1"> *stjerne*',
    "[tryk](http://ond.example/) $x^2$ <script>window.hacked=2</script> 500.000 kroner om året.",
)


def typeset(path, lines, title):
    canvas = Canvas(str(path))
    canvas.setTitle(title)
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(lines):
        canvas.drawString(50, 780 - 16 * number, line)
    canvas.showPage()
    canvas.save()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The address of an app whose documents mean harm, and the folder of their files."""
    files, folder = tmp_path_factory.mktemp("filer"), tmp_path_factory.mktemp("indeks") / "i"
    typeset(files / "ond <b>fed.pdf", ["Notat om nytteindsats", *ATTACK], "<script>window.hacked=3")
    typeset(
        files / "dige.pdf",
        ["Notat om diget", "Diget ved Vesterbæk bliver 1,2 meter højt og koster 17 mio. kr."],
        "Notat om diget",
    )
    command("ingest", files, "--index", folder, check=True)
    with running_app(folder) as address:
        yield address, files


@pytest.fixture
def visitor(hostile):
    with sync_playwright() as playwright:
        browser = launch(playwright)
        visitor = Visitor(browser.new_context().new_page(), hostile[0])
        visitor.open()
        yield visitor
        browser.close()


def test_text_of_a_document_is_shown_and_never_run(visitor):
    visitor.ask("Hvad koster nytteindsatsen i Hulsø om året?")
    page = visitor.page
    page.locator(".rv-card").first.wait_for()
    shown = page.locator("#rv-sources").inner_text() + page.locator("#rv-chat").inner_text()
    for literal in ("<img src=x onerror=", "*stjerne*", "[tryk](http://ond.example/)", "$x^2$"):
        assert literal in shown
    assert "<script>window.hacked=3" in shown, "the title too"
    assert page.evaluate("window.hacked") is None
    assert page.locator("#rv-main img[src=x], #rv-main script, #rv-main .katex").count() == 0
    assert page.locator("#rv-main a[href*=ond]").count() == 0
    visitor.assert_clean()


def test_a_question_is_shown_and_never_run(visitor):
    question = (
        'Hvad koster diget <img src=x onerror="window.hacked=4"> *her* [a](http://ond.example/)?'
    )
    visitor.ask(question)
    assert question in visitor.page.locator("#rv-chat [data-testid=user]").inner_text()
    assert visitor.page.evaluate("window.hacked") is None
    visitor.assert_clean()


def test_a_file_changed_since_it_was_read_is_not_marked(visitor, hostile):
    path = hostile[1] / "dige.pdf"
    kept = path.with_suffix(".kopi")
    shutil.copy2(path, kept)
    try:
        typeset(path, ["Noget helt andet"], "Andet")
        visitor.ask("Hvor højt bliver diget ved Vesterbæk?")
        status = visitor.page.locator(".rv-current .rv-status")
        visitor.page.get_by_text("Filen er flyttet eller ændret").wait_for()
        assert "Indlæs mappen igen" in status.inner_text()
        assert not visitor.page.locator(".rv-current .rv-picture").is_visible()
        link = visitor.page.locator(".rv-current a.rv-open").first.get_attribute("href")
        assert httpx.get(hostile[0] + link).status_code == 404
    finally:
        shutil.move(kept, path)


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/sundhed", "/statisk/app.css", "/config", "/findes-ikke"]
)
def test_every_response_carries_the_headers(hostile, path):
    headers = httpx.get(hostile[0] + path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    policy = headers["content-security-policy"]
    for rule in (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'self'",
    ):
        assert rule in policy
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "http:" not in policy
    assert "server" not in headers


def test_each_page_has_a_nonce_of_its_own_and_no_address_elsewhere(hostile):
    first, second = (httpx.get(hostile[0] + "/") for _ in range(2))
    assert first.headers["content-security-policy"] != second.headers["content-security-policy"]
    assert '<html\n\tlang="da"' in first.text
    for element in ("<link", "<meta", "<script src"):
        for part in first.text.split(element)[1:]:
            assert "http://" not in part.split(">")[0]
            assert "https://" not in part.split(">")[0]


@pytest.mark.parametrize(
    "host", ["ond.example", "127.0.0.1.ond.example", "", "localhost@ond.example"]
)
def test_a_foreign_host_name_is_refused(hostile, host):
    assert httpx.get(hostile[0] + "/sundhed", headers={"Host": host}).status_code in (400, 421)


def test_local_host_names_are_answered(hostile):
    for host in ("localhost", "localhost:7860", "127.0.0.1", "[::1]:7860"):
        response = httpx.get(hostile[0] + "/sundhed", headers={"Host": host})
        assert response.json() == {"status": "ok"}
    assert host_name("[::1]:80") == "::1"
    assert host_name("Navn.DK.:80") == "navn.dk"


def test_another_sites_page_gets_nothing(hostile):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert httpx.get(hostile[0] + "/sundhed", headers=headers).status_code == 403
    headers["Sec-Fetch-Mode"] = "navigate"
    assert httpx.get(hostile[0] + "/", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://ond.example/",
     "/en/gradio_api/upload", "/monitoring", "/docs", "/openapi.json", "/gradio_api/openapi.json",
     "/kilde/..%2f..%2fetc%2fpasswd.pdf", "/kilde/dige.pdf", "/statisk/..%2fweb.py",
     "/statisk/web.py", "/side/dige.pdf/1.png", f"/side/{'0' * 64}/1.png"],
)  # fmt: skip
def test_doors_that_are_not_needed_are_closed(hostile, path):
    assert httpx.get(hostile[0] + path).status_code == 404


def test_addresses_of_pictures_are_checked(hostile):
    address = hostile[0]
    listing = httpx.get(address + "/sundhed")
    assert listing.status_code == 200
    bad = f"{address}/side/{'0' * 64}/1.png?marks="
    for marks in ("1,2,3", "<b>", "1,2,3,4_" * 500, "1" * 9000):
        response = httpx.get(bad + marks)
        assert response.status_code == 400
        assert len(response.text) < 100


def test_a_period_that_ends_before_it_begins_is_told():
    with pytest.raises(ValueError, match="period"):
        Choices(year_from="2024", year_to="2020").filter()
    assert Choices(year_from="2020", year_to="2024").filter()
    assert not Choices().filter()


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_both_languages_say_the_same_things(code):
    danish, english = TEXTS[code]
    fields = [
        {name for _, name, _, _ in string.Formatter().parse(words) if name}
        for words in (danish, english)
    ]
    assert fields[0] == fields[1]
    assert danish.strip() == danish != ""
    assert english.strip() == english != ""
