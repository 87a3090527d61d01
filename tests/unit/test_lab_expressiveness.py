"""The expressiveness lab: readouts against an independent exact run, and verdicts that say no more than is true."""

from collections import Counter
from fractions import Fraction

import pytest

from mpcore.errors import MPCoreError
from mpcore.labs import expressiveness
from mpcore.labs._expressiveness import AGGREGATES, GIVEN, ROUNDS, Compared, drawn_numbers, what_breaks
from mpcore.labs._expressiveness_parts import letter, verdicts
from mpcore.labs._pairs import OFFERED, offered
from mpcore.render import paint, plain

HARD = ["hexagon", "decalin", "prism", "rook", "csl"]
EASY = ["path", "tails"]


def compared(pair, given="nothing", aggregate="sum"):
    left, right = offered(pair)
    return Compared(left.graph, right.graph, given, aggregate)


@pytest.mark.parametrize("pair", HARD)
@pytest.mark.parametrize("aggregate", AGGREGATES)
@pytest.mark.parametrize("given", ["nothing", "degrees", "virtual"])
def test_no_aggregator_tells_a_hard_pair_apart(pair, aggregate, given):
    view = expressiveness.view({"pair": pair, "agg": aggregate, "given": given})
    assert set(view["series"]["rd"]) == {"0"}
    assert set(view["series"]["same"]) == {"equal"}


@pytest.mark.parametrize("pair", EASY)
def test_refinement_tells_an_easy_pair_apart_and_says_that_this_is_a_proof(pair):
    assert compared(pair).parted is not None
    assert "proof" in verdicts(compared(pair))[0][1]
    assert any(cell != "0" for cell in expressiveness.view({"pair": pair, "agg": "gin"})["series"]["rd"])


def test_a_network_may_see_less_than_refinement():
    pair = compared("tails", aggregate="mean")
    assert pair.parted == 2
    assert "does not see it" in " ".join(words for _, words in verdicts(pair))


def test_numbered_nodes_prove_nothing_and_the_lab_says_so():
    left, _ = offered("hexagon")
    twice = Compared(left.graph, left.graph.permuted([3, 0, 4, 1, 5, 2]), "ids")
    assert twice.parted is not None
    assert "proves nothing" in verdicts(twice)[0][1]


def test_exact_values_by_hand():
    """Path of 4 from ones: sum, mean, max, and x² + x of 3h + 2Σ."""
    pair = compared("path")
    assert pair.values[0][1] == [2, 3, 3, 2]
    assert compared("path", "degrees", "mean").values[0][1] == [Fraction(3, 2), Fraction(5, 3), Fraction(5, 3), Fraction(3, 2)]
    assert compared("path", "degrees", "max").values[1][1] == [3, 3, 3, 3]
    assert compared("path", aggregate="gin").values[0][1][0] == 5 * 5 + 5


def test_every_claimed_breaker():
    table = {pair: {what: told for what, told, _ in what_breaks(*(side.graph for side in offered(pair)))} for pair in OFFERED}
    assert not any(table[pair]["colour refinement (1-WL)"] or table[pair]["a virtual node"] for pair in HARD)
    assert all(table[pair]["colour refinement (1-WL)"] for pair in EASY)
    assert [pair for pair in HARD if table[pair]["triangle counts"]] == ["hexagon", "prism", "csl"]
    assert [pair for pair in HARD if not table[pair]["eigenvalues of A"]] == ["rook"]
    assert [pair for pair in HARD if not table[pair]["folklore 2-WL"]] == ["rook"]
    assert all(table[pair]["node numbers"] and table[pair]["random features"] for pair in OFFERED)


def test_the_history_counts_every_node_once():
    for pair in OFFERED:
        for left, right in compared(pair).histograms:
            assert sum(left.values()) == sum(right.values()) == offered(pair)[0].graph.num_nodes


@pytest.mark.parametrize("pair", OFFERED)
@pytest.mark.parametrize("given", GIVEN)
def test_every_choice_is_drawn(pair, given):
    view = expressiveness.view({"pair": pair, "given": given, "k": "2"})
    for area in view["parts"]:
        assert paint(view, area)
    for detail in view["details"].values():
        assert " " not in view["series"]["nh0"][2]
        assert plain(detail["text"], view["series"], 2)


def test_letters_and_numbers_are_fixed():
    assert [letter(c) for c in (0, 25, 26, 51, 52)] == ["A", "Z", "A1", "Z1", "A2"]
    assert drawn_numbers(3, 1) == drawn_numbers(3, 1) != drawn_numbers(3, 2)
    assert Counter(drawn_numbers(16, 1)).most_common(1)[0][1] == 1


def test_a_pair_of_ones_own_and_its_faults():
    view = expressiveness.view({"pair": "own", "left": "0-1, 1-2", "right": "0-1, 0-2"})
    assert set(view["series"]["same"]) == {"equal"}
    assert len(expressiveness.view({"pair": "own", "left": "0-1", "right": "0-1, 1-2"})["series"]["m0"]) == ROUNDS + 1
    with pytest.raises(MPCoreError) as caught:
        expressiveness.view({"pair": "own", "left": "0-0", "right": "0-77", "agg": "median"})
    assert len(caught.value.problems) == 3
