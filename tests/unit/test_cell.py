"""Running a reader's cell: values, printed text, errors as readers need them, and nothing that hurts the page."""

from __future__ import annotations

import sys

import pytest

from mpcore import cell
from mpcore.cell.display import DEPTH, ITEMS, TEXT
from mpcore.cell.output import BURST, LIMIT, Output


def run(source: str, namespace: dict | None = None):
    printed: list[str] = []
    result = cell.run(source, "cell-1", {} if namespace is None else namespace, printed.append)
    return result, "".join(printed)


def value(source: str) -> str | None:
    result, _ = run(source)
    assert result.error is None, result.error
    return result.value and result.value.text


def fault(source: str, namespace: dict | None = None):
    return run(source, namespace)[0].error


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1 + 1", "2"),
        ("x = 3", None),
        ("x = 3\nx", "3"),
        ("None", None),
        ("5;", None),
        ("if True:\n    6", None),
        ("", None),
        ("# nothing", None),
        ("'a' 'b'", "'ab'"),
        ("def f():\n    return 1\n\nf()", "1"),
        ("__name__", "'__main__'"),
    ],
)
def test_the_last_expression_is_the_value(source, text):
    assert value(source) == text


def test_printed_text_and_errors_output_arrive_in_order():
    result, printed = run("import sys\nprint('a')\nprint('b', file=sys.stderr)\nsys.stdout.flush()\n7")
    assert (printed, result.value.text) == ("a\nb\n", "7")


def test_the_streams_come_back():
    kept = sys.stdout, sys.stderr, sys.stdin
    run("1/0")
    assert (sys.stdout, sys.stderr, sys.stdin) == kept


def test_an_error_shows_the_readers_lines_only():
    error = fault("import json\ndef f(x):\n    return json.loads(x)\n\nf('{')")
    assert error.kind == "JSONDecodeError"
    assert error.line == 3
    assert error.text.splitlines()[:4] == ["line 5", "    f('{')", "line 3, in f", "    return json.loads(x)"]
    assert "decoder" not in error.text


def test_an_error_in_a_function_of_an_earlier_cell_points_to_this_cell():
    names: dict = {}
    cell.run("def f():\n    return 1 / 0", "cell-0", names, print)
    error = fault("\nf()", names)
    assert (error.line, error.text) == (2, "line 2\n    f()\nZeroDivisionError: division by zero")


def test_syntax_errors_point():
    error = fault("x = 1\ny = (2 +")
    assert error.kind == "SyntaxError" and error.line == 2
    assert error.text.startswith("line 2\n    y = (2 +\n")
    assert fault("  x = 1").kind == "IndentationError"
    assert fault("x = '\0'").kind in ("SyntaxError", "ValueError")


def test_long_recursions_are_shortened():
    error = fault("def f(): return f()\nf()")
    assert error.kind == "RecursionError" and "should end it" in error.hint
    assert len(error.text.splitlines()) < 30


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import numpy as np\nnp.ones((2, 3)) @ np.ones((2, 3))", "columns of A"),
        ("import numpy as np\nnp.ones(2) + np.ones(3)", "sizes must be equal"),
        ("{'A': 1}['Z']", "no 'Z' here"),
        ("[1][5]", "start at 0"),
        ("Foo = 1\nfoo", "There is 'Foo'"),
        ("nowhere", "cells above"),
        ("input('?')", "Nobody can type"),
    ],
)
def test_hints(source, said):
    assert said in fault(source).hint


def test_a_module_that_is_not_shipped_is_named_with_what_is():
    error = fault("import pandas_of_another_world")
    assert error.message.startswith("No module named 'pandas_of_another_world' on this page. It ships mpcore, numpy")


@pytest.mark.parametrize(
    ("source", "code"), [("import sys; sys.exit(3)", "3"), ("exit_ = SystemExit(); raise exit_", "")]
)
def test_an_exit_is_no_error(source, code):
    result, _ = run(source)
    assert (result.exited, result.error) == (code, None)


def test_an_error_whose_message_fails_is_still_told():
    error = fault("class Bad(Exception):\n    def __str__(self): return 1 / 0\nraise Bad")
    assert (error.kind, error.message) == ("Bad", "(its message cannot be shown)")


def test_a_repr_that_fails_is_the_readers_error():
    assert fault("class Bad:\n    def __repr__(self): return 1 / 0\nBad()").kind == "ZeroDivisionError"


def test_deep_and_huge_values_are_described():
    assert value("x = []\nfor _ in range(5_000): x = [x]\nx") == f"<list nested more than {DEPTH} deep>"
    assert value("x = []\nx.append(x)\nx") == f"<list nested more than {DEPTH} deep>"
    assert value("list(range(1_000_000))") == f"<list of more than {ITEMS} values>"
    assert value("'a' * 10_000_000").endswith("… (10000000 in all)")
    assert value("10 ** 100_000") == "<int of 332193 bits>"
    assert len(value("class R:\n    def __repr__(self): return 'r' * 10 ** 6\nR()")) < TEXT + 100


def test_only_drawings_of_ours_are_passed_on_as_markup():
    source = "class D:\n    def _repr_svg_(self): return '<svg/>'\n    def __repr__(self): return 'D'\nD()"
    assert run(source)[0].value.kind == "text"
    drawing = type("Drawing", (), {"__module__": "mpcore.render.graph", "_repr_svg_": lambda self: "<svg/>"})()
    assert run("drawing", {"drawing": drawing})[0].value == cell.Value("svg", "<svg/>")


def test_a_flood_is_cut_once():
    _, printed = run("for i in range(100_000): print('xxxxxxxxxx')")
    assert len(printed) < LIMIT + 100
    assert printed.count("the output is cut here") == 1


def test_output_is_batched_by_time():
    now, pieces = [0.0], []
    output = Output(pieces.append, clock=lambda: now[0])
    for i in range(200):
        output.write(f"{i}\n")
        now[0] += 0.001
    output.finish()
    assert "".join(pieces) == "".join(f"{i}\n" for i in range(200))
    assert len(pieces) <= BURST + 5
    with pytest.raises(TypeError, match="only text"):
        output.write(b"bytes")


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("", False),
        ("import math", False),
        ("import numpy", True),
        ("import numpy.linalg as la", True),
        ("from numpy import eye", True),
        ("def f():\n    import numpy", True),
        ("from mpcore import Scenario", False),
        ("from mpcore import Scenario, Graph", True),
        ("from mpcore import *", True),
        ("from mpcore.scenario import Scenario", False),
        ("from mpcore.matrices import adjacency", True),
        ("import mpcore\nmpcore.Scenario", False),
        ("import mpcore as mp\nmp.simulate", True),
        ("import mpcore.labs.playground", False),
        ("numpy = 1", False),
        ("import (", False),
    ],
)
def test_numpy_is_asked_for_only_when_it_is_used(source, needed):
    assert cell.packages(source) == (["numpy"] if needed else [])
