"""The definition of a layer as nested loops: slow, in the order of the words, and the measure of everything faster."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence

import numpy as np

from mpcore import Graph

Row = np.ndarray
Message = Callable[[Row, Row, float], Row]
Merge = Callable[[Sequence[Row]], Row]
Update = Callable[[Row, Row], Row]


def received(graph: Graph, i: int, include_self: bool = False) -> list[tuple[int, float]]:
    """The sender and the weight of each edge into i, with i itself at the end if it joins its own neighbourhood."""
    edges = []
    for j, target, weight in zip(graph.source.tolist(), graph.target.tolist(), graph.weights.tolist(), strict=True):
        if target == i:
            edges.append((j, weight))
    return [*edges, (i, 1.0)] if include_self else edges


def one_round(
    graph: Graph,
    x: np.ndarray,
    message: Message,
    merge: Merge,
    update: Update,
    width: int,
    include_self: bool = False,
) -> np.ndarray:
    """[N, F'']: for each node, a message from each sender, merged, then the update.  Nothing received gives zeros."""
    out = []
    for i in range(graph.num_nodes):
        messages = [message(x[i], x[j], weight) for j, weight in received(graph, i, include_self)]
        out.append(update(x[i], merge(messages) if messages else np.zeros(width)))
    return np.array(out)


def columns(merge_numbers: Callable[[list[float]], float]) -> Merge:
    """A merge of rows from a merge of plain numbers, feature by feature."""
    return lambda rows: np.array(
        [merge_numbers([float(value) for value in column]) for column in zip(*rows, strict=True)]
    )


def _softmax(numbers: list[float]) -> float:
    powers = [math.exp(number) for number in numbers]
    return sum(power * number for power, number in zip(powers, numbers, strict=True)) / sum(powers)


MERGES: dict[str, Merge] = {
    "sum": columns(math.fsum),
    "mean": columns(statistics.fmean),
    "max": columns(max),
    "min": columns(min),
    "var": columns(statistics.pvariance),
    "std": columns(statistics.pstdev),
    "softmax": columns(_softmax),
}


def simple(graph: Graph, x: np.ndarray, how: str, include_self: bool) -> np.ndarray:
    """One round of sum, mean, max, min or gcn, weights and self loops as the conventions say."""
    degree = [math.fsum(weight for _, weight in received(graph, i, include_self)) for i in range(graph.num_nodes)]
    out = np.zeros(x.shape)
    for i in range(graph.num_nodes):
        edges = received(graph, i, include_self)
        for f in range(x.shape[1]):
            numbers = [weight * float(x[j, f]) for j, weight in edges]
            if not numbers:
                out[i, f] = 0.0
            elif how == "gcn":
                scales = [math.sqrt(degree[i] * degree[j]) for j, _ in edges]
                out[i, f] = math.fsum(n / scale for n, scale in zip(numbers, scales, strict=True) if scale > 0)
            elif how == "mean":
                out[i, f] = math.fsum(numbers) / degree[i]
            else:
                out[i, f] = {"sum": math.fsum, "max": max, "min": min}[how](numbers)
    return out
