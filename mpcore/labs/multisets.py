"""Two neighbourhoods side by side: which aggregates and which encodings tell them apart, with the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any
from urllib.parse import urlencode

from ..errors import ScenarioError, got
from ..exact import show
from ..notation import canonical, parse
from ..render import EdgeMark, NodeMark, button, choice, circle_layout, field, graph_skeleton, readout, tag, text
from ._menu import ENCODINGS, MENU, Aggregate, arithmetic, encode, fold, proportions, written

NAME = "multisets"
NEEDS: tuple[str, ...] = ()
DEFAULT: dict[str, str] = {"left": "1,3", "right": "2,2", "encoding": "raw", "k": "0"}
MOST, LARGEST, DEEPEST = 8, 1000, 9  # values a side, size of a value, of one that becomes a digit
SIDES = ("left", "right")

#: left, right, what the pair shows.
PAIRS = (
    ("1,1", "1", "only sum"),
    ("0,3", "3", "only mean"),
    ("1,3", "2,2", "only max"),
    ("1,1", "1,1,1", "copies"),
    ("1,2", "1,2,2", "proportions"),
    ("1,2", "1,1,2,2", "doubled"),
    ("3,3,-3,-3", "3,1,-1,-3", "three agree"),
    ("", "0", "nobody or 0"),
)

#: What is true of all neighbourhoods, for an aggregate under an encoding.
RULES = {
    ("sum", "raw"): "On raw numbers the sum keeps only the total: many different neighbourhoods share it.",
    ("mean", "raw"): "On raw numbers the mean keeps only the balance point.",
    ("max", "raw"): "On raw numbers the maximum keeps the largest value and nothing else.",
    ("min", "raw"): "On raw numbers the minimum keeps the smallest value and nothing else.",
    ("std", "raw"): "On raw numbers the standard deviation keeps how far the values spread, not where they lie.",
    ("sum", "onehot"): "The sum of one-hot vectors counts every value: two neighbourhoods collide only if they are the same multiset.",
    ("mean", "onehot"): "The mean of one-hot vectors holds the share of every value: two neighbourhoods collide exactly if their proportions agree. No encoding does better.",
    ("max", "onehot"): "The maximum of one-hot vectors marks which values occur: two neighbourhoods collide exactly if their sets agree. No encoding does better.",
    ("min", "onehot"): "The minimum of one-hot vectors is 1 only where all values are the same. With 1 − one-hot, the minimum would keep the set, as the maximum does.",
    ("std", "onehot"): "For one-hot vectors this is √(p(1 − p)), with p the share of each value: it cannot tell p from 1 − p.",
    ("sum", "digits"): "Each count becomes a digit in base b, so the sum spells the multiset, as long as no neighbourhood has b values or more.",
    ("mean", "digits"): "With these digits the mean is the spelled-out sum, divided by the number of values: equal proportions still collide.",
    ("max", "digits"): "The smallest value has the largest digit, so this maximum keeps the smallest value alone.",
    ("min", "digits"): "The largest value has the smallest digit, so this minimum keeps the largest value alone.",
    ("std", "digits"): "A spread of digits: it forgets where the values lie.",
}  # fmt: skip


def bank_states() -> Iterator[dict[str, str]]:
    """Every pair under every encoding that fits it."""
    for (left, right, _), encoding in product(PAIRS, ENCODINGS):
        if encoding != "digits" or "-" not in left:
            yield {"left": left, "right": right, "encoding": encoding}


def view(state: Mapping[str, str]) -> dict[str, Any]:
    """Two neighbourhoods and every aggregate of them, for one state.

    Raises ScenarioError, with every problem, for values that are no numbers or do not fit the encoding.

    >>> told = view({"left": "1,1", "right": "1"})["details"]
    >>> [name for name in told if told[name]["differs"]]
    ['sum']
    """
    full, values = read(state)
    letters = sorted({value for side in values for value in side})
    base = 1 + max(map(len, values))
    coded = [encode(side, full["encoding"], letters, base) for side in values]
    width = max(1, len(letters)) if full["encoding"] == "onehot" else 1
    results = {one.name: [fold(one, side, width) for side in coded] for one in MENU}
    top = float(max((abs(value) for value in letters), default=1)) or 1.0
    series = {f"{side[0]}{i}": [show(value).cell] for side, row in zip(SIDES, values) for i, value in enumerate(row)}
    apart = [name for name, (a, b) in results.items() if a != b]
    return {
        "lab": NAME,
        "title": "Two neighbourhoods",
        "state": full,
        "frames": 1,
        "frame_key": "k",
        "frame": 0,
        "selected": "sum",
        "scale": {"min": -top, "max": top},
        "axis": {},
        "series": series,
        "details": {one.name: _detail(one, coded, results[one.name], full["encoding"], values) for one in MENU},
        "say": [f"Told apart by {', '.join(apart) or 'none of these'}."],
        "layout": ["left right", "encoding", "pairs", "menu readout", "theory"],
        "parts": {
            **{side: _side(side, full[side], row) for side, row in zip(SIDES, values)},
            "pairs": _pairs(),
            "encoding": choice("encoding", "Encoding f of every value", list(ENCODINGS.items()), NAME),
            "menu": _menu(results),
            "readout": readout(label="What the chosen aggregate makes of both"),
            "theory": _theory(values),
        },
    }


def read(state: Mapping[str, str]) -> tuple[dict[str, str], list[list[Fraction]]]:
    """The full state and both neighbourhoods, smallest value first: neither has an order. Every fault is named at once."""
    full = {key: str(state.get(key, DEFAULT[key])) for key in DEFAULT} | {"k": "0"}
    problems = [f"unknown key {got(key)}; the figure knows {', '.join(DEFAULT)}." for key in state if key not in DEFAULT]
    if full["encoding"] not in ENCODINGS:
        problems.append(f"encoding is {got(full['encoding'])}; allowed are {', '.join(ENCODINGS)}.")
    sides: list[list[Fraction]] = []
    for side in SIDES:
        texts = [part.strip() for part in full[side][:400].strip(" {}").split(",") if part.strip()]
        row: list[Fraction] = []
        for part in texts[:MOST]:
            try:
                row.append(parse(part))
            except ValueError as error:
                problems.append(f"{side} holds {got(part)}; {error}")
        if len(texts) > MOST:
            problems.append(f"{side} has {len(texts)} values; allowed are at most {MOST}.")
        problems += [f"{side} holds {canonical(value)}; allowed is −{LARGEST} to {LARGEST}." for value in row if abs(value) > LARGEST]
        if full["encoding"] == "digits" and any(value.denominator > 1 or not 0 <= value <= DEEPEST for value in row):
            problems.append(f"{side} is {{{full[side]}}}; digits need whole numbers from 0 to {DEEPEST}. Choose another encoding, or other values.")
        sides.append(sorted(row))
    if problems:
        raise ScenarioError(*problems)
    return full | {side: ",".join(map(canonical, row)) for side, row in zip(SIDES, sides)}, sides


def _detail(one: Aggregate, coded: Sequence[Any], results: Sequence[Any], encoding: str, values: Sequence[Sequence[Fraction]]) -> dict[str, Any]:
    differs = results[0] != results[1]
    verdict = "Different, so it tells them apart. " if differs else "The same, so it cannot tell them apart. "
    if sorted(values[0]) == sorted(values[1]):
        verdict = "They are one and the same multiset, so nothing may tell them apart. "
    return {
        "title": [{"t": one.name, "r": "aggregate"}, " of both"],
        "text": [f"Left: {arithmetic(one, coded[0], results[0])}. Right: {arithmetic(one, coded[1], results[1])}. ", verdict, RULES[one.name, encoding]],
        "lights": [f"{side[0]}{i}" for side, row in zip(SIDES, values) for i in range(len(row))],
        "differs": differs,
    }


def _side(side: str, words: str, values: Sequence[Fraction]) -> str:
    letter, places = side[0], circle_layout(len(values))
    nodes = [NodeMark(f"{letter}v", "v", 0.5, 0.5, classes="mp-node--receiver")]
    nodes += [NodeMark(f"{letter}{i}", "", *place, series=f"{letter}{i}") for i, place in enumerate(places)]
    edges = [EdgeMark(f"{letter}e{i}", i + 1, 0, directed=True) for i in range(len(values))]
    title = f"The {side} neighbourhood: " + (", ".join(map(canonical, values)) or "empty")
    drawing = graph_skeleton(nodes, edges, title, "Every neighbour sends its number to v.", f"{NAME}-{side}", height=300)
    return drawing + field(side, f"{side.capitalize()} neighbourhood", words, NAME, hint="numbers, separated by commas", width=20)


def _pairs() -> str:
    def words(left: str, right: str) -> str:
        return " or ".join(f"{{{side.replace(',', ', ')}}}" for side in (left, right))

    buttons = (
        button(words(left, right), patch=urlencode({"left": left, "right": right, "encoding": "raw"}), name=f"{words(left, right)}: {what}")
        for left, right, what in PAIRS
    )
    return tag("div", tag("span", "Pairs to try", class_="mp-group__name"), *buttons, class_="mp-group")


def _menu(results: Mapping[str, Sequence[Any]]) -> str:
    head = tag("tr", *(tag("th", words, scope="col") for words in ("aggregate", "left", "right", "verdict")))
    rows = (
        tag(
            "tr", tag("th", text(one.name), scope="row"), *(tag("td", text(written(one, side)), tabindex=-1) for side in results[one.name]),
            _verdict(*results[one.name]),
            data_key=one.name,
        )
        for one in MENU
    )  # fmt: skip
    table = tag("table", tag("caption", "What arrives at v, once it is aggregated"), tag("thead", head), tag("tbody", *rows), class_="mp-table mp-menu-table", role="grid", data_roving=True)
    return tag("div", table, class_="mp-scroll")


def _verdict(left: Any, right: Any) -> str:
    differs = left != right
    return tag("td", "told apart" if differs else "the same", class_="mp-told" if differs else "mp-same", tabindex=-1)


def _theory(values: Sequence[Sequence[Fraction]]) -> str:
    """What any encoding at all could achieve, from the theorem; an empty side has no proportions."""
    left, right = values
    same = (left == right, bool(left) == bool(right) and proportions(left) == proportions(right), set(left) == set(right))
    claims = (
        ("multiset", "sum", "some encoding lets the sum tell them apart", "nothing can tell them apart"),
        ("proportions", "mean", "some encoding lets the mean tell them apart", "no encoding lets the mean tell them apart"),
        ("set", "max", "some encoding lets the maximum tell them apart", "no encoding lets the maximum tell them apart"),
    )
    items = (tag("li", tag("strong", f"{'Same' if equal else 'Different'} {what}: "), no if equal else yes, ".") for (what, _, yes, no), equal in zip(claims, same))
    return tag("div", tag("p", "Whatever the encoding:", class_="mp-lab__note"), tag("ul", *items, class_="mp-lab__note"), class_="mp-theory")
