"""What a node does on its own: a linear map, then an activation that bends each number by itself.

Without the bend, any stack of layers is a single matrix product.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mpcore.errors import ShapeError

__all__ = ["Activation", "identity", "leaky_relu", "linear", "relu"]

Activation = Callable[[np.ndarray], np.ndarray]


def identity(x: np.ndarray) -> np.ndarray:
    """x, unchanged: the activation of a linear layer.

    >>> identity(np.array([-1.0, 2.0]))
    array([-1.,  2.])
    """
    return x


def relu(x: np.ndarray) -> np.ndarray:
    """max(x, 0).  Its slope at exactly 0 is taken to be 0.

    >>> relu(np.array([-1.0, 2.0]))
    array([0., 2.])
    """
    return np.maximum(x, 0)


def leaky_relu(x: np.ndarray, slope: float = 0.2) -> np.ndarray:
    """x where x > 0, else slope · x.  0.2 is the slope of Veličković et al. 2018.

    >>> leaky_relu(np.array([-1.0, 2.0]))
    array([-0.2,  2. ])
    """
    return np.where(x > 0, x, x * np.asarray(slope, dtype=x.dtype))


def linear(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None = None, where: str = "linear") -> np.ndarray:
    """[N, F'] x W + b, in the number type of x [N, F]; `where` is whom an error names.

    >>> linear(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]), np.array([0.5]))
    array([[11.5]])
    """
    if x.shape[1] != weight.shape[0]:
        rows = f"weight has shape {weight.shape}: it takes {weight.shape[0]} features"
        raise ShapeError(f"{where}: {rows}, but got {x.shape[1]} features.")
    out = x @ weight.astype(x.dtype)
    return out if bias is None else out + bias.astype(x.dtype)
