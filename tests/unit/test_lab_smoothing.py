"""The over-smoothing lab: what is measured is what independent arithmetic gives, and what is foretold is never crossed."""

from fractions import Fraction
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest

from mpcore import Scenario, datasets
from mpcore.errors import MPCoreError
from mpcore.labs import smoothing
from mpcore.labs._library import LIBRARY, library, places, typed
from mpcore.labs._smoothing import DEPTH, Stack
from mpcore.labs._smoothing_parts import verdicts
from mpcore.render import paint, plain
from mpcore.render.scales import number
from mpcore.scenario import PLAYGROUND

CASES = [
    {"graph": graph, "op": op, "self": own, "skip": skip, "start": start, "relu": relu, "s": s}
    for graph in ("playground", "parts", "cycle9", "tree")
    for op in "PST"
    for own in "10"
    for skip in ("none", "residual", "initial")
    for start, relu, s in (("node", "0", "1"), ("mixed", "1", "2"), ("mixed", "0", "0.5"))
]


def stack_of(case):
    full, scale = smoothing._read(case)
    graph = library(full["graph"]).graph
    return Stack(graph, smoothing._start(full["start"], int(full["source"]), graph.num_nodes), full["op"], full["self"] == "1", full["skip"], full["relu"] == "1", scale)


def test_the_distance_is_exact_where_subtraction_has_lost_all_digits():
    """Mean with self in fractions: Σ d (x − c)², to four digits, in every one of 64 rounds."""
    run = Scenario.from_params({"rounds": "64"}, base=PLAYGROUND).run()
    degree = {v: 1 + sum(v in edge for edge in PLAYGROUND.edges) for v in PLAYGROUND.nodes}
    cells = smoothing.view({})["series"]["dist"]
    for k, values in enumerate(run.values):
        squared = sum(degree[v] * (Fraction(values[v]) - Fraction(3, 4)) ** 2 for v in PLAYGROUND.nodes)
        assert number(cells[k]) == pytest.approx(sqrt(squared), rel=6e-4), k


@pytest.mark.parametrize("case", CASES, ids=lambda c: "-".join(c.values()))
def test_what_is_foretold_is_never_crossed(case):
    stack = stack_of(case)
    slack = 1 + 1e-9
    assert (stack.distance <= slack * stack.bound(stack.distance[0]) + 1e-13 * stack.size[0]).all()
    root = np.sqrt(stack.energy)
    assert (root <= slack * stack.bound(root[0]) + 1e-13 * stack.size[0]).all()


@pytest.mark.parametrize("op", "PST")
def test_values_and_energy_are_those_of_numpy(op):
    stack = stack_of({"graph": "karate", "op": op, "start": "mixed"})
    a = np.zeros((34, 34))
    a[stack.graph.target, stack.graph.source] = 1
    a += np.eye(34)
    d = a.sum(1)
    matrix = {"P": a / d[:, None], "S": a / np.sqrt(np.outer(d, d)), "T": a / d[None, :]}[op]
    np.testing.assert_allclose(stack.values[9], np.linalg.matrix_power(matrix, 9) @ stack.x, rtol=1e-9, atol=1e-12)
    y = stack.values[2] * d ** {"P": 0.5, "S": 0, "T": -0.5}[op]
    s = a / np.sqrt(np.outer(d, d))
    assert stack.energy[2] == pytest.approx(y @ (np.eye(34) - s) @ y, rel=1e-9)
    assert stack.rate == pytest.approx(np.sort(np.abs(np.linalg.eigvals(matrix)))[-2], rel=1e-9)


def test_the_energy_bound_uses_the_largest_eigenvalue_where_that_one_decides():
    """K_10,10, +1 and −1: 81/121 of the energy is kept in a layer, and the bound is reached, not crossed."""
    series = smoothing.view({"graph": "bipartite", "start": "sides", "op": "S"})["series"]
    assert series["en"] == series["enb"]
    assert number(series["en"][1]) / number(series["en"][0]) == pytest.approx(81 / 121, rel=1e-3)


