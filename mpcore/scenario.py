"""Scenario: a small labelled graph, its start values and the choices of a run. JSON, URL and figure mean the same thing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from mpcore import address, entries, exact
from mpcore.errors import AddressError, ScenarioError, got, listed
from mpcore.exact import AGGREGATES, Run
from mpcore.notation import canonical

__all__ = ["AGGREGATES", "PLAYGROUND", "Scenario"]


@dataclass(frozen=True)
class Scenario:
    """A graph of named nodes, a number on each, and how they pass messages.

    Edges may be parallel and may be self loops: each carries its own message. `include_self` adds one message of every
    node to itself, with weight 1. Numbers are ints, fractions, finite floats (0.1 means 1/10) or texts such as "1/3";
    they are kept as fractions, and start values of 0 are left out.

    >>> path = Scenario(nodes=["A", "B", "C"], edges=[("A", "B"), ("B", "C")], start={"A": 6})
    >>> path.run(2).values[2]["B"]
    Fraction(5, 3)
    >>> path.run(2).explain(2, "B").text
    'mean of A, C and B itself: (3 + 0 + 2) / 3 = 5/3 ≈ 1.667'
    """

    nodes: tuple[str, ...]
    edges: tuple[tuple[str, str], ...] = ()
    start: Mapping[str, Fraction] = field(default_factory=dict)
    aggregate: str = "mean"
    include_self: bool = True
    directed: bool = False
    weights: tuple[Fraction, ...] | None = None
    rounds: int = 24
    positions: Mapping[str, tuple[float, float]] | None = None

    def __post_init__(self) -> None:
        clean, problems = _checked({item.name: getattr(self, item.name) for item in fields(self)})
        if problems:
            raise ScenarioError(*problems)
        for name, value in clean.items():
            object.__setattr__(self, name, value)

    def __hash__(self) -> int:
        return hash(tuple(self.to_params().items()))

    def run(self, rounds: int | None = None) -> Run:
        """The values of all rounds, 0 to `rounds`.

        >>> Scenario(["A", "B"], [("A", "B")], {"A": 1}, include_self=False).run(1).values[1]
        {'A': Fraction(0, 1), 'B': Fraction(1, 1)}
        """
        return exact.run(self, rounds)

    def hops(self) -> dict[str, int | None]:
        """The first round in which the start signal can have reached each node (None: never).

        >>> Scenario(["A", "B", "C"], [("A", "B")], {"A": 1}).hops()
        {'A': 0, 'B': 1, 'C': None}
        """
        return exact.hops(self)

    def to_dict(self) -> dict[str, Any]:
        """The scenario as JSON, numbers as exact texts; `from_dict` reads it back."""
        return {
            "nodes": list(self.nodes),
            "edges": [list(edge) for edge in self.edges],
            "start": {node: canonical(value) for node, value in self.start.items()},
            "aggregate": self.aggregate,
            "include_self": self.include_self,
            "directed": self.directed,
            "weights": None if self.weights is None else [canonical(weight) for weight in self.weights],
            "rounds": self.rounds,
            "positions": None if self.positions is None else {node: list(at) for node, at in self.positions.items()},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Scenario:
        """The scenario that `to_dict` (or a person) wrote.

        >>> Scenario.from_dict({"nodes": ["A", "B"], "edges": [["A", "B"]], "start": {"A": "1/2"}}).start
        {'A': Fraction(1, 2)}
        """
        if not isinstance(data, Mapping):
            raise ScenarioError(f"the scenario is {got(data)}; it must be a dictionary with a list of nodes.")
        names = [item.name for item in fields(cls)]
        problems = [f"{got(key)} is not a field; allowed are {listed(names, 9)}. Take it out." for key in data if key not in names]
        if "nodes" not in data:
            problems.append("nodes is missing; a scenario needs at least one node. Give a list of labels.")
        return cls._built({key: data[key] for key in names if key in data}, problems, ScenarioError)

    def to_json(self) -> str:
        """The scenario as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def to_params(self) -> dict[str, str]:
        """The scenario as a flat dictionary of strings, the state of its figure.

        >>> Scenario(["A", "B"], [("A", "B")], {"A": 0.5}).to_params()["start"]
        'A:1/2'
        """
        return address.write(self)

    @classmethod
    def from_params(cls, params: Mapping[str, str], base: Scenario | None = None) -> Scenario:
        """The scenario that `to_params` wrote; what is missing comes from `base`.

        >>> Scenario.from_params({"aggregate": "max"}, base=PLAYGROUND).aggregate
        'max'
        """
        if not isinstance(params, Mapping):
            raise AddressError(f"the parameters are {got(params)}; they must be a dictionary of strings.")
        length = sum(len(part) for item in params.items() for part in item if isinstance(part, str))
        if length > address.MAX_LENGTH:
            raise AddressError(address.too_long(length))
        problems: list[str] = []
        return cls._built(address.read(params, base, problems), problems, AddressError)

    def to_url(self) -> str:
        """The query of a URL (what follows the question mark)."""
        query = urlencode(self.to_params())
        if len(query) > address.MAX_LENGTH:
            raise AddressError(address.too_long(len(query)))
        return query

    @classmethod
    def from_url(cls, url: str, base: Scenario | None = None) -> Scenario:
        """The scenario in a URL or in its query.

        >>> Scenario.from_url(PLAYGROUND.to_url()) == PLAYGROUND
        True
        """
        if not isinstance(url, str):
            raise AddressError(f"the address is {got(url)}; it must be text.")
        return cls.from_params(address.split(url), base)

    @classmethod
    def _built(cls, given: dict[str, Any], problems: list[str], error: type[ScenarioError]) -> Scenario:
        """The scenario, or one error with the faults found while reading and those of the fields."""
        defaults = {"edges": (), "start": {}, "aggregate": "mean", "include_self": True, "directed": False,
                    "weights": None, "rounds": 24, "positions": None}  # fmt: skip
        faults = _checked(defaults | given)[1]
        if problems or faults:
            raise error(*problems, *faults)
        return cls(**given)


def _checked(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """All fields in their one form, and every problem of all of them."""
    problems: list[str] = []
    nodes = entries.nodes(given["nodes"], problems) if "nodes" in given else ()  # its absence is already a problem
    edges = entries.edges(given["edges"], nodes, problems)
    clean = {
        "nodes": nodes,
        "edges": edges,
        "start": entries.start(given["start"], nodes, problems),
        "aggregate": entries.choice(given["aggregate"], problems),
        "include_self": entries.flag(given["include_self"], "include_self", problems),
        "directed": entries.flag(given["directed"], "directed", problems),
        "weights": entries.weights(given["weights"], len(edges), problems),
        "rounds": entries.rounds(given["rounds"], problems),
        "positions": entries.positions(given["positions"], nodes, problems),
    }
    return clean, problems


#: The six nodes of the article: A hears B and C; D and E hear both of them too; F hears C alone.
PLAYGROUND = Scenario(
    nodes=("A", "B", "C", "D", "E", "F"),
    edges=(("A", "B"), ("A", "C"), ("B", "D"), ("B", "E"), ("C", "D"), ("C", "E"), ("C", "F")),
    start={"A": 5},
    positions={
        "A": (0.07, 0.46), "B": (0.36, 0.1), "C": (0.36, 0.82), "D": (0.5, 0.46), "E": (0.9, 0.36), "F": (0.9, 0.92),
    },
)  # fmt: skip
