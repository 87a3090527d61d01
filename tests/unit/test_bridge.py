"""The door for the browser: one JSON reply for every request, and never an exception."""

from __future__ import annotations

import json
import sys
from types import ModuleType

import pytest

import mpcore
from mpcore import bridge
from mpcore.errors import ScenarioError
from mpcore.levels import EXACT_WORLD


def ask(request: object, write=None) -> dict:
    text = request if isinstance(request, str) else json.dumps(request)
    return json.loads(bridge.handle(text, write))


@pytest.fixture
def lab(monkeypatch):
    """A lab called `stub`, whose view is its state."""
    module = ModuleType("mpcore.labs.stub")
    module.view = lambda state: {"lab": "stub", "state": state}
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def test_hello_names_the_versions():
    reply = ask({"op": "hello"})
    assert reply["ok"] and reply["versions"]["mpcore"] == mpcore.__version__


def test_view_asks_the_lab(lab):
    assert ask({"op": "view", "lab": "stub", "state": {"a": "1"}}) == {
        "ok": True,
        "view": {"lab": "stub", "state": {"a": "1"}},
    }


def test_all_problems_of_a_bad_state_arrive(lab):
    def view(state):
        raise ScenarioError("first", "second")

    lab.view = view
    error = ask({"op": "view", "lab": "stub", "state": {}})["error"]
    assert error["kind"] == "ScenarioError"
    assert error["problems"] == ["first", "second"]
    assert "first" in error["message"] and "second" in error["message"]


@pytest.mark.parametrize("wrong", [float("nan"), object, {1, 2}])
def test_a_view_that_is_not_json_is_an_error_and_not_a_crash(lab, wrong):
    lab.view = lambda state: {"x": wrong}
    reply = ask({"op": "view", "lab": "stub", "state": {}})
    assert reply["ok"] is False and reply["error"]["problems"]


def test_a_lab_with_a_bug_is_an_error_and_not_a_crash(lab):
    del lab.view
    assert ask({"op": "view", "lab": "stub", "state": {}})["error"]["kind"] == "AttributeError"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "nested more than"),
        ('{"op": "' + "[" * 1000 + '"}', "allowed are"),
        ("[]", "must be an object"),
        ("null", "must be an object"),
        ({}, "op is None"),
        ({"op": "fly"}, "allowed are"),
        ({"op": ["run"]}, "allowed are"),
        ({"op": "view"}, "lab is None"),
        ({"op": "view", "lab": "../os", "state": {}}, "small letters"),
        ({"op": "view", "lab": "playground.x", "state": {}}, "small letters"),
        ({"op": "view", "lab": "__init__", "state": {}}, "small letters"),
        ({"op": "view", "lab": "nowhere", "state": {}}, "no lab of that name"),
        ({"op": "view", "lab": "stub", "state": []}, "must be an object"),
        ({"op": "view", "lab": "stub", "state": {"a": 1}}, "must be an object whose values are text"),
        ({"op": "run"}, "session is None"),
        ({"op": "run", "session": "p", "source": 5, "name": "c"}, "source is 5"),
        ("x" * 2_000_000, "at most 1000000 characters"),
    ],
)
def test_bad_requests_are_told_what_is_wrong(lab, request_, said):
    reply = ask(request_)
    assert reply["ok"] is False
    assert reply["error"]["kind"] in ("RequestError", "UnknownNameError")
    assert said in reply["error"]["message"]
    assert len(json.dumps(reply)) < 2000


def test_cells_of_a_session_share_names_until_they_are_forgotten():
    cell = {"op": "run", "session": "page", "name": "cell-1"}
    assert ask({**cell, "source": "x = 4\nprint('hi')\nx"}) == {
        "ok": True,
        "result": {"value": {"kind": "text", "text": "4"}, "error": None, "exited": None},
        "printed": "hi\n",
    }
    assert ask({**cell, "source": "x + 1"})["result"]["value"]["text"] == "5"
    assert ask({**cell, "session": "other", "source": "x"})["result"]["error"]["kind"] == "NameError"
    assert ask({"op": "forget", "session": "page"}) == {"ok": True, "forgotten": True}
    assert ask({**cell, "source": "x"})["result"]["error"]["kind"] == "NameError"


def test_printed_text_is_streamed_and_then_not_repeated():
    seen = []
    reply = ask({"op": "run", "session": "s", "name": "c", "source": "print(1); print(2)"}, seen.append)
    assert ("".join(seen), reply["printed"]) == ("1\n2\n", "")


def test_lone_surrogates_survive():
    reply = ask({"op": "run", "session": "s", "name": "c", "source": r"'\ud800'"})
    assert reply["result"]["value"]["text"] == r"'\ud800'"


@pytest.mark.parametrize(
    ("request_", "packages"),
    [
        ({"op": "run", "source": "import numpy"}, ["numpy"]),
        ({"op": "run", "source": "1 +"}, []),
        ({"op": "run", "source": 7}, []),
        ({"op": "hello"}, []),
        ("not json", []),
    ],
)
def test_needs_never_fails(request_, packages):
    text = request_ if isinstance(request_, str) else json.dumps(request_)
    assert json.loads(bridge.needs(text)) == packages


def test_warming_up_imports_the_exact_world():
    bridge.warm()
    assert {f"mpcore.{name}" for name in EXACT_WORLD if not name.startswith("labs.")} <= set(sys.modules)
