"""The well-known layers differ from one another in a hook or two: what is sent, how it is merged, what is made of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mpcore.activations import Activation, identity, leaky_relu, linear, relu
from mpcore.aggregators import attention
from mpcore.checks import as_features, as_parameters
from mpcore.graph import Graph
from mpcore.matrices import gcn_edges, mean_edges
from mpcore.message_passing import MessagePassing

__all__ = ["APPNPLayer", "GATLayer", "GCNIILayer", "GINLayer", "Residual", "SAGELayer", "pair_norm"]


@dataclass(frozen=True, eq=False)
class SAGELayer(MessagePassing):
    """σ(x_i W_self + mean_j(x_j) W + b): the node's own features get a matrix of their own.  Hamilton et al. 2017.

    Nothing received: only the node's own part and the bias.

    >>> layer = SAGELayer(weight=[[1.0]], self_weight=[[10.0]])
    >>> layer(Graph.from_edges([(0, 1), (0, 2)]), [[1.0], [2.0], [4.0]])
    array([[13.],
           [21.],
           [41.]])
    """

    weight: np.ndarray  # W [F, F'], for the mean of the neighbours
    self_weight: np.ndarray  # W_self [F, F'], for the node itself
    bias: np.ndarray | None = None  # b (F',)
    activation: Activation = identity  # σ

    def __post_init__(self) -> None:
        as_parameters(self, "weight")
        as_parameters(self, "self_weight", bias=None)

    def routes(self, graph: Graph) -> Graph:
        return mean_edges(graph, include_self=False)

    def message(self, x_i: np.ndarray, x_j: np.ndarray, edge_weight: np.ndarray) -> np.ndarray:
        return edge_weight * x_j

    def update(self, x: np.ndarray, aggregated: np.ndarray) -> np.ndarray:
        own = linear(x, self.self_weight, where="SAGELayer, self_weight")
        return self.activation(own + linear(aggregated, self.weight, self.bias, "SAGELayer"))


@dataclass(frozen=True, eq=False)
class GINLayer(MessagePassing):
    """network((1 + ε) x_i + Σ_j x_j): a sum, so that with the right network no multiset is lost.  Xu et al. 2019, eq. 4.1.

    >>> GINLayer(epsilon=0.5)(Graph.from_edges([(0, 1)]), [[2.0], [4.0]])
    array([[7.],
           [8.]])
    """

    network: Callable[[np.ndarray], np.ndarray] = identity  # [N, F] -> [N, F'], the same for every row
    epsilon: float = 0.0  # ε

    def message(self, x_i: np.ndarray, x_j: np.ndarray, edge_weight: np.ndarray) -> np.ndarray:
        return edge_weight * x_j

    def update(self, x: np.ndarray, aggregated: np.ndarray) -> np.ndarray:
        return self.network(x * np.asarray(1 + self.epsilon, dtype=x.dtype) + aggregated)


@dataclass(frozen=True, eq=False)
class GATLayer(MessagePassing):
    """σ(Σ_j α_ij x_j W + b), α_ij = softmax over j of leaky_relu(a_target·(x_i W) + a_source·(x_j W)).

    Self loops are added; edge weights play no part, parallel edges do.  One head.  Veličković et al. 2018, eq. 3.

    >>> even = GATLayer(weight=[[1.0]], source_attention=[0.0], target_attention=[0.0])
    >>> even(Graph.from_edges([(0, 1)]), [[1.0], [3.0]])
    array([[2.],
           [2.]])
    """

    weight: np.ndarray  # W [F, F']
    source_attention: np.ndarray  # a_source (F',)
    target_attention: np.ndarray  # a_target (F',)
    bias: np.ndarray | None = None  # b (F',)
    activation: Activation = identity  # σ
    slope: float = 0.2  # of the leaky_relu inside the softmax

    how = attention

    def __post_init__(self) -> None:
        for vector in ("bias", "source_attention", "target_attention"):
            as_parameters(self, "weight", vector)

    def routes(self, graph: Graph) -> Graph:
        return graph.with_self_loops()

    def message(self, x_i: np.ndarray, x_j: np.ndarray, edge_weight: np.ndarray) -> np.ndarray:
        sent, own = (linear(x, self.weight, where="GATLayer") for x in (x_j, x_i))
        score = sent @ self.source_attention.astype(sent.dtype) + own @ self.target_attention.astype(sent.dtype)
        return np.column_stack([sent, leaky_relu(score, self.slope)])

    def update(self, x: np.ndarray, aggregated: np.ndarray) -> np.ndarray:
        return self.activation(aggregated if self.bias is None else aggregated + self.bias.astype(x.dtype))


@dataclass(frozen=True, eq=False)
class APPNPLayer(MessagePassing):
    """(1 - a) S H + a Z: each round goes a part of the way back to the start Z.  Gasteiger et al. 2019, eq. 4.

    >>> layer = APPNPLayer(start=[[1.0], [3.0]], alpha=0.5)
    >>> layer(Graph.from_edges([(0, 1)]), [[1.0], [3.0]])
    array([[1.5],
           [2.5]])
    """

    start: np.ndarray  # Z [N, F]
    alpha: float = 0.1  # a, from 0 (never back) to 1 (never away)

    def routes(self, graph: Graph) -> Graph:
        return gcn_edges(graph)

    def message(self, x_i: np.ndarray, x_j: np.ndarray, edge_weight: np.ndarray) -> np.ndarray:
        return edge_weight * x_j

    def update(self, x: np.ndarray, aggregated: np.ndarray) -> np.ndarray:
        return _mixed(aggregated, as_features(self.start, len(x), "start"), self.alpha)


@dataclass(frozen=True, eq=False)
class GCNIILayer(MessagePassing):
    """σ(((1 - a) S H + a Z)((1 - b) I + b W)): an initial residual, and a W held near the identity.  Chen et al. 2020.

    >>> layer = GCNIILayer(start=[[1.0], [3.0]], weight=[[3.0]], alpha=0.5, beta=0.5)
    >>> layer(Graph.from_edges([(0, 1)]), [[1.0], [3.0]])
    array([[3.],
           [5.]])
    """

    start: np.ndarray  # Z [N, F]
    weight: np.ndarray  # W [F, F]
    alpha: float = 0.1  # a, the part of the start
    beta: float = 0.5  # b, the part of W
    activation: Activation = relu  # σ

    def __post_init__(self) -> None:
        as_parameters(self, "weight", bias=None)

    def routes(self, graph: Graph) -> Graph:
        return gcn_edges(graph)

    def message(self, x_i: np.ndarray, x_j: np.ndarray, edge_weight: np.ndarray) -> np.ndarray:
        return edge_weight * x_j

    def update(self, x: np.ndarray, aggregated: np.ndarray) -> np.ndarray:
        mixed = _mixed(aggregated, as_features(self.start, len(x), "start"), self.alpha)
        return self.activation(_mixed(mixed, linear(mixed, self.weight, where="GCNIILayer"), self.beta))


class Residual(MessagePassing):
    """x + layer(x): what a node had is added to what the inner layer makes of it.  He et al. 2016.

    >>> from mpcore.message_passing import SimpleLayer
    >>> Residual(SimpleLayer("mean"))(Graph.from_edges([(0, 1)]), [[1.0], [3.0]])
    array([[3.],
           [5.]])
    """

    def __init__(self, layer: MessagePassing) -> None:
        self.layer, self.how = layer, layer.how

    def routes(self, graph: Graph) -> Graph:
        return self.layer.routes(graph)

    def message(self, x_i: np.ndarray, x_j: np.ndarray, edge_weight: np.ndarray) -> np.ndarray:
        return self.layer.message(x_i, x_j, edge_weight)

    def update(self, x: np.ndarray, aggregated: np.ndarray) -> np.ndarray:
        return x + self.layer.update(x, aggregated)


def pair_norm(x: np.ndarray, scale: float = 1.0) -> np.ndarray:
    """Rows moved to mean 0, then all scaled by one factor so that their mean squared length is scale².  Zhao & Akoglu 2020.

    The mean squared distance of two rows is then 2 scale², whatever smoothing did; rows all alike give zeros.

    >>> pair_norm(np.array([[1.0], [2.0], [3.0]])).round(3).ravel()
    array([-1.225,  0.   ,  1.225])
    """
    centred = x - x.mean(axis=0) if len(x) else x
    length = np.sqrt((centred**2).sum() / max(len(x), 1))
    return centred * np.asarray(scale / length if length > 0 else 0.0, dtype=x.dtype)


def _mixed(first: np.ndarray, second: np.ndarray, part: float) -> np.ndarray:
    return first * first.dtype.type(1 - part) + second.astype(first.dtype) * first.dtype.type(part)
