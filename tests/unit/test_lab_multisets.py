"""The multiset and shuffle labs: their verdicts are those of the array world, and their rules hold for every small multiset."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, combinations_with_replacement

import numpy as np
import pytest

from mpcore import aggregate
from mpcore.errors import MPCoreError
from mpcore.labs import multisets, shuffle
from mpcore.labs._menu import MENU, encode, fold, proportions
from mpcore.render import plain
from mpcore.render.scales import decimal

BOXES = [box for size in range(4) for box in combinations_with_replacement(range(3), size)]


def text_of(box):
    return ",".join(map(str, box))


def arrays(how, side, letters, encoding, base):
    """The same aggregate by numpy, as one row."""
    f = {"raw": lambda x: [x], "onehot": lambda x: [float(x == letter) for letter in letters], "digits": lambda x: [float(base) ** -x]}[encoding]
    rows = np.array([f(x) for x in side], dtype=float).reshape(len(side), len(letters) if encoding == "onehot" else 1)
    return aggregate(rows, np.zeros(len(side), dtype=int), 1, how)[0]


@pytest.mark.parametrize("encoding", multisets.ENCODINGS)
def test_every_verdict_is_that_of_the_array_world(encoding):
    for left, right in list(combinations(BOXES, 2))[::3]:
        view = multisets.view({"left": text_of(left), "right": text_of(right), "encoding": encoding})
        letters, base = sorted({*left, *right}), 1 + max(len(left), len(right))
        for how in ("sum", "mean", "max", "min", "std"):
            a, b = (arrays(how, side, letters, encoding, base) for side in (left, right))
            assert view["details"][how]["differs"] == bool(np.abs(a - b).max(initial=0) > 1e-9), (how, left, right)


@pytest.mark.parametrize("encoding", multisets.ENCODINGS)
def test_every_number_is_that_of_the_array_world(encoding):
    for side in BOXES:
        letters, base = [0, 1, 2], 4
        coded = encode([Fraction(x) for x in side], encoding, [Fraction(x) for x in letters], base)
        for one in MENU:
            exact = fold(one, coded, 3 if encoding == "onehot" else 1)
            numbers = arrays("var" if one.name == "std" else one.name, side, letters, encoding, base)
            np.testing.assert_allclose([float(value) for value in exact], numbers, atol=1e-12)


def test_the_rules_of_one_hot_vectors_hold_for_every_pair():
    """Sum: the multiset. Mean: the proportions. Max: the set. Nothing else collides, nothing less."""
    letters = [Fraction(x) for x in range(3)]
    kept = {"sum": sorted, "mean": proportions, "max": set}
    for left, right in combinations([tuple(map(Fraction, box)) for box in BOXES if box], 2):
        for one in MENU:
            if one.name in kept:
                a, b = (fold(one, encode(side, "onehot", letters, 4), 3) for side in (left, right))
                assert (a == b) == (kept[one.name](left) == kept[one.name](right)), (one.name, left, right)


@pytest.mark.parametrize(("left", "right", "words"), multisets.PAIRS)
def test_the_pairs_show_what_they_are_called(left, right, words):
    told = [how for how, detail in multisets.view({"left": left, "right": right})["details"].items() if detail["differs"] and how in ("sum", "mean", "max")]
    theory = multisets.view({"left": left, "right": right, "encoding": "onehot"})["parts"]["theory"]
    if words.startswith("only"):
        assert told == [words.removeprefix("only ")]
    if words in ("copies", "doubled"):
        assert "no encoding lets the mean" in theory and "no encoding lets the maximum" in theory
    if words == "proportions":
        assert "some encoding lets the mean" in theory and "no encoding lets the maximum" in theory
    if words in ("three agree", "nobody or 0"):
        assert told == []
    assert "some encoding lets the sum" in theory


def test_an_equals_sign_stands_only_before_exact_numbers():
    view = multisets.view({"left": "1,2", "right": "1,2,2"})
    text = plain(view["details"]["std"]["text"], view["series"], 0)
    assert "≈ 0.4714" in text and "= 0.4714" not in text
    assert "5/3 ≈ 1.667" in plain(view["details"]["mean"]["text"], view["series"], 0)


def test_a_wrong_neighbourhood_names_every_fault():
    with pytest.raises(MPCoreError) as caught:
        multisets.view({"left": "1,x", "right": "1," * 9, "encoding": "wild"})
    assert len(caught.value.problems) == 3
    with pytest.raises(MPCoreError, match="whole numbers from 0"):
        multisets.view({"left": "-1", "right": "1/2", "encoding": "digits"})


def test_the_order_of_what_is_typed_makes_no_state_of_its_own():
    assert multisets.view({"left": "{3, 1}"})["state"] == multisets.view({"left": "1,3"})["state"]


def test_shuffling_visits_every_order_and_only_the_fold_notices():
    view = shuffle.view({"values": "1,0,-1,4"})
    assert len(set(shuffle.orders())) == view["frames"] == 24
    for how in ("sum", "mean", "max"):
        assert len(set(view["series"][how])) == 1
    assert len(set(view["series"]["fold"])) > 12
    for k, order in enumerate(shuffle.orders()):
        row = np.array([[1.0], [0.0], [-1.0], [4.0]])[list(order)]
        for how in ("sum", "mean", "max"):
            assert float(decimal(view["series"][how][k])) == aggregate(row, [0] * 4, 1, how).item()
        text = plain(view["details"]["fold"]["text"], view["series"], k)
        written = text.split("add: ")[1].split(" =")[0].split(" ≈")[0]
        assert eval(written) == pytest.approx(float(decimal(view["series"]["fold"][k])), rel=1e-3)


def test_four_equal_messages_fool_even_the_fold():
    assert len(set(shuffle.view({"values": "2,2,2,2"})["series"]["fold"])) == 1
    with pytest.raises(MPCoreError) as caught:
        shuffle.view({"values": "1,x,5e5", "k": "0"})
    assert len(caught.value.problems) == 3
