"""The words of a reference entry: signatures as one would write them, and docstrings as Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from explainers.claims_page import works


def signature(name: str, value: Callable[..., Any], short: bool = False) -> str:
    """The call as one would write it: annotated, defaults by their names, one parameter a line where it is long; `short` leaves the types out."""
    try:
        found = inspect.signature(value)
    except (TypeError, ValueError):
        return name
    parts = []
    for one in found.parameters.values():
        if one.name in ("self", "cls"):
            continue
        star = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
        kind = "" if one.annotation is one.empty or short else f": {_short(one.annotation)}"
        default = "" if one.default is one.empty else f" = {getattr(one.default, '__name__', None) or _default(one.default)}"
        parts.append(f"{star}{one.name}{kind}{default}")
    back = "" if found.return_annotation is found.empty or inspect.isclass(value) else f" -> {_short(found.return_annotation)}"
    line = f"{name}({', '.join(parts)}){back}"
    return line if len(line) <= 92 or short else f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){back}"


def _short(annotation: Any) -> str:
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def _default(value: Any) -> str:
    return "…" if "object at" in repr(value) or repr(value).startswith("<") else repr(value)


def constant(name: str, value: Any) -> str:
    """A table by its keys, anything else by its value, cut to a few lines.

    >>> constant("MOST", 3), constant("TABLE", {"a": max, "b": min})
    ('MOST = 3', 'TABLE: keys a, b')
    """
    if isinstance(value, dict):
        return f"{name}: keys {', '.join(map(str, value))}"
    words = f"{name} = {value!r}" if not hasattr(value, "__origin__") else f"{name} = {value}"
    return re.sub(r"\bcollections\.abc\.|\bnumpy\.|\btyping\.", "", words)


def prose(docstring: str, examples: bool = True) -> Iterator[str]:
    """A docstring as Markdown: examples and trees stay code, and the names of papers become links."""
    for block in re.split(r"\n\s*\n", inspect.cleandoc(docstring)):
        lines = block.splitlines()
        if block.lstrip().startswith(">>>"):
            if examples:
                yield from (*code("pycon", inspect.cleandoc(block)), "")
        elif any(re.search(r"\S {2,}\S", line) and not re.search(r"[.:;] {2}\S", line) or line.startswith("    ") for line in lines):
            yield from (*code("text", block), "")
        elif len(items := re.split(r"\n- ", f"\n{block}")) > 1:
            yield from (papers(" ".join(items[0].split())), "", *(f"- {papers(' '.join(item.split()))}" for item in items[1:]), "")
        else:
            yield from (papers(" ".join(line.strip() for line in lines)), "")


def first_sentence(value: Any) -> str:
    """What a name is, in a line.

    >>> first_sentence({"sum": sum, "max": max})
    'A table: sum, max.'
    """
    if isinstance(value, dict):
        return f"A table: {', '.join(value)}."
    line = inspect.cleandoc(value.__doc__ or "").split("\n\n")[0].replace("\n", " ")
    return papers(re.split(r"(?<=[a-z\)])(?<! al)\.(?:\s|$)", line)[0].rstrip(".:") + ".", linked=False)


def papers(words: str, linked: bool = True) -> str:
    """Markup characters made harmless, and each work of the bibliography linked."""
    words = re.sub(r"(?<!`)([*_<|])", lambda m: f"\\{m[1]}" if m[1] != "<" else "&lt;", words) if "`" not in words else words
    for key, name in works().items() if linked else ():
        words = words.replace(name, f"[{name}](../bibliography.md#{key})")
    return words


def code(language: str, source: str) -> list[str]:
    """A fence of its own."""
    return [f"```{language}", *source.splitlines(), "```"]
