"""Recorded outputs: what every cell and claim of the site comes to, kept in tests/golden and compared with a diff that can be read.

`make golden` (MPCORE_GOLDEN=write) records anew; look at the diff before you commit.
"""

from __future__ import annotations

import json
import os
import re
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parent / "golden"
WRITING = os.environ.get("MPCORE_GOLDEN") == "write"


def of_page(page: str) -> Path:
    """The record of a page's cells: in-code.md -> golden/in-code.json."""
    return GOLDEN / f"{page.removesuffix('.md').replace('/', '--')}.json"


def text(value: Any) -> str:
    """JSON that a diff shows line by line, with printed lines apart."""
    return json.dumps(apart(value), indent=1, ensure_ascii=False) + "\n"


def apart(value: Any) -> Any:
    """Longer texts as lists of their lines; of a figure the numbers and words, but not how they are drawn."""
    if isinstance(value, dict):
        if value.get("kind") == "view":
            view = json.loads(value["text"])
            return {"kind": "view", "series": view["series"], "details": view["details"], "title": view["title"]}
        if value.get("kind") == "svg":
            return {"kind": "svg", "text": re.findall(r">([^<>]+)<", value["text"])}
        if "relation" in value:  # one comparison of a claim, one line
            return " ".join(str(item) for item in value.values())
        return {key: apart(item) for key, item in value.items()}
    if isinstance(value, list):
        return [apart(item) for item in value]
    return value.splitlines(keepends=True) if isinstance(value, str) and "\n" in value else value


def compare(got: Any, wanted: Any, what: str) -> None:
    """Fail with a diff."""
    left, right = text(wanted), text(got)
    if left != right:
        lines = unified_diff(left.splitlines(), right.splitlines(), "recorded", what, lineterm="", n=2)
        pytest.fail(f"{what} differs (`make golden` records anew):\n" + "\n".join(list(lines)[:200]), pytrace=False)


def check(path: Path, got: Any, what: str) -> None:
    """Compare with the record, or write it."""
    if WRITING:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(got), "utf-8")
    if not path.exists():
        pytest.fail(f"{what} was never recorded: run `make golden`.", pytrace=False)
    if path.read_text("utf-8") != text(got):
        recorded = path.read_text("utf-8").splitlines()
        lines = unified_diff(recorded, text(got).splitlines(), "recorded", what, lineterm="", n=2)
        pytest.fail(f"{what} differs (`make golden` records anew):\n" + "\n".join(list(lines)[:200]), pytrace=False)
