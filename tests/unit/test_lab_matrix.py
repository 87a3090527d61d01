"""The matrix lab: its products are numpy's, its operators the playground's, and every sentence computes to the number that it ends with."""

from __future__ import annotations

import re
from math import isclose, sqrt

import numpy as np
import pytest

from mpcore import adjacency, datasets, gcn_matrix, mean_matrix
from mpcore.errors import MPCoreError
from mpcore.labs import matrix
from mpcore.labs._layers import LAYERS, OPERATORS, operator
from mpcore.render import paint, plain
from mpcore.render.scales import decimal

GRAPH = datasets.playground()
DENSE = {
    "A": adjacency(GRAPH),
    "A+I": adjacency(GRAPH) + np.eye(6),
    "P0": mean_matrix(GRAPH, include_self=False),
    "P": mean_matrix(GRAPH),
    "S": gcn_matrix(GRAPH),
}
STATES = [
    {"matrix": name, "relu": relu, "w00": a, "w01": b, "w10": c, "w11": d, "at": at}
    for name, at in zip(DENSE, "ABCDE")
    for relu in "01"
    for a, b, c, d in (("1", "-1", "0", "1"), ("1/2", "0.3", "-2", "1"))
]


def name_of(state):
    return "-".join(state.values())


def shown(view, letter, k):
    """One matrix of the figure as an array, from the texts that a reader sees."""
    return np.array([[float(decimal(view["series"][f"{letter}{i}-{c}"][k])) for c in range(2)] for i in range(6)])


@pytest.mark.parametrize("state", STATES, ids=name_of)
def test_every_layer_is_the_product_that_numpy_computes(state):
    full, layers = matrix.read(state)
    m, w = DENSE[state["matrix"]], np.array([[float(v) for v in row] for row in layers.w])
    np.testing.assert_allclose(np.array(layers.m, dtype=float), m, atol=1e-15)
    view, h = matrix.view(state), np.array(layers.h[0], dtype=float)
    assert h[:, 0].tolist() == [5.0 if node == state["at"] else 0.0 for node in "ABCDEF"]
    for k in range(LAYERS):
        for letter, values in (("h", h), ("m", h @ w), ("z", m @ h @ w)):
            np.testing.assert_allclose(shown(view, letter, k), values, rtol=6e-4, atol=1e-9)
        h = np.maximum(m @ h @ w, 0) if state["relu"] == "1" else m @ h @ w
        np.testing.assert_allclose(np.array(layers.h[k + 1], dtype=float), h, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(shown(view, "y", k), h, rtol=6e-4, atol=1e-9)
    assert full["at"] == state["at"]


@pytest.mark.parametrize("name", OPERATORS)
def test_with_w_the_identity_the_figure_is_the_playground_itself(name):
    """Exactly, fraction by fraction: the words that call a matrix the playground's mean are true."""
    _, layers = matrix.read({"matrix": name, "relu": "0", "w00": "1", "w01": "0", "w10": "0", "w11": "1", "at": "C"})
    scenario = operator(name)
    run = type(scenario)(**{**vars(scenario), "start": {"C": 5}}).run(LAYERS)
    for k in range(LAYERS + 1):
        for i, node in enumerate(scenario.nodes):
            if scenario.aggregate == "gcn":
                assert isclose(layers.h[k][i][0], run.values[k][node], rel_tol=1e-12, abs_tol=1e-15)
            else:
                assert layers.h[k][i][0] == run.values[k][node]
    words = re.sub("<[^>]+>", "", matrix.view({"matrix": name})["parts"]["operator"])
    assert {"sum": "sum", "mean": "mean", "gcn": "GCN"}[scenario.aggregate] in words
    assert f"{'with' if scenario.include_self else 'without'} self" in words
    assert ("Every row sums to 1." in words) == (scenario.aggregate == "mean")


def value_of(text):
    """The arithmetic in a text, computed."""
    text = text.replace("\u2060", "").replace("·", "*").replace("√", "sqrt")
    return eval(text, {"sqrt": sqrt, "max": max})


@pytest.mark.parametrize("state", STATES[::3], ids=name_of)
def test_every_written_out_sum_computes_to_what_it_says(state):
    view = matrix.view(state)
    for k in (0, 1, LAYERS - 1):
        for v in range(6):
            for c in range(2):
                text = plain(view["details"][f"y{v}-{c}"]["text"], view["series"], k)
                found = re.fullmatch(r"row \w of .+ · H · column \d of W: (.+?) (?:[=≈] .*?)?([=≈]) (-?[\d.e-]+)(?:\.| ?\. σ: (max\(.+\)) (?:[=≈] .*?)?[=≈] (-?[\d.e-]+))", text)
                assert found, text
                total, sign, said, bent, result = found.groups()
                assert value_of(total) == pytest.approx(float(said), rel=4e-3, abs=2e-3), text
                assert not (sign == "=" and abs(value_of(total) - float(said)) > 1e-9), text
                if bent:
                    assert value_of(bent) == pytest.approx(float(result), rel=1e-3, abs=1e-3), text
                    assert float(result) == float(decimal(view["series"][f"y{v}-{c}"][k]))


def test_everything_that_lights_up_is_drawn_and_every_entry_explains_itself():
    for name in OPERATORS:
        view = matrix.view({"matrix": name})
        drawn = set(re.findall(r'data-key="([^"]+)"', "".join(paint(view, area) for area in view["parts"])))
        for key, detail in view["details"].items():
            assert key in drawn, key
            missing = set(detail["lights"]) - drawn
            assert not missing, (name, key, missing)
        entries = {key for key in drawn if "-" in key}
        assert entries <= set(view["details"])


def test_one_entry_lights_its_row_its_column_its_edges_and_its_factors():
    lights = set(matrix.view({"matrix": "P"})["details"]["y1-0"]["lights"])  # B hears A, D, E and itself
    assert {"a1-0", "a1-1", "a1-3", "a1-4"} <= lights and "a1-2" not in lights
    assert {"m0-0", "m1-0", "m3-0", "m4-0", "h0-0", "h0-1", "w0-0", "w1-0"} <= lights and "w0-1" not in lights
    assert {"e0", "e2", "e3", "s1", "n0", "n1", "n3", "n4"} <= lights and "e1" not in lights


def test_a_wrong_state_names_every_fault():
    with pytest.raises(MPCoreError) as caught:
        matrix.view({"matrix": "B", "relu": "2", "w00": "x", "w11": "1e9", "at": "Z", "colour": "red"})
    said = str(caught.value)
    assert len(caught.value.problems) == 6
    assert all(word in said for word in ("matrix is 'B'", "relu is '2'", "w00 is 'x'", "w11 is '1e9'", "at is 'Z'", "'colour'"))


def test_the_largest_weights_still_make_a_figure():
    view = matrix.view({key: "1000" for key in ("w00", "w01", "w10", "w11")} | {"matrix": "S"})
    assert all(np.isfinite(float(decimal(cell))) for name, cells in view["series"].items() for cell in cells)
