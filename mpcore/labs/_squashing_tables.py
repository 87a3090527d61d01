"""The numbers of the over-squashing lab: each of them before and after the change."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..render import tag
from ..render.facts import facts
from ..render.measured import measured, ratio
from ._squashing import Measured


def change_table(before: Measured, after: Measured, names: tuple[str, ...], source: int, target: int) -> str:
    def finite(value: float, cell: str) -> str:
        return cell if np.isfinite(value) else "∞"

    def row(words: str, left: float, right: float, how: Any) -> list[Any]:
        if after is before:
            return [words, finite(left, how(left)), "", ""]
        same = left == right or abs(right - left) <= 1e-9 * max(1.0, abs(left))
        return [words, finite(left, how(left)), finite(right, how(right)), "same" if same else "falls" if right < left else "rises"]

    pair = f"{names[source]} and {names[target]}"
    signal = [f"b{target}" if after is not before else f"s{target}", f"s{target}"]
    volume = lambda of: float(of.graph.num_edges)
    rows: list[Any] = [
        [["felt after ", ["frame", 0, "d"], " rounds"], (signal[0],), (signal[1],) if after is not before else "", ""],
        row("hops", before.hops[target, source], after.hops[target, source], lambda v: f"{v:g}"),
        row("resistance", before.resistance[target, source], after.resistance[target, source], ratio),
        row("commute time", volume(before) * before.resistance[target, source], volume(after) * after.resistance[target, source], ratio),
        row("resistance, all pairs", before.total, after.total, ratio),
        row("spectral gap", before.gap, after.gap, measured),
        row("smoothing rate |μ₂|", before.rate, after.rate, measured),
        row("lowest curvature", min(before.curvature.values()), min(after.curvature.values(), default=0.0), ratio),
        row("messages a round", before.messages, after.messages, lambda v: f"{v:g}"),
    ]  # fmt: skip
    if after is before:  # nothing was changed: nothing to set beside it
        head, rows = ["measure", "now"], [cells[:2] for cells in rows]
    else:
        head = ["measure", "before", "after", "change"]
    return facts(head, rows, f"Nodes {pair}, and the graph as a whole")


def node_and_edge_tables(before: Measured, after: Measured, names: tuple[str, ...], source: int) -> str:
    both = after is not before
    ohm = [ratio(v) if np.isfinite(v) else "∞" for v in after.resistance[:, source]]
    node_rows = [
        [name, f"{after.hops[i, source]:g}".replace("inf", "∞"), ohm[i], *([(f"b{i}",)] if both else []), (f"s{i}",)] for i, name in enumerate(names)
    ]
    felt = ["felt before", "felt after"] if both else ["felt"]
    nodes = facts(["node", "hops", "resistance", *felt], node_rows, f"Every node, seen from node {names[source]}, at this round")
    rows = [
        [f"{names[j]} – {names[i]}" if max(j, i) < len(names) else f"{names[j]} – hub", ratio(before.curvature[j, i]) if (j, i) in before.curvature else "no edge",
         *([ratio(after.curvature[j, i]) if (j, i) in after.curvature else "no edge"] if both else []),
         ratio(after.resistance[j, i]) if (j, i) in after.curvature else "no edge"]
        for j, i in sorted(set(before.edges) | set(after.edges))
    ][:200]  # fmt: skip
    curved = ["curvature before", "curvature after"] if both else ["curvature"]
    edge_table = facts(["edge", *curved, "resistance"], rows, "Every edge (the resistances of all edges sum to n − 1 on a connected graph)")
    return (
        tag("details", tag("summary", "Every node as numbers"), nodes, open=len(names) <= 9)
        + tag("details", tag("summary", "Every edge as numbers"), edge_table)
    )  # fmt: skip
