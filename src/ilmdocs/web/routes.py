"""What the addresses about something that was dropped answer: taking it, its page, and events meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import anyio
from anyio.to_thread import run_sync
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from ilmdocs.atomic import write_atomically
from ilmdocs.blank import sample_workbook, workbook_name
from ilmdocs.errors import IlmdocsError, UnwritableOutput
from ilmdocs.web import receiving
from ilmdocs.web.answers import html, not_here, of_upload, see, session_of
from ilmdocs.web.keeping import name_of
from ilmdocs.web.pages import working
from ilmdocs.web.pages.board import cohort_page
from ilmdocs.web.pages.result import failed_page, result_page
from ilmdocs.web.pages.shell import trouble
from ilmdocs.web.pages.start import start_page
from ilmdocs.web.session import Session
from ilmdocs.web.state import Snapshot, Stage, Upload
from ilmdocs.web.work import Stopped

_LOOK_SECONDS = 0.15
"""How often it is looked whether there is something new to say."""
_FULL, _BAD = 507, 400
_EXAMPLE = "8585-301"
"""The unit that most learners take."""


async def start(request: Request) -> Response:
    """The first page."""
    session = session_of(request)
    return html(start_page(session.uploads, kept=str(session.terms.keep or "")))


async def take(request: Request) -> Response:
    """Take what was dropped, and begin."""
    session = session_of(request)
    upload = session.receive()
    try:
        await receiving.receive(request, upload.given, session.terms.largest)
    except receiving.Aborted:
        session.discard(upload)
        return Response(status_code=_BAD)
    except IlmdocsError as error:
        session.discard(upload)
        status = _FULL if isinstance(error, UnwritableOutput) else _BAD
        if "HX-Request" in request.headers:
            return html(trouble(error), status)
        return html(start_page(session.uploads, error=error), status)
    except BaseException:
        session.discard(upload)
        raise
    session.begin(upload)
    return see(request, f"/uploads/{upload.number}/working")


async def try_out(request: Request) -> Response:
    """Do with a fictional learner's workbook what is done with one that was dropped."""
    session = session_of(request)
    upload = session.receive()
    try:
        await run_sync(_write_example, session, upload)
    except IlmdocsError as error:
        session.discard(upload)
        return html(start_page(session.uploads, error=error), _BAD)
    session.begin(upload)
    return RedirectResponse(f"/uploads/{upload.number}/working", 303)


def _write_example(session: Session, upload: Upload) -> None:
    library = session.library()
    units = [library.unit(_EXAMPLE)]
    write_atomically(upload.given / workbook_name(units, kind="sample"), sample_workbook(library, units))


async def show(request: Request) -> Response:
    """What became of it: a cohort's board, or the one learner."""
    upload = of_upload(request)
    if upload is None:
        return not_here()
    snapshot = upload.snapshot
    if snapshot.stage is not Stage.DONE:
        return RedirectResponse(f"/uploads/{upload.number}/working", 303)
    if snapshot.is_cohort:
        return html(cohort_page(upload))
    if not snapshot.rows or not snapshot.rows[0].is_done:
        return html(failed_page(upload))
    return html(result_page(upload, snapshot.rows[0]))


async def show_working(request: Request) -> Response:
    """How far it is."""
    upload = of_upload(request)
    if upload is None:
        return not_here()
    if upload.snapshot.stage is Stage.DONE:
        return RedirectResponse(f"/uploads/{upload.number}", 303)
    return html(working.working_page(upload))


async def events(request: Request) -> Response:
    """What is new, as it happens, until everything is finished."""
    upload = of_upload(request)
    if upload is None:
        return not_here()
    stopping = session_of(request).stopping
    shown = request.query_params.get("rows", "0")
    return EventSourceResponse(_events(upload, shown, lambda: stopping.is_set() or upload.removed.is_set()))


async def _events(upload: Upload, shown: str, is_over: Callable[[], bool]) -> AsyncIterator[ServerSentEvent]:
    """What is new; `shown` is how many rows the page has that listens."""
    before: Snapshot | None = None
    spoken = ""
    while not is_over():
        now = upload.snapshot
        if now is not before:
            is_board = now.is_cohort and now.draft_of is None
            if is_board and shown != str(len(now.rows)):
                yield _event("end", working.look_again(upload))  # it was made before the learners were found
                break
            if is_board:
                for name, row in working.changed_rows(upload, before):
                    yield _event(name, row)
            else:
                yield _event("steps", working.steps(now))
            yield _event("progress", working.progress(now))
            if (words := working.said(now)) != spoken:
                spoken = words
                yield _event("said", words.encode())
            before = now
        if now.stage is Stage.DONE:
            yield _event("end", working.gone_on(upload))
            break
        await anyio.sleep(_LOOK_SECONDS)
    yield ServerSentEvent(data="", event="over")


def _event(name: str, content: bytes) -> ServerSentEvent:
    return ServerSentEvent(data=content.decode().replace("\n", " "), event=name)


async def everything(request: Request) -> Response:
    """All of it as one ZIP."""
    upload = of_upload(request)
    if upload is None or upload.snapshot.stage is not Stage.DONE:
        return not_here()
    try:
        path = await run_sync(session_of(request).pack, upload)
    except Stopped:
        return not_here()
    except IlmdocsError as error:
        return html(start_page(session_of(request).uploads, error=error), _FULL)
    return FileResponse(path, filename=f"{name_of(upload)}.zip", media_type="application/zip")


async def remove(request: Request) -> Response:
    """Remove it with all its files."""
    upload = of_upload(request)
    if upload is not None:
        await run_sync(session_of(request).discard, upload)
    return RedirectResponse("/", 303)
