"""`make oracle`: our layers against the installed PyTorch Geometric and PyTorch.

The imports are plain on purpose: where PyTorch is missing this must fail, never skip.
"""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from oracle import in_code, jacobian_cases, pyg_cases
from oracle.test_pyg_recorded import RECORDED

from mpcore import GCNLayer, Graph
from mpcore.activations import identity

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # theirs, about their own internals
    import torch
    import torch_geometric


@pytest.mark.parametrize("case", pyg_cases.CASES)
def test_layer(case):
    np.testing.assert_allclose(pyg_cases.ours(case), pyg_cases.theirs(case), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("case", jacobian_cases.CASES)
def test_jacobian(case):
    np.testing.assert_allclose(jacobian_cases.ours(case), jacobian_cases.theirs(case), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("case", pyg_cases.CASES)
def test_the_recorded_numbers_are_still_theirs(case):
    np.testing.assert_allclose(RECORDED["layers"][case]["out"], pyg_cases.theirs(case), rtol=1e-9, atol=1e-12)


def test_the_known_difference_a_self_loop_that_is_there_is_replaced_by_theirs_and_doubled_by_ours():
    graph, x = Graph(2, [0, 0], [0, 1]), np.array([[1.0], [1.0]])
    layer = torch_geometric.nn.GCNConv(1, 1, bias=False).double()
    with torch.no_grad():
        layer.lin.weight.copy_(torch.ones(1, 1))
        theirs = layer(torch.tensor(x), torch.tensor(graph.edge_index)).numpy()
    np.testing.assert_allclose(theirs[0], 1.0)
    ours = GCNLayer([[1.0]], activation=identity)(graph, x)
    np.testing.assert_allclose(ours, [[1.0], [1 / np.sqrt(4) + 0.5]])
    np.testing.assert_allclose(theirs[1], 1 / np.sqrt(2) + 0.5)


def test_the_page_in_code_still_gets_their_numbers():
    np.testing.assert_allclose(RECORDED["in_code"]["out"], in_code.theirs(), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(in_code.ours(), in_code.theirs(), rtol=0, atol=1e-6)
