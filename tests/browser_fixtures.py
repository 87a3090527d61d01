"""Chromium for the browser tests: one browser a run, a fresh profile a test, and no error goes unseen."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from servers import StaticServer

ROOT = Path(__file__).parents[1]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class Problems(list[str]):
    """Console errors, page errors and foreign requests of one test. Whatever is left at its end fails the test."""

    def expect(self, pattern: str) -> None:
        """Say that an error like this belongs to the test, which then ignores it, past and future."""
        self.expected.append(pattern)

    def __init__(self) -> None:
        super().__init__()
        self.expected: list[str] = []

    def unexpected(self) -> list[str]:
        return [problem for problem in self if not any(re.search(pattern, problem) for pattern in self.expected)]

    def watch(self, page: Page) -> None:
        page.on("console", lambda said: self.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: self.append(f"page: {error}"))
        page.on("request", lambda request: self._check_host(request.url))

    def _check_host(self, url: str) -> None:
        if not re.match(r"(http://localhost[:/]|data:|blob:|about:)", url):
            self.append(f"foreign request: {url}")


def chromium_path(playwright: Playwright) -> str:
    """CHROMIUM if set, else one on the PATH, else the one that Playwright keeps."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    found = next((path for path in map(shutil.which, NAMES) if path), None) or playwright.chromium.executable_path
    if not Path(found).exists():
        pytest.fail(
            "No browser: set CHROMIUM to a Chromium, install one on the PATH, or run `playwright install chromium`."
        )
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path(playwright), headless=True, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def problems() -> Problems:
    return Problems()


@pytest.fixture
def context_options() -> dict[str, object]:
    """Override in a module or class, or parametrize, for another viewport, colour scheme or no JavaScript."""
    return {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def context(browser: Browser, context_options: dict[str, object], problems: Problems) -> Iterator[BrowserContext]:
    opened = browser.new_context(**context_options)
    opened.on("page", problems.watch)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, problems: Problems) -> Iterator[Page]:
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    yield opened
    assert problems.unexpected() == [], (
        "the browser reported errors (say problems.expect(…) if they belong to the test)"
    )


@pytest.fixture
def serve() -> Iterator[Callable[..., StaticServer]]:
    """`serve({"": folder})` starts a server that ends with the test."""
    with ExitStack() as stack:
        yield lambda *args, **options: stack.enter_context(StaticServer(*args, **options))


@pytest.fixture(scope="session")
def site() -> Iterator[StaticServer]:
    """The sealed build, served under a sub-path as GitHub Pages does."""
    built = Path(os.environ.get("MPCORE_SITE") or ROOT / "site")
    if not (built / "index.html").exists():
        pytest.fail("The site is not built: run `make build` first.")
    with StaticServer({"": built}) as server:
        yield server


def until_instant(page: Page) -> None:
    """Wait until a click swaps the page in place: Material's bundle starts after the first paint and then reads the sitemap."""
    read = "performance.getEntriesByType('resource').some((e) => e.name.endsWith('/sitemap.xml') && e.responseEnd > 0)"
    for _ in range(200):
        if page.evaluate(read):
            break
        page.wait_for_timeout(50)
    else:
        pytest.fail("Material has not read the sitemap, so instant navigation is off.")
    page.wait_for_timeout(100)
