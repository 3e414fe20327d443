"""The application: every address with what answers it, behind the gate."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ilmdocs.faults import our_fault
from ilmdocs.web import desk, learners, routes
from ilmdocs.web.answers import html, not_here
from ilmdocs.web.door import Door
from ilmdocs.web.gate import Gate
from ilmdocs.web.pages.ending import fault_page, missing_page
from ilmdocs.web.session import Session

_STATIC = {
    "style.css": ("ilmdocs.report.html", "text/css"),
    "web.css": ("ilmdocs.web.static", "text/css"),
    "web.js": ("ilmdocs.web.static", "text/javascript"),
    "htmx.min.js": ("ilmdocs.web.static", "text/javascript"),
    "htmx-sse.min.js": ("ilmdocs.web.static", "text/javascript"),
    "icon.svg": ("ilmdocs.web.static", "image/svg+xml"),
    "icon-drop.svg": ("ilmdocs.web.static", "image/svg+xml"),
}
"""Every file that pages ask for: the look of board and report, and what is added to it."""
_LEARNER = "/uploads/{number:int}/learners/{row:int}"


def make_app(session: Session, *, door: Door, stop: Callable[[], None]) -> Gate:
    """The application for one session.

    Args:
        session: what was dropped, and who works on it.
        door: where it is served, and what must be shown to get in.
        stop: ends the program.
    """
    told: dict[Any, Any] = {404: _missing, 405: _missing, Exception: _fault}
    app = Starlette(routes=_routes(), exception_handlers=told)
    app.state.session = session
    app.state.stop = stop
    return Gate(app, door)


def _routes() -> list[Route]:
    kind = "{kind}/{unit}"
    return [
        Route("/", routes.start),
        Route("/uploads", routes.take, methods=["POST"]),
        Route("/example", routes.try_out, methods=["POST"]),
        Route("/uploads/{number:int}", routes.show),
        Route("/uploads/{number:int}/working", routes.show_working),
        Route("/uploads/{number:int}/events", routes.events),
        Route("/uploads/{number:int}/everything.zip", routes.everything),
        Route("/uploads/{number:int}/remove", routes.remove, methods=["POST"]),
        Route("/uploads/{number:int}/files/{path:path}", learners.made_file),
        Route(_LEARNER, learners.show),
        Route(f"{_LEARNER}/draft", learners.make_draft, methods=["POST"]),
        Route(f"{_LEARNER}/annotated", learners.annotated),
        Route(f"{_LEARNER}/{kind}", learners.portfolio),
        Route(f"{_LEARNER}/{kind}/pages/{{page:int}}", learners.page),
        Route("/workbook", desk.choose_units),
        Route("/workbook/download", desk.download_blank, methods=["POST"]),
        Route("/settings", desk.show_settings),
        Route("/settings", desk.save_settings, methods=["POST"]),
        Route("/settings/start", desk.start_settings, methods=["POST"]),
        Route("/stop", desk.ask_to_stop),
        Route("/stop", desk.stop, methods=["POST"]),
        Route("/static/{name}", _static),
    ]


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        return not_here()
    package, media_type = _STATIC[name]
    return Response((files(package) / name).read_bytes(), media_type=media_type)


async def _missing(request: Request, error: Exception) -> Response:
    return html(missing_page(), 404)


async def _fault(request: Request, error: Exception) -> Response:
    """What nobody foresaw, told by its kind and place; its own words may quote what a learner wrote."""
    return html(fault_page(our_fault(error)), 500)
