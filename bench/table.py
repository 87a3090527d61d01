"""Comparisons as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.statistics import Comparison, Goal, Spread

WIDTH = 46


def quantity(value: float, unit: str) -> str:
    """
    >>> quantity(12.34, "ms"), quantity(1234.5, "ms"), quantity(24416, "bytes"), quantity(5_081_234, "bytes")
    ('12.3 ms', '1234 ms', '24.4 kB', '5.08 MB')
    """
    if unit == "bytes":
        return f"{value / 1e6:.2f} MB" if value >= 1e6 else f"{value / 1e3:.1f} kB"
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"


def spread(seen: Spread, unit: str) -> str:
    """The median, and from where to where."""
    middle = quantity(seen.middle, unit)
    return middle if seen.low == seen.high else f"{middle}  ({quantity(seen.low, unit)} to {quantity(seen.high, unit)})"


def times(seen: Spread) -> str:
    """A ratio below one reads better from the other side, too."""
    digits = f"{seen.middle:.3g}×" + ("" if seen.low == seen.high else f"  ({seen.low:.3g} to {seen.high:.3g})")
    return digits + (f", {1 / seen.middle:.3g} times less" if 0 < seen.middle < 0.5 else "")


def verdict(comparison: Comparison, goal: Goal) -> str:
    limit = quantity(goal.limit, comparison.unit) if goal.absolute else f"{goal.limit:g}×"
    words = f" ({goal.words})" if goal.words else ""
    return f"goal: at most {limit}{words}: {'met' if comparison.met else 'NOT MET'}"


def lines(comparison: Comparison) -> Iterator[str]:
    yield f"  {comparison.what}"
    for series in (comparison.ours, *comparison.peers, *comparison.beside):
        yield f"    {series.name:<{WIDTH}} {spread(series.spread, comparison.unit)}"
    for peer in comparison.peers:
        yield f"    {'ours / ' + peer.name:<{WIDTH}} {times(comparison.ratio(peer))}"
    if comparison.goal:
        yield f"    {verdict(comparison, comparison.goal)}"
    if comparison.note:
        yield f"    {comparison.note}"


def table(part: str, comparisons: Iterable[Comparison]) -> str:
    """One part of the report."""
    return "\n".join([part, *(line for comparison in comparisons for line in lines(comparison))])
