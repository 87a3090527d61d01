"""One change of a figure's state on a graph of 60 nodes, Python being ready: from the change to its paint."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import Any

from bench.stage import Stage, styles
from bench.statistics import Comparison, Goal, Series
from explainers.labs import lab_html
from mpcore import Graph, Scenario
from mpcore.families import ring_of_cliques

NODES = 60
CLIQUES = (12, 5)
GOAL = Goal(100, absolute=True)
UPDATES = 5  # a round


def cliques() -> Graph:
    """A ring of cliques: local order and long ways round, as the labs about limits show it."""
    graph = ring_of_cliques(*CLIQUES)
    assert graph.num_nodes == NODES
    return graph


def pairs() -> list[tuple[int, int]]:
    return sorted({(min(a, b), max(a, b)) for a, b in cliques().edge_index.T.tolist()})


def playground() -> list[dict[str, str]]:
    """Another node starts each time."""
    names = [f"n{i}" for i in range(NODES)]
    edges = [(names[a], names[b]) for a, b in pairs()]
    scenarios = (Scenario(names, edges, {name: 5}, "mean", include_self=True) for name in names)
    return [scenario.to_params() | {"k": "2"} for scenario in scenarios]


def squashing() -> list[dict[str, str]]:
    """The reader's own edges, and another source each time; each also measures an added edge."""
    text = ", ".join(f"{a}-{b}" for a, b in pairs())
    return [{"graph": "own", "edges": text, "source": str(i), "target": "31", "change": "add", "edge": "1-31"} for i in range(NODES)]


def smoothing() -> list[dict[str, str]]:
    """The largest graph that this lab has."""
    return [{"graph": "karate", "source": str(i)} for i in range(34)]


#: lab -> its nodes, and states that must each be computed anew
STATES: dict[str, tuple[int, Callable[[], list[dict[str, str]]]]] = {
    "playground": (NODES, playground), "squashing": (NODES, squashing), "smoothing": (34, smoothing),
}  # fmt: skip

UPDATE = """async ([updates]) => {
  const lab = document.querySelector('mp-lab');
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const times = [];
  for (const patch of updates) {
    await frame();
    const began = performance.now();
    await lab.set(patch);
    await frame();
    await frame();
    times.push(performance.now() - began);
    const error = lab.querySelector('.mp-lab__error');
    if (error && !error.hidden) throw new Error(error.textContent);
  }
  return times;
}"""
ASK = """async ([name, states, needs]) => {
  const { runner } = await import(new URL('runtime/runner.js', document.baseURI).href);
  const times = [];
  for (const state of states) {
    const began = performance.now();
    const reply = await runner.ask({ op: 'view', lab: name, state }, { needs });
    if (!reply.ok) throw new Error(reply.error.message);
    times.push(performance.now() - began);
  }
  return times;
}"""


def samples(rounds: int) -> list[Comparison]:
    """Each lab in a browser of its own."""
    return [one(name, nodes, make(), rounds) for name, (nodes, make) in STATES.items()]


def one(name: str, nodes: int, states: list[dict[str, Any]], rounds: int) -> Comparison:
    lab = importlib.import_module(f"mpcore.labs.{name}")
    full = [{**lab.DEFAULT, **state} for state in states]
    lab.view(full[0])  # a state that it refuses must not reach the browser
    whole: list[float] = []
    python: list[float] = []
    with Stage() as stage, stage.profile() as context:
        figure = lab_html(name, {}).replace(" data-bank", " data-no-bank")  # nothing may come from the precomputed views
        stage.page("bench-lab.html", styles() + figure + '<script type="module" src="runtime/main.js"></script>')
        page = context.new_page()
        page.goto(stage.server.url("bench-lab.html"))
        page.wait_for_selector("mp-lab[data-alive]")
        page.evaluate(UPDATE, [full[-2:]])  # Python starts, and numpy with it
        for turn in range(rounds):
            chosen = [full[(2 * turn * UPDATES + i) % (len(full) - 2)] for i in range(2 * UPDATES)]
            whole += page.evaluate(UPDATE, [chosen[:UPDATES]])
            python += page.evaluate(ASK, [name, chosen[UPDATES:], list(lab.NEEDS)])
    size = len(json.dumps(lab.view(full[0])))
    return Comparison(
        f"{name}: change of state to paint, {nodes} nodes",
        "ms",
        Series("the whole update", tuple(whole)),
        goal=GOAL,
        beside=(Series("of which: asking Python", tuple(python)),),
        note=f"Each view is {size / 1e3:.0f} kB of JSON, computed anew.",
    )
