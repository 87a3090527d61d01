"""The ledger: every claim holds, would not hold if the engine were subtly wrong, and is on the page word for word."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

import mpcore.aggregators
import mpcore.definition
import mpcore.families
import mpcore.matrices
import mpcore.message_passing
import mpcore.spectral
import mpcore.walks
from explainers import claims
from explainers.claims import FOLDER, ClaimError, find, ledger, refutation
from explainers.claims_page import works
from mpcore.bridge import handle, needs
from mpcore.evidence import Claim, Outcome, at_least, at_most, claim, close, differs, equal
from mpcore.graph import Graph

DOCS = FOLDER.parent
LEDGER = ledger()
PROPAGATION = [name for name, entry in LEDGER.items() if entry.group in ("propagation", "many_rounds")]


@pytest.fixture(autouse=True)
def strict_numerics():
    """Claims run as they do in the build: numpy's own settings, not the strict ones of the tests."""
    with np.errstate():
        yield


@pytest.mark.parametrize("identifier", LEDGER)
def test_holds(identifier):
    result = LEDGER[identifier].claim.outcome()
    assert result.holds, refutation(LEDGER[identifier], result)


def test_is_the_same_each_time():
    for entry in LEDGER.values():
        assert entry.claim.outcome() == entry.claim.outcome(), entry.claim.identifier


# ---- subtle mistakes: each is planted in the engine, and the claims that speak of it must fail ----


def degrees_of_a(graph: Graph, self_loops: bool = True) -> Graph:
    """Ã with the degrees of A under it."""
    looped, degree = graph.with_self_loops(), np.maximum(graph.in_degree, 1)
    return Graph(graph.num_nodes, looped.source, looped.target, looped.weights / np.sqrt(degree[looped.source] * degree[looped.target]))


def row_normalised_gcn(graph: Graph, self_loops: bool = True) -> Graph:
    """The "GCN averages" mistake."""
    return mpcore.matrices.mean_edges(graph, self_loops)


def mean_counts_itself(graph: Graph, include_self: bool = True) -> Graph:
    """Without self, but divided as if with."""
    looped = graph.with_self_loops() if include_self else graph
    degree = graph.in_degree + 1
    return Graph(graph.num_nodes, looped.source, looped.target, looped.weights / degree[looped.target])


def by_count_not_by_weight(graph: Graph, include_self: bool = True) -> Graph:
    """Σ w x divided by the number of messages."""
    looped = graph.with_self_loops() if include_self else graph
    count = np.bincount(looped.target, minlength=graph.num_nodes)
    return Graph(graph.num_nodes, looped.source, looped.target, looped.weights / count[looped.target])


def transposed(graph: Graph) -> np.ndarray:
    out = np.zeros((graph.num_nodes, graph.num_nodes))
    np.add.at(out, (graph.source, graph.target), graph.weights)
    return out


def no_parallel_edges(graph: Graph) -> np.ndarray:
    out = np.zeros((graph.num_nodes, graph.num_nodes))
    out[graph.target, graph.source] = graph.weights
    return out


def one_message_of_several(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    out = np.zeros((num_nodes, *messages.shape[1:]))
    out[target] += messages
    return out


def max_with_zero(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    out = np.zeros((num_nodes, *messages.shape[1:]))
    np.maximum.at(out, target, messages)
    return out


def max_of_nothing_is_least(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    out = np.full((num_nodes, *messages.shape[1:]), -1e9)
    np.maximum.at(out, target, messages)
    return out


def plain_mean_limit(graph: Graph, x: np.ndarray, matrix: str = "P") -> np.ndarray:
    return np.broadcast_to(np.mean(x, axis=0), np.shape(x))


def largest_not_absolute(graph: Graph, matrix: str = "P") -> float:
    """The second largest eigenvalue, where the second largest absolute one was asked for."""
    return float(np.linalg.eigvalsh(mpcore.matrices.gcn_matrix(graph))[-2]) if graph.num_nodes > 1 else 0.0


def hops_one_too_many(graph: Graph) -> np.ndarray:
    return REAL["hops"](graph) + (REAL["hops"](graph) > 1)


def walks_up_to(graph: Graph, k: int) -> np.ndarray:
    """Of at most k steps, not exactly k."""
    return np.any([REAL["walks"](graph, j) for j in range(k + 1)], axis=0)


def receivers_spread(graph: Graph, include_self: bool = True) -> np.ndarray:
    """Rows normalised instead of columns."""
    return mpcore.matrices.mean_matrix(graph, include_self)


def perron_without_self(graph: Graph, matrix: str = "A+I") -> tuple[float, np.ndarray]:
    return REAL["perron"](graph, "A")


def combine_plain(how, messages, values, degree, node):
    """The exact mean, divided by one too many when there is a self message."""
    if how == "mean" and messages:
        return sum((m.weight * values[m.sender] for m in messages), Fraction(0)) / (degree[node] + (messages[-1].kind == "self"))
    return REAL["combine"](how, messages, values, degree, node)


def combine_none(how, messages, values, degree, node):
    """Nothing received keeps the old value."""
    return REAL["combine"](how, messages, values, degree, node) if messages else values[node]


def combine_reversed_gcn(how, messages, values, degree, node):
    """Divided by the receiver's degree instead of the root of both."""
    if how == "gcn":
        return sum(float(m.weight) * float(values[m.sender]) for m in messages) / float(degree[node])
    return REAL["combine"](how, messages, values, degree, node)


def star_without_a_leaf(n: int = 7) -> Graph:
    """The last leaf tied to another leaf."""
    return Graph.from_edges([(0, i) for i in range(1, n - 1)] + [(n - 2, n - 1)] if n > 2 else [(0, 1)], num_nodes=n)


REAL = {
    "hops": mpcore.walks.hops, "walks": mpcore.walks.walks, "perron": mpcore.spectral.perron, "combine": mpcore.definition.combine,
}  # fmt: skip
PLANTED: list[tuple[Callable, Callable, set[str]]] = [
    (mpcore.matrices.gcn_edges, degrees_of_a, {"gcn-is-s", "degrees-need-the-self-loop", "p-and-s-similar", "eigenvalues-of-p-and-s", "gcn-limit-is-not-constant"}),
    (mpcore.matrices.gcn_edges, row_normalised_gcn, {"gcn-is-s", "gcn-rows-do-not-sum-to-one", "regular-p-is-s", "p-and-s-similar", "gcn-limit-is-not-constant"}),
    (mpcore.matrices.mean_edges, mean_counts_itself, {"mean-is-row-normalised", "bipartite-never-settles"}),
    (mpcore.matrices.mean_edges, by_count_not_by_weight, {"mean-is-row-normalised", "mean-self-is-p"}),
    (mpcore.matrices.adjacency, transposed, {"sum-is-a-product", "direction", "mean-self-is-p", "gcn-is-s"}),
    (mpcore.matrices.adjacency, no_parallel_edges, {"sum-is-a-product", "mean-is-row-normalised", "mean-self-is-p"}),
    (mpcore.matrices.transition, receivers_spread, {"spreading-limit"}),
    (mpcore.aggregators.sum, one_message_of_several, {"sum-is-a-product", "sum-self-is-a-plus-i", "sum-grows-like-perron"}),
    (mpcore.aggregators.max, max_with_zero, {"empty-is-zero", "zero-is-not-neutral-for-max", "max-self-fills-in-eccentricity"}),
    (mpcore.aggregators.max, max_of_nothing_is_least, {"empty-is-zero", "zero-is-not-neutral-for-max"}),
    (mpcore.spectral.limit, plain_mean_limit, {"mean-self-limit", "gcn-limit-is-not-constant", "smoothing-rate"}),
    (mpcore.spectral.smoothing_rate, largest_not_absolute, {"smoothing-rate"}),
    (mpcore.families.complete, mpcore.families.cycle, {"complete-graph-one-round"}),
    (mpcore.spectral.perron, perron_without_self, {"sum-grows-like-perron"}),
    (mpcore.walks.hops, hops_one_too_many, {"reach-is-the-ball"}),
    (mpcore.walks.walks, walks_up_to, {"reach-without-self-is-walks"}),
    (mpcore.definition.combine, combine_plain, {"mean-self-is-p", "playground-limit"}),
    (mpcore.definition.combine, combine_none, {"empty-is-zero", "direction"}),
    (mpcore.definition.combine, combine_reversed_gcn, {"gcn-is-s"}),
    (mpcore.families.star, star_without_a_leaf, {"star-rate"}),
]


def plant(monkeypatch: pytest.MonkeyPatch, real: Callable, wrong: Callable) -> None:
    """Put the wrong function wherever the real one is known by name, also in tables of functions."""
    places = [module for name, module in sorted(sys.modules.items()) if name.partition(".")[0] in ("mpcore", "claims") and module]
    found = 0
    for module in places:
        for name, value in list(vars(module).items()):
            if value is real:
                monkeypatch.setattr(module, name, wrong)
                found += 1
            elif isinstance(value, dict) and real in [v for v in value.values() if callable(v)]:
                key = next(k for k, v in value.items() if v is real)
                monkeypatch.setitem(value, key, wrong)
    assert found


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("real", "wrong", "caught"), PLANTED, ids=[wrong.__name__ for _, wrong, _ in PLANTED])
def test_a_subtle_mistake_is_caught(monkeypatch, real, wrong, caught):
    plant(monkeypatch, real, wrong)
    with np.errstate(all="ignore"):
        failed = {name for name in PROPAGATION if not LEDGER[name].claim.outcome().holds}
    assert caught <= failed, f"not caught by {sorted(caught - failed)}; caught by {sorted(failed)}"


def test_every_claim_about_propagation_can_fail():
    """Some planted mistake makes each of them fail, or else it compares with numbers that no change of the engine can move."""
    caught = set.union(*(names for _, _, names in PLANTED))
    told_apart = {  # their checks hold the engine to nothing but counterexamples or numbers of their own
        "max-is-not-linear", "equivariance", "order-dependence-breaks-it", "synchronous", "components-settle-apart", "cycle-rate",
        "float64-exact-until", "max-without-self-loses-source",
    }  # fmt: skip
    assert set(PROPAGATION) == caught | told_apart
    assert not caught & told_apart


SLIGHTLY_OTHER = {  # the engine cannot be wrong about these in a small way, so the sentence is: what is compared is shifted a little
    "cycle-rate": ("1 + 2 * np.cos(2 * np.pi / n)", "1 + 2 * np.cos(np.pi / n)"),
    "float64-exact-until": ("right.index(False), 29", "right.index(False), 28"),
    "max-without-self-loses-source": ("[5.0, 0.0, 5.0]", "[5.0, 5.0, 5.0]"),
    "synchronous": ("[[1, 1, 0], [2, 2, 1]]", "[[1, 1, 1], [2, 2, 1]]"),
    "components-settle-apart": ("(graph.in_degree + 1) @ x[part, 0] / (graph.in_degree + 1).sum()", "x[part, 0].mean()"),
    "equivariance": ("old[order], 1e-10", "old, 1e-10"),
    "order-dependence-breaks-it": ("results.pop(recurrent)", "results.pop('sum')"),
    "max-is-not-linear": ('"max", include_self', '"sum", include_self'),
    "bipartite-never-settles": ("[10 / 7, 0, 0,", "[5 / 7, 0, 0,"),
    "playground-limit": ("Fraction(5, 6))", "Fraction(3, 4))"),
    "star-rate": ("spectral.smoothing_rate(graph), 0.5", "spectral.smoothing_rate(graph), 1 / leaves"),
}


@pytest.mark.parametrize("identifier", SLIGHTLY_OTHER)
def test_a_slightly_different_statement_is_false(identifier):
    entry = LEDGER[identifier]
    before, after = SLIGHTLY_OTHER[identifier]
    assert before in entry.code, "the check was rewritten: say here what would be slightly different"
    names = dict(vars(sys.modules[f"claims.{entry.group}"]))
    exec(compile(entry.code.replace(before, after), "<other>", "exec"), names)  # noqa: S102
    other = next(value for value in names.values() if isinstance(value, Claim) and value.identifier == identifier and value is not entry.claim)
    assert not other.outcome().holds


# ---- the ledger and the pages ----


def test_every_reference_is_to_a_claim_and_every_source_to_a_work():
    for page in DOCS.rglob("*.md"):
        for name in re.findall(r"\[\[(?:claim|mark):([a-z0-9-]+)\]\]", page.read_text("utf-8")):
            assert name in LEDGER, f"{page.name} refers to {name}"
    known = works()
    for entry in LEDGER.values():
        assert set(entry.claim.sources) <= set(known), entry.claim.identifier


def test_sentences_fit_in_a_line_of_a_table_and_have_no_links():
    for entry in LEDGER.values():
        text = entry.claim.sentence
        assert "|" not in text and "](" not in text and "\n" not in text, entry.claim.identifier
        assert text[-1] in ".!?", f"{entry.claim.identifier} is no sentence"


@pytest.mark.parametrize("check", [lambda: iter(()), lambda: iter([equal("1 + 1", 2, 3)]), lambda: iter([close("x", float("nan"), 1)])])
def test_what_is_false_or_compares_nothing_stops_the_build(monkeypatch, check):
    wrong = Claim("wrong", "Two is three.", (), check)
    monkeypatch.setattr(claims, "find", lambda name: claims.Entry("propagation", wrong))
    claims.outcome.cache_clear()
    with pytest.raises(ClaimError, match=r"'wrong' .*is not shown\.\n  Two is three\.\n  .+"):
        claims.outcome("wrong")
    claims.outcome.cache_clear()


def test_an_unknown_claim_is_an_error_that_names_those_there_are():
    with pytest.raises(ClaimError, match="no claim 'x'.*sum-is-a-product"):
        find("x")


def test_two_claims_of_one_name_are_refused():
    @claim("twice", "One.")
    def one():
        yield equal("1", 1, 1)

    module = type(sys)("twice")
    module.a, module.b = one, Claim("twice", "Two.", (), one.check)
    with pytest.raises(ValueError, match="twice"):
        claims.claims_of(module)


def test_the_bridge_runs_a_check_and_says_what_it_needs():
    request = json.dumps({"op": "check", "group": "many_rounds", "claim": "star-rate"})
    assert json.loads(needs(request)) == ["numpy"]
    reply = json.loads(handle(request))
    assert reply["ok"] and reply["outcome"] == LEDGER["star-rate"].claim.outcome().to_dict()
    for group, name in (("many_rounds", "none"), ("none", "star-rate"), ("../x", "y"), ("_graphs", "y"), ("os", "path")):
        refused = json.loads(handle(json.dumps({"op": "check", "group": group, "claim": name})))
        assert refused["error"]["kind"] == "UnknownNameError"


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        (equal("text", "a", "a"), True), (equal("lengths", [1, 2, 3], [1, 2]), False), (equal("array", np.eye(2), [[1, 0], [0, 1]]), True),
        (equal("one for all is not exact", [1, 1], 1), False), (close("scalar for all", np.ones(3), 1), True), (close("nan", [1, np.nan], 1), False),
        (close("nothing", [], []), False), (at_most("each", [1, 2], [1, 1]), False), (at_most("rounding", 1 + 1e-13, 1, within=1e-12), True),
        (at_least("each", [1, 2], 1), True), (differs("same", [1, 2], [1, 2]), False), (differs("one entry", [1, 2], [1, 3]), True), (differs("shape", [1], [1, 2]), True),
    ],
)  # fmt: skip
def test_comparisons(line, holds):
    assert line.holds is holds


def test_an_exception_in_a_check_is_no_evidence():
    def broken():
        yield equal("1", 1, 1)
        raise KeyError("x")

    result = Claim("broken", "It holds.", (), broken).outcome()
    assert isinstance(result, Outcome) and not result.holds and "KeyError" in result.error and len(result.comparisons) == 1
