"""Everything that mpcore can complain about, in one tree.

MPCoreError (ValueError)      whatever was wrong with an input; `.problems` names every fault at once
├── ScenarioError             a scenario that contradicts itself, or a node or round that a run does not have
│   └── AddressError          a URL (or its parts) that cannot be read back as a scenario
├── GraphError                a graph whose edges, weights or labels do not fit together
├── ShapeError                an array of the wrong shape, type or content for this graph
├── UnknownNameError          a name (aggregator, data set, lab, …) that is not in its table
├── MissingPackageError       (also an ImportError) a conversion that needs a package which is not installed
├── TrainingError             settings or data from which nothing can be learned
└── RequestError              a request to the bridge that is not well-formed

Each problem is one sentence or two: where, what was got, what is allowed, what to do.
"""

from __future__ import annotations

from collections.abc import Iterable

#: More than this many problems are counted in the message; `.problems` still holds all of them.
SHOWN = 20


class MPCoreError(ValueError):
    """An input that mpcore refuses, with every reason at once.

    >>> error = MPCoreError("rounds is -1; allowed is 0 to 200.", "nodes is empty; give at least one label.")
    >>> error.problems
    ('rounds is -1; allowed is 0 to 200.', 'nodes is empty; give at least one label.')
    >>> print(error)
    2 problems:
    1. rounds is -1; allowed is 0 to 200.
    2. nodes is empty; give at least one label.
    """

    def __init__(self, *problems: str) -> None:
        self.problems: tuple[str, ...] = tuple(problems)
        super().__init__(*problems)

    def __str__(self) -> str:
        if len(self.problems) < 2:
            return "".join(self.problems)
        lines = [f"{len(self.problems)} problems:"]
        lines += [f"{number}. {problem}" for number, problem in enumerate(self.problems[:SHOWN], start=1)]
        if len(self.problems) > SHOWN:
            lines.append(f"… and {len(self.problems) - SHOWN} more.")
        return "\n".join(lines)


class ScenarioError(MPCoreError):
    """A scenario that contradicts itself, or a node or round that a run does not have."""


class AddressError(ScenarioError):
    """A URL (or its parts) that cannot be read back as a scenario."""


class GraphError(MPCoreError):
    """A graph whose edges, weights or labels do not fit together."""


class ShapeError(MPCoreError):
    """An array of the wrong shape, type or content for this graph."""


class UnknownNameError(MPCoreError):
    """A name (aggregator, data set, lab, …) that is not in its table."""


class MissingPackageError(MPCoreError, ImportError):
    """A conversion that needs a package which is not installed."""


class TrainingError(MPCoreError):
    """Settings or data from which nothing can be learned."""


class RequestError(MPCoreError):
    """A request to the bridge that is not well-formed."""


def got(value: object, limit: int = 60) -> str:
    """The value as a message shows it: its repr, cut to a length that a reader can take in.

    >>> got("x" * 1_000_000, limit=10)
    "'xxxxxxxx… (1000000 characters)"
    """
    if isinstance(value, str) and len(value) > limit:
        return f"{value[:limit]!r}"[: limit - 1] + f"… ({len(value)} characters)"
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001  a repr is foreign code: an int of 5000 digits raises, and so may any object
        return f"a value of type {type(value).__name__}"
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _visible(name: str, limit: int = 40) -> str:
    name = name if len(name) <= limit else f"{name[: limit - 1]}…"
    return name if name.isprintable() else repr(name)


def listed(names: Iterable[str], limit: int = 8) -> str:
    """The names in a row, cut after `limit` of them.

    >>> listed(["A", "B", "C"]), listed("ABCDE", limit=2)
    ('A, B, C', 'A, B and 3 more')
    """
    names = [_visible(str(name)) for name in names]
    if len(names) <= limit:
        return ", ".join(names)
    return f"{', '.join(names[:limit])} and {len(names) - limit} more"
