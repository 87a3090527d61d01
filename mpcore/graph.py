"""A graph is a list of edges, and edge e carries a message from node source[e] to node target[e].

The conventions of the array world, stated once:

- Direction is j → i: the source j sends, the target i receives. Row i of a matrix holds what flows INTO node i, so that
  `matrix @ x` aggregates. (NetworkX stores the transpose: its row is the sender. The conversions below take care.)
- An undirected edge is two edges, one each way; an undirected self loop is a single edge.
- Parallel edges and self loops are allowed, and each one counts. A weight is positive; no weights means that all are 1.
- A degree is an in-degree: what a node receives. A node that receives nothing aggregates to 0.
- Updates are synchronous: round k + 1 reads only round k.
- Numbers are float64, unless the caller's array is float32: then the result is float32 too.
- Shapes: N nodes, E edges, F features. Arrays of a Graph are read-only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mpcore import conversions
from mpcore.checks import checked_graph
from mpcore.errors import GraphError

__all__ = ["Graph"]


@dataclass(frozen=True, eq=False)
class Graph:
    """num_nodes nodes, and an edge source[e] → target[e] for each e, checked once and never changed.

    >>> g = Graph(3, source=[0, 1, 1], target=[1, 2, 2])
    >>> g.in_degree
    array([0., 1., 2.])
    >>> Graph(3, source=[0, 3], target=[1, 2])
    Traceback (most recent call last):
        ...
    mpcore.errors.GraphError: source[1] is 3, but a graph of 3 nodes has only nodes 0 to 2.
    """

    num_nodes: int
    source: np.ndarray  # (E,) int, node j that sends
    target: np.ndarray  # (E,) int, node i that receives
    edge_weight: np.ndarray | None = None  # (E,) float, positive; None: all 1
    labels: tuple[str, ...] | None = None  # (N,) a name for each node; None: "0", "1", ...

    def __post_init__(self) -> None:
        fields = checked_graph(self.num_nodes, self.source, self.target, self.edge_weight, self.labels)
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Graph):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[object, ...]:
        return self.num_nodes, self.source.tobytes(), self.target.tobytes(), self.weights.tobytes(), self.names

    def __repr__(self) -> str:
        weighted = "" if self.edge_weight is None else ", weighted"
        return f"Graph({self.num_nodes} nodes, {self.num_edges} directed edges{weighted})"

    @property
    def num_edges(self) -> int:
        """E, the number of directed edges: an undirected edge counts twice, a self loop once."""
        return len(self.source)

    @property
    def edge_index(self) -> np.ndarray:
        """[2, E] int: sources above targets, as PyTorch Geometric stores a graph."""
        return np.stack([self.source, self.target])

    @property
    def weights(self) -> np.ndarray:
        """(E,) float64: the edge weights, ones where the graph has none."""
        return np.ones(self.num_edges) if self.edge_weight is None else self.edge_weight

    @property
    def in_degree(self) -> np.ndarray:
        """(N,) float64: d_i = total weight of the edges into i. Nothing received gives 0."""
        return np.bincount(self.target, weights=self.weights, minlength=self.num_nodes)

    @property
    def names(self) -> tuple[str, ...]:
        """(N,) the labels, or the node numbers as text."""
        return self.labels if self.labels is not None else tuple(map(str, range(self.num_nodes)))

    @property
    def is_undirected(self) -> bool:
        """True if every edge has a partner of the same weight in the other direction.

        >>> Graph.from_edges([(0, 1)]).is_undirected, Graph.from_edges([(0, 1)], directed=True).is_undirected
        (True, False)
        """
        edges = list(zip(self.source.tolist(), self.target.tolist(), self.weights.tolist(), strict=True))
        return Counter(edges) == Counter((target, source, weight) for source, target, weight in edges)

    def with_self_loops(self) -> Graph:
        """A + I, literally: every node also receives one message from itself, of weight 1.

        >>> Graph.from_edges([(0, 1)]).with_self_loops().edge_index
        array([[0, 1, 0, 1],
               [1, 0, 0, 1]])
        """
        loops = np.arange(self.num_nodes)
        weight = None if self.edge_weight is None else np.concatenate([self.edge_weight, np.ones(self.num_nodes)])
        source, target = np.concatenate([self.source, loops]), np.concatenate([self.target, loops])
        return Graph(self.num_nodes, source, target, weight, self.labels)

    def permuted(self, order: Sequence[int] | np.ndarray) -> Graph:
        """The same graph with its nodes in another order: new node i is old node order[i]; features go x[order].

        >>> Graph(3, [0], [1], labels=["a", "b", "c"]).permuted([2, 0, 1]).edge_index.T
        array([[1, 2]])
        """
        order = np.asarray(order, dtype=np.intp)
        if not np.array_equal(np.sort(order), np.arange(self.num_nodes)):
            raise GraphError(f"order is {order.tolist()}, but must hold each node, 0 to {self.num_nodes - 1}, once.")
        place = np.argsort(order)
        labels = None if self.labels is None else [self.labels[old] for old in order]
        return Graph(self.num_nodes, place[self.source], place[self.target], self.edge_weight, labels)

    @classmethod
    def from_edges(
        cls,
        pairs: Iterable[tuple[Hashable, Hashable]],
        directed: bool = False,
        *,
        num_nodes: int | None = None,
        weights: Sequence[float] | None = None,
        labels: Sequence[str] | None = None,
    ) -> Graph:
        """A graph from pairs (j, i) of node numbers or of labels; undirected pairs go both ways, self loops once.

        Numbers without num_nodes: nodes 0 up to the largest one named. Labels not listed: in order of appearance.

        >>> Graph.from_edges([("A", "B"), ("B", "C")]).names
        ('A', 'B', 'C')
        """
        return cls(*conversions.edges_of_pairs(pairs, directed, num_nodes, weights, labels))

    @classmethod
    def from_edge_index(
        cls,
        edge_index: np.ndarray,
        num_nodes: int,
        edge_weight: np.ndarray | None = None,
        labels: Sequence[str] | None = None,
    ) -> Graph:
        """A graph from [2, E] int, sources above targets (PyTorch Geometric's form; a tensor on the CPU will do)."""
        rows = np.asarray(edge_index)
        if rows.ndim != 2 or rows.shape[0] != 2:
            raise GraphError(f"edge_index has shape {rows.shape}, but needs (2, E): sources above targets.")
        return cls(num_nodes, rows[0], rows[1], edge_weight, labels)

    @classmethod
    def from_adjacency(cls, matrix: np.ndarray, labels: Sequence[str] | None = None) -> Graph:
        """A graph from A [N, N]: A[i, j] > 0 is an edge j → i of that weight. All ones: an unweighted graph.

        >>> Graph.from_adjacency([[0, 1], [0, 0]]).edge_index.T
        array([[1, 0]])
        """
        return cls(*conversions.edges_of_matrix(np.asarray(matrix)), labels)

    @classmethod
    def from_scipy(cls, matrix: Any, labels: Sequence[str] | None = None) -> Graph:
        """A graph from a SciPy sparse M [N, N], read as from_adjacency does; repeated COO entries are parallel edges."""
        return cls(*conversions.edges_of_scipy(matrix), labels)

    @classmethod
    def from_networkx(cls, graph: Any, weight: str | None = None) -> Graph:
        """A graph from any NetworkX graph, nodes in its order. Edge data are ignored unless `weight` names one."""
        return cls(*conversions.edges_of_networkx(graph, weight))

    @classmethod
    def from_scenario(cls, scenario: Any) -> tuple[Graph, np.ndarray]:
        """The graph of a Scenario and its start values x [N, 1], fractions turned into floats."""
        weights = None if scenario.weights is None else [float(weight) for weight in scenario.weights]
        graph = cls.from_edges(scenario.edges, scenario.directed, weights=weights, labels=scenario.nodes)
        return graph, np.array([[float(scenario.start.get(node, 0))] for node in scenario.nodes]).reshape(-1, 1)

    def to_networkx(self) -> Any:
        """A networkx.MultiDiGraph on nodes 0 to N-1, with every edge (weight kept) and every label.

        For the functions that want a simple undirected graph: networkx.Graph(g.to_networkx()).
        """
        return conversions.to_networkx(self)

    def to_scipy(self) -> Any:
        """A as a scipy.sparse.csr_array [N, N], row i what node i receives; parallel edges add up."""
        return conversions.to_scipy(self)
