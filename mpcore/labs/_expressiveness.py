"""What the expressiveness lab computes: colours of a pair by refinement, and a network's values on it in exact arithmetic."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

import numpy as np

from ..graph import Graph
from ..matrices import adjacency
from ..rewiring import with_virtual_node
from ..wl import equivalent, histogram, refine

ROUNDS = 6
AGGREGATES = ("sum", "mean", "max", "gin")
GIVEN = ("nothing", "degrees", "triangles", "ids", "random", "virtual")
Number = int | Fraction


def triangles(graph: Graph) -> list[int]:
    """How many triangles each node is in."""
    a = adjacency(graph)
    return [round(value / 2) for value in np.diag(a @ a @ a).tolist()]


def drawn_numbers(count: int, seed: int) -> list[int]:
    """Whole numbers that look random and are the same on every machine."""
    out, state = [], seed
    for _ in range(count):
        state = (1103515245 * state + 12345) % 2**31
        out.append(state // 65536 % 997 + 1)
    return out


@dataclass(frozen=True)
class Compared:
    """Two graphs, what the nodes are given at the start, and how the network aggregates."""

    left: Graph
    right: Graph
    given: str = "nothing"
    aggregate: str = "sum"

    @cached_property
    def graphs(self) -> tuple[Graph, Graph]:
        return (with_virtual_node(self.left), with_virtual_node(self.right)) if self.given == "virtual" else (self.left, self.right)

    @cached_property
    def start(self) -> tuple[list[int], list[int]]:
        """The first number of every node, for refinement and network alike."""
        out = []
        for seed, graph in enumerate(self.graphs, 1):
            n = graph.num_nodes
            out.append({
                "degrees": [int(d) for d in graph.in_degree], "triangles": [1 + t for t in triangles(graph)],
                "ids": list(range(1, n + 1)), "random": drawn_numbers(n, seed),
            }.get(self.given, [1] * n))  # fmt: skip
        return out[0], out[1]

    @cached_property
    def colours(self) -> tuple[tuple[np.ndarray, ...], ...]:
        """colours[k][side]: a number for each node; equal numbers are equal colours, on both sides."""
        return refine(list(self.graphs), rounds=ROUNDS, start=self.start)

    @cached_property
    def histograms(self) -> list[tuple[dict[int, int], dict[int, int]]]:
        return [(histogram(left), histogram(right)) for left, right in self.colours]

    @cached_property
    def parted(self) -> int | None:
        """The first round whose histograms differ, or None."""
        return next((k for k, (left, right) in enumerate(self.histograms) if left != right), None)

    @cached_property
    def values(self) -> tuple[list[list[Number]], list[list[Number]]]:
        """values[side][k][node], exactly."""
        return self._run(0), self._run(1)

    def _run(self, side: int) -> list[list[Number]]:
        graph = self.graphs[side]
        heard: list[list[int]] = [[] for _ in range(graph.num_nodes)]
        for j, i in zip(graph.source.tolist(), graph.target.tolist()):
            heard[i].append(j)
        out: list[list[Number]] = [list(self.start[side])]
        for _ in range(ROUNDS):
            now = out[-1]
            out.append([_new(self.aggregate, now[i], [now[j] for j in near]) for i, near in enumerate(heard)])
        return out

    def readout(self, side: int, k: int) -> Number:
        return sum(self.values[side][k])


def _new(how: str, own: Number, heard: list[Number]) -> Number:
    if how == "sum":
        return own + sum(heard)
    if how == "mean":
        return Fraction(own + sum(heard)) / (1 + len(heard))
    if how == "max":
        return max([own, *heard])
    mixed = 3 * own + 2 * sum(heard)  # GIN with ε = ½, doubled to stay whole, and the network x² + x, one to one from 0 up
    return mixed * mixed + mixed


@lru_cache(maxsize=32)
def what_breaks(left: Graph, right: Graph) -> list[tuple[str, bool, str]]:
    """(what the nodes or the method are given, whether that tells the pair apart, with which numbers)."""
    counts = [sum(triangles(g)) // 3 for g in (left, right)]
    spectra = [np.linalg.eigvalsh(adjacency(g)) for g in (left, right)]
    same = len(spectra[0]) == len(spectra[1]) and bool(np.allclose(*spectra, atol=1e-9))
    return [
        ("colour refinement (1-WL)", not equivalent(left, right), "every node starts alike"),
        ("a virtual node", Compared(left, right, "virtual").parted is not None, "joined to everyone, on both sides"),
        ("triangle counts", Counter(triangles(left)) != Counter(triangles(right)), f"{counts[0]} and {counts[1]} triangles"),
        ("eigenvalues of A", not same, "as features of the whole graph"),
        ("node numbers", Compared(left, right, "ids").parted is not None, "but the result depends on who has which number"),
        ("random features", Compared(left, right, "random").parted is not None, "but so would two copies of one graph be"),
        ("folklore 2-WL", not equivalent(left, right, dimension=2), "colours for pairs of nodes: n² of them"),
    ]  # fmt: skip
