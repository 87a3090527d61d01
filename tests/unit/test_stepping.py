"""A layer of one's own, stepped: the numbers are those of the layer, and the figure shows them all."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from mpcore import Graph, MessagePassing, Scenario, SimpleLayer, datasets, simulate, stepped
from mpcore.cell.display import shown
from mpcore.errors import ShapeError
from mpcore.render import paint, plain
from mpcore.render.drawing import Drawing, draw, tabulate

START = [5.0, 0, 0, 0, 0, 0]


class Two(MessagePassing):
    how = "max"

    def message(self, x_i, x_j, edge_weight):
        return np.hstack([x_j, x_i])

    def update(self, x, aggregated):
        return aggregated.sum(axis=1, keepdims=True)


class Wide(Two):
    def update(self, x, aggregated):
        return aggregated


class Explodes(Two):
    def update(self, x, aggregated):
        return x * 1e200 + 1e200


def test_values_are_those_of_the_layer():
    graph = datasets.playground()
    run = stepped(SimpleLayer("mean"), graph, START, rounds=4)
    assert np.array_equal(np.array(run.values), simulate(graph, START, "mean", rounds=4)[:, :, 0])


def test_every_move_of_a_round_is_in_words():
    view = stepped(SimpleLayer("max", include_self=False), datasets.path(3), [4, 0, 2], rounds=1).view()
    said = plain(view["details"]["n1"]["text"], view["series"], 1)
    assert said == "0 sends 4; 2 sends 2. max: 4. update: 0 becomes 4."
    assert plain(view["details"]["n1"]["first_text"], view["series"], 0) == "1 starts at 0"
    assert view["details"]["n1"]["lights"] == ["n0", "n2"]


def test_messages_of_several_numbers_and_nodes_that_hear_nobody():
    graph = Graph.from_edges([("A", "B")], directed=True)
    view = stepped(Two(), graph, [1, 2], rounds=2).view()
    assert plain(view["details"]["n1"]["text"], view["series"], 1) == "A sends (1, 2). max: (1, 2). update: 2 becomes 3."
    assert plain(view["details"]["n0"]["text"], view["series"], 1).startswith("nothing arrives. max: (0, 0). ")


def test_many_messages_are_counted_and_not_listed():
    view = stepped(SimpleLayer("sum", include_self=False), datasets.star(20), np.ones(20), rounds=1).view()
    assert "; and 13 more. " in plain(view["details"]["n0"]["text"], view["series"], 1)


@pytest.mark.parametrize("area", ["graph", "readout", "stepper", "table", "curve"])
@pytest.mark.parametrize("graph", [datasets.playground(), datasets.karate_club(), Graph(1, [0], [0]), Graph.from_edges([(0, 1), (1, 0), (1, 2)], directed=True)])
def test_every_part_can_be_painted_at_every_round(graph, area):
    view = stepped(SimpleLayer("sum"), graph, np.arange(graph.num_nodes) - 1.0, rounds=3).view()
    json.dumps(view, allow_nan=False)
    for frame in range(view["frames"]):
        assert paint(view, area, frame)


def test_two_figures_of_a_page_share_no_id():
    views = [stepped(SimpleLayer(how), datasets.playground(), START).view() for how in ("sum", "mean")]
    assert views[0]["parts"]["graph"] != views[1]["parts"]["graph"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((lambda g, x: x, datasets.path(2), [1, 2]), "derives from MessagePassing"),
        ((SimpleLayer(), [(0, 1)], [1, 2]), "graph is"),
        ((SimpleLayer(), datasets.path(100), np.ones(100)), "1 to 60 nodes"),
        ((SimpleLayer(), datasets.path(2), [1, 2], 0), "rounds is 0"),
        ((SimpleLayer(), datasets.path(2), [1, 2, 3]), "x has shape"),
        ((SimpleLayer(), datasets.path(2), np.ones((2, 3))), "x has 3 numbers a node"),
        ((Wide(), datasets.path(2), [1, 2]), "Wide returned 2 numbers a node"),
        ((Explodes(), datasets.path(2), [1, 2], 9), "Explodes leaves the range of numbers in round 2"),
    ],
)
def test_what_cannot_be_drawn_is_said(arguments, words):
    with pytest.raises(ShapeError, match=words), np.errstate(all="ignore"):
        stepped(*arguments)


def test_all_problems_at_once():
    with pytest.raises(ShapeError) as caught:
        stepped(1, 2, 3, rounds="4")
    assert len(caught.value.problems) == 3


def test_a_cell_shows_it_as_a_figure():
    run = stepped(SimpleLayer(), datasets.path(2), [1, 2], rounds=2)
    assert shown(run).kind == "view"
    assert json.loads(shown(run).text) == run.view()


@pytest.mark.parametrize("run", [False, True])
def test_a_cell_shows_a_scenario_or_its_run_as_the_playground(run):
    scenario = Scenario(["A", "B"], [("A", "B")], {"A": 1}, "sum", include_self=False, rounds=3)
    value = shown(scenario.run(2) if run else scenario)
    view = json.loads(value.text)
    assert value.kind == "view" and view["frames"] == (3 if run else 4)
    assert view["series"]["n1"][:3] == ["0", "1", "0"]
    assert set(view["parts"]) == {"graph", "readout", "stepper", "table", "curve"}
    ids = re.findall(r' id="([^"]+)"', "".join(view["parts"].values()))
    assert ids and all(name.startswith("cell-") for name in ids)  # the page may show the playground itself, too


def test_drawings_show_themselves():
    picture = draw(datasets.path(3), [1, -2, 1 / 3])
    assert isinstance(picture, Drawing) and shown(picture).kind == "svg"
    assert ">-2</text>" in picture and ">0.3333</text>" in picture
    assert draw(datasets.path(3), np.array([[1.0], [2], [3]])) == draw(datasets.path(3), [1, 2, 3])
    assert shown(tabulate(["a"], [["b"]])).kind == "html"
    assert "&lt;b&gt;" in tabulate(["a"], [["<b>"]])
    assert draw(datasets.karate_club()).count("mp-node__disc") == 34
    with pytest.raises(ValueError, match="x has 2 numbers, but this graph has 3 nodes"):
        draw(datasets.path(3), [1, 2])
    with pytest.raises(ValueError, match="2 features for a node"):
        draw(datasets.path(3), np.ones((3, 2)))
