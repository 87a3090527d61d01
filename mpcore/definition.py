"""The definition: what arrives at one node in one round, and what it makes of it.

In round k every node reads the values of round k-1. Along each edge u → v the message w·x_u arrives at v; with
include_self, one more message of v to itself arrives with weight 1. What arrives is combined by one of five operators:

    sum   Σ w·x_u                    max, min   the largest, smallest w·x_u
    mean  Σ w·x_u / Σ w              gcn        Σ w·x_u / √(d_u·d_v),  d_v the weights that arrive at v, itself included

Nothing received gives 0. All values are fractions, except those of gcn, whose square roots make them floats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum, lcm, sqrt
from typing import Protocol

Number = int | float | Fraction

AGGREGATES = ("sum", "mean", "max", "min", "gcn")


class Structure(Protocol):
    """What the exact world needs to know of a scenario."""

    nodes: Sequence[str]
    edges: Sequence[tuple[str, str]]
    start: Mapping[str, Fraction]
    weights: Sequence[Fraction] | None
    aggregate: str
    include_self: bool
    directed: bool
    rounds: int


@dataclass(frozen=True)
class Message:
    """One message on its way: who sends it and with what weight; kind is "edge", "loop" or "self"."""

    sender: str
    weight: Fraction
    kind: str = "edge"


def inbox(scenario: Structure) -> dict[str, tuple[Message, ...]]:
    """Every node's incoming messages, in node order, with itself last: edge order never matters.

    An undirected edge carries a message both ways; an undirected self loop carries one.
    """
    place = {node: index for index, node in enumerate(scenario.nodes)}
    received: dict[str, list[Message]] = {node: [] for node in scenario.nodes}
    weights = scenario.weights or [Fraction(1)] * len(scenario.edges)
    for (source, target), weight in zip(scenario.edges, weights, strict=True):
        received[target].append(Message(source, weight, "loop" if source == target else "edge"))
        if not scenario.directed and source != target:
            received[source].append(Message(target, weight))
    for node, messages in received.items():
        messages.sort(key=lambda message: (message.kind == "loop", place[message.sender], message.weight))
        if scenario.include_self:
            messages.append(Message(node, Fraction(1), "self"))
    return {node: tuple(messages) for node, messages in received.items()}


def degrees(arriving: Mapping[str, Sequence[Message]]) -> dict[str, Fraction]:
    """d_v: the sum of the weights that arrive at v, itself included if it takes part."""
    return {node: sum((message.weight for message in messages), Fraction(0)) for node, messages in arriving.items()}


def combine(
    how: str, messages: Sequence[Message], values: Mapping[str, Number], degree: Mapping[str, Fraction], node: str
) -> Number:
    """The new value of `node`: what its messages say, combined. Nothing received gives 0.

    A sender of degree 0 would divide by 0: gcn gives it the weight 0, as PyTorch Geometric does.

    >>> combine("mean", [Message("B", Fraction(2)), Message("C", Fraction(1))], {"B": 5, "C": 2}, {"A": Fraction(3)}, "A")
    Fraction(4, 1)
    """
    if how == "gcn":
        return fsum(float(m.weight) * float(values[m.sender]) / sqrt(degree[m.sender] * degree[node])
                    for m in messages if degree[m.sender])  # fmt: skip
    products = [message.weight * values[message.sender] for message in messages]
    if not products:
        return Fraction(0)
    if how in ("max", "min"):
        return max(products) if how == "max" else min(products)
    # Σ over one common denominator: reducing once, not after each term, is what lets large graphs run in seconds.
    common = lcm(*(product.denominator for product in products))
    total = sum(product.numerator * (common // product.denominator) for product in products)
    return Fraction(total, common) / (degree[node] if how == "mean" else 1)


def hops(scenario: Structure) -> dict[str, int | None]:
    """How many rounds until the start signal can first reach each node (None: never)."""
    arriving, reached, k = inbox(scenario), {node: 0 for node in scenario.nodes if scenario.start.get(node)}, 0
    while len(reached) < len(scenario.nodes):
        fresh = [v for v in scenario.nodes if v not in reached and any(m.sender in reached for m in arriving[v])]
        if not fresh:
            break
        k += 1
        reached |= dict.fromkeys(fresh, k)
    return {node: reached.get(node) for node in scenario.nodes}