def test_limits():
    stack = stack_of({"graph": "karate", "op": "S"})
    root = np.sqrt(stack.graph.in_degree + 1)
    np.testing.assert_allclose(stack.limit, root * (root @ stack.x) / (2 * 78 + 34))
    late = stack_of({"skip": "initial", "op": "S"})
    np.testing.assert_allclose(late.values[DEPTH], late.limit, atol=1e-2)
    assert stack_of({"self": "0"}).limit is None
    assert stack_of({"skip": "residual"}).limit is None
    assert stack_of({"s": "2"}).limit is None
    assert not stack_of({"s": "0.5"}).limit.any()


def kinds(**state):
    return [kind for kind, _ in verdicts(stack_of(state))]


def test_the_condition_is_said_to_be_met_exactly_where_it_is():
    assert kinds()[0] == "met"
    assert kinds(s="2")[0] == "not"
    assert kinds(s="1.6")[0] == "met"  # 1.6 · 0.6116 < 1
    assert kinds(s="1.7")[0] == "not"
    assert kinds(self="0") == ["not", "not"]
    assert "2 components" in " ".join(words for _, words in verdicts(stack_of({"graph": "parts"})))


def test_residuals_collapse_in_direction_and_initial_ones_do_not():
    residual, initial = (smoothing.view({"skip": skip})["series"] for skip in ("residual", "initial"))
    assert number(residual["dist"][64]) > 1e12
    assert number(residual["dirn"][64]) < 1e-6
    assert number(initial["dirn"][64]) == pytest.approx(number(initial["dirn"][32]), rel=1e-3)
    assert number(initial["dirn"][64]) > 0.1


def test_weights_can_let_the_energy_grow():
    energy = [number(cell) for cell in smoothing.view({"op": "S", "start": "mixed", "relu": "1", "s": "2"})["series"]["en"]]
    assert all(b > a for a, b in pairwise(energy[8:]))


def test_complete_graphs_agree_after_one_layer_and_say_so():
    series = smoothing.view({"graph": "complete"})["series"]
    assert series["dist"][1:] == ["≈ 0"] * DEPTH
    assert series["n3"][1].startswith("≈ 0.8333")


@pytest.mark.parametrize("graph", LIBRARY)
def test_every_graph_of_the_library_is_drawn_inside_and_apart(graph):
    view = smoothing.view({"graph": graph})
    drawn = library(graph)
    assert len(drawn.places) == drawn.graph.num_nodes
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in drawn.places)
    nearest = min(((a[0] - b[0]) * 448) ** 2 + ((a[1] - b[1]) * 278) ** 2 for i, a in enumerate(drawn.places) for b in drawn.places[:i]) ** 0.5
    assert nearest > (18 if drawn.graph.num_nodes > 20 else 32), nearest
    for area in view["parts"]:
        assert paint(view, area)
    assert all(plain(detail["text"], view["series"], 3) for detail in view["details"].values())


def test_places_of_a_typed_graph_are_the_same_each_time_and_components_stand_apart():
    graph = datasets.disjoint_union(datasets.cycle(5), datasets.path(3))
    assert places(graph) == places(graph)
    assert max(x for x, _ in places(graph)[:5]) < min(x for x, _ in places(graph)[5:])


def test_every_fault_is_named_at_once():
    with pytest.raises(MPCoreError) as caught:
        smoothing.view({"op": "Q", "s": "x", "skip": "all", "nonsense": "1"})
    assert len(caught.value.problems) == 4
    with pytest.raises(MPCoreError) as caught:
        typed("0-1, 2-2, a-b, 0-99")
    assert len(caught.value.problems) == 3


def test_the_address_is_canonical_and_a_node_of_another_graph_is_dropped():
    state = smoothing.view({"graph": "star", "source": "30", "k": "999"})["state"]
    assert list(state) == list(smoothing.DEFAULT)
    assert state["source"] == "0"
    assert state["k"] == str(DEPTH)
