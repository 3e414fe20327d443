"""What the addresses about one learner answer: page, portfolio with its pages, annotated copy, draft."""

from __future__ import annotations

from pathlib import Path

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ilmdocs.errors import IlmdocsError, UnreadableInput
from ilmdocs.results import BuildResult
from ilmdocs.web.answers import file_of, html, not_here, of_row, of_upload, see, session_of
from ilmdocs.web.pages.result import result_page
from ilmdocs.web.pages.start import start_page
from ilmdocs.web.state import Row, Stage, Upload
from ilmdocs.web.work import Stopped

_FAILED = 500
_KINDS = ("portfolio", "draft")


async def show(request: Request) -> Response:
    """The page about a learner, finished or not."""
    found = of_row(request)
    if found is None:
        return not_here()
    upload, row = found
    if upload.snapshot.stage is not Stage.DONE and (upload.snapshot.draft_of is not None or not row.is_done):
        return RedirectResponse(f"/uploads/{upload.number}/working", 303)
    return html(result_page(upload, row))


async def make_draft(request: Request) -> Response:
    """Make drafts of the learner's portfolios."""
    found = of_row(request)
    if found is None or found[0].snapshot.stage is not Stage.DONE:
        return not_here()
    upload, row = found
    session_of(request).draft(upload, row.number)
    return see(request, f"/uploads/{upload.number}/working")


async def annotated(request: Request) -> Response:
    """The copy of the workbook with the findings in it, made now where it is not there yet."""
    found = of_row(request)
    if found is None:
        return not_here()
    upload, row = found
    session = session_of(request)
    try:
        if row.annotated is None:
            await run_sync(session.annotate, upload, row.number)
            row = upload.snapshot.rows[row.number]
        if row.annotated is None:
            raise UnreadableInput(
                "No annotated copy could be made of this workbook.", "Use the report instead."
            )
    except Stopped:
        return not_here()
    except IlmdocsError as error:
        return html(start_page(session.uploads, error=error), _FAILED)
    return file_of(row.annotated, save=True)


async def portfolio(request: Request) -> Response:
    """A portfolio or draft as PDF."""
    found = _result(request)
    if found is None or found[2].portfolio is None:
        return not_here()
    return file_of(found[2].portfolio, save="save" in request.query_params)


async def page(request: Request) -> Response:
    """One page of a portfolio or draft as a picture."""
    found = _result(request)
    if found is None or found[2].portfolio is None:
        return not_here()
    upload, row, result = found
    number: int = request.path_params["page"]
    if not 1 <= number <= result.pages:
        return not_here()
    store = upload.folder / "pictures" / f"{request.path_params['kind']}-{row.number}-{result.unit}"
    painter = session_of(request).painter
    try:
        picture = await run_sync(painter.picture, found[2].portfolio, number, store)
    except IlmdocsError:
        return Response(status_code=_FAILED)  # the words beside the picture say which page it is
    return Response(picture, media_type="image/png")


async def made_file(request: Request) -> Response:
    """A report, the board, or a file that one of them leads to."""
    upload = of_upload(request)
    if upload is None:
        return not_here()
    path = _inside(upload.made.resolve(), request.path_params["path"])
    return file_of(path, save="save" in request.query_params) if path else not_here()


def _inside(root: Path, place: str) -> Path | None:
    """A file below a folder; None where there is none, or where no system could have one of that name."""
    try:
        path = (root / place).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            return None
    except (OSError, ValueError):
        return None
    is_private = any(part.startswith(".") for part in path.relative_to(root).parts)
    return None if is_private else path


def _result(request: Request) -> tuple[Upload, Row, BuildResult] | None:
    """The portfolio or draft of a learner's unit; the address says which."""
    found, kind = of_row(request), request.path_params["kind"]
    if found is None or kind not in _KINDS:
        return None
    upload, row = found
    results = row.drafts if kind == "draft" else row.results
    result = next((r for r in results if r.unit == request.path_params["unit"]), None)
    return None if result is None else (upload, row, result)
