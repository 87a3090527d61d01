"""What aggregates keep and what they forget

Multisets of at most four values out of 0, 1, 2, 3 are tried one and all, in exact fractions.
"""

from fractions import Fraction
from itertools import combinations, combinations_with_replacement

import numpy as np
from claims._graphs import FROM_A, PLAYGROUND, table

from mpcore import GINLayer, Graph, aggregate
from mpcore.evidence import claim, close, differs, equal

LETTERS, MOST = range(4), 4
BOXES = [box for size in range(MOST + 1) for box in combinations_with_replacement(LETTERS, size)]
FULL = [box for box in BOXES if box]


def average(box):
    return Fraction(sum(box), len(box))


def one_hot(box, how):
    """Aggregate of the one-hot vectors of a box, coordinate by coordinate."""
    return tuple(how([int(x == letter) for x in box]) for letter in LETTERS)


def collisions(boxes, how):
    """The pairs of boxes with the same aggregate."""
    return [(a, b) for a, b in combinations(boxes, 2) if how(a) == how(b)]


@claim("each-aggregate-alone", r"On raw numbers, of sum, mean and max, only the sum tells $\{1, 1\}$ from $\{1\}$, only the mean $\{0, 3\}$ from $\{3\}$, and only the maximum "
       r"$\{1, 3\}$ from $\{2, 2\}$.", "xu-2019")  # fmt: skip
def each_aggregate_alone():
    how = {"sum": sum, "mean": average, "max": max}
    for a, b, only in (((1, 1), (1,), "sum"), ((0, 3), (3,), "mean"), ((1, 3), (2, 2), "max")):
        yield equal(f"{a} and {b}: told apart by", ", ".join(name for name, f in how.items() if f(a) != f(b)), only)


@claim("raw-sum-collides", r"Without an encoding, the sum of $\{1, 3\}$ is the sum of $\{2, 2\}$.")
def raw_sum_collides():
    yield equal("1 + 3 beside 2 + 2", aggregate([[1.0], [3.0]], [0, 0], 1, "sum"), aggregate([[2.0], [2.0]], [0, 0], 1, "sum"))
    yield equal(f"different raw sums of {len(BOXES)} neighbourhoods", len({sum(box) for box in BOXES}), 13)


@claim("three-aggregates-are-not-enough", r"$\{3, 3, -3, -3\}$ and $\{3, 1, -1, -3\}$ agree in sum, mean and maximum at once.", "corso-2020")
def three_aggregates_are_not_enough():
    a, b = np.array([[3.0], [3], [-3], [-3]]), np.array([[3.0], [1], [-1], [-3]])
    for how in ("sum", "mean", "max"):
        yield equal(how, *(aggregate(box, [0] * 4, 1, how) for box in (a, b)))
    yield differs("std does tell them apart", *(aggregate(box, [0] * 4, 1, "std") for box in (a, b)))


@claim("sum-keeps-the-multiset", r"For features from a countable set and neighbourhoods of bounded size there is an encoding $f$ with which $\sum f(x)$ is different for every multiset.", "xu-2019")
def sum_keeps_the_multiset():
    spelled = {sum((Fraction(1, MOST + 1) ** x for x in box), Fraction(0)) for box in BOXES}
    yield equal(f"different sums of f(x) = {MOST + 1}^-x over {len(BOXES)} multisets", len(spelled), len(BOXES))
    yield equal("different sums of one-hot vectors", len({one_hot(box, sum) for box in BOXES}), len(BOXES))


@claim("sum-spells-the-multiset", r"For whole numbers $x \ge 0$ and fewer than $b$ neighbours, $f(x) = b^{-x}$ makes the sum spell the multiset, a digit for each count.", "xu-2019")
def sum_spells_the_multiset():
    for b in (2, 3, 4, 5):
        boxes = [box for size in range(b) for box in combinations_with_replacement(LETTERS, size)]
        sums = {sum((Fraction(1, b) ** x for x in box), Fraction(0)) for box in boxes}
        yield equal(f"b = {b}: different sums of {len(boxes)} multisets", len(sums), len(boxes))
        yield equal(f"b = {b}: {b} copies of 1 are one neighbour too many, and look like a single 0", b * Fraction(1, b), Fraction(1))


