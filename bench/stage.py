"""One server with our sealed site and the peers beside it, and a browser with a fresh profile for each visit."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from bench.setup import ROOT, PeerMissing, packages, pyodide
from tests.servers import StaticServer

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
PROBE = Path(__file__).with_name("probe.js").read_text("utf8")
HEAD = '<!doctype html><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">'
MARKS = "bench "
PATIENCE = 120  # seconds for one visit


class Late(PeerMissing):
    """A page that did not come to its end."""


def site_folder() -> Path:
    found = Path(os.environ.get("MPCORE_SITE") or ROOT / "site")
    if not (found / "index.html").exists():
        raise PeerMissing(f"Our own site is not in {found}: run `make build`.")
    return found


def chromium(playwright: Playwright) -> str:
    named = os.environ.get("CHROMIUM") or next((path for path in map(shutil.which, NAMES) if path), None)
    found = named or playwright.chromium.executable_path
    if not Path(found).exists():
        raise PeerMissing("No browser: `make bench` finds or fetches one; by hand, set CHROMIUM.")
    return found


def styles() -> str:
    """The site's own sheets, for pages that show one element alone."""
    sheets = sorted((site_folder() / "assets" / "css").glob("*.css"))
    return "".join(f'<link rel="stylesheet" href="assets/css/{sheet.name}">' for sheet in sheets)


class Stage:
    """`with Stage() as stage:` serves the site at `stage.url()` and the peers' files below `peer/`."""

    def __init__(self, **mounts: Path):
        extra = {name.replace("_", "/") + "/": folder for name, folder in mounts.items()}
        stock = {"peer/pyodide/": pyodide(), "peer/npm/": packages(), "peer/": Path(__file__).parent / "peers"}
        self.server = StaticServer({**extra, **stock, "": site_folder()})

    def __enter__(self) -> Self:
        self.server.__enter__()
        self._playwright = sync_playwright().start()
        self._chromium = chromium(self._playwright)
        return self

    def __exit__(self, *_: object) -> None:
        self._playwright.stop()
        self.server.__exit__()

    def page(self, path: str, body: str) -> None:
        """Serve a page of the benchmark's own; it has no policy, which slows nobody down."""
        self.server.pages[path] = HEAD + body

    @contextmanager
    def profile(self) -> Iterator[BrowserContext]:
        """A browser that has seen nothing yet, on disk as a reader's is, so that its second visit is a true one."""
        with TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
            context = self._playwright.chromium.launch_persistent_context(
                folder, executable_path=self._chromium, headless=True, args=FLAGS, viewport={"width": 1280, "height": 900}
            )
            try:
                yield context
            finally:
                context.close()

    def visit(
        self, context: BrowserContext, path: str, script: str = "", linger: float = 0, patience: float = PATIENCE
    ) -> dict[str, Any]:
        """Open a page, let the script run before the page's own, and return the marks that it leaves; stay for some seconds."""
        page = context.new_page()
        said: list[str] = []  # the page is listened to, never asked: that would cost it time, and a frozen page never answers
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda line: said.append(line.text))
        page.add_init_script(PROBE + script)
        page.goto(self.server.url(path), wait_until="commit")
        end = time.monotonic() + patience
        while time.monotonic() < end:
            page.wait_for_timeout(100)
            if marks := next((line for line in said if line.startswith(MARKS)), None):
                page.wait_for_timeout(linger * 1000)
                page.close()
                return json.loads(marks.removeprefix(MARKS))
        raise Late(f"{path} did not finish within {patience:.0f} s. The page said: {said or 'nothing'}")
