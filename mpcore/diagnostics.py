"""What depth does to features, as numbers: how alike neighbours have become, and how much one node still hears of another.

The measures of bottlenecks (resistance, curvature, spectral gap) are offered here too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mpcore.activations import linear
from mpcore.bottlenecks import balanced_forman, commute_time, effective_resistance, spectral_gap, total_resistance
from mpcore.checks import as_features
from mpcore.errors import ShapeError
from mpcore.graph import Graph
from mpcore.matrices import gcn_matrix
from mpcore.spectral import eigenvalues, operator
from mpcore.walks import components

__all__ = [
    "balanced_forman", "commute_time", "dirichlet_energy", "distance_to_kernel", "effective_resistance", "energy_factor",
    "jacobian", "jacobian_norms", "mad", "sensitivity", "spectral_gap", "total_resistance",
]  # fmt: skip


def dirichlet_energy(graph: Graph, x: np.ndarray) -> float:
    """½ Σ_edges w ‖x_i/√(1 + d_i) - x_j/√(1 + d_j)‖², both directions of an edge counted.  0 without edges.

    On an undirected graph this is trace xᵀ(I - S)x, and 0 exactly if x_i/√(1 + d_i) is the same all over a component.
    Cai & Wang 2020.

    >>> round(dirichlet_energy(Graph.from_edges([(0, 1)]), [2, 0]), 9)
    2.0
    """
    x = as_features(x, graph.num_nodes).astype(np.float64)
    scaled = x / np.sqrt(1 + graph.in_degree)[:, None]
    return float(0.5 * (graph.weights[:, None] * (scaled[graph.target] - scaled[graph.source]) ** 2).sum())


def energy_factor(graph: Graph) -> float:
    """max (1 - λ)² over the non-zero eigenvalues λ of I - S: E(S x) is at most this times E(x).  Nothing non-zero: 0.

    The maximum matters: on a nearly bipartite graph it is the largest λ that decides, not the smallest.

    >>> round(energy_factor(Graph.from_edges([(0, 1), (0, 2)])), 9)
    0.25
    """
    values = eigenvalues(graph, "S")
    zeros = len(np.unique(components(graph)))
    return float((values[zeros:] ** 2).max(initial=0.0))


def distance_to_kernel(graph: Graph, x: np.ndarray) -> float:
    """‖x - its projection on span(√(d + 1) on each component)‖: how far x is from what S leaves alone.

    Oono & Suzuki 2020 show that a layer ReLU(S X W) multiplies it by at most λ s: the second largest |eigenvalue| of S
    times the largest singular value of W.

    >>> distance_to_kernel(Graph.from_edges([(0, 1)]), [3, 3]), round(distance_to_kernel(Graph.from_edges([(0, 1)]), [1, -1])**2, 9)
    (0.0, 2.0)
    """
    x = as_features(x, graph.num_nodes).astype(np.float64)
    component = components(graph)
    root = np.sqrt(graph.in_degree + 1)
    same = component[:, None] == component[None, :]
    projection = (same * np.outer(root, root) / (same @ root**2)[:, None]) @ x
    return float(np.linalg.norm(x - projection))


def mad(graph: Graph, x: np.ndarray) -> float:
    """Mean of 1 - cos(x_i, x_j) over the edges j → i: 0 if neighbours point the same way.  No edges: 0.

    A row of zeros has no direction, so its edges are left out.  After Chen et al. 2020 (who also leave out distances of 0).

    >>> mad(Graph.from_edges([(0, 1), (1, 2)]), [[1, 0], [2, 0], [0, 1]])
    0.5
    """
    x = as_features(x, graph.num_nodes).astype(np.float64)
    length = np.linalg.norm(x, axis=1)
    kept = (length[graph.source] > 0) & (length[graph.target] > 0)
    if not kept.any():
        return 0.0
    unit = x / np.where(length > 0, length, 1)[:, None]
    return float((1 - (unit[graph.target[kept]] * unit[graph.source[kept]]).sum(axis=1)).mean())


def sensitivity(graph: Graph, rounds: int, matrix: str = "S") -> np.ndarray:
    """[rounds + 1, N, N]: entry (k, v, u) = ∂h_v after k rounds / ∂h_u at the start = (matrix^k)_vu, exactly.

    For a stack ReLU(S H W) it bounds what u can do to v: times (product of the norms of the W) it is never exceeded.
    Topping et al. 2022, lemma 1.

    >>> sensitivity(Graph.from_edges([(0, 1)]), rounds=1)
    array([[[1. , 0. ],
            [0. , 1. ]],
    <BLANKLINE>
           [[0.5, 0.5],
            [0.5, 0.5]]])
    """
    if isinstance(rounds, bool) or not isinstance(rounds, int | np.integer) or rounds < 0:
        raise ShapeError(f"rounds is {rounds!r}, but must be a whole number, 0 or more.")
    step, out = operator(graph, matrix), [np.eye(graph.num_nodes)]
    for _ in range(rounds):
        out.append(step @ out[-1])
    return np.stack(out)


def jacobian(graph: Graph, x: np.ndarray, weights: Sequence[np.ndarray], activated: bool = True) -> np.ndarray:
    """[N, F', N, F]: ∂h_v,f / ∂x_u,g for H ← ReLU(S H W), one W of weights per layer; activated=False: without ReLU.

    The chain rule by hand: a layer maps a change dH to (S dH W) where ReLU let the value through, and to 0 where not.

    >>> jacobian(Graph.from_edges([(0, 1)]), [1, 2], weights=[[[2.0]]])[:, 0, :, 0]
    array([[1., 1.],
           [1., 1.]])
    """
    h = as_features(x, graph.num_nodes).astype(np.float64)
    step = gcn_matrix(graph)
    n, width = h.shape
    out = np.eye(n * width).reshape(n, width, n * width)
    for layer, weight in enumerate(weights):
        weight = np.asarray(weight, dtype=np.float64)
        h = step @ linear(h, weight, where=f"jacobian, weights[{layer}]")
        spread = np.tensordot(step, out, axes=1)
        out = weight.T @ spread
        if activated:
            out = out * (h > 0)[:, :, None]
            h = np.maximum(h, 0)
    return out.reshape(n, h.shape[1], n, width)


def jacobian_norms(graph: Graph, x: np.ndarray, weights: Sequence[np.ndarray], activated: bool = True) -> np.ndarray:
    """[N, N]: entry (v, u) = ‖∂h_v / ∂x_u‖, the largest singular value of that [F', F] block of the jacobian.

    >>> jacobian_norms(Graph.from_edges([(0, 1)]), [1, 2], weights=[[[-2.0]]])
    array([[0., 0.],
           [0., 0.]])
    """
    blocks = jacobian(graph, x, weights, activated).transpose(0, 2, 1, 3)
    return np.linalg.norm(blocks, ord=2, axis=(2, 3)) if blocks.size else np.zeros(blocks.shape[:2])
