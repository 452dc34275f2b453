"""A page in a browser as a reader has it, with a note of all that goes wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, ConsoleMessage, Request


class Reader:
    """One page in a context of its own; `tab` is Playwright's page."""

    def __init__(self, context: BrowserContext, address: str, screenshots: Path) -> None:
        self.context = context
        self.tab = context.new_page()
        self.expected: list[str] = []
        """Parts of the problems that the test provokes on purpose."""
        self._host = urlsplit(address).netloc
        self._problems: list[str] = []
        self._screenshots = screenshots
        self.tab.on("console", self._note_message)
        self.tab.on("pageerror", lambda error: self._problems.append(f"uncaught: {error}"))
        context.on("request", self._note_request)

    def open(self, path: str) -> int:
        """Go to a page of the server and wait until nothing more loads; return the status."""
        response = self.tab.goto(path, wait_until="networkidle")
        assert response is not None
        return response.status

    def look(self, name: str) -> None:
        """Keep a screenshot of the whole page, to be looked at."""
        self._screenshots.mkdir(parents=True, exist_ok=True)
        self.tab.screenshot(path=self._screenshots / f"{name}.png", full_page=True)

    def problems(self) -> list[str]:
        """What went wrong so far that was not expected."""
        return [
            problem
            for problem in self._problems
            if not any(expected in problem for expected in self.expected)
        ]

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._problems.append(f"{message.type}: {message.text} ({message.location})")

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != self._host:
            self._problems.append(f"request to another host: {request.url}")
