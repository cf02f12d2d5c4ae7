"""Starting and stopping the web app, and an index with nothing in it."""

from __future__ import annotations

import signal
import socket
import time

import httpx
import pytest
from playwright.sync_api import sync_playwright
from web_browser import Visitor, launch, start_app

from assistant.web import AddressRefused, serve
from index.catalog import Catalog
from index.store import fingerprint_of


def test_a_port_in_use_is_told_before_anything_is_loaded(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        started = time.monotonic()
        with pytest.raises(AddressRefused, match=f"Porten {port} på 127.0.0.1 bruges allerede"):
            serve(tmp_path / "findes-ikke", port=port)
        assert time.monotonic() - started < 1


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 7860), ("127.0.0.1", 99_999), ("", -1)])
def test_an_address_of_another_machine_is_told(tmp_path, host, port):
    with pytest.raises(AddressRefused, match="kan ikke bruges"):
        serve(tmp_path / "findes-ikke", host, port)


def test_an_empty_index_says_how_to_fill_it_and_ctrl_c_ends_it(tmp_path, embedder):
    Catalog.create(tmp_path / "i", fingerprint_of(embedder)).close()
    process, address = start_app(tmp_path / "i")
    try:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            visitor = Visitor(browser.new_page(), address)
            visitor.open()
            assert "referatsvar ingest" in visitor.page.locator(".rv-welcome").inner_text()
            visitor.ask("Hvad blev besluttet?")
            assert "referatsvar ingest" in visitor.page.locator("#rv-chat").inner_text()
            visitor.assert_clean()

            # An open page holds a connection, which by itself would hold up the end for good.
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
            browser.close()
        with pytest.raises(httpx.ConnectError):
            httpx.get(address)
    finally:
        process.kill()
        process.communicate()
