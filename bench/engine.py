"""One round on the article's six nodes: exact fractions, numpy, and PyTorch Geometric, in turn, all warm."""

from __future__ import annotations

import json
import subprocess
import timeit
from collections.abc import Callable
from typing import Any, Self

import numpy as np

from bench.setup import ROOT, PeerMissing
from bench.statistics import Comparison, Series
from mpcore import Graph, simulate
from mpcore.scenario import PLAYGROUND

ORACLE = ROOT / ".venv-oracle" / "bin" / "python"
MAKE = "make .venv-oracle/.stamp"
PYG = "PyTorch Geometric, SimpleConv"
REPEATS = 200


class Neighbour:
    """PyTorch Geometric in an environment of its own, kept open: a line in, the seconds of a round and its result out."""

    def __init__(self) -> None:
        if not ORACLE.exists():
            raise PeerMissing(f"PyTorch Geometric is not there: run `{MAKE}` (it downloads torch).")
        command = [str(ORACLE), str(ROOT / "bench" / "peers" / "pyg.py")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, **job: Any) -> dict[str, Any]:
        try:
            self._process.stdin.write(json.dumps(job) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass
        answer = self._process.stdout.readline()
        if not answer:
            raise PeerMissing(f"PyTorch Geometric did not run; renew it with `{MAKE}`.\n{self._process.stderr.read()}")
        return json.loads(answer)


def samples(rounds: int) -> list[Comparison]:
    """Microseconds of one round with mean and self, from a graph that is already there."""
    graph, x = Graph.from_scenario(PLAYGROUND)
    ours: dict[str, Callable[[], Any]] = {
        "exact fractions (Scenario.run)": lambda: PLAYGROUND.run(1),
        "numpy (simulate)": lambda: simulate(graph, x, "mean", include_self=True, rounds=1),
    }
    exact, arrays = (work() for work in ours.values())
    by_hand = np.array([float(exact.values[1][name]) for name in PLAYGROUND.nodes])
    times: dict[str, list[float]] = {name: [] for name in (*ours, PYG)}
    with Neighbour() as theirs:
        job = {"edges": graph.edge_index.tolist(), "x": np.asarray(x, float).reshape(6, 1).tolist(), "repeats": REPEATS}
        values = np.array(theirs.ask(**job)["values"])  # and torch has warmed up
        for other in (arrays[1].ravel(), values.ravel()):
            np.testing.assert_allclose(other, by_hand, atol=1e-12)
        for _ in range(rounds):
            for name, work in ours.items():
                times[name].append(timeit.timeit(work, number=REPEATS) / REPEATS * 1e6)
            times[PYG].append(theirs.ask(**job)["seconds"] * 1e6)
    series = [Series(name, tuple(seen)) for name, seen in times.items()]
    note = "All three agree to 1e-12. Exact fractions also keep what every number was made of."
    return [
        Comparison("one round, 6 nodes, mean with self", "us", series[0], (series[2],)),
        Comparison("the same, as arrays", "us", series[1], (series[2],), note=note),
    ]
