"""Pictures of pages, drawn one after the other by one worker that stays as long as the page is served."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from ilmdocs.made import Task
from ilmdocs.orders import FormSource
from ilmdocs.page_pictures import PagePicture, PictureOrder

if TYPE_CHECKING:
    from ilmdocs.web.session import Team

_PICTURES = "pictures"


class Painter:
    """Draws pages of portfolios; a page that was drawn is kept beside its portfolio's folder.

    Args:
        hire: gives the team whose worker draws; asked for the first page.
        forms: said for every order.
    """

    def __init__(self, hire: Callable[[], Team], forms: FormSource) -> None:
        self._hire = hire
        self._order = PictureOrder(forms)
        self._stack = ExitStack()
        self._ask: Callable[[Task], PagePicture] | None = None
        self._lock = Lock()

    def picture(self, pdf: Path, number: int, store: Path) -> bytes:
        """A page as a PNG picture.

        Args:
            pdf: the portfolio.
            number: of the page, from 1.
            store: a folder for the pictures of this portfolio.

        Raises:
            IlmdocsError: when it cannot be drawn.
        """
        file = store / _PICTURES / f"{number}.png"
        if file.is_file():
            return file.read_bytes()
        with self._lock:
            if self._ask is None:
                self._ask = self._stack.enter_context(self._hire().attending(self._order))
            drawn = self._ask(Task(number, pdf))
        if drawn.error is not None:
            raise drawn.error
        if not pdf.is_file():  # it was removed while its page was drawn
            return drawn.data
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = file.with_suffix(".new")
        new.write_bytes(drawn.data)
        new.replace(file)
        return drawn.data

    def close(self) -> None:
        """Let the worker go."""
        with self._lock:
            self._stack.close()
            self._ask = None
