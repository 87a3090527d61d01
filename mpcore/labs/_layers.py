"""The numbers behind the matrix lab: M, W, and for each layer H, the messages HW, their sums M(HW), and H' = σ of these.

The matrix M is not typed in: its column u is what the playground's own operator makes of a single 1 at u, so matrix and messages cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..definition import Number, degrees, inbox
from ..notation import canonical
from ..scenario import PLAYGROUND, Scenario

FEATURES, LAYERS, SIGNAL = 2, 6, 5


@dataclass(frozen=True)
class Operator:
    """A choice of matrix: its formula, and the operator of the playground that it belongs to."""

    formula: str
    aggregate: str
    include_self: bool
    words: str


OPERATORS: dict[str, Operator] = {
    "A": Operator("A", "sum", False, "the playground’s sum without self: each row adds up the neighbours"),
    "A+I": Operator("A + I", "sum", True, "the playground’s sum with self: each row adds up the neighbours and the node"),
    "P0": Operator("D⁻¹A", "mean", False, "the playground’s mean without self: each row averages the neighbours"),
    "P": Operator("P = D̃⁻¹(A + I)", "mean", True, "the playground’s mean with self: each row averages the neighbours and the node"),
    "S": Operator("S = D̃^−½ (A + I) D̃^−½", "gcn", True, "the playground’s GCN with self: a weighted sum of the neighbours and the node, not an average"),
}


@dataclass(frozen=True)
class Layers:
    """All numbers of the figure: M, W, and for each layer H, the messages HW, their sums Z = M(HW), and H' = σ(Z)."""

    name: str
    scenario: Scenario
    relu: bool
    m: list[list[Number]]
    w: list[list[Fraction]]
    h: list[list[list[Number]]]
    hw: list[list[list[Number]]]
    z: list[list[list[Number]]]
    factors: list[list[str]]  # the entries of M as the factors of a sum: "", "1/3", "1/√(3·4)"

    @property
    def operator(self) -> Operator:
        return OPERATORS[self.name]

    @property
    def symbol(self) -> str:
        """The short name of the matrix: what stands before the equals sign of its formula."""
        return self.operator.formula.partition(" = ")[0]


def operator(name: str) -> Scenario:
    """The playground with the operator that the matrix of that name stands for."""
    choice = OPERATORS[name]
    return replace(PLAYGROUND, aggregate=choice.aggregate, include_self=choice.include_self)


def compute(name: str, at: str, w: Sequence[Sequence[Fraction]], relu: bool) -> Layers:
    """Every number of the figure, as fractions wherever the matrix has no square roots.

    >>> compute("A", "A", [[1, 0], [0, 1]], True).z[0][1]
    [Fraction(5, 1), Fraction(3, 1)]
    """
    scenario = operator(name)
    columns = [replace(scenario, start={u: 1}).run(1).values[1] for u in scenario.nodes]
    m = [[column[v] for column in columns] for v in scenario.nodes]
    h: list[list[list[Number]]] = [[[Fraction(SIGNAL if u == at else 0), Fraction(1)] for u in scenario.nodes]]
    hw, z = [], []
    for _ in range(LAYERS):
        hw.append(times(h[-1], w))
        z.append(times(m, hw[-1]))
        h.append([[max(value, Fraction(0)) if relu else value for value in row] for row in z[-1]])
    return Layers(name, scenario, relu, m, [list(row) for row in w], h, hw, z, _factors(scenario, m))


def times(a: Sequence[Sequence[Number]], b: Sequence[Sequence[Number]]) -> list[list[Number]]:
    """The product of two matrices; zeros of the first are skipped, so that exact zeros stay exact.

    >>> times([[1, 2]], [[3, 4], [5, 6]])
    [[Fraction(13, 1), Fraction(16, 1)]]
    """
    return [[sum((x * b[k][j] for k, x in enumerate(row) if x), Fraction(0)) for j in range(len(b[0]))] for row in a]


def _factors(scenario: Scenario, m: Sequence[Sequence[Number]]) -> list[list[str]]:
    if scenario.aggregate != "gcn":
        return [["" if entry == 1 else canonical(Fraction(entry)) for entry in row] for row in m]
    degree = degrees(inbox(scenario))
    joined = "1/\u2060√"  # the joiner keeps a fraction on one line
    return [[f"{joined}({degree[v]}·{degree[u]})" for u in scenario.nodes] for v in scenario.nodes]
