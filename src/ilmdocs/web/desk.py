"""What the addresses about no learner answer: blank workbooks, the centre's settings, the end."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from anyio.to_thread import run_sync
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ilmdocs.blank import answers_name, blank_workbook, workbook_name, written_units
from ilmdocs.errors import IlmdocsError, UnreadableInput, UsageProblem
from ilmdocs.model.unit import Unit
from ilmdocs.web.answers import SELF_CONTAINED, html, session_of
from ilmdocs.web.gate import OWN_RULE
from ilmdocs.web.pages.blank import blank_page
from ilmdocs.web.pages.ending import goodbye_page, stop_page
from ilmdocs.web.session import Session

_BAD = 400
_NO_UNIT = UsageProblem("No unit was chosen.", "Tick at least one unit.")


async def choose_units(request: Request) -> Response:
    """The page for blank workbooks."""
    try:
        library = await run_sync(session_of(request).library)
    except IlmdocsError as error:
        return html(blank_page({}, error=error), _BAD)
    return html(blank_page(library.units))


async def download_blank(request: Request) -> Response:
    """A blank workbook for the units that were chosen."""
    async with request.form(max_files=0, max_fields=100) as form:
        chosen = [str(value) for value in form.getlist("unit")]
        in_word = "word" in form
    session = session_of(request)
    try:
        if not chosen:
            raise _NO_UNIT
        name, data = await run_sync(_blank, session, chosen, in_word)
    except IlmdocsError as error:
        units = {} if isinstance(error, UnreadableInput) else session.library().units
        return html(blank_page(units, error=error), _BAD)
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _blank(session: Session, chosen: list[str], in_word: bool) -> tuple[str, bytes]:
    library = session.library()
    units = [library.unit(unit) for unit in dict.fromkeys(chosen)]
    written = written_units(units) if in_word else []
    name = workbook_name(units)
    workbook = blank_workbook(library, units, written)
    if not written:
        return name, workbook
    return name.replace(".xlsx", ".zip"), _zipped(name, workbook, written)


def _zipped(name: str, workbook: bytes, written: list[Unit]) -> bytes:
    from ilmdocs.answers import create_answers

    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, workbook)
        for unit in written:
            archive.writestr(answers_name(unit), create_answers(unit))
    return buffer.getvalue()


async def show_settings(request: Request) -> Response:
    """The form with the centre's settings."""
    from ilmdocs.web import settings_file  # here and below: much that the first page does without

    return html(await run_sync(settings_file.shown, session_of(request), "saved" in request.query_params))


async def save_settings(request: Request) -> Response:
    """Save what was typed, or say at each setting what is wrong."""
    from ilmdocs.web import settings_file

    async with request.form(max_files=0, max_fields=2000) as form:
        typed = {key: value for key, value in form.items() if isinstance(value, str)}
    refused = await run_sync(settings_file.save, session_of(request), typed)
    return RedirectResponse("/settings?saved=1", 303) if refused is None else html(refused, _BAD)


async def start_settings(request: Request) -> Response:
    """Write the settings file that `ilmdocs init` writes."""
    from ilmdocs.web import settings_file

    refused = await run_sync(settings_file.start, session_of(request))
    return RedirectResponse("/settings", 303) if refused is None else html(refused, _BAD)


async def ask_to_stop(request: Request) -> Response:
    """The question before the end."""
    session = session_of(request)
    return html(stop_page(session.uploads, str(session.terms.keep or "")))


async def stop(request: Request) -> Response:
    """Say good-bye, and end the program once that is said."""
    end = BackgroundTask(request.app.state.stop)
    return Response(
        goodbye_page(), media_type="text/html", headers={OWN_RULE: SELF_CONTAINED}, background=end
    )
