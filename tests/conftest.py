"""Strict numbers for every test: an overflow, a division by zero or a NaN out of nowhere is an error, not a warning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def strict_numbers() -> Iterator[None]:
    try:
        import numpy as np
    except ImportError:  # the exact world's tests also run where there is no numpy
        yield
        return
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield
