"""Every check of the claims about the three limits can fail: plant a subtle mistake, and the claim no longer holds."""

import numpy as np
import pytest

from explainers import claims
from mpcore import datasets, mean_matrix

GROUPS = ("over_smoothing", "over_squashing", "expressiveness", "remedies")


def module(group):
    return claims.groups()[group]


def smallest(graph):
    """Cai and Wang's lemma as it is often quoted: with the smallest non-zero eigenvalue."""
    values = np.linalg.eigvalsh(np.eye(graph.num_nodes) - module("over_smoothing").gcn_matrix(graph))
    return values[values > 1e-9][:1]


def signed_second(graph):
    """The second largest eigenvalue, its sign not dropped."""
    return float(np.linalg.eigvalsh(module("over_smoothing").gcn_matrix(graph))[-2])


def unscaled(graph, x):
    """The energy without the square roots of the degrees."""
    return float(0.5 * ((x[graph.target] - x[graph.source]) ** 2).sum())


def never(*args, **kwargs):
    return False


def always(*args, **kwargs):
    return True


PLANTED = [
    ("energy-after-s", "nonzero", smallest),
    ("energy-needs-the-maximum", "K10", datasets.complete_bipartite(3, 3)),
    ("energy-is-a-form", "energy", unscaled),
    ("energy-zero-means-collapsed", "energy", unscaled),
    ("energy-after-w", "energy", lambda graph, x: float((x**4).sum())),
    ("energy-after-relu", "energy", lambda graph, x: float(x.sum())),
    ("distance-shrinks-by-s-lambda", "second", signed_second),
    ("small-weights-collapse", "second", lambda graph: 0.5),
    ("large-weights-can-grow", "second", lambda graph: 0.5),
    ("residual-collapses-in-direction", "second", lambda graph: 0.62),
    ("appnp-limit", "gcn_matrix", lambda graph: np.eye(graph.num_nodes)),
    ("appnp-keeps-energy", "energy", lambda graph, x: 1.0),
    ("some-smoothing-helps", "power", lambda matrix, k, x: x),
    ("pair-norm-keeps-spread", "pair_norm", lambda x: x),
    ("self-is-no-residual", "gcn_matrix", lambda graph: (np.eye(6) + mean_matrix(graph, include_self=False)) / 2),
    ("sensitivity-is-a-power", "gcn_matrix", lambda graph: np.eye(graph.num_nodes)),
    ("sensitivity-bound", "gcn_matrix", lambda graph: 0.5 * np.eye(graph.num_nodes)),
    ("barbell-sensitivity", "BARBELL", datasets.barbell(4, 0)),
    ("commute-time", "resistances", lambda graph: np.ones((graph.num_nodes, graph.num_nodes))),
    ("total-resistance", "resistances", lambda graph: np.ones((graph.num_nodes, graph.num_nodes))),
    ("rayleigh", "resistances", lambda graph: np.full((graph.num_nodes, graph.num_nodes), float(graph.num_edges))),
    ("barbell-curvature", "BARBELL", datasets.barbell(4, 3)),
    ("barbell-plus-edge", "FAR", datasets.barbell(4, 1)),
    ("rewiring-can-smooth-faster", "FAR", datasets.barbell(4, 1)),
    ("edge-can-lower-the-gap", "gap", lambda graph: 0.6464),
    ("most-edges-lower-the-gap", "gap", lambda graph: 0.5),
    ("hexagon-triangles-equal", "HEXAGON", datasets.path(6)),
    ("wl-equality-decides-nothing", "HARDER", {"path / path": (datasets.path(4), datasets.path(4))}),
    ("at-most-wl", "HARDER", {"path / star": (datasets.path(4), datasets.star(4))}),
    ("gin-attains-wl", "injective", lambda graphs: [[0], [0]]),
    ("gin-never-exceeds-wl", "HARDER", {"path / star": (datasets.path(4), datasets.star(4))}),
    ("not-every-network-attains-it", "exact_readout", lambda graph, how: graph.num_nodes + graph.in_degree.max() + hash(graph) % 97),
    ("wl-twins-differ-by-zero", "HARD", {"path / star": (datasets.path(4), datasets.star(4))}),
    ("triangles-break-hexagon", "TRIANGLES", datasets.cycle(6)),
    ("spectrum-breaks-hexagon", "HARDER", {"hexagon / two triangles": (datasets.cycle(6),) * 2, "rook / Shrikhande": (datasets.cycle(6),) * 2}),
    ("ids-break-hexagon", "TRIANGLES", datasets.cycle(6)),
    ("random-features-break-hexagon", "wl", type("wl", (), {"refine": lambda graphs, start: [(np.zeros(6), np.zeros(6))], "histogram": lambda c: len(c)})),
    ("two-wl-breaks-hexagon", "TRIANGLES", datasets.cycle(6)),
    ("what-keeps-apart-brings-nothing-nearer", "KEEP", {"plain": lambda s, h, start: s @ h}),
    ("what-brings-nearer-blends-sooner", "OPEN", {"barbell": datasets.barbell(4, 1)}),
    ("initial-residual-shortens-reach", "KEEP", {"initial residual": lambda s, h, start: s @ h}),
]  # fmt: skip


@pytest.mark.parametrize(("identifier", "name", "planted"), PLANTED, ids=[one[0] for one in PLANTED])
def test_a_planted_mistake_is_caught(monkeypatch, identifier, name, planted):
    entry = claims.find(identifier)
    assert entry.claim.outcome().holds
    monkeypatch.setattr(module(entry.group), name, planted)
    assert not entry.claim.outcome().holds, "the check does not notice"


@pytest.mark.parametrize("answer", [always, never])
def test_checks_about_refinement_notice_a_test_that_always_says_the_same(monkeypatch, answer):
    group = module("expressiveness")
    monkeypatch.setattr(group.wl, "equivalent", answer)
    about = {always: ["wl-difference-is-a-proof", "two-wl-breaks-hexagon", "virtual-node-does-not-break-hexagon", "gin-attains-wl"],
             never: ["wl-difference-is-a-proof", "wl-equality-decides-nothing", "two-wl-breaks-hexagon", "two-wl-misses-shrikhande", "virtual-node-does-not-break-hexagon"]}  # fmt: skip
    for identifier in about[answer]:
        assert not claims.find(identifier).claim.outcome().holds, identifier


@pytest.mark.parametrize(
    ("identifier", "name", "planted"),
    [
        ("forman-values", "balanced_forman", lambda graph: np.full(graph.num_edges, 0.1)),
        ("curvature-is-not-narrowness", "balanced_forman", lambda graph: np.full(graph.num_edges, -0.1)),
        ("foster", "effective_resistance", lambda graph: np.full((graph.num_nodes,) * 2, 0.5)),
    ],
)
def test_a_wrong_measure_is_caught(monkeypatch, identifier, name, planted):
    monkeypatch.setattr(module("over_squashing").diagnostics, name, planted)
    assert not claims.find(identifier).claim.outcome().holds


def test_every_claim_of_these_groups_is_on_a_page():
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (claims.FOLDER.parent).glob("*.md"))
    unused = [name for name, entry in claims.ledger().items() if entry.group in GROUPS and f":{name}]]" not in pages]
    assert not unused
