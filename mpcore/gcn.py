"""A graph convolution (GCN) is message passing with one fixed scale for each edge and one learned matrix for all nodes.

In one line: H' = σ(S H W + b), S = (D + I)^-1/2 (A + I) (D + I)^-1/2.  Kipf & Welling 2017, eq. 2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mpcore.activations import Activation, linear, relu
from mpcore.checks import as_parameters
from mpcore.graph import Graph
from mpcore.matrices import gcn_edges
from mpcore.message_passing import MessagePassing

__all__ = ["GCNLayer"]


@dataclass(frozen=True, eq=False)
class GCNLayer(MessagePassing):
    """σ(S H W + b), one move at a time.  A node that nobody sends to still hears itself.

    >>> layer = GCNLayer(weight=[[2.0]])
    >>> layer(Graph.from_edges([(0, 1)]), [[1.0], [3.0]])
    array([[4.],
           [4.]])
    """

    weight: np.ndarray  # W [F, F']
    bias: np.ndarray | None = None  # b (F',)
    activation: Activation = relu  # σ

    def __post_init__(self) -> None:
        as_parameters(self, "weight", "bias")

    def routes(self, graph: Graph) -> Graph:
        # 1. Every node joins its own neighbourhood: A + I.
        # 2. An edge j → i gets the weight 1 / √(d_i d_j), the degrees counting the self loop.
        return gcn_edges(graph)

    def message(self, x_i: np.ndarray, x_j: np.ndarray, edge_weight: np.ndarray) -> np.ndarray:
        # 3. The sender's features travel along the edge, scaled by its weight.
        return edge_weight * x_j

    # 4. What arrives is added up: how = "sum", inherited.

    def update(self, x: np.ndarray, aggregated: np.ndarray) -> np.ndarray:
        # 5. The sum is multiplied by W and the bias added. (Each x_j times W first gives the same: both are linear.)
        out = linear(aggregated, self.weight, self.bias, "GCNLayer")
        # 6. The activation bends the result.
        return self.activation(out)
