"""What is wrong with an input is said all at once: where, what was got, what is allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from mpcore.errors import GraphError, ShapeError, got

__all__ = ["as_features", "as_parameters", "checked_graph"]


def checked_graph(
    num_nodes: Any, source: Any, target: Any, edge_weight: Any, labels: Sequence[str] | None
) -> dict[str, Any]:
    """The fields of a Graph, converted and read-only; a GraphError that names every problem if there is one.

    >>> checked_graph(2, [0], [1], None, None)["target"]
    array([1])
    """
    problems: list[str] = []
    count = _count(num_nodes, problems)
    source, target = _ends("source", source, count, problems), _ends("target", target, count, problems)
    if len(source) != len(target) and not problems:
        problems.append(f"source has {len(source)} entries and target {len(target)}: every edge needs one of each.")
    weight = _weight(edge_weight, max(len(source), len(target)), problems)
    names = _labels(labels, count, problems)
    if problems:
        raise GraphError(*problems)
    for array in (source, target, *(() if weight is None else (weight,))):
        array.setflags(write=False)
    return {"num_nodes": count, "source": source, "target": target, "edge_weight": weight, "labels": names}


def as_features(x: Any, num_nodes: int, name: str = "x") -> np.ndarray:
    """[N, F] float from [N, F] or [N] (one feature): float32 stays, all else becomes float64. Never a view to write to.

    >>> as_features([1, 2], num_nodes=2)
    array([[1.],
           [2.]])
    """
    array = np.asarray(x)
    if array.dtype != np.float32:
        try:
            array = array.astype(np.float64)
        except (TypeError, ValueError) as error:
            raise ShapeError(f"{name} must hold numbers, got {array.dtype} that float() refuses: {error}.") from error
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim != 2 or array.shape[0] != num_nodes:
        wanted = f"({num_nodes}, F), one row for each node, or ({num_nodes},)"
        raise ShapeError(f"{name} has shape {np.shape(x)}, but this graph needs {wanted}.")
    return array


def as_parameters(layer: Any, weight: str = "weight", bias: str | None = "bias") -> None:
    """Turn a layer's weight into [F, F'] float and its bias, if any, into (F',), or say what is wrong with them."""
    problems = []
    matrix = np.asarray(getattr(layer, weight), dtype=None)
    matrix = matrix if matrix.dtype == np.float32 else matrix.astype(np.float64)
    if matrix.ndim != 2:
        problems.append(f"{type(layer).__name__}: {weight} has shape {matrix.shape}, but must be (F, F').")
    object.__setattr__(layer, weight, matrix)
    if bias is not None and getattr(layer, bias) is not None:
        vector = np.asarray(getattr(layer, bias), dtype=matrix.dtype)
        if vector.shape != matrix.shape[1:]:
            wanted = f"{matrix.shape[1:]}, one entry for each column of {weight}"
            problems.append(f"{type(layer).__name__}: {bias} has shape {vector.shape}, but must be {wanted}.")
        object.__setattr__(layer, bias, vector)
    if problems:
        raise ShapeError(*problems)


def _count(num_nodes: Any, problems: list[str]) -> int:
    whole = isinstance(num_nodes, int | np.integer) and not isinstance(num_nodes, bool)
    if whole and num_nodes >= 0:
        return int(num_nodes)
    problems.append(f"num_nodes is {got(num_nodes)}, but must be a whole number, 0 or more.")
    return -1


def _ends(name: str, values: Any, count: int, problems: list[str]) -> np.ndarray:
    nothing = np.zeros(0, dtype=np.intp)
    try:
        array = np.array(values)
    except ValueError:  # rows of different lengths
        array = np.array(None)
    if array.shape == (0,):
        return nothing
    if array.ndim != 1 or array.dtype.kind not in "iu":
        problems.append(f"{name} is {got(values)}, but must be a flat list of node numbers.")
        return nothing
    array = array.astype(np.intp)
    if count >= 0:
        outside = np.flatnonzero((array < 0) | (array >= count))
        has = f"has only nodes 0 to {count - 1}" if count else "has none"
        problems += [f"{name}[{e}] is {array[e]}, but a graph of {count} nodes {has}." for e in outside]
    return array


def _weight(values: Any, num_edges: int, problems: list[str]) -> np.ndarray | None:
    if values is None:
        return None
    try:
        array = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        problems.append("edge_weight must hold one number for each edge.")
        return None
    if array.shape != (num_edges,):
        problems.append(f"edge_weight has shape {array.shape}, but must be ({num_edges},): one number for each edge.")
        return None
    wrong = np.flatnonzero(~(np.isfinite(array) & (array > 0)))
    problems += [f"edge_weight[{e}] is {array[e]}, but a weight is finite and above 0." for e in wrong]
    return array


def _labels(labels: Sequence[str] | None, count: int, problems: list[str]) -> tuple[str, ...] | None:
    if labels is None:
        return None
    names = tuple(labels)
    if count >= 0 and len(names) != count:
        problems.append(f"labels has {len(names)} entries for {count} nodes: give one for each node, or none at all.")
    problems += [
        f"labels[{i}] is {got(name)}, but a label is text." for i, name in enumerate(names) if not isinstance(name, str)
    ]
    problems += [
        f"label {name!r} stands {times} times, but each node needs its own." for name, times in _repeated(names)
    ]
    return names


def _repeated(names: tuple[Any, ...]) -> list[tuple[Any, int]]:
    return [(name, times) for name, times in Counter(map(str, names)).items() if times > 1]
