"""Random inputs for the property tests: labelled scenarios with everything that a graph may have."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from mpcore.entries import label_fault
from mpcore.exact import AGGREGATES
from mpcore.scenario import Scenario

#: Labels that a careless reader, writer or page would trip over.
AWKWARD = ("a-b", "a,b", "a:b", "a>b", "%2D", "100%", "a&b=c", "a+b", "?#", "<b>x</b>", '"\'', "é", "e\u0301", "節点",
           "👩‍🔬", "\\alpha_{1}$", "≈ 1", "0", " x ", "None", "A itself", "{}")  # fmt: skip

labels = st.one_of(
    st.sampled_from(AWKWARD),
    st.text("ABCDEFxyz0123456789", min_size=1, max_size=3),
    st.text(min_size=1, max_size=8).filter(lambda text: not label_fault(text)),
)
numbers = st.one_of(
    st.integers(-20, 20).map(Fraction),
    st.fractions(-10, 10, max_denominator=12),
    st.decimals(-100, 100, places=3, allow_nan=False).map(Fraction),
)
weights = st.one_of(st.integers(1, 5).map(Fraction), st.fractions(Fraction(1, 8), 4, max_denominator=8))
points = st.tuples(st.floats(0, 1), st.floats(0, 1))


@st.composite
def scenarios(
    draw: st.DrawFn,
    max_nodes: int = 6,
    max_edges: int = 10,
    aggregates: tuple[str, ...] = AGGREGATES,
    directed: bool | None = None,
    weighted: bool | None = None,
    max_rounds: int = 6,
) -> Scenario:
    """A scenario with unicode labels; parallel edges, self loops and isolated nodes come up often."""
    nodes = draw(st.lists(labels, min_size=1, max_size=max_nodes, unique=True))
    end = st.sampled_from(nodes)
    edges = draw(st.lists(st.tuples(end, end), max_size=max_edges))
    if edges and draw(st.booleans()):
        edges.append(draw(st.sampled_from(edges)))  # a parallel edge for certain
    if weighted is None:
        weighted = draw(st.booleans())
    if directed is None:
        directed = draw(st.booleans())
    return Scenario(
        nodes=nodes,
        edges=edges,
        start=draw(st.dictionaries(end, numbers)),
        aggregate=draw(st.sampled_from(aggregates)),
        include_self=draw(st.booleans()),
        directed=directed,
        weights=[draw(weights) for _ in edges] if weighted else None,
        rounds=draw(st.integers(0, max_rounds)),
        positions=dict(zip(nodes, draw(st.tuples(*[points] * len(nodes))))) if draw(st.booleans()) else None,
    )


def renamed(scenario: Scenario, order: list[int], names: list[str]) -> Scenario:
    """The same scenario with its nodes listed in another order, under other names."""
    new = dict(zip(scenario.nodes, names, strict=True))
    return replace(
        scenario,
        nodes=[names[index] for index in order],
        edges=[(new[source], new[target]) for source, target in scenario.edges],
        start={new[node]: value for node, value in scenario.start.items()},
        positions=None if scenario.positions is None else {new[node]: at for node, at in scenario.positions.items()},
    )
