"""What every response of the web app carries, and which requests are refused.

Gradio sends no content security policy and puts its settings into inline scripts. Each page gets a
fresh nonce for those, so that no other inline script runs, whatever a document's text may contain.
"""

from __future__ import annotations

import re
import secrets
from typing import Final
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.texts import Language
from assistant.web_texts import text

LOCAL_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names that only this machine can mean. Any other would let a stranger's page, whose name is made
to point here, read the documents through the visitor's browser (DNS rebinding)."""

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

CLOSED: Final = re.compile(
    r"^(/\w+)?/(gradio_api/(upload|file|proxy|stream|component_server|deep_link|dev|vibe|app_id|run"
    r"|call|api|predict|openapi)|monitoring|login|logout|svelte|openapi\.json|docs|redoc|pwa_icon"
    r"|manifest\.json)"
)
"""Doors of Gradio and FastAPI that this app has no use for: nothing is uploaded or fetched here."""

_SCRIPT: Final = re.compile(r"<script(?=[\s>])")
_ELSEWHERE: Final = re.compile(
    r'<link[^>]*(?:https?://|rel="manifest")[^>]*>|<meta\s[^>]*(og:|twitter:)[^>]*>', re.IGNORECASE
)
_LANGUAGE: Final = re.compile(r'(<html[^>]*?\blang=")[^"]*"')


def page_policy(nonce: str) -> str:
    """The policy of the app's own pages. Gradio sets styles inline; scripts need the nonce."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")
"""What a proxy adds to a request that it passes on: whoever sent it need not sit at this machine."""


FILE_POLICY: Final = (
    "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""For PDF files and pictures. Neither `sandbox` nor `object-src 'none'`: with these, browsers refuse
to show a PDF at all."""


class Guard:
    """ASGI middleware: refuses foreign host names and closed doors, and adds the headers.

    With `owner`, who sees closed items too, it refuses what a proxy passes on.

    `hosts` are the names that the app answers to, without port; None answers to any name.
    `languages` maps the path of each page to its language.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: frozenset[str] | None,
        languages: dict[str, Language],
        head: str,
        owner: bool = False,
    ) -> None:
        self._app = app
        self._owner = owner
        self._hosts = hosts
        self._languages = languages
        self._head = head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        path = scope["path"]
        language = self._languages.get(path)
        answer = _Answer(send, secrets.token_urlsafe(18), language, self._head)
        if self._hosts is not None and host_name(headers.get("host", "")) not in self._hosts:
            words = text("wrong_host", language or self._languages["/"])
            await PlainTextResponse(words, 421)(scope, receive, answer.send)
        elif self._owner and any(name in headers for name in FORWARDED):
            words = text("behind_proxy", language or self._languages["/"])
            await PlainTextResponse(words, 403)(scope, receive, answer.send)
        elif _from_elsewhere(headers):
            await PlainTextResponse("403", 403)(scope, receive, answer.send)
        elif CLOSED.match(path):
            await PlainTextResponse("404", 404)(scope, receive, answer.send)
        elif (elsewhere := self._other_language(language, scope)) is not None:
            await RedirectResponse(elsewhere)(scope, receive, answer.send)
        else:
            if language is not None:
                # The page is rewritten below, so it must not come compressed.
                kept = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
                scope = {**scope, "headers": kept}
            await self._app(scope, receive, answer.send)

    def _other_language(self, language: Language | None, scope: Scope) -> str | None:
        """The page in the language that `?lang=` asks for, unless this is it."""
        wanted = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
        if language is None or wanted == language:
            return None
        pages = {spoken: path for path, spoken in self._languages.items() if path.endswith("/")}
        return pages.get(wanted) if wanted in ("da", "en") else None


def _from_elsewhere(headers: Headers) -> bool:
    """Whether a page of another site sent the request. Following a link to here is fine."""
    site = headers.get("sec-fetch-site", "same-origin")
    return site in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate"


def host_name(header: str) -> str:
    """The name in a Host header, without port and without the brackets of an IPv6 address."""
    matched = re.fullmatch(r"\[([0-9a-fA-F:.]+)\](?::\d+)?|([^:\s]+)(?::\d+)?", header.strip())
    return (matched[1] or matched[2]).lower().rstrip(".") if matched else ""


class _Answer:
    """One response on its way out: gets its headers and, where it is the page, its nonce."""

    def __init__(self, send: Send, nonce: str, language: Language | None, head: str) -> None:
        self._send = send
        self._nonce = nonce
        self._language = language
        self._head = head
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Take a message of the app, and send it on when it is complete."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", page_policy(self._nonce))
            if self._language and headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            page = self._rewrite(self._body.decode("utf-8")).encode("utf-8")
            headers = MutableHeaders(scope=self._start)
            headers["Content-Length"] = str(len(page))
            headers["Cache-Control"] = "no-store"
            await self._send(self._start)
            self._start = None
            message = {"type": "http.response.body", "body": page}
        await self._send(message)

    def _rewrite(self, page: str) -> str:
        """Gradio's page with our language, head and nonce, and without addresses elsewhere."""
        page = _ELSEWHERE.sub("", page)
        page = _LANGUAGE.sub(
            rf'\g<1>{self._language}" data-language="{self._language}"', page, count=1
        )
        page = page.replace("</head>", self._head + "</head>", 1)
        return _SCRIPT.sub(f'<script nonce="{self._nonce}"', page)
