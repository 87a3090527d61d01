"""What a scenario may contain: each field is read, brought to one form, and every fault of every field is collected."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import isfinite
from typing import Any

from mpcore.errors import got, listed
from mpcore.exact import AGGREGATES, MAX_ROUNDS
from mpcore.notation import parse

MAX_NODES, MAX_EDGES, MAX_LABEL = 200, 2000, 40
_FORBIDDEN = {"Cc": "control character", "Cs": "half of a surrogate pair", "Zl": "line separator",
              "Zp": "paragraph separator"}  # fmt: skip
_DIRECTION = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they would reorder the text around a label


def number(value: object, where: str, problems: list[str]) -> Fraction:
    """The exact value of a number or its text; what cannot be read becomes 0 and a problem.

    >>> problems = []
    >>> number("3/4", "start['A']", problems), number("many", "start['A']", problems)
    (Fraction(3, 4), Fraction(0, 1))
    >>> problems
    ["start['A'] is 'many'; allowed is a finite number. Write one such as 5, 1/2 or 0.25."]
    """
    try:
        return parse(value)
    except ValueError as reason:
        problems.append(f"{where} is {got(value)}; {reason}")
        return Fraction(0)


def nodes(value: object, problems: list[str]) -> tuple[str, ...]:
    """The labels: 1 to 200 different ones, each of 1 to 40 characters that can be seen."""
    entries = _sequence(value, "nodes", "a list of labels", problems)
    if entries is None:
        return ()
    if not 1 <= len(entries) <= MAX_NODES:
        what = "is empty" if not entries else f"has {len(entries)} labels"
        problems.append(f"nodes {what}; allowed are 1 to {MAX_NODES}. {'Name at least one' if not entries else 'Leave some out'}.")
        entries = entries[:MAX_NODES]
    first: dict[str, int] = {}
    for index, entry in enumerate(entries):
        fault = label_fault(entry)
        if fault:
            problems.append(f"nodes[{index}] {fault}")
        elif entry in first:
            problems.append(f"nodes[{index}] repeats {got(entry)} of nodes[{first[entry]}]; labels are all different. Rename one.")
        if isinstance(entry, str):  # even a faulty label counts as known, so that its edges raise no second complaint
            first.setdefault(entry, index)
    return tuple(first)


def label_fault(entry: object) -> str:
    """What is wrong with a label, or "" if nothing is. Markup is allowed: whoever prints a label escapes it.

    >>> label_fault("A"), label_fault("<b>"), label_fault("")
    ('', '', "is ''; a label has 1 to 40 characters. Give it a name.")
    """
    if not isinstance(entry, str):
        return f"is {got(entry)} ({type(entry).__name__}); a label is text. Put it in quotes."
    if not 1 <= len(entry) <= MAX_LABEL:
        return f"is {got(entry)}; a label has 1 to {MAX_LABEL} characters. {'Shorten it' if entry else 'Give it a name'}."
    for character in entry:
        kind = _FORBIDDEN.get(unicodedata.category(character)) or ("direction mark" if character in _DIRECTION else "")
        if kind:
            return f"is {got(entry)}, with the {kind} U+{ord(character):04X}; a label is one visible line. Take it out."
    if not any(unicodedata.category(character)[0] in "LNPS" for character in entry):
        return f"is {got(entry)}, which cannot be seen; a label needs a letter, digit or sign. Give it a name."
    return ""


def edges(value: object, known: tuple[str, ...], problems: list[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of labels; the same pair may occur often, and both ends may be the same node."""
    entries = _sequence(value, "edges", "a list of pairs of labels", problems)
    if entries is None:
        return ()
    if len(entries) > MAX_EDGES:
        problems.append(f"edges has {len(entries)} pairs; allowed are at most {MAX_EDGES}. Leave some out.")
        entries = entries[:MAX_EDGES]
    pairs, seen = [], set(known)
    for index, entry in enumerate(entries):
        pair = tuple(entry) if isinstance(entry, (tuple, list)) else ()
        if len(pair) != 2:
            problems.append(f"edges[{index}] is {got(entry)}; an edge is a pair of labels. "
                            "Write ('A', 'B'), in an address A-B.")  # fmt: skip
            pair = ("", "")  # keeps its place, so that the weights are still counted against all edges
        else:
            unknown = [end for end in pair if not isinstance(end, str) or end not in seen]
            for end in unknown[:1] if len(unknown) == 2 and unknown[0] == unknown[1] else unknown:
                if isinstance(end, str) and not known:
                    continue  # the nodes themselves are missing: one complaint about that is enough
                problems.append(f"edges[{index}] names {got(end)}, which is not a node; the nodes are {listed(known)}. "
                                "Add it to nodes, or correct the edge.")  # fmt: skip
        pairs.append(pair)
    return tuple(pairs)


