"""The web app: Gradio on FastAPI, with the PDF files and page pictures beside it."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

# Gradio looks up a host of its own when it is imported, unless it is told not to.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import click
import gradio as gr
import uvicorn
from fastapi import FastAPI

from assistant.answer import answer
from assistant.cli_options import open_index
from assistant.settings import Settings
from assistant.texts import Language
from assistant.web_page import build_page, theme
from assistant.web_precedents import precedent_routes
from assistant.web_precedents_frame import VIEW_STYLES, Addresses, Frame
from assistant.web_routes import routes
from assistant.web_security import LOCAL_HOSTS, Guard
from assistant.web_texts import GENERIC_QUESTIONS, text
from index.access import Right
from index.store import Index

STYLES: Final = ("app", "talk", "sources", "page", "layout", *VIEW_STYLES)
HEAD: Final = (
    '<link rel="icon" href="/statisk/icon.svg">'
    + "".join(f'<link rel="stylesheet" href="/statisk/{name}.css">' for name in STYLES)
    + "".join(
        f'<script type="module" src="/statisk/{name}.js"></script>'
        for name in ("app", "precedents")
    )
)


class AddressRefused(click.ClickException):
    """The app cannot listen at the wanted address; the message says why, in the chosen language.

    A problem of the command line, which ends with the message and exit code 1.
    """


def create_app(
    index: Index,
    *,
    language: Language = "da",
    examples: Sequence[str] = GENERIC_QUESTIONS,
    hosts: frozenset[str] | None = LOCAL_HOSTS,
    threshold: float | None = None,
) -> FastAPI:
    """Build the app over an open `index`.

    The chat is in `language` at "/", and in the other one at "/en" or "/da"; the decisions are at
    "/beslutninger", and under the same prefix. `hosts` are the names
    that the app answers to, None for any (behind a proxy that checks them). Below the probability
    `threshold` a question is not answered; None leaves it to the index.
    """
    other: Language = "en" if language == "da" else "da"
    paths: dict[str, Language] = {"/": language, f"/{other}": other, f"/{other}/": other}
    ask = partial(answer, index, threshold=threshold)
    app = FastAPI(title="Referatsvar", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(routes(index, language))
    app.include_router(precedent_routes(index, language))
    own, foreign = Addresses(), Addresses(f"/{other}")
    for path, spoken, here, elsewhere in (
        (f"/{other}", other, foreign, own),
        ("/", language, own, foreign),
    ):
        frame = Frame(spoken, here)
        page = build_page(index, ask, frame, examples=examples, other=elsewhere.chat)
        gr.mount_gradio_app(
            app,
            page,
            path=path,
            theme=theme(),
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            mcp_server=False,
            enable_monitoring=False,
            pwa=False,
            show_error=False,
            max_file_size=1,
        )
    owner = Right.CLOSED in index.catalog.rights
    app.add_middleware(Guard, hosts=hosts, languages=paths, head=HEAD, owner=owner)
    return app


def serve(
    index_folder: Path,
    host: str = "127.0.0.1",
    port: int = 7860,
    *,
    language: Language = "da",
    examples: Sequence[str] = GENERIC_QUESTIONS,
    announce: Callable[[str], None] = print,
    hide_closed: bool = False,
) -> None:
    """Serve the index in `index_folder` until Ctrl-C; `announce` gets the address when it answers.

    Model, threads and threshold are those of the settings. Raises `AddressRefused` before anything
    slow is done, and what `Index.open` raises. With a `host` of its own the app answers to that
    name too; with 0.0.0.0 or :: it answers to any. Whoever sits at this machine sees closed items,
    which with `hide_closed`, or for any other machine, are not there.
    """
    listener = _listen(host, port, language)
    with listener:
        settings = Settings.read()
        hide_closed = hide_closed or host not in LOCAL_HOSTS
        index = open_index(index_folder, settings, hide_closed=hide_closed)
        # The first question would otherwise wait for the model to load.
        index.warm()
        app = create_app(
            index,
            language=language,
            examples=examples,
            hosts=_hosts(host),
            threshold=settings.own_threshold,
        )
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            # An open page keeps a connection, which must not hold up Ctrl-C.
            timeout_graceful_shutdown=2,
        )
        shown = "localhost" if _hosts(host) is None else f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listener.getsockname()[1]}/"
        announce(text("serving", language, address=address))
        if hide_closed:
            announce(text("closed_hidden", language))
        # uvicorn ends its work at the first Ctrl-C and then passes it on.
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int, language: Language) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":
        # Elsewhere the option would let two programs share the port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        code = "address_in_use" if taken else "address_refused"
        raise AddressRefused(
            text(code, language, host=host, port=port, reason=getattr(error, "strerror", error))
        ) from error
    return listener


def _hosts(host: str) -> frozenset[str] | None:
    return None if host in ("", "0.0.0.0", "::") else LOCAL_HOSTS | {host.lower()}  # noqa: S104
