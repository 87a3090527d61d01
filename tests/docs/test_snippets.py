"""One snippet, three runs: what CPython prints is what was recorded and what the built page shows; tests/pyodide repeats it there."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import recorded

from explainers import cells
from explainers.claims import ledger

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
PAGES = cells.pages()
COMMENT = re.compile(r"^\s*(#|$)")


@pytest.fixture(autouse=True)
def strict_numerics():
    """Cells run as they do in the build: numpy's own settings, not the strict ones of the tests."""
    with np.errstate():
        yield


def records(page: str) -> dict[str, dict]:
    return {ran.cell.name: ran.record() for ran in cells.run_page(PAGES[page])}


@pytest.mark.parametrize("page", PAGES)
def test_cells_print_what_was_recorded(page):
    recorded.check(recorded.of_page(page), records(page), f"what the cells of {page} print")


def test_claims_come_to_what_was_recorded():
    outcomes = {name: entry.claim.outcome().to_dict() for name, entry in ledger().items()}
    recorded.check(recorded.GOLDEN / "claims.json", outcomes, "what the claims come to")


def test_nothing_is_recorded_that_no_page_has():
    wanted = {recorded.of_page(page).name for page in PAGES} | {"claims.json", "pyg.json"}
    assert {file.name for file in recorded.GOLDEN.glob("*.json")} == wanted


def test_every_snippet_is_a_cell_of_one_page_or_included_in_one():
    """A file that no page shows is not tested by any reader."""
    shown = {one.name for page in PAGES.values() for one in page}
    texts = "".join(file.read_text("utf-8") for file in cells.DOCS.rglob("*.md"))
    for file in sorted(cells.SNIPPETS.rglob("*.py")):
        name = file.relative_to(cells.SNIPPETS).as_posix()
        assert name in shown or name in texts, f"docs/snippets/{name} is on no page"


def test_snippets_are_short_and_end_in_a_line():
    for page in PAGES.values():
        for one in page:
            lines = one.source.splitlines()
            assert len(lines) <= 40, f"{one.name}: {len(lines)} lines are much for a cell"
            assert max(map(len, lines)) <= 120, f"{one.name} has a line that no column holds"
            assert not COMMENT.match(lines[0]) or len(lines) > 1


class Shown(HTMLParser):
    """Source, printed text, value and error of each cell of a built page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: dict[str, dict[str, str]] = {}
        self.cell: dict[str, str] | None = None
        self.path: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "mp-cell":
            self.cell = self.cells[values["data-name"]] = {}
        if tag not in ("br", "input", "hr", "path", "line", "circle", "rect"):
            self.path.append((tag, values.get("class") or ""))

    def handle_endtag(self, tag):
        while self.path and self.path.pop()[0] != tag:
            pass
        if tag == "mp-cell":
            self.cell = None

    def handle_data(self, data):
        if self.cell is None:
            return
        classes = " ".join(c for _, c in self.path)
        for part in ("source", "printed", "value", "error"):
            if f"mp-cell__{part}" in classes:
                self.cell[part] = self.cell.get(part, "") + data


@pytest.mark.site
@pytest.mark.parametrize("page", PAGES)
def test_the_built_page_shows_it(page):
    file = SITE / page.removesuffix("index.md").replace(".md", "/") / "index.html" if page != "index.md" else SITE / "index.html"
    if not file.exists():
        pytest.fail(f"{file.relative_to(ROOT)} is not built: run `make build` first.")
    shown = Shown()
    shown.feed(file.read_text("utf-8"))
    assert list(shown.cells) == [one.name for one in PAGES[page]]
    for one in PAGES[page]:
        record, seen = records(page)[one.name], shown.cells[one.name]
        assert seen["source"].rstrip("\n") == one.source
        assert seen.get("printed", "") == record.get("printed", "")
        if record.get("value", {}).get("kind") == "text":
            assert seen["value"] == record["value"]["text"]
        error = record.get("error")
        assert seen.get("error", "") == (f"{error['text']}{error['hint'] or ''}" if error else "")
