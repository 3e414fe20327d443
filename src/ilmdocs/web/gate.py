"""Who may use the page: this machine's user, in the tab that was opened with the secret address.

Every other page that is open in the browser could send requests to this machine too. So each request is
looked at: the name under which the browser reached us (against addresses that are re-bound to this machine),
a cookie that only the secret address gives, and which page has sent it (docs/web.md, "Who may use it").
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPEN = "/open/"
"""The address that is printed and opened: this, followed by the secret."""
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


def new_secret() -> str:
    """A secret that nobody can guess."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets through what the user's own tab asks for, and gives every answer its safety headers.

    Args:
        app: what is behind the gate.
        secret: what the opened address ends with.
        port: where it is served.
    """

    app: ASGIApp
    secret: str
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            return
        refused = self._answer(scope["method"], scope["path"], Headers(scope=scope))

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(MutableHeaders(scope=message))
            await send(message)

        await (refused or self.app)(scope, receive, safely)

    def _answer(self, method: str, path: str, headers: Headers) -> Response | None:
        """What is answered at the gate itself; None lets the request through."""
        if not self._is_here(headers) or not self._is_own(method, headers):
            return PlainTextResponse(_REFUSED, 403)
        if path.startswith(OPEN) and method in _SAFE:
            return self._opened(path.removeprefix(OPEN))
        if not secrets.compare_digest(self._shown_secret(headers).encode(), self.secret.encode()):
            return PlainTextResponse(_REFUSED, 403)
        return None

    def _is_here(self, headers: Headers) -> bool:
        hosts = headers.getlist("host")
        return len(hosts) == 1 and hosts[0] in {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}

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
        if not secrets.compare_digest(shown.encode(), self.secret.encode()):
            return PlainTextResponse(_REFUSED, 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, self.secret, httponly=True, samesite="strict", path="/")
        return answer

    def _shown_secret(self, headers: Headers) -> str:
        try:
            cookies: Mapping[str, object] = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return ""
        return getattr(cookies.get(self._cookie), "value", "")

    @property
    def _cookie(self) -> str:
        """Browsers send cookies of one port to all ports of a machine: two sessions must not mix."""
        return f"ilmdocs-{self.port}"


def _protect(headers: MutableHeaders) -> None:
    rule = headers.get(OWN_RULE)
    del headers[OWN_RULE]
    headers["content-security-policy"] = rule or _PAGES
    for name, value in _HEADERS.items():
        headers[name] = value
