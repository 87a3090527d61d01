"""Strict numerics and reproducible examples for every test. Importable in Pyodide, which has neither of the two packages at first."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

try:
    import numpy as np
except ImportError:
    np = None

try:
    from hypothesis import HealthCheck, settings
except ImportError:  # Pyodide: the folder with the property tests is left out there
    settings = None

try:
    from browser_fixtures import browser, context, context_options, page, problems, serve, site  # noqa: F401
except ImportError:  # Pyodide has no browser to drive
    pass

if settings is not None:
    # Two cores are shared by several programs, so the time of one example says nothing.
    settings.register_profile("ci", deadline=None, derandomize=bool(os.environ.get("CI")), print_blob=True,
                              suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
    settings.load_profile("ci")


@pytest.fixture(autouse=True)
def strict_numerics() -> Iterator[None]:
    """A division by zero, an overflow or an invalid operation in numpy is an error, never a quiet nan."""
    if np is None:
        yield
        return
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield
