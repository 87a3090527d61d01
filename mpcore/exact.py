"""The exact world: a scenario run by the definition, in exact fractions, and every number of it explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from mpcore.definition import AGGREGATES, Message, Number, Structure, combine, degrees, hops, inbox
from mpcore.errors import ScenarioError, got, listed
from mpcore.formula import formula
from mpcore.notation import Shown, canonical, factor, show
from mpcore.wording import Part, Piece, Ref, Word, beginning, expand, has_rounded, marked, sentence, written

__all__ = ["AGGREGATES", "Explanation", "Message", "Ref", "Run", "Shown", "Term", "Word", "combine", "degrees", "expand",
           "hops", "inbox", "marked", "run", "show"]  # fmt: skip

MAX_ROUNDS = 200
MAX_BITS = 14_000  # more than 4200 digits above or below: nobody reads it, and Python itself refuses to print it

ROOTS = ("The factors 1/√(d_u·d_v) contain square roots, which are rarely fractions, "
         "so this value is a floating-point number of about 16 digits.")  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One message inside an explanation: the sender's value, its weight, and what the sum shows around the value."""

    node: str
    value: Number
    weight: Fraction
    factor_text: str  # "{}" stands for the value: "{}", "2·{}", "{}/√(3·4)"


def run(scenario: Structure, rounds: int | None = None) -> Run:
    """All values of rounds 0 to `rounds` (by default as many as the scenario says)."""
    rounds = scenario.rounds if rounds is None else rounds
    if isinstance(rounds, bool) or not isinstance(rounds, int) or not 0 <= rounds <= MAX_ROUNDS:
        raise ScenarioError(f"rounds is {got(rounds)}; allowed is a whole number from 0 to {MAX_ROUNDS}.")
    arriving = inbox(scenario)
    degree = degrees(arriving)
    values: list[dict[str, Number]] = [{node: scenario.start.get(node, Fraction(0)) for node in scenario.nodes}]
    for k in range(1, rounds + 1):
        values.append({v: combine(scenario.aggregate, arriving[v], values[-1], degree, v) for v in scenario.nodes})
        exact = [x for x in values[-1].values() if isinstance(x, Fraction)]
        if any(max(x.numerator.bit_length(), x.denominator.bit_length()) > MAX_BITS for x in exact):
            raise ScenarioError(f"the exact fractions of round {k} need thousands of digits; allowed is about "
                                f"{MAX_BITS * 3 // 10}. Run fewer rounds, or give weights with fewer digits.")  # fmt: skip
    return Run(scenario, tuple(values))


@dataclass(frozen=True)
class Explanation:
    """How one number came about: the operator, every term, the result, in words and as a formula.

    >>> from mpcore import Scenario
    >>> told = Scenario(["A", "B"], [("A", "B")], {"A": 1}).run(1).explain(1, "B")
    >>> print(told.text, told.latex, sep="\\n")
    mean of A and B itself: (1 + 0) / 2 = 1/2 = 0.5
    h_{\\text{B}}^{(1)} = \\frac{1 + 0}{2} = \\frac{1}{2} = 0.5
    """

    round: int
    node: str
    operator: str
    terms: tuple[Term, ...]
    value: Number
    pieces: tuple[Piece, ...]  # the one source of wording; `text` is expand(pieces)
    text: str
    latex: str
    why_float: str | None


@dataclass(frozen=True)
class Run:
    """A scenario and the values of all its rounds: `values[k][node]`."""

    scenario: Any
    values: tuple[dict[str, Number], ...]

    @cached_property
    def _arriving(self) -> tuple[dict[str, tuple[Message, ...]], dict[str, Fraction]]:
        arriving = inbox(self.scenario)
        return arriving, degrees(arriving)

    def cell(self, node: str, round: int) -> str:
        """The table text of one value: "3/4 = 0.75"."""
        return show(self.values[round][node]).cell

    def explain(self, round: int, node: str) -> Explanation:
        """How `node` got its value in `round`."""
        problems = []
        if not isinstance(node, str) or node not in self.values[0]:
            problems.append(f"node is {got(node)}; the nodes of this run are {listed(self.values[0])}.")
        if isinstance(round, bool) or not isinstance(round, int) or not 0 <= round < len(self.values):
            problems.append(f"round is {got(round)}; this run has the rounds 0 to {len(self.values) - 1}.")
        if problems:
            raise ScenarioError(*problems)
        how, (arriving, degree) = self.scenario.aggregate, self._arriving
        messages = arriving[node] if round else ()
        cells = {m.sender: self.cell(m.sender, round - 1) for m in messages}
        parts = [_part(m, node, degree if how == "gcn" else {}) for m in messages]
        silent = [v for v in arriving if how == "gcn" and v in cells and not degree[v]]
        total = factor(degree[node]) if how == "mean" else ""
        pieces = tuple(sentence(how, node, round, parts, total, silent) if round else beginning(node, self.cell(node, 0)))
        value, result = self.values[round][node], written(self.cell(node, round), "=", has_rounded(pieces, self.cell))
        return Explanation(
            round, node, how,
            tuple(Term(m.sender, self.values[round - 1][m.sender], m.weight, part.around)
                  for m, part in zip(messages, parts, strict=True)),
            value, pieces, expand(pieces, self.cell), formula(how, node, round, parts, cells, total, result),
            ROOTS if how == "gcn" and messages else None,
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """The run as JSON: the scenario and, per round, each value (fractions as text, floats as numbers)."""
        rows = [{v: x if isinstance(x, float) else canonical(x) for v, x in row.items()} for row in self.values]
        return {"scenario": self.scenario.to_dict(), "values": rows}


def _part(message: Message, node: str, degree: Mapping[str, Fraction]) -> Part:
    """The message with its factors as text; `degree` is empty unless the operator divides by square roots of it."""
    weight = "" if message.weight == 1 else factor(message.weight)
    if degree and not degree[message.sender]:
        return Part(message.sender, message.kind, "0")
    roots = (factor(degree[message.sender]), factor(degree[node])) if degree else ()
    return Part(message.sender, message.kind, weight, roots)
