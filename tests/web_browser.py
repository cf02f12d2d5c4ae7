"""A running app and a real browser for the tests of the web app."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

SERVE = (
    "import sys; from pathlib import Path; from assistant.web import serve; "
    "serve(Path(sys.argv[1]), port=0, announce=lambda words: print(words, flush=True))"
)


def start_app(index_folder: Path) -> tuple[subprocess.Popen[str], str]:
    """A process that serves `index_folder`, begun as a user begins it, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(index_folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    if "http://" not in said:
        process.kill()
        process.communicate()
        pytest.fail(f"the app did not start: {said!r}")
    return process, "http://" + said.split("http://")[1].split()[0].rstrip("/")


def launch(playwright: Playwright) -> Browser:
    """The browser; without one the test is skipped, or fails where CI is set."""
    if not Path(CHROMIUM).exists():
        reason = f"no Chromium at {CHROMIUM} (set CHROMIUM to its path)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


@dataclass
class Visitor:
    """A browser tab at the app, with all it asked for and complained of."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if message.type == "error" else None
            ),
        )
        self.page.add_init_script(
            "window.violations = []; document.addEventListener('securitypolicyviolation',"
            " (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI))"
        )

    def open(self, path: str = "/") -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_selector(".rv-top[data-ready]")

    def ask(self, question: str) -> None:
        """Type the question and press Enter; waits for the reply."""
        replies = self.page.locator("#rv-chat [data-testid=bot]")
        before = replies.count()
        field = self.page.locator("#rv-question textarea")
        field.fill(question)
        field.press("Enter")
        reply = replies.nth(before).locator(".rv-answer, .rv-none, .rv-notice")
        reply.first.wait_for()

    def wait_for_picture(self) -> None:
        """Wait until the chosen source's page is drawn."""
        self.page.wait_for_function(
            "() => { const image = document.querySelector('.rv-current .rv-picture');"
            " return image && !image.hidden && image.complete && image.naturalWidth > 0 &&"
            " !document.querySelector('.rv-current .rv-loading'); }"
        )

    def assert_clean(self) -> None:
        """Nothing went to another host, and nothing was complained of."""
        hosts = {
            urlsplit(url).netloc for url in self.requests if not url.startswith(("data:", "blob:"))
        }
        assert hosts == {urlsplit(self.address).netloc}
        assert self.complaints == []
        assert self.page.evaluate("window.violations") == []
