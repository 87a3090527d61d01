"""Our layers and Jacobians against recorded numbers of PyTorch Geometric and PyTorch; `make oracle` asks them live."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from oracle import in_code, jacobian_cases, pyg_cases

RECORDED = json.loads((Path(__file__).parents[1] / "golden" / "pyg.json").read_text(encoding="utf-8"))


def test_the_record_says_who_made_it_and_covers_every_case():
    assert set(RECORDED["versions"]) == {"torch", "torch_geometric", "numpy", "python"}
    assert list(RECORDED["layers"]) == list(pyg_cases.CASES)
    assert list(RECORDED["jacobians"]) == list(jacobian_cases.CASES)


@pytest.mark.parametrize("case", pyg_cases.CASES)
def test_layer_equals_the_recorded_one(case):
    recorded = RECORDED["layers"][case]
    given = pyg_cases.inputs(case)
    assert {key: recorded[key] for key in ("edge_index", "edge_weight")} == {
        k: given[k] for k in ("edge_index", "edge_weight")
    }
    np.testing.assert_allclose(given["x"], recorded["x"], rtol=1e-14)
    np.testing.assert_allclose(pyg_cases.ours(case), recorded["out"], rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("case", jacobian_cases.CASES)
def test_jacobian_equals_recorded_autograd(case):
    np.testing.assert_allclose(jacobian_cases.ours(case), RECORDED["jacobians"][case], rtol=1e-9, atol=1e-12)


def test_the_two_layers_of_the_page_in_code_give_the_same_numbers():
    recorded = RECORDED["in_code"]
    assert recorded["x"] == in_code.X.tolist() and recorded["weight"] == in_code.W.tolist()
    np.testing.assert_allclose(in_code.ours(), recorded["out"], rtol=0, atol=1e-6)
