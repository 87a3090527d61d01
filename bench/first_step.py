"""How soon after the navigation a reader sees the first correct round, pressing the button as soon as it works."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import fence
from bench.stage import Stage
from bench.statistics import Comparison, Goal, Series
from mpcore.labs import playground

OURS = "our article, on the sealed site"
PROGRAM = """\
edges = [("A", "B"), ("A", "C"), ("B", "D"), ("B", "E"), ("C", "D"), ("C", "E"), ("C", "F")]
x = {node: 0 for node in "ABCDEF"} | {"A": 5}
heard = {node: [node] for node in x}
for a, b in edges:
    heard[a].append(b)
    heard[b].append(a)
for node in x:
    print(node, f"{sum(x[other] for other in heard[node]) / len(heard[node]):.4g}")"""


def first_round() -> list[str]:
    """The six values as the page writes them."""
    series = playground.view({})["series"]
    return [series[f"n{i}"][1].split(" ")[-1] for i in range(6)]


def ours() -> str:
    shown = "[...document.querySelectorAll('mp-lab .mp-node__value')].map(e => e.textContent).join(' ')"
    button = "document.querySelector('mp-lab[data-alive] [data-act=\"forward\"]')"
    return f"benchProbe({{press: () => {button}?.click() ?? ({button} ? true : false), done: () => {shown} === {json.dumps(' '.join(first_round()))}}});"


def theirs() -> str:
    wanted = "\n".join(f"{name} {value}" for name, value in zip("ABCDEF", first_round(), strict=True))
    return f"benchProbe({{press: {fence.PRESS}, done: () => {fence.OUTPUT}.trim() === {json.dumps(wanted)}}});"


def samples(rounds: int) -> list[Comparison]:
    """A first visit and a second one with the same profile, ours and theirs in turn."""
    seen: dict[tuple[str, str], list[float]] = {}
    with TemporaryDirectory() as folder, Stage(peer_fence=fence.build(PROGRAM, Path(folder) / "fence")) as stage:
        for turn in range(rounds + 1):
            for name, path, script in ((OURS, "", ours()), (fence.NAME, "peer/fence/index.html", theirs())):
                with stage.profile() as context:
                    for visit in ("first", "second"):
                        painted = stage.visit(context, path, script)["painted"]
                        if turn:  # the first turn only warms the server
                            seen.setdefault((visit, name), []).append(painted)
    return [
        Comparison(
            f"navigation to first correct round painted, {visit} visit",
            "ms",
            Series(OURS, tuple(seen[visit, OURS])),
            (Series(fence.NAME, tuple(seen[visit, fence.NAME])),),
            Goal(0.1, words="10 times sooner"),
        )
        for visit in ("first", "second")
    ]
