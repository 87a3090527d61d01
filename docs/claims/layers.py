"""One layer, as matrices and as code

What W may trade places with, what a layer does to new names, and our layer beside the one of PyTorch Geometric.
"""

import numpy as np
from claims._graphs import ALL, FROM_A, PLAYGROUND, start

from mpcore import GCNLayer, MessagePassing, aggregate
from mpcore.evidence import claim, close, differs, equal
from mpcore.matrices import gcn_edges

TINY = 1e-12
H = np.column_stack([FROM_A, np.ones(6)])
W = np.array([[1.0, -1.0], [0.0, 1.0]])
#: What the PyTorch Geometric layer on the page "In code" returns for H and W on the playground; `make oracle` asks it anew.
RECORDED = [[1.6666666666666672, 0.0], [1.4433756729740645, 0.0], [1.2909944487358058, 0.0],
            [0.0, 0.8802073576753076], [0.0, 0.8802073576753076], [0.0, 0.8162277660168378]]  # fmt: skip


@claim("gcn-entry-b", r"With $H = (x, \mathbf 1)$ and $W = \begin{pmatrix} 1 & -1 \\ 0 & 1 \end{pmatrix}$ a GCN layer with ReLU gives node B of the playground "
       r"≈ 1.443 and 0.", "kipf-welling-2017")  # fmt: skip
def gcn_entry_b():
    out = GCNLayer(W)(PLAYGROUND, H)[1]
    yield close("B, from the layer", out, [5 / np.sqrt(12), 0], TINY)
    gathered = [sum(H[u, f] / np.sqrt(4 * d) for u, d in ((0, 3), (1, 4), (3, 3), (4, 3))) for f in range(2)]
    yield close("B before ReLU, neighbour by neighbour", np.array(gathered) @ W, [1.44337567, -0.3274], 1e-4)


@claim("w-commutes-with-sum", r"$S(HW) = (SH)W$: around a sum, $W$ may stand in the message or in the update, since both are linear.")
def w_commutes_with_sum():
    for name, graph in ALL.items():
        h, w = start(graph, width=3), np.random.default_rng(2).normal(size=(3, 2))
        first, last = (aggregate(v[graph.source], graph.target, graph.num_nodes, "sum") for v in (h @ w, h))
        yield close(f"{name}: W before the sum, and after it", first, last @ w, 1e-10)


@claim("w-does-not-commute-with-max", r"Around a maximum, multiplying by $W$ before and after are different layers.")
def w_does_not_commute_with_max():
    h, w = np.column_stack([FROM_A, 1 - FROM_A]), np.array([[1.0, 0.0], [-1.0, 1.0]])
    first, last = (aggregate(v[PLAYGROUND.source], PLAYGROUND.target, 6, "max") for v in (h @ w, h))
    yield differs("playground: W before the maximum, and after it", first, last @ w, by=0.5)


@claim("layers-equivariant-readouts-invariant", "Rename the nodes, and the rows of a layer’s output are renamed with them; the sum of all rows does not change.", "bronstein-2021")
def layers_equivariant_readouts_invariant():
    for name, graph in ALL.items():
        rng = np.random.default_rng(3)
        order, x, layer = rng.permutation(graph.num_nodes), start(graph, width=2), GCNLayer(rng.normal(size=(2, 3)))
        old, new = layer(graph, x), layer(graph.permuted(order), x[order])
        yield close(f"{name}: rows of the layer", new, old[order], 1e-10)
        yield close(f"{name}: sum of the rows", new.sum(0), old.sum(0), 1e-10)


@claim("fancy-index-loses-messages", "In numpy, `out[target] += messages` keeps one of several messages with the same target, and `np.add.at` keeps them all.")
def fancy_index_loses_messages():
    lost, kept = np.zeros(1), np.zeros(1)
    lost[[0, 0]] += [1.0, 2.0]
    np.add.at(kept, [0, 0], [1.0, 2.0])
    yield equal("messages 1 and 2 to one node, with +=", lost, [2.0])
    yield equal("the same with np.add.at", kept, [3.0])


class GCN(MessagePassing):
    """The layer of the page "In code"."""

    how = "sum"

    def __init__(self, weight):
        self.weight = weight

    def routes(self, graph):
        return gcn_edges(graph)

    def message(self, x_i, x_j, edge_weight):
        sent = x_j @ self.weight
        return edge_weight * sent

    def update(self, x, aggregated):
        return np.maximum(aggregated, 0)


@claim("in-code-same-as-pyg", r"Given the same graph, features and weights, our layer and the one for PyTorch Geometric return the same numbers, to within $10^{-6}$.", "fey-lenssen-2019")
def in_code_same_as_pyg():
    yield close("ours, beside the recorded numbers of PyTorch Geometric", GCN(W).propagate(PLAYGROUND, H), RECORDED, 1e-6)
    yield close("the GCNLayer of mpcore, beside the same numbers", GCNLayer(W)(PLAYGROUND, H), RECORDED, 1e-6)
