"""The finished site as a reader's browser gets it, without a browser: sealed, complete, small at first."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from explainers.pages import read_page
from explainers.seal import seal

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
FIRST_SCRIPT = 25_000  # bytes of our own script, gzipped, before anything is touched

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Every page of the built site."""
    if not (SITE / "index.html").exists():
        pytest.fail("The site is not built: run `make build` first.")
    return {file.relative_to(SITE).as_posix(): file.read_text(encoding="utf-8") for file in sorted(SITE.rglob("*.html"))}


def test_nothing_is_wrong_with_it(pages):
    assert seal(SITE) == []


def test_every_page_carries_one_strict_policy(pages):
    policies = {re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1] for text in pages.values()}
    assert len(policies) == 1
    policy = policies.pop()
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy and "http" not in policy


def test_the_policy_stands_before_everything_that_it_governs(pages):
    for name, text in pages.items():
        assert text.index("Content-Security-Policy") < min(text.index("<script"), text.index("<link")), name


def test_every_page_says_what_it_is_in_its_own_words(pages):
    read = {name: read_page(text) for name, text in pages.items() if name != "404.html"}
    assert len({page.title for page in read.values()}) == len(read)
    assert len({page.description for page in read.values()}) == len(read)


def test_every_page_has_one_first_heading(pages):
    for name, text in pages.items():
        assert len(re.findall(r"<h1[ >]", text)) == 1, name


def test_formulas_figures_and_numbers_are_in_the_html(pages):
    index = pages["index.html"]
    assert index.count("<math") > 20
    assert "<mp-lab" in index and "<svg" in index
    for name, text in pages.items():
        assert "[[=" not in text, name
        shown = re.sub(r'<div class="language-pycon highlight">.*?</div>', "", text, flags=re.DOTALL)  # examples of errors
        assert "Traceback (most recent call last)" not in re.sub(r"<mp-cell .*?</mp-cell>", "", shown, flags=re.DOTALL), name


def test_our_scripts_are_small(pages):
    scripts = [SITE / src for src in read_page(pages["index.html"]).loads if src.startswith("runtime/") and src.endswith(".js")]
    assert scripts
    reached, waiting = set(), scripts
    while waiting:
        file = waiting.pop().resolve()
        if file not in reached:
            reached.add(file)
            # Static imports load at once; import() and new Worker() wait for a need.
            waiting += [file.parent / path for path in re.findall(r"""^import\s[^;]*?['"](\.[^'"]+)['"]""", file.read_text(), re.MULTILINE)]
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in reached) <= FIRST_SCRIPT


def test_no_source_of_ours_is_published_by_accident():
    published = {file.suffix for file in SITE.rglob("*") if file.is_file()}
    assert not published & {".py", ".md", ".mjs.map", ".toml"}
