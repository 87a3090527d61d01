"""To aggregate is to merge all messages that reach a node into one value, whatever order they come in.

Every function here has the same form, (messages [E, F], target [E], num_nodes) -> [N, F], so a layer can take any of
them by name, and a node that receives nothing gets 0 from each: a convention (0 is not a neutral element of max).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mpcore.errors import ShapeError, UnknownNameError

__all__ = ["AGGREGATORS", "Aggregator", "aggregate", "attention", "max", "mean", "min", "softmax", "std", "sum", "var"]

Aggregator = Callable[[np.ndarray, np.ndarray, int], np.ndarray]


def sum(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    """Total: out_i = Σ m_e over the edges e into i.  Nothing received gives 0.

    >>> sum(np.array([[1.0], [2.0], [4.0]]), np.array([0, 0, 2]), num_nodes=3)
    array([[3.],
           [0.],
           [4.]])
    """
    out = np.zeros((num_nodes, *messages.shape[1:]), dtype=messages.dtype)
    np.add.at(out, target, messages)  # not out[target] += messages, which keeps one message of several
    return out


def mean(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    """Average: out_i = total_i / number of messages.  Nothing received gives 0.

    >>> mean(np.array([[1.0], [2.0], [4.0]]), np.array([0, 0, 2]), num_nodes=3)
    array([[1.5],
           [0. ],
           [4. ]])
    """
    return sum(messages, target, num_nodes) / _received(target, num_nodes, messages.dtype)


def max(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    """Largest: out_i = max m_e, feature by feature.  Nothing received gives 0.

    >>> max(np.array([[1.0], [-2.0]]), np.array([0, 2]), num_nodes=3)
    array([[ 1.],
           [ 0.],
           [-2.]])
    """
    out = np.full((num_nodes, *messages.shape[1:]), -np.inf, dtype=messages.dtype)
    np.maximum.at(out, target, messages)
    out[np.bincount(target, minlength=num_nodes) == 0] = 0
    return out


def min(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    """Smallest: out_i = min m_e, feature by feature.  Nothing received gives 0.

    >>> min(np.array([[1.0], [-2.0]]), np.array([0, 0]), num_nodes=2)
    array([[-2.],
           [ 0.]])
    """
    out = np.full((num_nodes, *messages.shape[1:]), np.inf, dtype=messages.dtype)
    np.minimum.at(out, target, messages)
    out[np.bincount(target, minlength=num_nodes) == 0] = 0
    return out


def var(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    """Variance: out_i = mean of (m_e - mean_i)², dividing by the number of messages.  Nothing received gives 0.

    >>> var(np.array([[1.0], [3.0], [7.0]]), np.array([0, 0, 1]), num_nodes=2)
    array([[1.],
           [0.]])
    """
    deviation = messages - mean(messages, target, num_nodes)[target]
    return mean(deviation**2, target, num_nodes)


def std(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    """Spread: out_i = √var_i.  One message, or nothing received, gives 0.

    >>> std(np.array([[1.0], [5.0]]), np.array([0, 0]), num_nodes=1)
    array([[2.]])
    """
    return np.sqrt(var(messages, target, num_nodes))


def softmax(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    """A soft max: out_i = Σ p_e m_e with p_e = exp m_e / Σ exp m, feature by feature.  Nothing received gives 0.

    >>> softmax(np.array([[0.0], [0.0], [6.0]]), np.array([0, 0, 1]), num_nodes=2)
    array([[0.],
           [6.]])
    """
    return sum(_shares(messages, target, num_nodes) * messages, target, num_nodes)


def attention(messages: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    """Weighted by score: the last column of a message is its score; out_i = Σ softmax(score)_e · the other columns.

    Takes [E, F + 1] and returns [N, F], so it is not in the table.  Nothing received gives 0.

    >>> attention(np.array([[1.0, 0.0], [3.0, 0.0]]), np.array([0, 0]), num_nodes=1)
    array([[2.]])
    """
    return sum(_shares(messages[:, -1:], target, num_nodes) * messages[:, :-1], target, num_nodes)


AGGREGATORS: dict[str, Aggregator] = {
    "sum": sum,
    "mean": mean,
    "max": max,
    "min": min,
    "var": var,
    "std": std,
    "softmax": softmax,
}


def aggregate(messages: np.ndarray, target: np.ndarray, num_nodes: int, how: str | Aggregator = "sum") -> np.ndarray:
    """Merge messages [E, F] at their targets [E] into [N, F]; how is a name in AGGREGATORS, or a function of that form.

    >>> aggregate([[1.0], [2.0]], [1, 1], num_nodes=2, how="max")
    array([[0.],
           [2.]])
    """
    if not callable(how) and how not in AGGREGATORS:
        raise UnknownNameError(f"how is {how!r}, but must be one of {', '.join(AGGREGATORS)}, or a function.")
    messages, target = np.asarray(messages), np.asarray(target, dtype=np.intp)
    problems = []
    if messages.ndim != 2:
        problems.append(f"messages has shape {messages.shape}, but must be (E, F): one row for each edge.")
    if target.ndim != 1 or len(target) != len(messages):
        problems.append(f"target has shape {target.shape}, but must be ({len(messages)},): one node for each message.")
    elif len(target) and not 0 <= target.min() <= target.max() < num_nodes:
        problems.append(
            f"target names nodes {target.min()} to {target.max()}, but there are {num_nodes}, counted from 0."
        )
    if problems:
        raise ShapeError(*problems)
    if messages.dtype != np.float32:
        messages = messages.astype(np.float64)
    return (how if callable(how) else AGGREGATORS[how])(messages, target, num_nodes)


def _received(target: np.ndarray, num_nodes: int, dtype: np.dtype) -> np.ndarray:
    """[N, 1] how many messages each node got, at least 1, so that dividing by it leaves 0 where nothing came."""
    return np.maximum(np.bincount(target, minlength=num_nodes), 1)[:, None].astype(dtype)


def _shares(scores: np.ndarray, target: np.ndarray, num_nodes: int) -> np.ndarray:
    """[E, F] softmax of the scores among the edges with the same target; the largest is taken off first: no overflow."""
    powers = np.exp(scores - max(scores, target, num_nodes)[target])
    return powers / sum(powers, target, num_nodes)[target]
