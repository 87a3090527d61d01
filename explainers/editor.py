"""The editor's colours: the few files of prism-code-editor that tell the words of Python apart, laid out for the browser.

    python -m explainers.editor     writes docs/assets/generated/editor

Only what `ROOTS` import is copied. The page's own <textarea> does the editing, so nothing else of the package is needed.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "node_modules" / "prism-code-editor"
OUT = ROOT / "docs" / "assets" / "generated" / "editor"
ROOTS = ("prism/index.js", "prism/languages/python.js")
IMPORT = re.compile(r"""(?:from|import)\s*["'](\.{1,2}/[^"']+)["']""")
SOURCE_MAP = re.compile(r"\n*//# sourceMappingURL=.*\s*$")  # the maps are not shipped, and a browser would look for them


def files() -> dict[str, str]:
    """The modules that the roots need, by path, and the licence they come under."""
    dist = PACKAGE / "dist"
    found: dict[str, str] = {}
    pending = [dist / root for root in ROOTS]
    while pending:
        file = pending.pop().resolve()
        path = file.relative_to(dist.resolve()).as_posix()
        if path not in found:
            found[path] = SOURCE_MAP.sub("\n", file.read_text("utf-8"))
            pending += [file.parent / name for name in IMPORT.findall(found[path])]
    return {**found, "LICENSE.txt": (PACKAGE / "LICENSE").read_text("utf-8")}


def main() -> None:
    """Write the folder, whole or not at all; leave it alone if it is already right."""
    wanted = files()
    there = {file.relative_to(OUT).as_posix(): file.read_text("utf-8") for file in OUT.rglob("*") if file.is_file()}
    if there == wanted:
        return
    OUT.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=OUT.parent) as temporary:
        new = Path(temporary) / "editor"
        for path, text in wanted.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_text(text, "utf-8")
        shutil.rmtree(OUT, ignore_errors=True)
        new.rename(OUT)


if __name__ == "__main__":
    main()
