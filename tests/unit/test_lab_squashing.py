"""The over-squashing lab: sensitivities, resistances, curvatures and gaps against NumPy and closed forms (NetworkX: tests/oracle)."""

import re

import numpy as np
import pytest

from mpcore import datasets
from mpcore.errors import MPCoreError
from mpcore.labs import squashing
from mpcore.labs._library import typed
from mpcore.labs._squashing import CHANGES, ROUNDS, Measured, changed, fitting
from mpcore.render import paint, plain
from mpcore.render.scales import number


def after(graph, change, edge=(0, 0)):
    return Measured(changed(graph, change, edge), graph.num_nodes)


def rows(**state):
    """The table before/after as {measure: (before, after, word)}."""
    html = paint(squashing.view(state), "facts")
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>.*?</t[hd]>", html)]
    return {cells[i]: tuple(cells[i + 1 : i + 4]) for i in range(4, len(cells), 4)}


def test_what_is_felt_is_the_walk_by_walk_sum():
    """The entry of S^4 as the sum over all walks of the products of their weights."""
    barbell = datasets.barbell(4, 1)
    a = np.eye(9)
    a[barbell.target, barbell.source] = 1
    d = a.sum(1)

    def walk(node, steps, weight):
        if not steps:
            return weight if node == 0 else 0.0
        return sum(walk(j, steps - 1, weight / np.sqrt(d[node] * d[j])) for j in np.flatnonzero(a[node]))

    series = squashing.view({})["series"]
    for node in (4, 5, 8):
        assert number(series[f"s{node}"][4]) == pytest.approx(walk(node, 4, 1.0), rel=6e-4)
    assert series["s8"][:4] == ["0"] * 4
    assert series["s0"][0] == "1"


def test_one_edge_more_before_and_after():
    table = rows(change="add", k="4")
    assert table["felt after 4 rounds"][:2] == ("0.003333", "0.08827")
    assert table["resistance"] == ("3", "3/4 = 0.75", "falls")
    assert table["commute time"] == ("84", "45/2 = 22.5", "falls")
    assert table["hops"] == ("4", "1", "falls")
    assert table["smoothing rate |μ₂|"][2] == "falls"


def test_the_gap_may_fall():
    table = rows(graph="playground", source="3", target="4", change="add", edge="3-4")
    assert table["spectral gap"] == ("≈ 0.6464", "≈ 0.6272", "falls")
    assert table["resistance, all pairs"][2] == "falls"


def test_a_bridge_taken_away_parts_the_graph():
    view = squashing.view({"change": "remove"})
    assert rows(change="remove")["resistance"] == ("3", "∞", "rises")
    assert set(view["series"]["s8"]) == {"0"}
    assert "Removed edge 3 to 4" in view["parts"]["graph"]


def test_virtual_node_and_complete_graph():
    table = rows(change="virtual")
    assert table["hops"] == ("4", "2", "falls")
    assert number(table["resistance"][1]) <= 2
    assert squashing.view({"change": "virtual"})["series"]["s9"][0] == "0"
    everyone = squashing.view({"change": "complete"})["series"]
    assert [everyone[f"s{i}"][1] for i in range(9)] == ["≈ 0.1111"] * 9
    assert rows(change="complete")["smoothing rate |μ₂|"][1] == "≈ 0"
    assert rows(change="complete")["messages a round"][1] == "81"


def test_curvature_is_written_and_named():
    parts = squashing.view({})["parts"]
    assert parts["graph"].count("mp-edge--below") == 2
    assert "curvature -1/2 = -0.5" in parts["graph"]
    table = re.sub(r"<[^>]+>", " ", parts["table"])
    assert "3 – 4" in table


def test_the_edge_to_change_is_one_that_can_be():
    barbell = datasets.barbell(4, 1)
    assert fitting(barbell, "add", (0, 1), 0, 8) == (0, 8)  # 0-1 is there already
    assert fitting(barbell, "add", (1, 7), 0, 8) == (1, 7)
    assert fitting(barbell, "remove", (0, 8), 0, 8) == (3, 4)  # 0-8 is not there: the edge of lowest curvature
    assert fitting(datasets.complete(4), "add", (0, 1), 0, 1) == (0, 1)


@pytest.mark.parametrize("graph", squashing.GRAPHS)
@pytest.mark.parametrize("change", CHANGES)
def test_every_graph_and_change_is_drawn(graph, change):
    view = squashing.view({"graph": graph, "change": change, "k": "3"})
    for area in view["parts"]:
        assert paint(view, area)
    for detail in view["details"].values():
        assert plain(detail["text"], view["series"], 3)
    assert view["frames"] == ROUNDS + 1


def test_the_readers_own_edges():
    view = squashing.view({"graph": "own", "edges": "0-1, 1-2, 2-3", "target": "99"})
    assert view["selected"] == "n3"
    assert view["series"]["s3"][:4] == ["0", "0", "0", view["series"]["s3"][3]]
    assert typed("0-1, 1-0, 0-1").graph.num_edges == 2
    sixty = ", ".join(f"{i}-{(i * 7 + 1) % 60}" for i in range(60) if i != (i * 7 + 1) % 60)
    assert paint(squashing.view({"graph": "own", "edges": sixty, "change": "complete"}), "graph")


def test_every_fault_is_named_at_once():
    with pytest.raises(MPCoreError) as caught:
        squashing.view({"graph": "own", "edges": "0-0, x", "change": "all", "edge": "8", "source": "-1"})
    assert len(caught.value.problems) == 5
