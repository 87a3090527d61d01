"""Running a reader's cell: the same function for the build, the tests and the browser, so that all three print the same.

>>> seen = []
>>> run("print('a'); 1 + 1", "cell", {}, seen.append)
Result(value=Value(kind='text', text='2'), error=None, exited=None)
>>> seen
['a\\n']
"""

from __future__ import annotations

import ast
import linecache
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from .display import Value, shown
from .faults import Fault, explain
from .needs import packages
from .output import NoKeyboard, Output

__all__ = ["Fault", "Output", "Result", "Value", "packages", "run"]


@dataclass(frozen=True)
class Result:
    """What a cell came to: the last expression's value, or an error, or that it ended itself. Printed text went to `write`."""

    value: Value | None = None
    error: Fault | None = None
    exited: str | None = None  # what sys.exit() was given

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


@contextmanager
def _streams(output: Output) -> Iterator[None]:
    kept = sys.stdout, sys.stderr, sys.stdin
    sys.stdout = sys.stderr = output
    sys.stdin = NoKeyboard()
    try:
        yield
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept
        output.finish()


def _compiled(source: str, filename: str) -> tuple[Any, Any]:
    """The cell without its last expression, and that expression; a semicolon at the end means: do not show it."""
    tree = ast.parse(source, filename)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or source.rstrip().endswith(";"):
        return compile(tree, filename, "exec", dont_inherit=True), None
    tree.body.pop()
    value = ast.Expression(last.value)
    return compile(tree, filename, "exec", dont_inherit=True), compile(value, filename, "eval", dont_inherit=True)


def run(source: str, filename: str, namespace: dict[str, Any], write: Callable[[str], object]) -> Result:
    """Run a cell in a namespace that it may share with others; whatever it does, a Result comes back.

    What it prints is handed to `write` in pieces. Only a dead interpreter or Ctrl-C in a terminal is not turned into a Result.

    >>> run("x = 1\\nx / 0", "cell", {}, print).error.text
    'line 2\\n    x / 0\\nZeroDivisionError: division by zero'
    """
    namespace.setdefault("__name__", "__main__")
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    output = Output(write)
    with _streams(output):
        try:
            body, last = _compiled(source, filename)
            exec(body, namespace)  # noqa: S102  running the reader's text is what a cell is for
            value = None if last is None else eval(last, namespace)
            return Result(value=shown(value))
        except SystemExit as end:
            return Result(exited="" if end.code is None else str(end.code))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  a cell may raise anything, and the page must go on
            return Result(error=explain(error, filename, namespace))