def weights(value: object, edge_count: int, problems: list[str]) -> tuple[Fraction, ...] | None:
    """One positive number an edge, or None for all 1."""
    if value is None:
        return None
    entries = _sequence(value, "weights", "a list of positive numbers, or None", problems)
    if entries is None:
        return None
    if len(entries) != edge_count:
        problems.append(f"weights has {len(entries)} entries and edges {edge_count}; every edge needs one. "
                        "Give one number an edge, or leave weights out.")  # fmt: skip
    result = []
    for index, entry in enumerate(entries[:MAX_EDGES]):
        before = len(problems)
        result.append(number(entry, f"weights[{index}]", problems))
        if len(problems) == before and result[-1] <= 0:
            problems.append(f"weights[{index}] is {got(entry)}; a weight is above 0. Leave the edge out if nothing flows.")
    return tuple(result) or None


def start(value: object, known: tuple[str, ...], problems: list[str]) -> dict[str, Fraction]:
    """The start values that are not 0, in node order."""
    entries = _mapping(value, "start", "labels with numbers, such as {'A': 5}", known, problems)
    read = {name: number(entry, f"start[{got(name)}]", problems) for name, entry in entries.items()}
    return {name: read[name] for name in known if read.get(name)}


def positions(value: object, known: tuple[str, ...], problems: list[str]) -> dict[str, tuple[float, float]] | None:
    """A point (x, y) from 0 to 1 for every node, to four decimals; or None."""
    if value is None:
        return None
    entries = _mapping(value, "positions", "labels with points, such as {'A': (0.5, 0.5)}", known, problems)
    missing = [name for name in known if name not in entries] if isinstance(value, Mapping) else []
    if missing:
        problems.append(f"positions has no point for {listed(missing)}; every node needs one. Add them, or leave positions out.")
    read = {}
    for name, entry in entries.items():
        point = tuple(entry) if isinstance(entry, (tuple, list)) else ()
        point = tuple(round(part, 4) if isinstance(part, float) and isfinite(part) else part for part in point)
        faults: list[str] = []
        numbers = [number(part, "", faults) for part in point]
        if len(point) != 2 or faults or not all(0 <= part <= 1 for part in numbers):
            problems.append(f"positions[{got(name)}] is {got(entry)}; a point is two numbers from 0 to 1. Write (0.5, 0.5).")
        else:
            read[name] = (round(float(numbers[0]), 4), round(float(numbers[1]), 4))
    return {name: read[name] for name in known if name in read}


def choice(value: object, problems: list[str]) -> str:
    """One of the five operators."""
    if not isinstance(value, str) or value not in AGGREGATES:
        problems.append(f"aggregate is {got(value)}; allowed are {listed(AGGREGATES)}. Choose one of them.")
        return AGGREGATES[0]
    return value


def flag(value: object, where: str, problems: list[str]) -> bool:
    """True or False, nothing that merely resembles it."""
    if type(value).__name__ not in ("bool", "bool_"):  # numpy's bool is welcome
        problems.append(f"{where} is {got(value)}; allowed are True and False. Choose one of them.")
    return value is not False and bool(value)


def rounds(value: object, problems: list[str]) -> int:
    """How many rounds a run has."""
    whole = value if isinstance(value, int) and not isinstance(value, bool) else None
    if whole is None or not 0 <= whole <= MAX_ROUNDS:
        problems.append(f"rounds is {got(value)}; allowed is a whole number from 0 to {MAX_ROUNDS}. Choose one of them.")
        return 0
    return whole


def _sequence(value: object, where: str, wanted: str, problems: list[str]) -> list[Any] | None:
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping, set, frozenset)):
        return list(value)
    problems.append(f"{where} is {got(value)}; it must be {wanted}. Write it in square brackets.")
    return None


def _mapping(value: object, where: str, wanted: str, known: tuple[str, ...], problems: list[str]) -> dict[Any, Any]:
    if not isinstance(value, Mapping):
        problems.append(f"{where} is {got(value)}; it must be {wanted}. Write it in curly brackets.")
        return {}
    for name in value if known else ():
        if name not in known:
            problems.append(f"{where} names {got(name)}, which is not a node; the nodes are {listed(known)}. "
                            "Add it to nodes, or correct it.")  # fmt: skip
    return {name: entry for name, entry in value.items() if name in known}