@claim("mean-keeps-the-distribution", r"With the best encoding, the means of two neighbourhoods are equal exactly if their values occur in the same proportions.", "xu-2019")
def mean_keeps_the_distribution():
    found = collisions(FULL, lambda box: one_hot(box, average))
    same = [(a, b) for a, b in combinations(FULL, 2) if all(a.count(v) * len(b) == b.count(v) * len(a) for v in LETTERS)]
    yield equal(f"of {len(FULL)} multisets, number of pairs with equal means of one-hot vectors, beside pairs of equal proportions", len(found), len(same))
    yield equal("and they are the same pairs", found == same, True)


@claim("max-keeps-the-set", r"With the best encoding, the maxima of two neighbourhoods are equal exactly if the same values occur in both, however often.", "xu-2019")
def max_keeps_the_set():
    found = collisions(FULL, lambda box: one_hot(box, max))
    same = [(a, b) for a, b in combinations(FULL, 2) if set(a) == set(b)]
    yield equal(f"of {len(FULL)} multisets, number of pairs with equal maxima of one-hot vectors, beside pairs of equal sets", len(found), len(same))
    yield equal("and they are the same pairs", found == same, True)


@claim("mean-and-max-blind-to-copies", r"Whatever the encoding, equal proportions have equal means and equal sets have equal maxima; $\{1\}$ and $\{1, 1\}$ are a pair for both.", "xu-2019")
def mean_and_max_blind_to_copies():
    encodings = np.random.default_rng(0).normal(size=(50, 4, 3))
    for how in ("mean", "max"):
        once, twice = (np.array([aggregate(f[box], [0] * len(box), 1, how) for f in encodings]) for box in ([1], [1, 1]))
        yield close(f"{how} of {{1}} and {{1, 1}}, under 50 random encodings", once, twice, 1e-12)
    once, twice = (np.array([aggregate(f[box], [0] * len(box), 1, "sum") for f in encodings]) for box in ([1], [1, 1]))
    yield equal("encodings of these under which the sums differ", int((abs(once - twice).max(axis=(1, 2)) > 1e-9).sum()), 50)


@claim("sum-plus-self-collides", r"Sum with self, which is $\varepsilon = 0$, maps a node of value 2 with one neighbour 3 and a node of value 3 with one neighbour 2 to the same number.", "xu-2019")
def sum_plus_self_collides():
    pair, x = Graph.from_edges([(0, 1)]), np.array([[2.0], [3.0]])
    yield equal("ε = 0: both nodes of 2 — 3", GINLayer(epsilon=0.0)(pair, x), [[5.0], [5.0]])
    yield differs("ε = 1/2: one node and the other", *GINLayer(epsilon=0.5)(pair, x))


@claim("five-selfs-differ", r"$A + I$, its rows divided by $d + 1$, $(I + D^{-1}A)/2$, $(1 + \varepsilon) I + A$ and a separate $W_{\text{self}}$ are five different operators.")
def five_selfs_differ():
    a, one = table(PLAYGROUND), np.eye(6)
    d = a.sum(1)[:, None]
    five = {"A + I": a + one, "(A + I)/(d + 1)": (a + one) / (d + 1), "(I + D⁻¹A)/2": (one + a / d) / 2, "1.5 I + A": 1.5 * one + a, "0.3 I + 0.7 A": 0.3 * one + 0.7 * a}
    for (left, m), (right, n) in combinations(five.items(), 2):
        yield differs(f"from A = 5: {left} beside {right}", m @ FROM_A, n @ FROM_A, by=0.01)
