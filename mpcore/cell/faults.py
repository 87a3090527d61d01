"""An error as the reader needs it: their own lines, what was wrong, and a hint where we can give one."""

from __future__ import annotations

import linecache
import re
import traceback
from dataclasses import dataclass
from typing import Any

#: What a page ships, for the error about everything else.
SHIPPED = "mpcore, numpy and the commonly used modules of the standard library"

#: (error type, pattern in its message, hint). The first that fits is given.
HINTS: tuple[tuple[type[BaseException], str, str], ...] = (
    (OSError, r"input\(\) has no keyboard", "Nobody can type while a cell runs: give the text a name instead, as in answer = \"5\"."),
    (ValueError, r"matmul|not aligned|mismatch in its core dimension", "Print both .shape: for A @ B the columns of A must be as many as the rows of B."),
    (ValueError, r"broadcast|same shape|inhomogeneous shape", "Print both .shape: sizes must be equal, or one of them 1, in each position from the right."),
    (RecursionError, r"", "A function calls itself too often: check the case that should end it."),
    (MemoryError, r"", "The page's memory is full: make the arrays or lists smaller."),
    (RuntimeError, r"can't start new thread", "A page has no threads."),
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """`text` is the whole, as one block; `line` is where in the reader's cell (1 is the first), if anywhere."""

    kind: str
    message: str
    text: str
    line: int | None = None
    hint: str | None = None


def explain(error: BaseException, filename: str, namespace: dict[str, Any]) -> Fault:
    """The fault that an exception is to the reader of the cell `filename`."""
    kind = type(error).__name__
    message = _message(error)
    if isinstance(error, SyntaxError) and error.filename == filename:
        lines = [f"line {error.lineno}", *_pointed(error)]
        return Fault(kind, message, "\n".join([*lines, f"{kind}: {message}"]), error.lineno)
    own = [frame for frame in _frames(error) if frame[0] == filename]
    shown = own if len(own) <= 12 else [*own[:6], ("", 0, f"… {len(own) - 10} more calls …"), *own[-4:]]
    lines = [line for frame in shown for line in _frame_lines(*frame)]
    where = own[-1][1] if own else None
    return Fault(kind, message, "\n".join([*lines, f"{kind}: {message}"]), where, _hint(error, message, namespace))


def _frames(error: BaseException) -> list[tuple[str, int, str]]:
    return [
        (frame.f_code.co_filename, line, frame.f_code.co_name) for frame, line in traceback.walk_tb(error.__traceback__)
    ]


def _frame_lines(filename: str, line: int, function: str) -> list[str]:
    if not filename:
        return [function]
    place = f"line {line}" if function.startswith("<module") else f"line {line}, in {function}"
    return [place, f"    {linecache.getline(filename, line).strip()}"]


def _pointed(error: SyntaxError) -> list[str]:
    text = (error.text or "").rstrip("\n")
    bare = text.lstrip()
    if not bare:
        return []
    column = max(0, (error.offset or 1) - 1 - (len(text) - len(bare)))
    return [f"    {bare}", f"    {' ' * column}^"]


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg or "invalid syntax"
    if isinstance(error, ModuleNotFoundError) and error.name:
        return f"No module named {error.name!r} on this page. It ships {SHIPPED}."
    try:
        return str(error)
    except Exception:  # noqa: BLE001  foreign code again
        return "(its message cannot be shown)"


def _hint(error: BaseException, message: str, namespace: dict[str, Any]) -> str | None:
    if isinstance(error, NameError) and error.name:
        near = [name for name in namespace if name.lower() == error.name.lower()]
        return (
            f"There is {near[0]!r}, written otherwise."
            if near
            else "Give it a value first: the cells above run in order."
        )
    if isinstance(error, KeyError) and error.args and isinstance(error.args[0], str):
        return f"There is no {error.args[0]!r} here. Print the keys, or a graph's labels, to see what there is."
    if isinstance(error, IndexError):
        return "Numbers of nodes and positions start at 0 and end one below the size."
    for kind, pattern, hint in HINTS:
        if isinstance(error, kind) and re.search(pattern, message):
            return hint
    return None
