"""Reference pages from docstrings: a fence names modules, and every public name of them stands there with all that it promises.

    ```api
    mpcore.aggregators
    ```

becomes Markdown before any other syntax is read, so headings, search and links work as everywhere. An entry has its signature, its words
(shapes are written in them, as [N, F]), links to the papers it follows, the errors that it can raise (read from the code), its methods and fields, and
the example that the doctests run. Griffe and mkdocstrings would need a plugin, which Zensical ignores; this is an extension, and works in both.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

import mpcore
from explainers.api_errors import raised
from explainers.api_words import code, constant, first_sentence, prose, signature
from mpcore.levels import LEVELS

FENCE = re.compile(r"^(`{3,}|~{3,})\s*(.*)$")
BEFORE_CLAIMS = 29.5  # explainers.claims is at 29, numbers at 28, fences are taken away at 25
#: What a module without __all__ offers to everybody.
ALSO = {
    "errors": ("MPCoreError", "ScenarioError", "AddressError", "GraphError", "ShapeError", "UnknownNameError", "MissingPackageError", "TrainingError", "RequestError"),
    "definition": ("AGGREGATES", "Message", "inbox", "degrees", "combine", "hops"),
    "notation": ("Shown", "show", "parse"),
    "wording": ("Ref", "Word", "expand", "marked"),
    "bridge": ("handle",),
    "levels": ("LEVELS", "EXACT_WORLD"),
}  # fmt: skip


def public(module: ModuleType) -> list[str]:
    """The public names of a module, in their own order."""
    short = module.__name__.removeprefix("mpcore.")
    return list(getattr(module, "__all__", ALSO.get(short, ())))


def home(module: ModuleType, name: str) -> str:
    """The module that defines a name; for a constant, the one that lists it."""
    found = getattr(getattr(module, name), "__module__", None)
    return found if isinstance(found, str) and found.startswith("mpcore") and not isinstance(getattr(module, name), ModuleType) else module.__name__


def anchor(module: str, name: str) -> str:
    """The id of an entry: "aggregators-sum".

    >>> anchor("mpcore.render.graph", "NodeMark")
    'render-graph-NodeMark'
    """
    return f"{module.removeprefix('mpcore.').replace('.', '-')}-{name}"


class Api(Preprocessor):
    """Replaces `api` fences by Markdown and leaves the others alone."""

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        fence, modules = "", None
        for line in lines:
            mark = FENCE.match(line)
            if mark and not fence:
                fence, modules = mark[1], ([] if mark[2].strip() == "api" else None)
                if modules is None:
                    out.append(line)
            elif mark and not mark[2].strip() and mark[1].startswith(fence):
                out += [line] if modules is None else [text for name in modules for text in (module_page(name) if name != "..." else rest())]
                fence, modules = "", None
            elif modules is not None:
                modules += line.split()
            else:
                out.append(line)
        return out


def rest() -> Iterator[str]:
    """The modules that no page names."""
    for name in modules_of(REST)[len(PAGES[REST]) :]:
        yield from module_page(name)


def module_page(name: str) -> Iterator[str]:
    """A module as Markdown: what it is for, then an entry for each name it defines, then what it passes on."""
    module = importlib.import_module(name)
    yield from (f"## `{name}`", "", *prose(module.__doc__ or ""), "")
    passed = []
    for item in public(module):
        if home(module, item).split(".")[:2] == name.split(".")[:2]:
            yield from entry(module, item)
        else:
            passed.append(f"[`{item}`]({page_of(home(module, item))}#{anchor(home(module, item), item)})")
    if passed:
        yield from ("", f"Offered here too: {', '.join(passed)}.", "")


def overview() -> str:
    """All that can be imported from mpcore itself, as a table in Markdown."""
    rows = ["| name | what it is |", "|---|---|"]
    for name in mpcore.__all__:
        value = getattr(mpcore, name)
        if isinstance(value, ModuleType):
            link = f"{page_of(value.__name__)}#mpcore{name}"
        elif name == "__version__":
            continue
        else:
            link = f"{page_of(value_home(name))}#{anchor(value_home(name), name)}"
        rows.append(f"| [`{name}`]({link}) | {first_sentence(value)} |")
    return "\n".join(rows)


def value_home(name: str) -> str:
    """The module that defines a name of mpcore itself."""
    return home(importlib.import_module(f"mpcore.{mpcore._HOME[name]}"), name)


def page_of(module: str) -> str:
    """The reference page on which a module stands."""
    top = ".".join(module.split(".")[:2])
    return f"{next((page for page in PAGES if top in modules_of(page)), REST)}.md"


def modules_of(page: str) -> tuple[str, ...]:
    """The modules of a page; the last page takes those that no other names, so that a new module is never left out."""
    named = {module for modules in PAGES.values() for module in modules}
    others = (f"mpcore.{name}" for name in LEVELS if f"mpcore.{name}" not in named) if page == REST else ()
    return (*PAGES[page], *(name for name in others if public(importlib.import_module(name))))


#: page below docs/reference -> its modules, and the page whose fence ends with "..." for all others.
PAGES: dict[str, tuple[str, ...]] = {
    "scenario": ("mpcore.scenario", "mpcore.exact", "mpcore.definition", "mpcore.wording", "mpcore.notation"),
    "graph": ("mpcore.graph", "mpcore.conversions", "mpcore.checks"),
    "datasets": ("mpcore.datasets", "mpcore.families", "mpcore.twins", "mpcore.rewiring"),
    "aggregators": ("mpcore.aggregators",),
    "matrices": ("mpcore.matrices", "mpcore.walks"),
    "message-passing": ("mpcore.message_passing", "mpcore.stepping"),
    "layers": ("mpcore.gcn", "mpcore.layers", "mpcore.activations"),
    "limits": ("mpcore.spectral", "mpcore.diagnostics", "mpcore.bottlenecks", "mpcore.wl"),
    "site": ("mpcore.render", "mpcore.cell", "mpcore.evidence", "mpcore.bridge", "mpcore.levels"),
    "errors": ("mpcore.errors",),
}
REST = "site"


def entry(module: ModuleType, name: str) -> Iterator[str]:
    """One public name."""
    value = getattr(module, name)
    yield from (f"### `{name}` {{ #{anchor(home(module, name), name)} }}", "")
    if not (inspect.isclass(value) or inspect.isfunction(value)):
        yield from (*code("python", constant(name, value)), "")
        return
    yield from (*code("python", signature(name, value)), "", *prose(inspect.getdoc(value) or ""), "")
    if inspect.isclass(value):
        yield from members(value)
    if errors := raised(value):
        listed = ", ".join(f"[`{error}`]({page_of('mpcore.errors')}#{anchor('mpcore.errors', error)})" for error in errors)
        yield from ("", f"Can raise {listed}.", "")


def members(owner: type) -> Iterator[str]:
    """Public methods and properties that a class defines itself, each with its words."""
    for name, value in vars(owner).items():
        plain = value.__func__ if isinstance(value, (classmethod, staticmethod)) else getattr(value, "fget", None) or getattr(value, "func", value)
        if name.startswith("_") or not inspect.isfunction(plain):
            continue
        words = " ".join(line for line in prose(inspect.getdoc(plain) or "", examples=False) if line).strip()
        called = name if isinstance(value, property) or hasattr(value, "func") else signature(name, plain, short=True)
        yield f"- `{called}`" + (f": {words}" if words else "")
    yield ""


class ApiExtension(Extension):
    """Registers the preprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(Api(md), "mp-api", BEFORE_CLAIMS)


def makeExtension(**options: Any) -> ApiExtension:
    return ApiExtension(**options)
