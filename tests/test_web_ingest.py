"""The app in front of its users while another process fills the index."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from commands import running_app
from playwright.sync_api import sync_playwright
from reportlab.pdfgen.canvas import Canvas
from web_browser import Visitor, launch

FILES = 4
"""So many new files that some questions are asked while they are read and embedded."""

MOST = 8
"""Questions; a conversation shows its last ones only."""


def typeset(file: Path, number: int) -> None:
    canvas = Canvas(str(file))
    for page in range(1, 4):
        text = canvas.beginText(72, 760)
        for line in range(1, 36):
            text.textLine(
                f"Udvalget drøftede fyrtårnet på holmen, punkt {number}.{page}.{line} i dag."
            )
        canvas.drawText(text)
        canvas.showPage()
    canvas.drawString(
        72, 760, f"Fyrtårnets lanterne nummer {number} koster {number}.500 kr. at pudse."
    )
    canvas.save()


def test_the_app_answers_during_an_ingest_and_sees_the_new_files_without_a_restart(
    example_index: Path, tmp_path: Path
):
    folder, files = tmp_path / "index", tmp_path / "nye filer"
    shutil.copytree(example_index, folder)
    files.mkdir()
    for number in range(1, FILES + 1):
        typeset(files / f"fyr {number}.pdf", number)
    with running_app(folder) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        visitor = Visitor(browser.new_page(), address)
        visitor.open()
        command = [sys.executable, "-m", "assistant.cli", "ingest", files, "--index", folder]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as writer:
            asked = 0
            while writer.poll() is None and asked < MOST:
                visitor.ask("Hvem stemte imod den nye ordning for skolebuskørsel?")
                asked += 1
        assert writer.returncode == 0
        assert asked > 1
        replies = visitor.page.locator("#rv-chat .rv-answer")
        assert replies.count() == asked  # each of them had its answer
        visitor.ask(f"Hvad koster det at pudse fyrtårnets lanterne nummer {FILES}?")
        assert f"{FILES}.500 kr." in replies.last.inner_text()
        visitor.wait_for_picture()
        visitor.assert_clean()
        browser.close()
