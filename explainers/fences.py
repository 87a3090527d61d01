"""Fences: what a page asks the build to compute, and the HTML that stands in its place.

    ```lab                     a figure: the view that a lab computes, painted, for the browser to bring to life
    name: playground
    aggregate: max
    ```

    ```cell                    an example that the reader can edit and run: see explainers.cells
    file: in-code/by-hand.py
    ```

    ```python exec="1"         a block that runs here; what it prints is the Markdown that the page shows
    ```

A fence that fails stops the build, in `mkdocs serve` too: half a page that looks whole is worse than none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from explainers import cells
from explainers.labs import lab_html

ROOT = Path(__file__).resolve().parents[1]


class FenceError(SuperFencesException):
    """A fence that could not be computed: the one kind of error that superfences lets through; it shows the source for others."""


def lab(source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, **kwargs: Any) -> str:
    """The HTML of one lab in the state that the fence asks for."""
    try:
        settings = read_settings(source)
        name = settings.pop("name", "")
        if not name.isidentifier():
            raise ValueError(f"the fence names no lab: `name: {name}`; write a line such as `name: playground`")
        return lab_html(name, settings)
    except Exception as error:
        raise failure(md, language, source, error) from error


def cell(source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, **kwargs: Any) -> str:
    """The HTML of one cell, run after the cells above it.

    The names live as long as one conversion of the page, so nothing leaks from another page or an earlier rebuild.
    """
    try:
        if not hasattr(md, "mp_cells"):
            md.mp_cells = set(), {}
        seen, namespace = md.mp_cells
        one = cells.read(read_settings(source))
        if one.identifier in seen:
            raise ValueError(f"docs/snippets/{one.name} is on this page twice")
        seen.add(one.identifier)
        return cells.html(cells.run(one, namespace))
    except Exception as error:
        raise failure(md, language, source, error) from error


def read_settings(source: str) -> dict[str, str]:
    """The lines `key: value` of a fence; every line that is none is named at once.

    >>> read_settings("name: playground\\naggregate: max")
    {'name': 'playground', 'aggregate': 'max'}
    >>> read_settings("name playground")
    Traceback (most recent call last):
    ValueError: not `key: value`: name playground
    """
    pairs = [line.partition(":") for line in source.splitlines() if line.strip()]
    wrong = [key for key, colon, _ in pairs if not colon]
    if wrong:
        raise ValueError("not `key: value`: " + "; ".join(wrong))
    return {key.strip(): value.strip() for key, _, value in pairs}


def executes(language: str, inputs: dict[str, str], options: dict[str, Any], attrs: dict[str, Any], md: Markdown) -> bool:
    """Whether a `python` fence asks to be run; the others are code to read."""
    import markdown_exec

    return markdown_exec.validator(language, inputs, options, attrs, md)


def execute(source: str, language: str, css_class: str, options: dict[str, Any], md: Markdown, **kwargs: Any) -> str:
    """Run a block through markdown-exec in the page's own namespace.

    Each conversion of a page starts that namespace anew, so nothing leaks from another page or an earlier rebuild.
    """
    import markdown_exec
    from markdown_exec._internal.formatters import base

    if not hasattr(md, "mp_session"):
        md.mp_session = str(uuid4())
    options["session"] = md.mp_session

    def refuse(message: str, *args: object) -> None:
        raise RuntimeError(message % args if args else message)

    warning, base._logger.warning = base._logger.warning, refuse  # markdown-exec only warns, and prints the traceback
    try:
        return str(markdown_exec.formatter(source, "python", css_class, options, md, **kwargs))
    except (Exception, SystemExit) as error:
        raise failure(md, language, source, error) from error
    finally:
        base._logger.warning = warning


def failure(md: Markdown, language: str, source: str, error: BaseException) -> FenceError:
    """Page, line, fence and cause: what the author needs to see."""
    page, line = whereabouts(md, source)
    cause = str(error) if isinstance(error, RuntimeError) else f"{type(error).__name__}: {error}"
    return FenceError(f"\n{page}:{line}: the `{language}` fence failed.\n{cause}\n\n{source}")


def whereabouts(md: Markdown, source: str) -> tuple[str, int]:
    """The page's file and the line where the fence's text begins (0 where that cannot be told)."""
    # MkDocs names the page in its link resolver; there is no other way for an extension to learn it.
    resolver = next((item for item in md.treeprocessors if hasattr(item, "file")), None)
    path = getattr(getattr(resolver, "file", None), "src_uri", None)
    if not path:
        return "(a page)", 0
    file = ROOT / "docs" / path
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    first = source.splitlines()[0] if source.strip() else ""
    at = text.find(source) if source in text else text.find(first)
    return f"docs/{path}", text.count("\n", 0, at) + 1 if at >= 0 else 0
