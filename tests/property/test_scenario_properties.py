"""Laws of the exact world, on random graphs with parallel edges, self loops, isolated nodes and awkward labels."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from urllib.parse import parse_qsl

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import AWKWARD, numbers, renamed, scenarios

from mpcore.errors import ScenarioError
from mpcore.exact import Ref, expand
from mpcore.formula import label
from mpcore.notation import canonical, parse, show
from mpcore.scenario import PLAYGROUND, Scenario

EXACT = ("sum", "mean", "max", "min")


@given(scenarios())
def test_dict_json_params_and_url_all_read_back(scenario):
    assert Scenario.from_dict(scenario.to_dict()) == scenario
    assert Scenario.from_dict(json.loads(json.dumps(scenario.to_dict()))) == scenario
    assert Scenario.from_params(scenario.to_params()) == scenario
    assert Scenario.from_url(scenario.to_url()) == scenario
    assert Scenario.from_url("https://example.org/play/?" + scenario.to_url() + "#figure") == scenario
    assert hash(Scenario.from_url(scenario.to_url())) == hash(scenario)


@given(scenarios())
def test_a_complete_address_takes_nothing_from_its_base(scenario):
    assert Scenario.from_params(scenario.to_params(), base=PLAYGROUND) == scenario
    assert Scenario.from_params(scenario.to_params(), base=replace(scenario, start={}, rounds=9)) == scenario


@given(scenarios())
def test_writing_is_canonical(scenario):
    again = Scenario.from_url(scenario.to_url())
    assert again.to_url() == scenario.to_url()
    assert list(again.to_dict()) == list(scenario.to_dict())
    assert dict(parse_qsl(scenario.to_url(), keep_blank_values=True)) == scenario.to_params()


@given(scenarios(), st.data())
def test_a_url_cut_anywhere_is_refused_or_read_as_a_scenario(scenario, data):
    url = scenario.to_url()
    part = url[: data.draw(st.integers(0, len(url) - 1))]
    try:
        read = Scenario.from_url(part)
    except ScenarioError as error:
        assert error.problems
        assert all(len(problem) < 1000 for problem in error.problems)
    else:  # only the last value can have lost characters unnoticed
        assert part.count("&") == url.count("&") or "at=" in url
        assert read.nodes == scenario.nodes


@given(st.dictionaries(st.sampled_from(["nodes", "edges", "weights", "start", "aggregate", "self", "rounds", "at", "x"]),
                       st.text("AB,-:>%210./enai \x00é", max_size=12)))  # fmt: skip
def test_any_text_gives_a_scenario_or_a_named_error(params):
    for base in (None, PLAYGROUND):
        try:
            read = Scenario.from_params(params, base=base)
        except ScenarioError as error:
            assert error.problems
            assert len(set(error.problems)) == len(error.problems)
        else:
            assert Scenario.from_params(read.to_params()) == read


@given(scenarios(aggregates=EXACT), st.randoms(use_true_random=False))
def test_node_relabelling(scenario, random):
    order = list(range(len(scenario.nodes)))
    random.shuffle(order)
    names = [f"n{index}" for index in order]
    moved = renamed(scenario, order, names)
    for before, after in zip(scenario.run().values, moved.run().values, strict=True):
        assert {new: before[old] for old, new in zip(scenario.nodes, names, strict=True)} == after


@given(scenarios(aggregates=("gcn",)), st.randoms(use_true_random=False))
def test_node_relabelling_of_floats(scenario, random):
    order = list(range(len(scenario.nodes)))
    random.shuffle(order)
    names = [f"n{index}" for index in order]
    last, moved = scenario.run().values[-1], renamed(scenario, order, names).run().values[-1]
    assert [moved[new] for new in names] == list(last.values())  # to the last bit: the sums are correctly rounded


@given(scenarios(), st.randoms(use_true_random=False))
def test_edge_order(scenario, random):
    order = list(range(len(scenario.edges)))
    random.shuffle(order)
    shuffled = replace(
        scenario,
        edges=[scenario.edges[index] for index in order],
        weights=scenario.weights and [scenario.weights[index] for index in order],
    )
    one, two = scenario.run(), shuffled.run()
    assert one.values == two.values
    for node in scenario.nodes:
        assert one.explain(scenario.rounds, node) == two.explain(scenario.rounds, node)


@given(scenarios())
def test_every_operator_equals_its_nested_loops(scenario):
    """An independent definition: a table of weights between all pairs, no shared code."""
    arrows = []
    for index, (source, target) in enumerate(scenario.edges):
        weight = scenario.weights[index] if scenario.weights else 1
        arrows.append((source, target, weight))
        if not scenario.directed and source != target:
            arrows.append((target, source, weight))
    if scenario.include_self:
        arrows += [(node, node, 1) for node in scenario.nodes]
    degree = {node: sum(w for _, target, w in arrows if target == node) for node in scenario.nodes}
    x = {node: scenario.start.get(node, 0) for node in scenario.nodes}
    for row in scenario.run().values[1:]:
        new = {}
        for node in scenario.nodes:
            heard = [(w, x[source], degree[source]) for source, target, w in arrows if target == node]
            if scenario.aggregate == "sum":
                new[node] = sum(w * value for w, value, _ in heard)
            elif scenario.aggregate == "mean":
                new[node] = sum(w * value for w, value, _ in heard) / sum(w for w, _, _ in heard) if heard else 0
            elif scenario.aggregate in ("max", "min"):
                new[node] = {"max": max, "min": min}[scenario.aggregate]([w * value for w, value, _ in heard] or [0])
            else:
                new[node] = sum(
                    float(w) * float(value) / (float(d) ** 0.5 * float(degree[node]) ** 0.5) for w, value, d in heard if d
                )
        assert row == (pytest.approx(new, rel=1e-9, abs=1e-9) if scenario.aggregate == "gcn" else new)
        x = row


@given(scenarios(aggregates=("max",), weighted=False))
def test_max_with_self_never_falls(scenario):
    values = replace(scenario, include_self=True).run().values
    assert all(after[node] >= before[node] for before, after in pairwise(values) for node in scenario.nodes)


@given(scenarios(aggregates=("mean",)))
def test_a_mean_stays_between_what_it_hears(scenario):
    values = replace(scenario, include_self=True).run().values
    for before, after in pairwise(values):
        assert min(before.values()) <= min(after.values()) <= max(after.values()) <= max(before.values())


@given(scenarios(aggregates=("mean",), directed=False, weighted=False))
def test_mean_with_self_keeps_the_degree_weighted_total(scenario):
    scenario = replace(scenario, include_self=True)
    degree = dict.fromkeys(scenario.nodes, 1)
    for source, target in scenario.edges:
        for end in {source, target}:
            degree[end] += 1
    totals = {sum(degree[node] * value for node, value in row.items()) for row in scenario.run().values}
    assert len(totals) == 1


@given(scenarios(aggregates=EXACT), scenarios())
def test_sums_and_means_are_linear(scenario, other):
    assume(scenario.aggregate in ("sum", "mean"))
    doubled = replace(scenario, start={node: value * 2 for node, value in scenario.start.items()})
    for once, twice in zip(scenario.run().values, doubled.run().values, strict=True):
        assert {node: 2 * value for node, value in once.items()} == twice


@given(scenarios(aggregates=("sum",), max_edges=8))
def test_the_reach_of_a_signal_is_its_ball(scenario):
    source = scenario.nodes[0]
    scenario = replace(scenario, start={source: 1}, include_self=True)
    hops, values = scenario.hops(), scenario.run(len(scenario.nodes)).values
    for k, row in enumerate(values):
        assert {node for node, value in row.items() if value} == {
            node for node, hop in hops.items() if hop is not None and hop <= k
        }


@given(scenarios())
def test_explanations_add_up_and_never_claim_a_rounded_equality(scenario):
    run = scenario.run()
    for round, row in enumerate(run.values):
        for node in scenario.nodes:
            told = run.explain(round, node)
            assert told.value == row[node]
            assert told.text == expand(told.pieces, run.cell)
            assert told.text.isprintable() or not all(name.isprintable() for name in scenario.nodes)
            assert told.latex.count("{") - told.latex.count("\\{") == told.latex.count("}") - told.latex.count("\\}")
            assert told.latex.startswith(f"h_{{{label(node)}}}^{{({round})}} ")
            assert (told.why_float is None) == (not isinstance(told.value, float) or not told.terms)
            if scenario.aggregate != "gcn" and told.terms:
                products = [term.weight * term.value for term in told.terms]
                total = {"max": max, "min": min}.get(scenario.aggregate, sum)(products)
                share = sum(term.weight for term in told.terms) if scenario.aggregate == "mean" else 1
                assert total / share == told.value


@given(scenarios(max_rounds=6))
def test_the_wording_of_a_node_is_the_same_in_every_round(scenario):
    run = scenario.run(5)
    for node in scenario.nodes:
        shapes = {
            tuple(replace(piece, round=piece.round - k) if isinstance(piece, Ref) else piece for piece in run.explain(k, node).pieces)
            for k in range(1, 6)
        }
        assert len(shapes) == 1


@given(st.one_of(numbers, st.integers(), st.fractions(), st.floats(allow_nan=False)))
def test_shown_numbers_are_honest(value):
    shown = show(value)
    assert re.fullmatch(r"-?(\d+(\.\d+)?(e-?\d+)?|Infinity)", shown.decimal)
    if not isinstance(value, float):
        assert (Fraction(shown.decimal) == value) == (not shown.rounded)
        assert shown.exact is None or Fraction(shown.exact) == value
        assert abs(Fraction(shown.decimal) - value) <= abs(value) / 1000
    assert ("≈" in shown.cell) == shown.rounded


@given(numbers)
def test_canonical_numbers_read_back(value):
    assert parse(canonical(value)) == value


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_a_float_means_what_it_prints(value):
    assume(value == 0 or abs(value) > 1e-12)
    assert float(parse(value)) == value


@pytest.mark.parametrize("name", AWKWARD)
def test_every_awkward_label_survives_alone(name):
    scenario = Scenario([name, "Z"], [(name, "Z"), (name, name)], {name: 1}, directed=True, weights=[1, 2])
    assert Scenario.from_url(scenario.to_url()) == scenario
    assert scenario.to_params()["edges"].count(">") == 2
