"""Shuffle the neighbours: sum, mean and max never notice, and an aggregator that reads its messages one after the other does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from math import factorial
from typing import Any

from ..errors import ScenarioError, got
from ..exact import show
from ..notation import canonical, parse
from ..render import axis_for, curve_skeleton, field, readout, rounds_table, stepper, tag, text

NAME = "shuffle"
NEEDS: tuple[str, ...] = ()
DEFAULT: dict[str, str] = {"values": "1,0,-1,4", "k": "0"}
COUNT, STRIDE, LARGEST = 4, 7, 1000  # 7 shares no factor with 24, so the stride visits every order once
NAMES = "abcd"
ROWS = (("fold", "fold"), ("sum", "sum"), ("mean", "mean"), ("max", "max"))


def view(state: Mapping[str, str]) -> dict[str, Any]:
    """All 24 orders of four messages, and what four aggregators make of each.

    Raises ScenarioError, with every problem, for values that are no numbers.

    >>> series = view({"values": "1,0,-1,4"})["series"]
    >>> series["sum"][:3], series["fold"][:2]
    (['4', '4', '4'], ['29/8 = 3.625', '5/4 = 1.25'])
    """
    full, values = read(state)
    arrivals = [[values[i] for i in order] for order in orders()]
    made = {"fold": fold, "sum": sum, "mean": lambda row: sum(row) / Fraction(len(row)), "max": max}
    results = {name: [show(how(row)).cell for row in arrivals] for name, how in made.items()}
    axis = axis_for(results, log=False, right=56)
    top = float(max(abs(value) for value in values)) or 1.0
    return {
        "lab": NAME,
        "title": "Shuffle the neighbours",
        "state": full,
        "frames": len(arrivals),
        "frame_key": "k",
        "frame": int(full["k"]),
        "selected": "fold",
        "scale": {"min": -top, "max": top},
        "axis": axis,
        "series": {
            **results,
            "frame": [str(k) for k in range(len(arrivals))],
            **{f"p{i}": [show(row[i]).cell for row in arrivals] for i in range(COUNT)},
            **{f"who{i}": [NAMES[order[i]] for order in orders()] for i in range(COUNT)},
        },
        "details": _details(),
        "say": ["Order ", *_row("who"), ": fold ", ["fold", 0, "d"], ", sum ", ["sum", 0, "d"], ", mean ", ["mean", 0, "d"], ", max ", ["max", 0, "d"], "."],
        "layout": ["inbox readout", "stepper", "results curve", "values"],
        "parts": {
            "inbox": _inbox(),
            "readout": readout(label="How the chosen aggregator gets its number"),
            "stepper": stepper("k", len(arrivals), NAME, noun="order", forward="Shuffle"),
            "results": rounds_table(ROWS, len(arrivals), "What v makes of the same four messages, by order", key="", corner="aggregator"),
            "curve": curve_skeleton(ROWS, results, axis, "Results by order of arrival", "The fold changes with the order, sum, mean and max do not.",
                                    name=f"{NAME}-curve", x_label="order"),
            "values": field("values", "The four messages", full["values"], NAME, hint="four numbers, separated by commas", width=16),
        },
    }  # fmt: skip


def orders() -> list[tuple[int, ...]]:
    """Every order of four messages once, mixed but always in the same way; the first is a, b, c, d."""
    every = list(permutations(range(COUNT)))
    return [every[STRIDE * k % len(every)] for k in range(factorial(COUNT))]


def fold(values: Sequence[Fraction]) -> Fraction:
    """A recurrent network at its smallest: read the messages one by one; halve what you hold, then add.

    >>> fold([Fraction(1), Fraction(0)]), fold([Fraction(0), Fraction(1)])
    (Fraction(1, 2), Fraction(1, 1))
    """
    held = Fraction(0)
    for value in values:
        held = held / 2 + value
    return held


def read(state: Mapping[str, str]) -> tuple[dict[str, str], list[Fraction]]:
    """The full state and the four numbers. Every fault is named at once."""
    full = {key: str(state.get(key, DEFAULT[key])) for key in DEFAULT}
    problems = [f"unknown key {got(key)}; the figure knows {', '.join(DEFAULT)}." for key in state if key not in DEFAULT]
    texts = [part.strip() for part in full["values"][:400].split(",")]
    values: list[Fraction] = []
    if len(texts) != COUNT:
        problems.append(f"values has {len(texts)} entries; write {COUNT} numbers, separated by commas.")
    for part in texts[:COUNT]:
        try:
            values.append(parse(part))
            if abs(values[-1]) > LARGEST:
                raise ValueError(f"allowed is −{LARGEST} to {LARGEST}.")
        except ValueError as error:
            problems.append(f"values holds {got(part)}; {error}")
    if problems:
        raise ScenarioError(*problems)
    k = full["k"]
    last = factorial(COUNT) - 1
    return {"values": ",".join(map(canonical, values)), "k": str(min(last, int(k))) if k.isdecimal() and len(k) < 6 else "0"}, values


def _row(name: str, joint: str = ", ", form: str = "d") -> list[Any]:
    out: list[Any] = []
    for i in range(COUNT):
        out += [joint if i else "", [f"{name}{i}", 0, form, "message" if form == "x" else ""]]
    return [item for item in out if item]


def _details() -> dict[str, dict[str, Any]]:
    arrived = [f"p{i}" for i in range(COUNT)]
    nested: list[Any] = ["((", ["p0", 0, "x", "message"], " / 2 + ", ["p1", 0, "x", "message"], ") / 2 + ", ["p2", 0, "x", "message"], ") / 2 + ",
                         ["p3", 0, "x", "message"]]  # fmt: skip
    return {
        "fold": {
            "title": [{"t": "fold", "r": "aggregate"}, ", reading ", *_row("who")],
            "text": ["one after the other, halve what you hold and add: ", *nested, " ", ["fold", 0, "=", "aggregate"], ". The last message counts most: this depends on the order."],
            "lights": arrived,
        },
        "sum": {"title": [{"t": "sum", "r": "aggregate"}], "text": [*_row("p", " + ", "x"), " ", ["sum", 0, "=", "aggregate"], ", in every order."], "lights": arrived},
        "mean": {"title": [{"t": "mean", "r": "aggregate"}], "text": ["(", *_row("p", " + ", "x"), f") / {COUNT} ", ["mean", 0, "=", "aggregate"], ", in every order."], "lights": arrived},
        "max": {"title": [{"t": "max", "r": "aggregate"}], "text": ["max(", *_row("p", ", ", "x"), ") ", ["max", 0, "=", "aggregate"], ", in every order."], "lights": arrived},
    }  # fmt: skip


def _inbox() -> str:
    head = tag("tr", tag("th", "arrives", scope="row"), *(tag("th", text(words), scope="col") for words in ("first", "second", "third", "last")))
    who = tag("tr", tag("th", "from", scope="row"), *(tag("td", data_v=f"who{i}") for i in range(COUNT)))
    what = tag("tr", tag("th", "message", scope="row"), *(tag("td", data_v=f"p{i}", data_level_of=f"p{i}", data_key=f"p{i}") for i in range(COUNT)))
    table = tag("table", tag("caption", "The inbox of v: the same four messages, in one order after another"), tag("thead", head), tag("tbody", who, what), class_="mp-table mp-rounds")
    return tag("div", table, class_="mp-scroll", tabindex=0, role="group", aria_label="The inbox of v")
