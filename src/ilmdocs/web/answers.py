"""What several addresses answer alike: pages, files, and that something is not here."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from ilmdocs.web.gate import OWN_RULE
from ilmdocs.web.pages.ending import missing_page
from ilmdocs.web.session import Session
from ilmdocs.web.state import Row, Upload

SELF_CONTAINED = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""For pages that hold their style and script themselves; a rule inside each allows nothing but those."""
_PDF = "frame-ancestors 'none'"
"""The browser's own reader of PDFs has scripts and styles of its own, and needs them."""
_TYPES = {
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_SHOWN = frozenset({".pdf", ".html"})
"""What a browser shows itself; everything else it saves."""


def session_of(request: Request) -> Session:
    """The session that the page is served for."""
    session: Session = request.app.state.session
    return session


def of_upload(request: Request) -> Upload | None:
    """What was dropped that an address is about."""
    return session_of(request).upload(request.path_params["number"])


def of_row(request: Request) -> tuple[Upload, Row] | None:
    """The learner that an address is about."""
    upload = of_upload(request)
    number = request.path_params["row"]
    if upload is None or number >= len(upload.snapshot.rows):
        return None
    return upload, upload.snapshot.rows[number]


def html(content: bytes, status: int = 200) -> Response:
    """A page, or a piece of one."""
    return Response(content, status, media_type="text/html")


def not_here() -> Response:
    """That something is not here, or not any more."""
    return html(missing_page(), 404)


def see(request: Request, address: str) -> Response:
    """Sends the browser to another page, whether a script has asked or the browser itself."""
    if "HX-Request" in request.headers:
        return Response(headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


def file_of(path: Path, *, save: bool) -> Response:
    """A file of ours; `save` has the browser save what it could show itself."""
    suffix = path.suffix.casefold()
    shown = suffix in _SHOWN and not save
    answer = FileResponse(
        path,
        media_type=_TYPES.get(suffix, "application/octet-stream"),
        filename=path.name,
        content_disposition_type="inline" if shown else "attachment",
    )
    if suffix in _SHOWN:
        answer.headers[OWN_RULE] = SELF_CONTAINED if suffix == ".html" else _PDF
    return answer
