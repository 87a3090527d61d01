"""Every link that sets a figure (`?lab=playground&k=2#playground`) names a state that the lab accepts and then shows."""

import re
from importlib import import_module
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

DOCS = Path(__file__).parents[2] / "docs"
LINK = re.compile(r"\]\([^)?\s]*\?lab=([^)#\s]+)#([\w-]+)\)")
LINKS = [
    (page.relative_to(DOCS).as_posix(), *match.groups())
    for page in sorted(DOCS.rglob("*.md"))
    for match in LINK.finditer(page.read_text(encoding="utf-8"))
]


def test_the_article_has_things_to_try():
    assert sum(page == "index.md" for page, *_ in LINKS) >= 8


@pytest.mark.parametrize(("page", "query", "anchor"), LINKS)
def test_link(page, query, anchor):
    state = dict(parse_qsl("lab=" + query, keep_blank_values=True, strict_parsing=True))
    name = state.pop("lab")
    assert anchor == name
    shown = import_module(f"mpcore.labs.{name}").view(state)["state"]
    assert {key: shown[key] for key in state} == state
