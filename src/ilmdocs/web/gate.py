"""Who may use the page: this machine's user, in the tab that was opened with the secret address.

Every other page that is open in the browser could send requests to this machine too. So each request is
looked at: the name under which the browser reached us (against addresses that are re-bound to this machine),
a cookie that only the secret address gives, and which page has sent it (docs/web.md, "Who may use it").
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ilmdocs.faults import DEBUG
from ilmdocs.web.door import OPEN, Door, leading_page

OWN_RULE = "x-ilmdocs-content-rule"
"""Header with which an answer asks for another content rule than that of pages; it is taken out here."""
_SAFE = frozenset({"GET", "HEAD"})
_REFUSED = (
    "This page belongs to the ilmdocs that was started on this computer.\n\n"
    "Open the address that ilmdocs printed in its window, or start ilmdocs again.\n"
)
_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets through what the user's own tab asks for, and gives every answer its safety headers.

    Args:
        app: what is behind the gate.
        door: where it is served, and what must be shown to get in.
    """

    app: ASGIApp
    door: Door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            return
        refused = self._answer(scope["method"], scope["path"], Headers(scope=scope))

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message))
            await send(message)

        try:
            await (refused or self.app)(scope, receive, safely)
        except Exception:  # the page has said so already; the server would print all of it in the window
            if os.environ.get(DEBUG):
                raise

    def _answer(self, method: str, path: str, headers: Headers) -> Response | None:
        """What is answered at the gate itself; None lets the request through."""
        if not self._is_here(headers):
            return PlainTextResponse(_REFUSED, 403)
        if path.startswith(OPEN) and method in _SAFE:  # from our file, which to a browser is another site
            return self._opened(path.removeprefix(OPEN))
        if not self._is_own(method, headers) or not _same(self._shown_cookie(headers), self.door.cookie):
            return PlainTextResponse(_REFUSED, 403)
        return None

    def _is_here(self, headers: Headers) -> bool:
        return headers.getlist("host") == [self.door.place]

    def _is_own(self, method: str, headers: Headers) -> bool:
        """Whether one of our own pages asks, or the user by typing the address or following the program's."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None and site not in ("same-origin", "none"):
            return False
        if origin not in (None, "null") and origin != f"http://{headers['host']}":
            return False
        # A form of ours says `null` for its origin, because no page of ours tells where it comes from.
        return method in _SAFE or site == "same-origin" or (site is None and origin not in (None, "null"))

    def _opened(self, shown: str) -> Response:
        """A page that goes on, no redirect: a cookie that is so strict is not sent along one from a file."""
        if not _same(shown, self.door.secret):
            return PlainTextResponse(_REFUSED, 403)
        answer = HTMLResponse(leading_page("/", "Open the page"))
        answer.set_cookie(self.door.cookie_name, self.door.cookie, httponly=True, samesite="strict", path="/")
        return answer

    def _shown_cookie(self, headers: Headers) -> str:
        try:
            cookies: Mapping[str, object] = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return ""
        return getattr(cookies.get(self.door.cookie_name), "value", "")


def _same(shown: str, secret: str) -> bool:
    return secrets.compare_digest(shown.encode(), secret.encode())


def _protect(headers: MutableHeaders) -> None:
    rule = headers.get(OWN_RULE)
    del headers[OWN_RULE]
    headers["content-security-policy"] = rule or _PAGES
    for name, value in _HEADERS.items():
        headers[name] = value
