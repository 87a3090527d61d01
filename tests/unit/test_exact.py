"""The exact world against numbers that were worked out by hand, and against what the article says of its playground."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F
from itertools import pairwise

import pytest

from mpcore.errors import ScenarioError
from mpcore.exact import AGGREGATES, Explanation, Ref, Run, Word, expand, hops, inbox, marked, show
from mpcore.scenario import PLAYGROUND, Scenario

STAR = Scenario(["hub", *map(str, range(40))], [("hub", str(i)) for i in range(40)], {str(i): i for i in range(40)})
TANGLE = Scenario(
    nodes=["A", "B", "C"],
    edges=[("A", "B"), ("A", "B"), ("B", "B"), ("C", "A")],
    start={"A": -5, "C": "1/3"},
    weights=[2, 0.5, "1/3", 1],
    directed=True,
)


def told(scenario: Scenario, round: int, node: str, **changes: object) -> Explanation:
    return replace(scenario, **changes).run(round).explain(round, node)


def test_the_first_rounds_of_the_playground():
    run = PLAYGROUND.run(2)
    assert run.values[1] == {"A": F(5, 3), "B": F(5, 4), "C": 1, "D": 0, "E": 0, "F": 0}
    assert run.values[2]["D"] == F(3, 4)
    assert isinstance(run, Run)
    assert len(run.values) == 3


def test_mean_with_self_tends_to_the_degree_weighted_mean():
    last = PLAYGROUND.run(200).values[-1]
    assert all(abs(value - F(3, 4)) < F(1, 10**9) for value in last.values())
    assert F(5, 6) not in last.values()


def test_mean_without_self_on_a_bipartite_graph_never_settles():
    values = replace(PLAYGROUND, include_self=False).run(200).values
    assert values[200]["A"] > 1.4
    assert values[199]["A"] == 0
    assert values[200]["B"] == 0
    assert max(abs(values[200][node] - values[198][node]) for node in PLAYGROUND.nodes) < F(1, 10**9)


def test_sum_with_self_grows_without_bound():
    tops = [max(row.values()) for row in replace(PLAYGROUND, aggregate="sum").run(24).values]
    assert all(after > before for before, after in pairwise(tops[1:]))
    assert tops[-1] > 10**12


@pytest.mark.parametrize("source", PLAYGROUND.nodes)
def test_max_with_self_fills_the_graph_in_as_many_rounds_as_the_farthest_node_is_away(source):
    scenario = replace(PLAYGROUND, start={source: 5}, aggregate="max")
    farthest = max(scenario.hops().values())
    values = scenario.run().values
    assert set(values[farthest].values()) == {5}
    assert set(values[farthest - 1].values()) == {0, 5}


def test_max_without_self_loses_its_source():
    assert told(PLAYGROUND, 1, "A", aggregate="max", include_self=False).value == 0


def test_gcn_on_one_edge_is_worked_out():
    row = Scenario(["A", "B", "C"], [("A", "B"), ("B", "C")], {"A": 1}, "gcn").run(1).values[1]
    assert row == {"A": pytest.approx(1 / 2), "B": pytest.approx(1 / 6**0.5), "C": 0}


def test_a_sender_that_hears_nobody_has_degree_0_and_weighs_nothing():
    scenario = Scenario(["A", "B"], [("A", "B")], {"A": 1}, "gcn", include_self=False, directed=True)
    line = told(scenario, 1, "B")
    assert line.value == 0
    assert line.text == "GCN-weighted sum of A alone: 0·1 = 0; A hears nobody: degree 0, so weight 0"


def test_direction_parallel_edges_and_loops():
    arriving = inbox(TANGLE)
    assert [(m.sender, m.weight, m.kind) for m in arriving["B"]] == [
        ("A", F(1, 2), "edge"), ("A", F(2), "edge"), ("B", F(1, 3), "loop"), ("B", F(1), "self"),
    ]  # fmt: skip
    assert [m.sender for m in inbox(replace(TANGLE, include_self=False))["C"]] == []
    assert [m.sender for m in inbox(Scenario(["A"], [("A", "A")], include_self=False))["A"]] == ["A"]


def test_hops_follow_the_direction():
    assert hops(PLAYGROUND) == {"A": 0, "B": 1, "C": 1, "D": 2, "E": 2, "F": 2}
    assert hops(replace(TANGLE, start={"A": 1})) == {"A": 0, "B": 1, "C": None}
    assert set(hops(replace(PLAYGROUND, start={})).values()) == {None}


@pytest.mark.parametrize(("changes", "round", "node", "text"), [
    ({}, 0, "D", "D starts at 0"),
    ({}, 2, "D", "mean of B, C and D itself: (5/4 + 1 + 0) / 3 = 3/4 = 0.75"),
    ({"include_self": False}, 2, "F", "mean of C alone = 5/4 = 1.25"),
    ({"include_self": False}, 1, "F", "mean of C alone = 0"),
    ({"include_self": False}, 2, "D", "mean of B and C: (5/3 + 5/4) / 2 = 35/24 ≈ 1.458"),
    ({"aggregate": "sum"}, 2, "D", "sum of B, C and D itself: 5 + 5 + 0 = 10"),
    ({"aggregate": "max"}, 2, "D", "largest of B, C and D itself: max(5, 5, 0) = 5"),
    ({"aggregate": "min"}, 2, "F", "smallest of C and F itself: min(0, 0) = 0"),
    ({"aggregate": "gcn"}, 1, "B", "GCN-weighted sum of A, D, E and B itself: 5/√(3·4) + 0/√(3·4) + 0/√(3·4) + 0/√(4·4) ≈ 1.443"),
])  # fmt: skip
def test_the_sentences_of_the_playground(changes, round, node, text):
    assert told(PLAYGROUND, round, node, **changes).text == text


@pytest.mark.parametrize(("changes", "node", "text"), [
    ({}, "A", "mean of C and A itself: (1/3 + (-7/3)) / 2 = -1"),
    ({}, "C", "mean of C itself alone = 1/3 ≈ 0.3333"),
    ({"include_self": False}, "C", "nothing arrives, so 0 by convention"),
    ({"include_self": False, "weights": None}, "B", "mean of A twice and B through its loop: (1/3 + 1/3 + (-10/3)) / 3 = -8/9 ≈ -0.8889"),
    ({"include_self": False, "aggregate": "max"}, "B", "largest of A twice and B through its loop: max(0.5·1/3, 2·1/3, (1/3)·0) = 2/3 ≈ 0.6667"),
    ({"include_self": False, "edges": [("C", "B")], "weights": [3]}, "B", "mean of C alone: 3·0 / 3 = 0"),
])  # fmt: skip
def test_the_sentences_of_a_tangle(changes, node, text):
    assert told(TANGLE, 2, node, **changes).text == text


def test_a_long_sum_is_cut_in_the_sentence_and_complete_in_the_terms():
    line = told(STAR, 1, "hub")
    assert line.text == ("mean of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 30 more and hub itself: "
                         "(0 + 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + … + 0) / 41 = 780/41 ≈ 19.02")  # fmt: skip
    assert len(line.terms) == 41
    assert r"9 + \dots + 0}{41}" in line.latex


def test_no_equals_sign_follows_a_rounded_number():
    scenario = Scenario(["A", "B"], [("A", "B")], {"A": "0.12345", "B": "0.87655"})
    assert told(scenario, 1, "A").text == "mean of B and A itself: (0.8766 + 0.1235) / 2 ≈ 1/2 = 0.5"
    assert told(scenario, 0, "A").text == "A starts at about 0.1235"
    weighted = Scenario(["A", "B"], [("A", "B")], {"B": 2}, "sum", False, weights=["0.12345"])
    assert told(weighted, 1, "A").text == "sum of B alone: (≈ 0.1235)·2 ≈ 0.2469"


@pytest.mark.parametrize(("changes", "latex"), [
    ({}, r"h_{\text{D}}^{(2)} = \frac{\frac{5}{4} + 1 + 0}{3} = \frac{3}{4} = 0.75"),
    ({"aggregate": "max"}, r"h_{\text{D}}^{(2)} = \max\left(5, 5, 0\right) = 5"),
    ({"aggregate": "gcn", "include_self": False},
     r"h_{\text{D}}^{(2)} = \frac{2.041}{\sqrt{3 \cdot 2}} + \frac{1.768}{\sqrt{4 \cdot 2}} \approx 1.458"),
])  # fmt: skip
def test_the_formulas_of_the_playground(changes, latex):
    assert told(PLAYGROUND, 2, "D", **changes).latex == latex


def test_the_formulas_of_a_tangle():
    assert told(TANGLE, 1, "B").latex == (
        r"h_{\text{B}}^{(1)} = \frac{0.5 \cdot \left(-5\right) + 2 \cdot \left(-5\right) + \frac{1}{3} \cdot 0 + 0}"
        r"{\frac{23}{6}} = -\frac{75}{23} \approx -3.261"
    )
    assert told(TANGLE, 1, "C").latex == r"h_{\text{C}}^{(1)} = h_{\text{C}}^{(0)} = \frac{1}{3} \approx 0.3333"
    assert told(TANGLE, 0, "A").latex == r"h_{\text{A}}^{(0)} = -5"


def test_roles_mark_messages_operator_and_result():
    line = told(PLAYGROUND, 2, "D")
    assert line.pieces[0] == Word("mean", "aggregate")
    assert [piece.role for piece in line.pieces if isinstance(piece, Ref)] == ["message"] * 3 + ["update"]
    assert line.pieces[-1] == Ref("D", 2, "=", "update")
    assert marked(line.pieces, PLAYGROUND.run(2).cell)[-1] == ("= 3/4 = 0.75", "update")
    assert Word("C alone", "message") in told(PLAYGROUND, 1, "F", include_self=False).pieces


def test_one_wording_serves_every_round_through_a_lookup_of_its_own():
    run = PLAYGROUND.run(9)
    pieces = run.explain(1, "D").pieces
    assert expand(pieces, lambda node, round: run.cell(node, round + 8)) == run.explain(9, "D").text


@pytest.mark.parametrize("how", AGGREGATES)
def test_only_gcn_gives_floats_and_it_says_why(how):
    line = told(PLAYGROUND, 2, "D", aggregate=how)
    assert isinstance(line.value, float) == (how == "gcn")
    assert (line.why_float is not None) == (how == "gcn")
    assert told(PLAYGROUND, 0, "D", aggregate=how).why_float is None
    assert "square root" in (line.why_float or "square root")


def test_terms_carry_node_value_weight_and_factors():
    [first, *_] = told(TANGLE, 1, "B").terms
    assert (first.node, first.value, first.weight, first.factor_text) == ("A", -5, F(1, 2), "0.5·{}")
    assert told(PLAYGROUND, 1, "B", aggregate="gcn").terms[0].factor_text == "{}/√(3·4)"


@pytest.mark.parametrize(("round", "node", "count"), [(99, "A", 1), (-1, "A", 1), (1.0, "Q", 2), (True, "A", 1)])
def test_what_a_run_does_not_have_is_named(round, node, count):
    with pytest.raises(ScenarioError) as caught:
        PLAYGROUND.run(3).explain(round, node)
    assert len(caught.value.problems) == count


@pytest.mark.parametrize("rounds", [-1, 201, 2.5, "3", True])
def test_a_run_has_0_to_200_rounds(rounds):
    with pytest.raises(ScenarioError, match="from 0 to 200"):
        PLAYGROUND.run(rounds)


def test_fractions_that_outgrow_every_reader_stop_the_run_with_a_remedy():
    nodes = [f"n{i}" for i in range(12)]
    edges = [(a, b) for i, a in enumerate(nodes) for b in nodes[:i]]
    scenario = Scenario(nodes, edges, {"n0": 1}, weights=[f"{i + 1}.00000000{i + 1}" for i in range(len(edges))])
    with pytest.raises(ScenarioError, match="Run fewer rounds, or give weights with fewer digits"):
        scenario.run(200)


def test_a_run_is_json():
    data = replace(PLAYGROUND, aggregate="gcn").run(1).to_dict()
    assert data["values"][0]["A"] == "5"
    assert data["values"][1]["A"] == pytest.approx(5 / 3)
    assert data["scenario"]["aggregate"] == "gcn"


@pytest.mark.parametrize(("value", "cell"), [
    (0, "0"), (-0.0, "0"), (F(-5, 3), "-5/3 ≈ -1.667"), (F(1, 16), "1/16 = 0.0625"), (F(1, 10**7), "1e-7"),
    (F(12345, 2), "≈ 6173"), (F(123457, 2), "≈ 61729"), (F(2, 3 * 10**6), "≈ 6.667e-7"), (999999, "999999"),
    (1000000, "1000000 = 1e6"), (-123456789, "-123456789 ≈ -1.235e8"), (10**15, "1e15"), (10**15 + 1, "≈ 1e15"),
    pytest.param(10**5000 + 1, "≈ 1e5000", id="5000 digits"), (0.1, "≈ 0.1"), (5.0, "5"), (1e6, "≈ 1e6"), (5e-324, "≈ 5e-324"),
    (0.99999, "≈ 1"), (float("inf"), "Infinity"), (float("-inf"), "-Infinity"), (float("nan"), "NaN"),
])  # fmt: skip
def test_cells(value, cell):
    assert show(value).cell == cell
