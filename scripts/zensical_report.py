"""Does Zensical, the successor of MkDocs, build the same pages from the same mkdocs.yml?  A report, page by page.

Run after `make build`, with Zensical installed.  Ends with 1 where a page is missing or holds other figures, formulas or cells.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PARTS = {"figures": "<mp-lab", "hooks": "data-key=", "cells": "<mp-cell", "claims": "<mp-claim", "formulas": "<math", "code": 'class="highlight'}


def counts(page: Path) -> dict[str, int]:
    """How often each of our parts stands on a page, outside the theme."""
    text = page.read_text(encoding="utf-8")
    return {name: len(re.findall(re.escape(mark), text)) for name, mark in PARTS.items()}


def main() -> int:
    """Build with Zensical into a folder of its own and print a table of differences."""
    with TemporaryDirectory(dir=ROOT) as folder:
        config = ROOT / "mkdocs.zensical.yml"
        text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        config.write_text(text.replace("site_dir: site", f"site_dir: {Path(folder).name}"), encoding="utf-8")
        try:
            done = subprocess.run([sys.executable, "-m", "zensical", "build", "-f", str(config)], cwd=ROOT, capture_output=True, text=True, check=False,
                                  env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
        finally:
            config.unlink()
        if done.returncode:
            print(f"## Zensical\n\nThe build failed:\n\n```\n{done.stdout}{done.stderr}\n```")
            return 1
        rows, same = [], True
        for page in sorted((ROOT / "site").rglob("*.html")):
            name = page.relative_to(ROOT / "site")
            other = Path(folder) / name
            ours, theirs = counts(page), counts(other) if other.exists() else None
            same &= ours == theirs
            words = "missing" if theirs is None else ", ".join(f"{p} {ours[p]} → {theirs[p]}" for p in PARTS if ours[p] != theirs[p]) or "the same"
            rows.append(f"| {name} | {words} |")
    print("\n".join(["## Zensical", "", "| page | MkDocs → Zensical |", "|---|---|", *rows]))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
