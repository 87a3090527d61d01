"""Errors say where, what was got, what is allowed and what to do, all at once."""

from __future__ import annotations

import copy
import pickle

import pytest

from mpcore import errors
from mpcore.errors import MPCoreError, ScenarioError, got, listed

TREE = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, MPCoreError)]


@pytest.mark.parametrize("kind", TREE)
def test_every_error_is_in_the_drawing_with_its_parent(kind):
    line = next(line for line in errors.__doc__.splitlines() if kind.__name__ in line.split()[:2] + line.split()[2:3])
    assert issubclass(kind, ValueError)
    assert ("└" in line or "├" in line) == (kind is not MPCoreError)


@pytest.mark.parametrize("kind", TREE)
def test_an_error_survives_pickling_and_copying(kind):
    error = kind("first.", "second.")
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (type(twin), twin.problems, str(twin)) == (kind, error.problems, str(error))


def test_one_problem_is_the_message_itself():
    assert str(ScenarioError("rounds is -1.")) == "rounds is -1."
    assert ScenarioError("rounds is -1.").problems == ("rounds is -1.",)


def test_a_flood_of_problems_is_counted_in_the_message_and_kept_in_full():
    error = ScenarioError(*[f"problem {index}" for index in range(1000)])
    assert len(error.problems) == 1000
    assert str(error).startswith("1000 problems:\n1. problem 0\n")
    assert str(error).endswith(f"… and {1000 - errors.SHOWN} more.")


class Silent:
    def __repr__(self) -> str:
        raise RuntimeError("no")


@pytest.mark.parametrize("value", ["x" * 10**7, list(range(10**5)), 10**5000, Silent(), b"\0" * 10**6], ids=lambda value: type(value).__name__)
def test_no_value_makes_a_message_long_or_impossible(value):
    assert 1 < len(got(value)) < 100


def test_names_in_a_message_show_no_control_character_and_stay_short():
    assert listed(["A", "\x00", "x" * 10**6]) == f"A, '\\x00', {'x' * 39}…"
