"""Eigenvalues as dots on a line, equal ones above each other: what a matrix does to each of its patterns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .markup import tag, text

WIDTH, LEFT, RIGHT, BASE, STEP = 560, 26, 26, 108, 13
HIGHEST = 5  # dots above each other; more are written as a number


@dataclass(frozen=True)
class Stem:
    """One eigenvalue: how often it occurs, and what is written above it, if anything."""

    value: float
    count: int = 1
    note: str = ""
    classes: str = ""


def gathered(values: Sequence[float], apart: float = 1e-8) -> list[tuple[float, int]]:
    """Sorted values with how often each occurs; what lies within `apart` of its neighbour counts as the same.

    >>> gathered([1.0, 0.5, 0.5 + 1e-12, -1.0])
    [(-1.0, 1), (0.5, 2), (1.0, 1)]
    """
    out: list[tuple[float, int]] = []
    for value in sorted(map(float, values)):
        if out and value - out[-1][0] <= apart:
            out[-1] = (out[-1][0], out[-1][1] + 1)
        else:
            out.append((value, 1))
    return out


def spectrum_skeleton(stems: Sequence[Stem], title: str, description: str, name: str = "spectrum", low: float = -1.0, high: float = 1.0) -> str:
    """SVG of eigenvalues between `low` and `high`.

    >>> svg = spectrum_skeleton([Stem(1.0, 2, "1"), Stem(-0.5)], "t", "d")
    >>> svg.count("<circle"), svg.count("mp-stem__note")
    (3, 1)
    """
    ticks = [low, (low + high) / 2, high] if (low, high) != (-1.0, 1.0) else [-1, -0.5, 0, 0.5, 1]
    notes = _apart([(_x(s.value, low, high), s.note) for s in stems])
    return tag(
        "svg",
        tag("title", text(title), id=f"{name}-title"),
        tag("desc", text(description), id=f"{name}-desc"),
        tag("line", x1=LEFT - 12, x2=WIDTH - RIGHT + 12, y1=BASE, y2=BASE, class_="mp-grid"),
        *(tag("g", tag("line", y1=BASE, y2=BASE + 5, class_="mp-grid"), tag("text", text(f"{t:g}".replace("-", "−")), y=BASE + 22, class_="mp-tick"), transform=f"translate({_x(t, low, high)} 0)") for t in ticks),
        *(_stem(stem, low, high, at) for stem, at in zip(stems, notes)),
        class_="mp-svg mp-spectrum",
        viewBox=f"0 0 {WIDTH} {BASE + 30}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )  # fmt: skip


def _x(value: float, low: float, high: float) -> float:
    share = min(1.0, max(0.0, (value - low) / (high - low)))
    return round(LEFT + (WIDTH - LEFT - RIGHT) * share, 1)


def _stem(stem: Stem, low: float, high: float, note_at: float) -> str:
    shown = min(stem.count, HIGHEST)
    top = BASE - STEP * shown - 4
    words = f"{stem.note} (× {stem.count})" if stem.count > HIGHEST and stem.note else f"× {stem.count}" if stem.count > HIGHEST else stem.note
    at = _x(stem.value, low, high)
    return tag(
        "g",
        *(tag("circle", r=5, cx=at, cy=BASE - STEP * (i + 0.6), class_="mp-stem__dot") for i in range(shown)),
        tag("text", text(words), x=note_at, y=top - 6, class_="mp-stem__note") if words else "",
        class_=f"mp-stem {stem.classes}".strip(),
    )


def _apart(notes: Sequence[tuple[float, str]], letter: float = 7.4) -> list[float]:
    """Middle of each note, inside the drawing."""
    out = []
    for x, words in notes:
        half = len(words) * letter / 2
        out.append(round(min(max(x, half), WIDTH - half), 1))
    return out
