"""The table of remedies: its numbers against loops written anew, and the ones that need no program."""

import numpy as np
import pytest

from explainers.remedies import ALPHA, REMEDIES
from mpcore import Graph, datasets


def dense(graph: Graph) -> np.ndarray:
    a = np.eye(graph.num_nodes)
    a[graph.target, graph.source] = 1
    return a / np.sqrt(np.outer(a.sum(1), a.sum(1)))


def test_the_linear_rows():
    s = dense(datasets.barbell(4, 1))
    lazy = np.linalg.matrix_power((np.eye(9) + s) / 2, 16)[:, 0]
    assert REMEDIES["residual"].roughness == pytest.approx(lazy @ (np.eye(9) - s) @ lazy / (lazy @ lazy), rel=1e-9)
    assert REMEDIES["none"].far == pytest.approx(1 / 300, rel=1e-6)
    assert REMEDIES["initial"].far == pytest.approx((1 - ALPHA) ** 4 / 300, rel=1e-6)
    assert REMEDIES["complete"].far == pytest.approx(1 / 9, rel=1e-6)


def test_costs_and_verdicts():
    assert [remedy.messages for remedy in REMEDIES.values()] == [37, 37, 37, 37, 39, 56, 81]
    assert [remedy.told for remedy in REMEDIES.values()] == ["no"] * 4 + ["depends on the edge"] + ["no"] * 2


def test_pair_norm_ends_in_the_slowest_pattern():
    """Left bell or right bell: eigenvalue 0.95 of S, so roughness 1 - 0.95."""
    assert REMEDIES["norm"].roughness == pytest.approx(0.05, rel=1e-6)
    end = REMEDIES["norm"].run(np.eye(9)[:, [0]], 60)[:, 0]
    assert (np.sign(end) == [1, 1, 1, 1, 0, -1, -1, -1, -1]).all() or abs(end[4]) < 1e-9


def test_every_row_names_a_source():
    assert all("](bibliography.md#" in remedy.row for remedy in REMEDIES.values())
