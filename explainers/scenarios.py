"""The bank: views of a lab computed while the site is built, so that the figure answers at once and without Python.

    python -m explainers.scenarios     writes docs/assets/generated/bank/<lab>.json for every lab that names bank states
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import mpcore.labs
from mpcore.render import compact

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "assets" / "generated" / "bank"
MOST = 40_000  # bytes of one bank, gzipped


def bank(name: str) -> dict[str, Any]:
    """The lab's first view, and for every other bank state what differs from it (JSON Merge Patch, RFC 7396)."""
    lab = importlib.import_module(f"mpcore.labs.{name}")
    base = lab.view({})
    views = {}
    for state in lab.bank_states():
        view = lab.view(state)
        if key := state_key(view["state"], base["state"], base["frame_key"]):
            views[key] = patch(base, view)
    return {"base": base, "views": views}


def state_key(state: Mapping[str, str], base: Mapping[str, str], frame_key: str) -> str:
    """What differs from the first state, as an address without the frame: the same text that the page looks up."""
    return urlencode({key: value for key, value in state.items() if base.get(key) != value and key != frame_key})


def patch(old: Any, new: Any) -> Any:
    """The merge patch that turns one JSON value into another; null means "take away".

    >>> patch({"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"c": 2, "d": 4}})
    {'b': {'d': 4}, 'a': None}
    """
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    changed = {key: patch(old.get(key), value) for key, value in new.items() if key not in old or old[key] != value}
    return changed | {key: None for key in old if key not in new}


def write() -> list[str]:
    """Write every bank that changed; a bank that is too large to answer at once is an error."""
    lines = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for module in pkgutil.iter_modules(mpcore.labs.__path__):
        if module.name.startswith("_") or not hasattr(importlib.import_module(f"mpcore.labs.{module.name}"), "bank_states"):
            continue
        content = compact(bank(module.name)).encode()
        size = len(gzip.compress(content, 9, mtime=0))
        if size > MOST:
            raise SystemExit(f"bank {module.name}: {size} bytes gzipped, allowed are {MOST}: name fewer bank states or draw less per view")
        path = FOLDER / f"{module.name}.json"
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
        lines.append(f"bank {module.name}: {len(json.loads(content)['views']) + 1} views, {size} bytes gzipped")
    return lines


def main() -> None:
    sys.stdout.write("\n".join(write()) + "\n")


if __name__ == "__main__":
    main()
