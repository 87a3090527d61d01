"""What a scenario accepts, what it refuses and in which words, and its one form as JSON and as an address."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction as F
from itertools import combinations

import pytest

from mpcore.address import MAX_LENGTH
from mpcore.errors import AddressError, ScenarioError
from mpcore.scenario import PLAYGROUND, Scenario

PAIR = Scenario(["A", "B"], [("A", "B")], {"A": 5})


def problems(**changes: object) -> tuple[str, ...]:
    with pytest.raises(ScenarioError) as caught:
        Scenario(**{"nodes": ["A", "B"], "edges": [("A", "B")], **changes})
    return caught.value.problems


def address_problems(url: str, base: Scenario | None = None) -> tuple[str, ...]:
    with pytest.raises(AddressError) as caught:
        Scenario.from_url(url, base)
    return caught.value.problems


def test_numbers_are_kept_as_what_they_say():
    start = {"A": 0.1, "B": "1/3", "C": Decimal("2.50"), "D": " -1e2 ", "E": 0, "F": F(1, 7)}
    scenario = Scenario(list("ABCDEF"), start=start)
    assert scenario.start == {"A": F(1, 10), "B": F(1, 3), "C": F(5, 2), "D": F(-100), "F": F(1, 7)}


def test_numpy_numbers_are_numbers():
    np = pytest.importorskip("numpy")
    scenario = Scenario(["A", "B"], start={"A": np.float64(0.5), "B": np.int64(3)}, include_self=np.bool_(True))
    assert scenario.start == {"A": F(1, 2), "B": 3}
    assert scenario.include_self is True
    assert Scenario(["A"], start={"A": np.float32(0.5)}).start["A"] == F(1, 2)


def test_equal_scenarios_are_equal_whatever_was_typed():
    twin = Scenario(("A", "B"), [["A", "B"]], {"B": 0.0, "A": "5.0"}, positions=None)
    assert twin == PAIR
    assert hash(twin) == hash(PAIR)
    assert {PAIR: 1}[twin] == 1
    assert pickle.loads(pickle.dumps(PLAYGROUND)) == PLAYGROUND == copy.deepcopy(PLAYGROUND)
    assert replace(PLAYGROUND, rounds=3).nodes == PLAYGROUND.nodes


def test_changing_what_was_passed_in_changes_nothing():
    start = {"A": 1}
    scenario = Scenario(["A"], start=start)
    start["A"] = 2
    assert scenario.start == {"A": 1}
    with pytest.raises(AttributeError):
        scenario.rounds = 3


@pytest.mark.parametrize(("changes", "words"), [
    ({"nodes": []}, ["nodes is empty", "1 to 200", "at least one"]),
    ({"nodes": "AB"}, ["nodes is 'AB'", "list of labels", "square brackets"]),
    ({"nodes": None}, ["nodes is None", "list of labels"]),
    ({"nodes": [f"n{i}" for i in range(201)], "edges": []}, ["201 labels", "1 to 200"]),
    ({"nodes": ["A", "B", "A"]}, ["nodes[2]", "repeats 'A'", "nodes[0]", "Rename"]),
    ({"nodes": ["A", "B", 3]}, ["nodes[2]", "3 (int)", "quotes"]),
    ({"nodes": ["A", "B", ""]}, ["nodes[2]", "''", "1 to 40"]),
    ({"nodes": ["A", "B", "x" * 41]}, ["nodes[2]", "1 to 40", "Shorten"]),
    ({"nodes": ["A", "B", "x\ny"]}, ["nodes[2]", "control character U+000A"]),
    ({"nodes": ["A", "B", "x\u2028y"]}, ["nodes[2]", "line separator U+2028"]),
    ({"nodes": ["A", "B", "\ud800"]}, ["nodes[2]", "surrogate"]),
    ({"nodes": ["A", "B", "a\u202eb"]}, ["nodes[2]", "direction mark U+202E"]),
    ({"nodes": ["A", "B", " \u200b "]}, ["nodes[2]", "cannot be seen"]),
    ({"edges": [("A", "Q")]}, ["edges[0]", "'Q'", "not a node", "A, B", "Add it"]),
    ({"edges": [("Q", "Q")]}, ["edges[0]", "'Q'"]),
    ({"edges": [("A",)]}, ["edges[0]", "pair of labels"]),
    ({"edges": ["AB"]}, ["edges[0]", "'AB'", "pair"]),
    ({"edges": [("A", ["B"])]}, ["edges[0]", "['B']", "not a node"]),
    ({"edges": 5}, ["edges is 5", "list of pairs"]),
    ({"edges": [("A", "B")] * 2001}, ["2001 pairs", "at most 2000"]),
    ({"start": {"A": float("nan")}}, ["start['A'] is nan", "finite"]),
    ({"start": {"A": float("inf")}}, ["start['A'] is inf", "finite"]),
    ({"start": {"A": "many"}}, ["start['A'] is 'many'", "5, 1/2 or 0.25"]),
    ({"start": {"A": "1/0"}}, ["start['A'] is '1/0'", "divided by 0"]),
    ({"start": {"A": "1e999999999"}}, ["start['A']", "finite"]),
    ({"start": {"A": "٣"}}, ["start['A']", "finite"]),
    ({"start": {"A": True}}, ["start['A'] is True"]),
    ({"start": {"A": None}}, ["start['A'] is None"]),
    ({"start": {"A": 10**60}}, ["start['A']", "40 digits"]),
    ({"start": {"A": 1e300}}, ["start['A'] is 1e+300", "40 digits"]),
    ({"start": {"A": 10**5000}}, ["start['A'] is a value of type int", "40 digits"]),
    ({"start": {"Z": 1}}, ["start names 'Z'", "A, B"]),
    ({"start": [1, 2]}, ["start is [1, 2]", "{'A': 5}"]),
    ({"aggregate": "median"}, ["aggregate is 'median'", "sum, mean, max, min, gcn"]),
    ({"aggregate": ["sum"]}, ["aggregate is ['sum']"]),
    ({"include_self": "yes"}, ["include_self is 'yes'", "True and False"]),
    ({"directed": 1}, ["directed is 1", "True and False"]),
    ({"weights": [1, 2]}, ["weights has 2", "edges 1", "leave weights out"]),
    ({"weights": []}, ["weights has 0", "edges 1"]),
    ({"weights": [-2]}, ["weights[0] is -2", "above 0"]),
    ({"weights": [0]}, ["weights[0] is 0", "above 0"]),
    ({"weights": ["x"]}, ["weights[0] is 'x'", "finite"]),
    ({"weights": 2}, ["weights is 2", "list"]),
    ({"rounds": 201}, ["rounds is 201", "0 to 200"]),
    ({"rounds": 2.0}, ["rounds is 2.0", "whole number"]),
    ({"positions": {"A": (0, 0)}}, ["positions", "B", "every node"]),
    ({"positions": {"A": (0, 0), "B": (2, 0)}}, ["positions['B'] is (2, 0)", "0 to 1"]),
    ({"positions": {"A": (0, 0), "B": "xy"}}, ["positions['B'] is 'xy'", "0 to 1"]),
    ({"positions": {"A": (0, 0), "B": (float("nan"), 0)}}, ["positions['B']", "0 to 1"]),
    ({"positions": [0, 1]}, ["positions is [0, 1]"]),
])  # fmt: skip
def test_each_fault_says_where_what_was_got_and_what_is_allowed(changes, words):
    [problem] = problems(**changes)
    assert all(word in problem for word in words), problem
    assert problem.isprintable()
    assert len(problem) < 300


def test_all_faults_of_one_input_come_at_once():
    found = problems(nodes=["A", "A", "\x00"], edges=[("A", "Q"), ("A",)], start={"A": float("nan"), "Z": 1},
                     aggregate="median", include_self=1, weights=[-1, "x"], rounds=1000, positions={"A": (2, 0)})  # fmt: skip
    starts = [problem.split(" ")[0] for problem in found]
    assert starts == ["nodes[1]", "nodes[2]", "edges[0]", "edges[1]", "start", "start['A']", "aggregate", "include_self",
                      "weights[0]", "weights[1]", "rounds", "positions", "positions['A']"]  # fmt: skip


def test_markup_in_a_label_is_a_label_like_any_other():
    name = "<img src=x onerror=alert(1)>"
    scenario = Scenario([name], start={name: 1})
    assert Scenario.from_url(scenario.to_url()) == scenario
    assert scenario.run(1).explain(0, name).text == f"{name} starts at 1"


def test_parameters_have_a_fixed_order_and_short_numbers():
    scenario = Scenario(["A", "B", "C"], [("A", "B"), ("C", "B")], {"C": 0.1, "A": "0.50"}, directed=True, weights=[1, 0.5],
                        positions={"C": (1, 0), "A": (0.123456, 0.5), "B": (0, 1)})  # fmt: skip
    assert list(scenario.to_params().items()) == [
        ("nodes", "A,B,C"), ("edges", "A>B,C>B"), ("weights", "1,1/2"), ("start", "A:1/2,C:0.1"), ("aggregate", "mean"),
        ("self", "1"), ("rounds", "24"), ("at", "0.1235:0.5,0:1,1:0"),
    ]  # fmt: skip
    assert PAIR.to_url() == "nodes=A%2CB&edges=A-B&start=A%3A5&aggregate=mean&self=1&rounds=24"


def test_a_directed_scenario_without_edges_stays_directed():
    scenario = Scenario(["A"], directed=True)
    assert scenario.to_params()["edges"] == ">"
    assert Scenario.from_url(scenario.to_url()) == scenario


def test_missing_parameters_come_from_the_base():
    read = Scenario.from_params({"aggregate": "max", "self": "0", "start": "F:2"}, base=PLAYGROUND)
    assert read == replace(PLAYGROUND, aggregate="max", include_self=False, start={"F": 2})
    assert Scenario.from_params({}, base=PLAYGROUND) == PLAYGROUND
    other = Scenario.from_params({"nodes": "X,Y", "edges": "X>Y"}, base=PLAYGROUND)
    assert (other.start, other.positions, other.directed) == ({}, None, True)
    heavy = replace(PAIR, weights=[3])
    assert Scenario.from_params({"rounds": "2"}, base=heavy).weights == (3,)
    assert Scenario.from_params({"edges": "A-B"}, base=heavy).weights is None
    assert Scenario.from_params({"at": ""}, base=PLAYGROUND).positions is None


@pytest.mark.parametrize(("change", "words"), [
    ("nodes=A%2", ["broken percent code"]),
    ("nodes=A%25", ["nodes[0]", "broken percent code"]),
    ("nodes=A%FF", ["broken percent code"]),
    ("edges=A-", ["edges[0] is 'A-'", "A-B"]),
    ("edges=A-B-A", ["edges[0] is 'A-B-A'"]),
    ("edges=A>B,A-B", ["edges[1] is 'A-B'", "all edges have one or none"]),
    ("weights=1,", ["weights has 2", "weights[1] is ''"]),
    ("start=A", ["start[0] is 'A'", "A:5"]),
    ("start=A:", ["start[0] is 'A:'"]),
    ("start=A:1,A:2", ["start gives 'A' twice"]),
    ("self=yes", ["self is 'yes'", "1 (include self) and 0"]),
    ("rounds=2.5", ["rounds is '2.5'", "whole number"]),
    ("rounds=", ["rounds is ''"]),
    ("at=0:0", ["at has 1", "2 nodes"]),
    ("x=1", ["'x' is not a parameter", "nodes, edges"]),
    ("rounds", ["'rounds' of the address has no '='"]),
    ("rounds=1&rounds=2", ["'rounds' twice"]),
])  # fmt: skip
def test_each_damage_of_an_address_is_named(change, words):
    text = "\n".join(address_problems(change, base=PAIR))
    assert all(word in text for word in words), text


def test_an_address_cut_in_half_names_what_is_damaged_and_what_is_missing():
    url = PLAYGROUND.to_url()
    missing, damaged = address_problems(url[: url.index("C-E") + 2])
    assert "start, aggregate, self, rounds are missing" in missing
    assert "cut off" in missing
    assert "edges[5] is 'C-'" in damaged


@pytest.mark.parametrize("reader", [Scenario.from_url, lambda text: Scenario.from_params({"nodes": text}, base=PAIR)])
def test_ten_megabytes_give_one_short_answer_without_being_read(reader):
    with pytest.raises(AddressError) as caught:
        reader("nodes=" + "%2C" * 3_500_000)
    [problem] = caught.value.problems
    assert "characters; allowed are 20000" in problem
    assert len(problem) < 200


def test_a_scenario_too_large_for_an_address_says_so_when_written():
    nodes = [f"node {i}" for i in range(200)]
    large = Scenario(nodes, list(combinations(nodes, 2))[:2000])
    with pytest.raises(AddressError, match=f"allowed are {MAX_LENGTH}.*as JSON"):
        large.to_url()
    assert Scenario.from_dict(json.loads(large.to_json())) == large


@pytest.mark.parametrize(("data", "starts"), [
    (5, ["the scenario is 5; it must be a dictionary"]),
    ({}, ["nodes is missing"]),
    ({"edges": [["A", "B"]]}, ["nodes is missing"]),
    ({"nodes": ["A"], "agregate": "sum", "rounds": -1}, ["'agregate' is not a field", "rounds is -1"]),
])  # fmt: skip
def test_a_dictionary_with_faults_names_each_once(data, starts):
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_dict(data)
    found = caught.value.problems
    assert [problem[: len(start)] for problem, start in zip(found, starts, strict=True)] == starts


def test_wrong_kinds_are_refused_at_the_door():
    with pytest.raises(AddressError, match="it must be text"):
        Scenario.from_url(None)
    with pytest.raises(AddressError, match="dictionary of strings"):
        Scenario.from_params("nodes=A")
    with pytest.raises(AddressError, match="parameters are text"):
        Scenario.from_params({"rounds": 3}, base=PAIR)


def _cross(p, q, r):
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])


def _distance(p, a, b):
    """From a point to a segment."""
    length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
    share = max(0, min(1, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length))
    return ((a[0] + share * (b[0] - a[0]) - p[0]) ** 2 + (a[1] + share * (b[1] - a[1]) - p[1]) ** 2) ** 0.5


def test_the_playground_is_drawn_without_a_crossing_and_with_room_around_every_node():
    at = PLAYGROUND.positions
    assert {frozenset(edge) for edge in PLAYGROUND.edges} == {frozenset(pair) for pair in ("AB", "AC", "BD", "BE", "CD", "CE", "CF")}
    for first, second in combinations(PLAYGROUND.edges, 2):
        if set(first).isdisjoint(second):
            (a, b), (c, d) = [at[end] for end in first], [at[end] for end in second]
            assert not (_cross(a, b, c) * _cross(a, b, d) < 0 > _cross(c, d, a) * _cross(c, d, b)), (first, second)
    for node in PLAYGROUND.nodes:
        for edge in PLAYGROUND.edges:
            if node not in edge:
                assert _distance(at[node], at[edge[0]], at[edge[1]]) > 0.13, (node, edge)
    for a, b in combinations(PLAYGROUND.nodes, 2):
        assert ((at[a][0] - at[b][0]) ** 2 + (at[a][1] - at[b][1]) ** 2) ** 0.5 > 0.25, (a, b)


def test_the_exact_world_runs_without_numpy():
    code = (
        "import sys; sys.modules['numpy'] = None\n"
        "import mpcore\n"
        "scenario = mpcore.Scenario(['A', 'B'], [('A', 'B')], {'A': 1})\n"
        "print(scenario.run(1).explain(1, 'B').text)\n"
    )
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "mean of A and B itself: (1 + 0) / 2 = 1/2 = 0.5"
