"""Every paper that the code, the claims or a page cites has an entry, under one key."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "bibliography.md").read_text(encoding="utf-8")
KEYS = re.findall(r'<span id="([a-z0-9-]+)">', TEXT)
NAMES = re.findall(r"\*\*([^*]+? (?:19|20)\d\d)(?: \([^)]*\))?\.\*\*</span>", TEXT)
CITED = re.compile(r"\b([A-ZŠ]\w+(?: et al\.| & [A-ZŠ]\w+)? (?:19|20)\d\d)\b")
SOURCES = [*(ROOT / "mpcore").rglob("*.py"), *(ROOT / "docs" / "claims").glob("*.py")]


def test_keys_are_unique_and_every_entry_has_one():
    assert len(KEYS) == len(set(KEYS)) == len(NAMES) >= 30


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_cites_what_is_there(path):
    known = set(NAMES) | {name.split(", ")[-1] for name in NAMES}
    missing = [name for name in CITED.findall(path.read_text(encoding="utf-8")) if name not in known]
    assert not missing


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.name)
def test_pages_link_to_keys(page):
    linked = re.findall(r"bibliography\.md#([a-z0-9-]+)", page.read_text(encoding="utf-8"))
    assert set(linked) <= set(KEYS)
