"""An activation bends each number by itself: without one, any stack of layers is a single matrix product."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

__all__ = ["Activation", "identity", "leaky_relu", "relu"]

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
