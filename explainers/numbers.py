"""Numbers in prose: a page computes them with mpcore while it is built, so that no sentence carries a typed result.

A page opens with a block that defines names and shows nothing:

    ```numbers
    from mpcore import datasets
    mean = datasets.playground().run(3)
    ```

and says `[[= mean.values[2]["D"] ]]` where the sentence needs the value.  Inside fences nothing is replaced.
The replacement happens in the text, before any other syntax, so it works in formulas, tables and links too.
An expression that fails stops the build with its page's words; each page has its own names.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

EXPRESSION = re.compile(r"\[\[=\s*((?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])+?)\s*\]\]")  # brackets in it must pair up
FENCE = re.compile(r"^\s*(`{3,}|~{3,})\s*(.*)$")
BEFORE_FENCES = 28  # superfences takes the fences away at 25; line ends are normalised at 30


class NumbersError(ValueError):
    """A computed number of a page could not be computed."""


class Numbers(Preprocessor):
    """Runs the page's `numbers` blocks in order and replaces every `[[= expression ]]` after them."""

    def run(self, lines: list[str]) -> list[str]:
        names: dict[str, Any] = {"__name__": "numbers"}
        out: list[str] = []
        block: list[str] | None = None
        fence = ""
        for line in lines:
            mark = FENCE.match(line)
            if not fence:
                if mark:
                    fence, block = mark[1], ([] if mark[2].strip() == "numbers" else None)
                if block is None:
                    out.append(line if fence else EXPRESSION.sub(lambda found: evaluate(found[1], names), line))
            elif mark and not mark[2].strip() and mark[1].startswith(fence):
                if block is None:
                    out.append(line)
                else:
                    define("\n".join(block), names)
                fence, block = "", None
            else:
                (out if block is None else block).append(line)
        if fence:
            raise NumbersError(f"a {fence} fence is never closed")
        return out


def define(source: str, names: dict[str, Any]) -> None:
    """Run a `numbers` block; its names serve the expressions that follow."""
    try:
        exec(compile(source, "<numbers>", "exec"), names)  # noqa: S102 (our own pages, at build time)
    except Exception as error:
        raise NumbersError(f"numbers block failed with {type(error).__name__}: {error}\n{source}") from error


def evaluate(expression: str, names: dict[str, Any]) -> str:
    """The text of one expression.

    >>> evaluate("x + 1", {"x": 2})
    '3'
    >>> evaluate("y", {})
    Traceback (most recent call last):
    explainers.numbers.NumbersError: [[= y ]] failed with NameError: name 'y' is not defined
    """
    try:
        return str(eval(expression, names))
    except Exception as error:
        raise NumbersError(f"[[= {expression} ]] failed with {type(error).__name__}: {error}") from error


class NumbersExtension(Extension):
    """Registers the preprocessor; the page's names live no longer than one conversion."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(Numbers(md), "numbers", BEFORE_FENCES)


def makeExtension(**options: Any) -> NumbersExtension:
    return NumbersExtension(**options)
