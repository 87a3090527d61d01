r"""Formulas: LaTeX between dollar signs becomes MathML while the page is built, so that no page needs a typesetting script.

    inline $h_v$, and a block of its own between two $$

The three moves keep their colours in formulas: `\message{…}`, `\aggregate{…}`, `\update{…}`.
A formula that cannot be typeset stops the build with its page's text.  A dollar sign is written `\$`.
"""

from __future__ import annotations

import atexit
import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor

ROOT = Path(__file__).resolve().parents[1]
INLINE = r"(?<![\\$\w])\$(?![\s$])((?:\\.|[^\\$])+?)(?<![\s\\])\$(?![\w$])"
BLOCK = re.compile(r"^\$\$\s*\n?(.+?)\n?\s*\$\$$", re.DOTALL)
SIGNS = re.compile(r"<m[ino][ >]")
WIDE = 24  # signs; from here on a formula may scroll on a phone, so the keyboard must be able to reach it
BEFORE_ESCAPES = 185  # Markdown's own backslash escapes are at 180, code spans at 190


class MathError(ValueError):
    """A formula that LaTeX would not take either."""


def mathml(latex: str, block: bool = False) -> str:
    r"""MathML of one formula; `alttext` is the LaTeX a reader would recognise, without our colours.

    >>> mathml(r"\message{m}").count('class="mp-message"')
    1
    >>> mathml(r"\frac{1")
    Traceback (most recent call last):
    explainers.mathml.MathError: Unexpected end of input in a macro argument, expected '}' at end of input: \frac{1
      in the formula: \frac{1
    """
    process = typesetter()
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps({"latex": latex.strip(), "block": block}) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    if not line:
        typesetter.cache_clear()
        raise MathError("The typesetter stopped. Is everything installed? `make assets` sees to it.")
    reply = json.loads(line)
    if "error" in reply:
        raise MathError(f"{reply['error']}\n  in the formula: {latex.strip()}")
    return reply["mathml"]


@cache
def typesetter() -> subprocess.Popen[str]:
    """Node with Temml in it, one for the whole build: a formula takes well under a millisecond then."""
    process = subprocess.Popen(
        ["node", str(ROOT / "explainers" / "mathml.mjs")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT,
    )  # fmt: skip
    atexit.register(stop, process)
    return process


def stop(process: subprocess.Popen[str]) -> None:
    """Close the pipes; the typesetter ends by itself when nobody can ask it any more."""
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    process.wait(timeout=10)


class InlineMath(InlineProcessor):
    """`$…$`.  A price ($5 and $6) stays text: an opening sign has no space after it, a closing one no letter or digit."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int, int]:
        return self.md.htmlStash.store(mathml(m[1])), m.start(0), m.end(0)


class BlockMath(BlockProcessor):
    """`$$…$$` as a paragraph of its own; it scrolls inside itself where the column is too narrow."""

    def test(self, parent: Element, block: str) -> bool:
        return block.lstrip().startswith("$$")

    def run(self, parent: Element, blocks: list[str]) -> None:
        text = blocks.pop(0).strip()
        while not (len(text) > 3 and text.endswith("$$")):
            if not blocks:
                raise MathError(f"A $$ is never closed: {text[:80]}")
            text += "\n" + blocks.pop(0).rstrip()
        found = BLOCK.match(text)
        if not found or "$$" in found[1]:
            raise MathError(f"Text beside a $$ formula; give it lines of its own: {text[:80]}")
        formula = mathml(found[1], block=True)
        reach = ' tabindex="0" role="group" aria-label="Formula"' if len(SIGNS.findall(formula)) > WIDE else ""
        html = f'<div class="mp-math"{reach}>{formula}</div>'
        holder = Element("p")
        holder.text = self.parser.md.htmlStash.store(html)
        parent.append(holder)


class MathExtension(Extension):
    """Registers both forms and the escape `\\$`."""

    def extendMarkdown(self, md: Markdown) -> None:
        if "$" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("$")
        md.inlinePatterns.register(InlineMath(INLINE, md), "mp-math", BEFORE_ESCAPES)
        md.parser.blockprocessors.register(BlockMath(md.parser), "mp-math-block", 105)


def makeExtension(**options: Any) -> MathExtension:
    return MathExtension(**options)
