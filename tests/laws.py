"""What every layer must satisfy. Each law catches bugs that the others let pass (tests/unit/test_laws.py plants them)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mpcore import Graph

Definition = Callable[[Graph, np.ndarray], np.ndarray]

#: Directed, so that a reversal shows; with parallel edges, self loops, a node without edges, senders that hear nobody.
WILD = Graph(
    6,
    source=[0, 0, 0, 1, 2, 2, 3, 4, 4, 1],
    target=[1, 1, 2, 3, 3, 2, 0, 0, 0, 1],
    edge_weight=[1.0, 2.5, 0.5, 3.0, 1.0, 0.25, 2.0, 1.5, 1.5, 1.0],
    labels=["a", "b", "c", "d", "e", "f"],
)
UNWEIGHTED = Graph(WILD.num_nodes, WILD.source, WILD.target)
UNDIRECTED = Graph.from_edges([(0, 1), (0, 2), (1, 3), (1, 4), (2, 3), (2, 4), (2, 5)])
NO_EDGES = Graph(3, [], [])
NO_NODES = Graph(0, [], [])
GRAPHS = (WILD, UNWEIGHTED, UNDIRECTED, NO_EDGES, NO_NODES)


def random_graph(rng: np.random.Generator, weighted: bool = True) -> Graph:
    """A directed graph of up to 7 nodes; parallel edges and self loops come up often, isolated nodes at times."""
    n = int(rng.integers(1, 8))
    source, target = rng.integers(0, n, (2, int(rng.integers(0, 3 * n))))
    return Graph(n, source, target, rng.uniform(0.1, 2.0, len(source)) if weighted else None)


def features(graph: Graph, width: int, seed: int = 0) -> np.ndarray:
    """[N, width] numbers of both signs, no two alike."""
    return np.random.default_rng(seed).normal(size=(graph.num_nodes, width))


def assert_node_relabelling(layer: Definition, graph: Graph, x: np.ndarray) -> None:
    """f(QAQᵀ, QX) = Q f(A, X): which number a node has is of no consequence."""
    order = np.random.default_rng(7).permutation(graph.num_nodes)
    close(layer(graph.permuted(order), x[order]), layer(graph, x)[order], "relabelling the nodes changed the result")


def assert_edge_order(layer: Definition, graph: Graph, x: np.ndarray) -> None:
    """The order in which the edges are listed is of no consequence."""
    order = np.random.default_rng(8).permutation(graph.num_edges)
    weight = None if graph.edge_weight is None else graph.edge_weight[order]
    shuffled = Graph(graph.num_nodes, graph.source[order], graph.target[order], weight)
    close(layer(shuffled, x), layer(graph, x), "shuffling the edges changed the result")


def assert_definition(layer: Definition, graph: Graph, x: np.ndarray, definition: Definition) -> None:
    """The layer is what its definition says: a dense product, or nested loops."""
    close(layer(graph, x), definition(graph, x), "the layer differs from its definition")


def assert_layer_laws(
    layer: Definition, definition: Definition, width: int = 3, graphs: tuple[Graph, ...] = GRAPHS, random: int = 20
) -> None:
    """All three laws on wild, plain, empty and random graphs; the input is left alone and float32 stays float32."""
    rng = np.random.default_rng(9)
    for graph in (*graphs, *(random_graph(rng, weighted=trial % 2 == 0) for trial in range(random))):
        x = features(graph, width)
        before = x.copy()
        assert_node_relabelling(layer, graph, x)
        assert_edge_order(layer, graph, x)
        if graph.num_nodes:
            assert_definition(layer, graph, x, definition)
        assert np.array_equal(x, before), "the layer wrote to its input"
        out = layer(graph, x.astype(np.float32))
        assert out.dtype == np.float32, f"float32 went in, {out.dtype} came out"
        assert layer(graph, x).dtype == np.float64


def close(got: np.ndarray, wanted: np.ndarray, why: str) -> None:
    """Equal up to the rounding of sums in another order."""
    np.testing.assert_allclose(got, wanted, rtol=1e-10, atol=1e-12, err_msg=why)
