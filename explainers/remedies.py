"""The table of the page Remedies: each change to the loop, measured on one and the same graph.

The graph is the barbell of two cliques of four, with a signal of 1 on its first node and the GCN matrix S of whatever graph the
messages travel on, without weights. Three measures, one for each limit, and the price.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mpcore import Graph, datasets, diagnostics, gcn_matrix, pair_norm, rewiring, twins, wl
from mpcore.render.measured import measured

LATE, EARLY, ALPHA = 16, 4, 0.1
SOURCE, FAR = 0, 8
MIXED = np.array([[(7 * i * i + 3 * i) % 11 - 5.0] for i in range(9)])  # both signs, no pattern
Step = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]  # S, the features now, the features at the start


def plain(s: np.ndarray, h: np.ndarray, start: np.ndarray) -> np.ndarray:
    return s @ h


def residual(s: np.ndarray, h: np.ndarray, start: np.ndarray) -> np.ndarray:
    return (h + s @ h) / 2  # halved, so that the far signal stays comparable


def initial(s: np.ndarray, h: np.ndarray, start: np.ndarray) -> np.ndarray:
    return (1 - ALPHA) * (s @ h) + ALPHA * start


def normed(s: np.ndarray, h: np.ndarray, start: np.ndarray) -> np.ndarray:
    return pair_norm(s @ h)


def ends_joined(graph: Graph) -> Graph:
    return rewiring.with_edge(graph, SOURCE, FAR)


def all_joined(graph: Graph) -> Graph:
    return datasets.complete(graph.num_nodes)


@dataclass(frozen=True)
class Remedy:
    """A change of the loop (step) or of what it runs on (graph)."""

    name: str
    source: str  # key of the bibliography, and its words
    words: str
    step: Step = plain
    graph: Callable[[Graph], Graph] = lambda graph: graph
    pairs: bool = True  # whether the change can be made to a hexagon and to two triangles alike

    def run(self, x: np.ndarray, rounds: int) -> np.ndarray:
        """The features of the barbell after some rounds."""
        changed = self.graph(datasets.barbell(4, 1))
        start = np.vstack([x, np.zeros((changed.num_nodes - len(x), x.shape[1]))])
        s, h = gcn_matrix(changed), start
        for _ in range(rounds):
            h = self.step(s, h, start)
        return h

    @property
    def roughness(self) -> float:
        """Dirichlet energy after LATE rounds, as a share of the sum of the squares: 0 where only the collapsed pattern is left."""
        h = self.run(np.eye(9)[:, [SOURCE]], LATE)
        return diagnostics.dirichlet_energy(self.graph(datasets.barbell(4, 1)), h) / float((h**2).sum())

    @property
    def far(self) -> float:
        """How much the far end's value after EARLY rounds changes with the first node's start (PairNorm: at MIXED values)."""
        step, unit = 1e-5, np.eye(9)[:, [SOURCE]]
        return float((self.run(MIXED + step * unit, EARLY) - self.run(MIXED - step * unit, EARLY))[FAR, 0]) / (2 * step)

    @property
    def told(self) -> str:
        """Whether colour refinement tells a hexagon from two triangles once the change is made to both."""
        if not self.pairs:
            return "depends on the edge"
        return "no" if wl.equivalent(*map(self.graph, twins.hexagon_and_triangles())) else "yes"

    @property
    def messages(self) -> int:
        """Entries of S: messages a round, the one to oneself counted."""
        return int((gcn_matrix(self.graph(datasets.barbell(4, 1))) > 0).sum())

    @property
    def row(self) -> str:
        """The line of the page's table."""
        source = f"[{self.words}](bibliography.md#{self.source})"
        return f"| {self.name} | {measured(self.roughness, 1e-4)} | {measured(self.far)} | {self.told} | {self.messages} | {source} |"


REMEDIES = {
    "none": Remedy("none", "kipf-welling-2017", "Kipf & Welling 2017"),
    "residual": Remedy("residual, $\\tfrac12(H + SH)$", "he-2016", "He et al. 2016", residual),
    "initial": Remedy(f"initial residual, $a = {ALPHA:g}$", "gasteiger-2019", "Gasteiger et al. 2019", initial),
    "norm": Remedy("PairNorm after each round", "zhao-akoglu-2020", "Zhao & Akoglu 2020", normed),
    "edge": Remedy("one edge between the far ends", "topping-2022", "Topping et al. 2022", graph=ends_joined, pairs=False),
    "virtual": Remedy("virtual node", "gilmer-2017", "Gilmer et al. 2017", graph=rewiring.with_virtual_node),
    "complete": Remedy("complete graph, equal weights", "ying-2021", "Ying et al. 2021", graph=all_joined),
}  # fmt: skip
