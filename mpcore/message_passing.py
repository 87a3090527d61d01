"""One round of message passing is three moves: message along each edge, aggregate at each node, update.

A layer says what is sent and what is made of it; which number goes where is the same for all layers and stands here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from inspect import isfunction

import numpy as np

from mpcore.aggregators import Aggregator, aggregate
from mpcore.checks import as_features
from mpcore.errors import ShapeError, UnknownNameError
from mpcore.graph import Graph
from mpcore.matrices import gcn_edges

__all__ = ["MessagePassing", "SimpleLayer", "Steps", "simulate"]


@dataclass(frozen=True, eq=False)
class Steps:
    """Every array of one round, in the order in which they come to be."""

    graph: Graph  # the graph that the messages travelled on
    x: np.ndarray  # [N, F] what each node had
    x_i: np.ndarray  # [E, F] what the receiver of each edge had
    x_j: np.ndarray  # [E, F] what the sender of each edge had
    edge_weight: np.ndarray  # [E, 1]
    messages: np.ndarray  # [E, F'] what travels along each edge
    aggregated: np.ndarray  # [N, F'] what arrived at each node
    out: np.ndarray  # [N, F''] what each node has now


class MessagePassing(ABC):
    """A layer: write message and update, choose how to aggregate, and propagate does the routing.

    >>> class Loudest(MessagePassing):
    ...     how = "max"
    ...     def message(self, x_i, x_j, edge_weight):
    ...         return edge_weight * x_j
    ...     def update(self, x, aggregated):
    ...         return aggregated
    >>> Loudest().propagate(Graph.from_edges([(0, 1), (1, 2)]), [1, 0, 3])
    array([[0.],
           [3.],
           [0.]])
    """

    how: str | Aggregator = "sum"  # a name in AGGREGATORS, or a function of that form

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if isfunction(cls.__dict__.get("how")):  # a function in a class body would otherwise be handed self
            cls.how = staticmethod(cls.how)

    @abstractmethod
    def message(self, x_i: np.ndarray, x_j: np.ndarray, edge_weight: np.ndarray) -> np.ndarray:
        """[E, F'] what the sender j of each edge tells the receiver i, from x_i [E, F], x_j [E, F], edge_weight [E, 1]."""

    @abstractmethod
    def update(self, x: np.ndarray, aggregated: np.ndarray) -> np.ndarray:
        """[N, F''] what each node becomes, from what it had, x [N, F], and what arrived, aggregated [N, F']."""

    def routes(self, graph: Graph) -> Graph:
        """The graph that the messages travel on: the one given, unless a layer adds self loops or scales the weights."""
        return graph

    def steps(self, graph: Graph, x: np.ndarray) -> Steps:
        """One round with every array kept.  x is [N, F] or, for one feature, [N]."""
        return self._round(self.routes(graph), as_features(x, graph.num_nodes))

    def propagate(self, graph: Graph, x: np.ndarray) -> np.ndarray:
        """[N, F''] the result of one round."""
        return self.steps(graph, x).out

    def __call__(self, graph: Graph, x: np.ndarray) -> np.ndarray:
        """The same as propagate."""
        return self.propagate(graph, x)

    def _round(self, graph: Graph, x: np.ndarray) -> Steps:
        x_i, x_j = x[graph.target], x[graph.source]
        weight = graph.weights[:, None].astype(x.dtype)
        messages = self._rows("message", self.message(x_i, x_j, weight), graph.num_edges, "edge")
        aggregated = aggregate(messages, graph.target, graph.num_nodes, self.how)
        out = self._rows("update", self.update(x, aggregated), graph.num_nodes, "node")
        return Steps(graph, x, x_i, x_j, weight, messages, aggregated, out)

    def _rows(self, method: str, result: np.ndarray, rows: int, each: str) -> np.ndarray:
        if isinstance(result, np.ndarray) and result.ndim == 2 and len(result) == rows:
            return result
        got = f"shape {result.shape}" if isinstance(result, np.ndarray) else type(result).__name__
        where = f"{type(self).__name__}.{method}"
        raise ShapeError(f"{where} returned {got}, but must return an array ({rows}, any): one row for each {each}.")


class SimpleLayer(MessagePassing):
    """Nothing learned: each node takes the sum, mean, max, min or GCN average of what it receives.

    include_self adds one message of weight 1 from each node to itself.  A mean of weighted messages is Σ w x / Σ w.

    >>> SimpleLayer("mean", include_self=False).propagate(Graph.from_edges([(0, 1), (0, 2)]), [0, 1, 4]).ravel()
    array([2.5, 0. , 0. ])
    """

    CHOICES = ("sum", "mean", "max", "min", "gcn")

    def __init__(self, choice: str = "mean", include_self: bool = True) -> None:
        if choice not in self.CHOICES:
            raise UnknownNameError(f"how is {choice!r}, but must be one of {', '.join(self.CHOICES)}.")
        self.choice, self.include_self = choice, include_self
        self.how = choice if choice in ("max", "min") else "sum"

    def routes(self, graph: Graph) -> Graph:
        if self.choice == "gcn":
            return gcn_edges(graph, self.include_self)
        return graph.with_self_loops() if self.include_self else graph

    def message(self, x_i: np.ndarray, x_j: np.ndarray, edge_weight: np.ndarray) -> np.ndarray:
        # for a mean the weights travel too: to divide by their sum at the end rounds once, and leaves a constant constant
        return np.hstack([edge_weight * x_j, edge_weight]) if self.choice == "mean" else edge_weight * x_j

    def update(self, x: np.ndarray, aggregated: np.ndarray) -> np.ndarray:
        if self.choice != "mean":
            return aggregated
        total, weight = aggregated[:, :-1], aggregated[:, -1:]
        return total / np.where(weight > 0, weight, weight.dtype.type(1))


def simulate(graph: Graph, x: np.ndarray, how: str = "mean", include_self: bool = True, rounds: int = 10) -> np.ndarray:
    """[rounds + 1, N, F]: x itself, then the values after each round of a SimpleLayer.

    >>> simulate(Graph.from_edges([(0, 1)]), [1, 0], how="sum", include_self=False, rounds=2)[:, :, 0]
    array([[1., 0.],
           [0., 1.],
           [1., 0.]])
    """
    if isinstance(rounds, bool) or not isinstance(rounds, int | np.integer) or rounds < 0:
        raise ShapeError(f"rounds is {rounds!r}, but must be a whole number, 0 or more.")
    layer, values = SimpleLayer(how, include_self), [as_features(x, graph.num_nodes)]
    routed = layer.routes(graph)
    for _ in range(rounds):
        values.append(layer._round(routed, values[-1]).out)
    return np.stack(values)
