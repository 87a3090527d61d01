"""What the labs about limits added to drawing: scales and axes by name, classes of nodes, spectra, tables, and their banks."""

from urllib.parse import urlencode

import pytest

from mpcore.labs import expressiveness, smoothing, squashing
from mpcore.notation import show
from mpcore.render import NodeMark, axis_for, curve_skeleton, graph_skeleton, paint
from mpcore.render.facts import facts
from mpcore.render.layouts import barbell, clusters, ring, tree
from mpcore.render.measured import measured, ratio
from mpcore.render.scales import y_of
from mpcore.render.spectrum import Stem, gathered, spectrum_skeleton

LABS = (smoothing, squashing, expressiveness)


@pytest.mark.parametrize("lab", LABS)
def test_no_preset_is_there_twice(lab):
    keys = [urlencode(sorted(state.items())) for state in lab.bank_states()]
    assert len(keys) == len(set(keys))


def test_two_charts_in_one_view_have_an_axis_each():
    series = {"a": ["1", "0.001"], "b": ["100", "1"]}
    axis = {name: axis_for({name: cells}, log=True) for name, cells in series.items()}
    view = {"series": series, "axis": axis, "frames": 2, "frame": 0, "parts": {name: curve_skeleton([(name, name)], {name: series[name]}, axis[name], "t", "d", chart=name) for name in series}}
    assert f'cy="{y_of(1.0, axis["a"])}"' in paint(view, "a")
    assert f'cy="{y_of(100.0, axis["b"])}"' in paint(view, "b")
    assert y_of(1.0, axis["a"]) != y_of(1.0, axis["b"])


def test_a_class_is_painted_and_is_no_brightness():
    drawing = graph_skeleton([NodeMark("n0", "0", 0.5, 0.5, "n0", kind_of="q0")], [], "t", "d")
    view = {"series": {"n0": ["A", "B"], "q0": ["0", "1"]}, "frames": 2, "frame": 1, "parts": {"g": drawing}, "scale": {"min": 0, "max": 1}}
    assert 'data-kind="1"' in paint(view, "g")
    assert "data-level" not in paint(view, "g")


def test_measured_numbers_are_the_same_as_shown_ones_and_hide_noise():
    values = [0.75123456, 12.3456789, 0.0001234567, 9998.76543, 3.14159265, 0.15625, 123456.7, 2.5, 1e-9]
    assert [measured(v) for v in values] == [show(float(f"{v:.12g}")).cell for v in values]
    assert measured(0.1 + 0.2 - 0.3) == "≈ 0"
    assert measured(5.55e-17, size=0) == "≈ 5.55e-17"
    assert [ratio(v) for v in (1 / 3, 26 / 35, 2.0)] == ["1/3 ≈ 0.3333", "26/35 ≈ 0.7429", "2"]


def test_equal_eigenvalues_stand_above_each_other():
    assert gathered([1, 1 + 1e-12, 0, -1]) == [(-1.0, 1), (0.0, 1), (1.0, 2)]
    many = spectrum_skeleton([Stem(0.0, 18)], "t", "d")
    assert "× 18" in many
    assert many.count("<circle") == 5


def test_a_table_of_facts_escapes_its_texts():
    assert "<b>" not in facts(["<b>"], [["<b>", ("a",)]], "<b>")


@pytest.mark.parametrize("spots", [ring(7), tree(2, 3), barbell(4, 1), barbell(3, 0), clusters(4, 4)])
def test_places_lie_inside_and_apart(spots):
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in spots)
    assert len(set(spots)) == len(spots)
