"""The only door for the browser: a request as JSON in, a reply as JSON out, whatever happens in between.

>>> json.loads(handle('{"op": "fly"}'))["error"]["message"]
"op is 'fly'; allowed are check, forget, hello, run, view."
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import mpcore
from mpcore import cell
from mpcore.errors import MPCoreError, RequestError, UnknownNameError, got
from mpcore.evidence import claims_of
from mpcore.levels import EXACT_WORLD

#: Characters of a request that are read at all, and levels of its brackets.
LONGEST, DEEPEST = 1_000_000, 50
LAB = re.compile(r"[a-z][a-z0-9_]{0,39}")

Write = Callable[[str], object]

#: The names of each page's cells, kept between requests.
_sessions: dict[str, dict[str, Any]] = {}


def _text(request: dict[str, Any], key: str) -> str:
    value = request.get(key)
    if not isinstance(value, str):
        raise RequestError(f"{key} is {got(value)}; it must be text.")
    return value


def hello(request: dict[str, Any], write: Write | None) -> dict[str, Any]:
    """Which versions answer."""
    return {"versions": {"mpcore": mpcore.__version__, "python": platform.python_version()}}


def view(request: dict[str, Any], write: Write | None) -> dict[str, Any]:
    """The view of a lab in a state."""
    name, state = _text(request, "lab"), request.get("state", {})
    if not isinstance(state, dict) or not all(isinstance(part, str) for pair in state.items() for part in pair):
        raise RequestError(f"state is {got(state)}; it must be an object whose values are text.")
    if not LAB.fullmatch(name):
        raise UnknownNameError(f"lab is {got(name)}; a lab's name has small letters, digits and _.")
    try:
        lab = import_module(f"mpcore.labs.{name}")
    except ModuleNotFoundError as missing:
        if missing.name != f"mpcore.labs.{name}":
            raise
        raise UnknownNameError(f"lab is {got(name)}; there is no lab of that name.") from None
    return {"view": lab.view(state)}


def run(request: dict[str, Any], write: Write | None) -> dict[str, Any]:
    """Run a cell in its page's session. Without `write` the printed text is part of the reply."""
    namespace = _sessions.setdefault(_text(request, "session"), {})
    printed: list[str] = []
    result = cell.run(_text(request, "source"), _text(request, "name"), namespace, write or printed.append)
    return {"result": result.to_dict(), "printed": "".join(printed)}


def forget(request: dict[str, Any], write: Write | None) -> dict[str, Any]:
    """Drop a page's names, and give their memory back."""
    return {"forgotten": _sessions.pop(_text(request, "session"), None) is not None}


def check(request: dict[str, Any], write: Write | None) -> dict[str, Any]:
    """What the check of a claim comes to here. A site brings its claims along as modules `claims.<group>`."""
    claims, name = claims_of(import_module(_group(request))), _text(request, "claim")
    if name not in claims:
        raise UnknownNameError(f"claim is {got(name)}; this group has {', '.join(claims)}.")
    return {"outcome": claims[name].outcome().to_dict()}


def _group(request: dict[str, Any]) -> str:
    group = _text(request, "group")
    if not LAB.fullmatch(group) or not find_spec("claims") or not find_spec(f"claims.{group}"):
        raise UnknownNameError(f"group is {got(group)}; there are no claims of that name here.")
    return f"claims.{group}"


OPERATIONS: dict[str, Callable[[dict[str, Any], Write | None], dict[str, Any]]] = {
    "check": check,
    "forget": forget,
    "hello": hello,
    "run": run,
    "view": view,
}


def _nested(text: str) -> int:
    """How deep the brackets of a JSON text go: the parser ends WebAssembly's stack on thousands, and Python with it."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", re.sub(r'"(?:[^"\\]|\\.)*"', "", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _read(text: str) -> dict[str, Any]:
    if not isinstance(text, str) or len(text) > LONGEST:
        raise RequestError(f"the request is {got(text)}; it must be JSON of at most {LONGEST} characters.")
    if _nested(text) > DEEPEST:
        raise RequestError(f"the request is nested more than {DEEPEST} deep.")
    try:
        request = json.loads(text)
    except ValueError as error:
        raise RequestError(f"the request is not JSON: {error}.") from None
    if not isinstance(request, dict):
        raise RequestError(f"the request is {got(request)}; it must be an object with an op.")
    return request


def _failure(error: Exception) -> dict[str, Any]:
    problems = list(error.problems) if isinstance(error, MPCoreError) else [str(error) or type(error).__name__]
    return {"ok": False, "error": {"kind": type(error).__name__, "message": str(error), "problems": problems}}


def handle(text: str, write: Write | None = None) -> str:
    """Exactly one reply, and never an exception: {"ok": true, …} or {"ok": false, "error": {kind, message, problems}}.

    What a cell prints goes to `write` while it runs.

    >>> reply = json.loads(handle('{"op": "hello"}'))
    >>> reply["ok"], sorted(reply["versions"])
    (True, ['mpcore', 'python'])
    """
    try:
        request = _read(text)
        op = request.get("op")
        if not isinstance(op, str) or op not in OPERATIONS:
            raise RequestError(f"op is {got(op)}; allowed are {', '.join(OPERATIONS)}.")
        return json.dumps({"ok": True, **OPERATIONS[op](request, write)}, allow_nan=False)
    except Exception as error:  # noqa: BLE001  the page must hear of every failure
        return json.dumps(_failure(error))


def needs(text: str) -> str:
    """The packages, as JSON, that must be loaded before `handle` can answer this request.

    >>> needs('{"op": "run", "source": "import numpy"}')
    '["numpy"]'
    """
    try:
        request = _read(text)
        if request.get("op") == "check":
            origin = find_spec(_group(request)).origin  # type: ignore[union-attr]
            return json.dumps(cell.packages(Path(str(origin)).read_text("utf-8")))
        source = request.get("source") if request.get("op") == "run" else ""
        return json.dumps(cell.packages(source) if isinstance(source, str) else [])
    except Exception:  # noqa: BLE001  whatever is wrong, `handle` will say it
        return "[]"


def warm() -> None:
    """Import ahead what every lab's first view wants: for a browser that was started early and has nothing to do."""
    for module in EXACT_WORLD:
        if not module.startswith("labs."):
            import_module(f"mpcore.{module}")
