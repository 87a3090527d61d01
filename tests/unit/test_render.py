"""Drawing: what is painted is what the engine computed, and nothing that a reader typed becomes markup."""

import json
from html.parser import HTMLParser

import pytest

from mpcore import Scenario
from mpcore.labs import playground
from mpcore.render import EdgeMark, NodeMark, axis_for, circle_layout, compact, graph_skeleton, paint, plain, table
from mpcore.render.curve import _apart, ticks
from mpcore.render.graph import short
from mpcore.render.paint import decimal, level, line, spans
from mpcore.scenario import PLAYGROUND

OPERATORS = ("sum", "mean", "max", "min", "gcn")


class Reader(HTMLParser):
    """Collects texts and attributes of what was painted."""

    def __init__(self, html):
        super().__init__()
        self.texts, self.elements = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


@pytest.mark.parametrize("include_self", ["1", "0"])
@pytest.mark.parametrize("aggregate", OPERATORS)
def test_the_templates_of_the_playground_say_what_the_explanations_say(aggregate, include_self):
    """One template a node fits every round: expanded with the round's cells it is Explanation.text, word for word."""
    view = playground.view({"aggregate": aggregate, "self": include_self, "start": "C:5"})
    scenario = Scenario.from_params({"aggregate": aggregate, "self": include_self, "start": "C:5"}, base=PLAYGROUND)
    run = scenario.run()
    for i, label in enumerate(scenario.nodes):
        detail = view["details"][f"n{i}"]
        assert plain(detail["first_text"], view["series"], 0) == run.explain(0, label).text
        for k in range(1, view["frames"]):
            assert plain(detail["text"], view["series"], k) == run.explain(k, label).text, (label, k)


@pytest.mark.parametrize("frame", [0, 1, 7, 24])
def test_every_cell_and_node_shows_the_runs_value(frame):
    view = playground.view({})
    run = PLAYGROUND.run()
    graph = Reader(paint(view, "graph", frame))
    written = [a["data-v"] for tag, a in graph.elements if tag == "text" and "data-v" in a]
    assert written == [f"n{i}" for i in range(6)]
    cells = Reader(paint(view, "table", frame))
    hidden = [a for tag, a in cells.elements if tag == "td" and "hidden" in a]
    assert len(hidden) == 6 * (24 - frame)
    for i, label in enumerate(PLAYGROUND.nodes):
        shown = float(decimal(view["series"][f"n{i}"][frame]))
        assert shown == pytest.approx(float(run.values[frame][label]), rel=5e-4)


def test_controls_show_the_state():
    view = playground.view({"aggregate": "max", "self": "0"})
    checked = [a.get("value") for tag, a in Reader(paint(view, "controls")).elements if "checked" in a]
    assert checked == ["max"]
    stepper = Reader(paint(view, "stepper", 3))
    assert [a["value"] for tag, a in stepper.elements if a.get("type") == "range"] == ["3"]


def test_a_label_with_markup_stays_text():
    label = '<img src=x onerror="alert(1)">'
    view = playground.view({"nodes": "%3Cimg%20src%3Dx%20onerror%3D%22alert%281%29%22%3E,B", "edges": "", "start": "B:1"})
    for area in view["parts"]:
        assert not [tag for tag, _ in Reader(paint(view, area)).elements if tag == "img"], area
    graph = Reader(paint(view, "graph"))
    assert short(label) in "".join(graph.texts)
    assert any(label in a.get("aria-label", "") for _, a in graph.elements), "the whole label is in the node's name"
    assert json.loads(compact(view)) == view


def test_negative_values_and_values_beyond_the_scale_have_their_own_look():
    view = playground.view({"start": "A:-5", "aggregate": "sum"})
    levels = {a.get("data-level") for tag, a in Reader(paint(view, "graph", 6)).elements if "data-level-of" in a}
    assert "under" in levels
    assert {level(v, {"min": -5, "max": 5}) for v in (-1, 6)} == {"-2", "over"}


def test_a_relation_is_only_as_exact_as_its_numbers():
    series = {"a": ["≈ 0.7512", "1"], "b": ["0", "3/4 = 0.75"]}
    assert "".join(t for t, _ in spans([["a", -1, "x"], " then ", ["b", 0, "="]], series, 1)) == "0.7512 then ≈ 3/4 = 0.75"
    assert "".join(t for t, _ in spans([["a", 0, "x"], " then ", ["b", 0, "="]], series, 1)) == "1 then = 3/4 = 0.75"


def test_the_chart_holds_every_value_inside_its_box():
    for aggregate in OPERATORS:
        view = playground.view({"aggregate": aggregate, "start": "B:-3"})
        axis = view["axis"]
        for name in (f"n{i}" for i in range(6)):
            for point in line(view["series"][name], axis)[1:].split("L"):
                x, y = map(int, point.split())
                assert axis["x0"] <= x <= axis["x1"]
                assert axis["y1"] <= y <= axis["y0"]


def test_labels_at_the_end_of_lines_never_cover_each_other():
    placed = _apart([200, 200, 201, 40, 266, 266], top=16, bottom=266)
    assert all(abs(a - b) >= 15 for i, a in enumerate(placed) for b in placed[:i])
    assert all(16 <= y <= 266 for y in placed)


def test_ticks_are_round_and_inside():
    for low, high in [(0, 5), (-5, 5), (0, 0.013), (-1.25, 0)]:
        places = [value for value, _ in ticks({"kind": "linear", "min": low, "max": high})]
        assert 2 <= len(places) <= 7
        assert all(low - 1e-9 <= value <= high + 1e-9 for value in places)
    assert axis_for({"a": ["0", "0"]})["max"] > 0


def test_parallel_edges_and_loops_are_drawn_apart():
    nodes = [NodeMark(f"n{i}", str(i), x, y, f"n{i}") for i, (x, y) in enumerate(circle_layout(3))]
    edges = [EdgeMark("e0", 0, 1, True), EdgeMark("e1", 0, 1, True), EdgeMark("e2", 1, 0, True), EdgeMark("e3", 2, 2, True)]
    paths = [a["d"] for tag, a in Reader(graph_skeleton(nodes, edges, "t", "d")).elements if a.get("class") == "mp-edge__line"]
    assert len(paths) == len(set(paths)) == 4


def test_a_plain_table_escapes_its_cells():
    assert "<b>" not in table(["<b>"], [["<b>", "<b>"]], "<b>")
