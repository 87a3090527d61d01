"""What the over-smoothing lab measures, and what theory foretells about it, for one choice of graph, layer and start.

Every operator here is a symmetric matrix in disguise: P = D^-½ S D^½ and Pᵀ = D^½ S D^-½. So distance and energy are taken of
y = D^½ h, h, or D^-½ h, where the bounds hold without a constant in front: multiplying by the operator leaves the part of y along
√d alone, component by component, and shrinks the rest by |μ₂| at least. ReLU, too, brings nothing further from that part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..graph import Graph
from ..spectral import eigenvalues, limit, operator, period, smoothing_rate
from ..walks import components

DEPTH = 64
ALPHA = 0.1  # of the initial residual
SMALL = 1e-13  # a part that one layer shrinks to less than this is gone: what is left of it is rounding
NAMES = {"P": "P", "S": "S", "T": "P^T"}
POWER = {"P": 0.5, "S": 0.0, "T": -0.5}


@dataclass(frozen=True)
class Stack:
    """DEPTH layers, all alike: act(s M h), with a skip connection or without."""

    graph: Graph
    x: np.ndarray  # (N,) the start
    op: str = "P"
    include_self: bool = True
    skip: str = "none"  # none, residual, initial
    relu: bool = False
    scale: float = 1.0

    @property
    def name(self) -> str:
        return NAMES[self.op] if self.include_self else {"P": "P0", "S": "S0", "T": "P0^T"}[self.op]

    @cached_property
    def matrix(self) -> np.ndarray:
        return operator(self.graph, self.name)

    @property
    def values(self) -> np.ndarray:
        """[DEPTH + 1, N] the features after each layer."""
        return self._run[0]

    @property
    def cuts(self) -> np.ndarray:
        """(DEPTH + 1,) bool: did ReLU cut anything in this layer?"""
        return self._run[1]

    @cached_property
    def _run(self) -> tuple[np.ndarray, np.ndarray]:
        out, cuts = [self.x.astype(float)], [False]
        for _ in range(DEPTH):
            before = self.scale * (self.matrix @ out[-1])
            if self.skip == "initial":
                before = (1 - ALPHA) * before + ALPHA * self.x
            after = np.maximum(before, 0) if self.relu else before
            cuts.append(bool((after != before).any()))
            out.append(out[-1] + after if self.skip == "residual" else after)
        return np.stack(out), np.array(cuts)

    @cached_property
    def bends(self) -> bool:
        """Whether ReLU ever changes anything: not while all values are 0 or more."""
        return self.relu and bool((self.x < 0).any())

    @cached_property
    def degree(self) -> np.ndarray:
        return self.graph.in_degree + (1 if self.include_self else 0)

    @cached_property
    def symmetric(self) -> np.ndarray:
        """[DEPTH + 1, N] the features in the coordinates in which the operator is symmetric."""
        return self.values * np.where(self.degree > 0, self.degree, 1.0) ** POWER[self.op]

    @cached_property
    def apart(self) -> np.ndarray:
        """[DEPTH + 1, N] what of them is not along √d on each component: the part that collapse takes away.

        It is carried from layer to layer and not found by subtraction, where ReLU cuts nothing: of two numbers that agree in
        16 digits the difference is only rounding, and here it is the difference that counts.
        """
        units = np.where(self.degree > 0, self.degree, 1.0) ** POWER[self.op]
        step = self.scale * (units[:, None] * self.matrix / units[None, :])
        root, part = np.sqrt(self.degree), components(self.graph)
        same = part[:, None] == part[None, :]
        volume = same @ self.degree
        along = same * np.outer(root, root) / np.where(volume > 0, volume, 1)[:, None]
        out = [self.symmetric[0] - along @ self.symmetric[0]]
        for k in range(1, DEPTH + 1):
            heard = step @ out[-1]
            carried = {"none": heard, "residual": out[-1] + heard, "initial": (1 - ALPHA) * heard + ALPHA * out[0]}[self.skip]
            new = self.symmetric[k] if self.cuts[k] else carried
            new = new - along @ new
            out.append(np.where(np.abs(new).max() > SMALL * np.abs(out[-1]).max(), new, 0.0))
        return np.stack(out)

    @cached_property
    def size(self) -> np.ndarray:
        return np.sqrt((self.symmetric**2).sum(axis=1))

    @cached_property
    def distance(self) -> np.ndarray:
        """(DEPTH + 1,) how far from collapsed."""
        return np.sqrt((self.apart**2).sum(axis=1))

    @cached_property
    def direction(self) -> np.ndarray:
        """(DEPTH + 1,) the distance as a part of the size: 1 is all difference, 0 is none."""
        return np.divide(self.distance, self.size, out=np.zeros(DEPTH + 1), where=self.size > 0)

    @cached_property
    def energy(self) -> np.ndarray:
        """(DEPTH + 1,) Dirichlet energy in the operator's own units: 0 exactly where it leaves everything alone."""
        flat = self.apart / np.sqrt(np.where(self.degree > 0, self.degree, 1.0))
        apart = flat[:, self.graph.target] - flat[:, self.graph.source]
        return 0.5 * (self.graph.weights * apart**2).sum(axis=1)

    @cached_property
    def spectrum(self) -> np.ndarray:
        return eigenvalues(self.graph, self.name)

    @cached_property
    def parts(self) -> int:
        return int(components(self.graph).max()) + 1

    @cached_property
    def rate(self) -> float:
        """λ: the second largest |eigenvalue|, where 1 is left out once for each component."""
        found = smoothing_rate(self.graph, self.name)
        return found if found > 1e-12 else 0.0

    @property
    def swings(self) -> bool:
        return period(self.graph, self.name) == 2

    @cached_property
    def factor(self) -> float:
        """What a layer multiplies the distance by, at most (an initial residual also adds a part of the start's)."""
        if self.skip == "initial":
            return (1 - ALPHA) * self.scale * self.rate
        if self.skip == "residual":
            others = self.spectrum[self.parts :]
            return 1 + self.scale * self.rate if self.relu else float(np.abs(1 + self.scale * others).max(initial=0.0))
        return self.scale * self.rate

    def bound(self, start: float) -> np.ndarray:
        """(DEPTH + 1,) the largest that theory allows for the distance, or for the root of the energy, from its first value."""
        out, back = [start], ALPHA * start if self.skip == "initial" else 0.0
        for _ in range(DEPTH):
            out.append(self.factor * out[-1] + back)
        return np.array(out)

    @cached_property
    def limit(self) -> np.ndarray | None:
        """(N,) what the values tend to where a formula says it, else None."""
        if self.bends or self.skip == "residual":
            return None
        if self.skip == "initial":
            step = (1 - ALPHA) * self.scale
            return None if step >= 1 else ALPHA * np.linalg.solve(np.eye(len(self.x)) - step * self.matrix, self.x)
        if self.scale < 1:
            return np.zeros(len(self.x))
        return None if self.scale > 1 or self.swings else limit(self.graph, self.x, self.name)[:, 0]
