"""The pairs of graphs that the expressiveness lab offers: their names and where their nodes stand."""

from __future__ import annotations

from typing import NamedTuple

from ..graph import Graph
from ..render import layouts
from ..twins import PAIRS

DECALIN = [(0.5, 0.25), (0.75, 0.0), (1.0, 0.25), (1.0, 0.75), (0.75, 1.0), (0.5, 0.75), (0.25, 1.0), (0.0, 0.75), (0.0, 0.25), (0.25, 0.0)]
PENTAGONS = [*layouts.ring(5, 0.2, 0.5, 0.2, 0.36, 0.25), *layouts.ring(5, 0.8, 0.5, 0.2, 0.36, -0.25)]
PRISM = [*layouts.ring(3), *layouts.ring(3, 0.5, 0.56, 0.2, 0.24)]
SQUARE_TAIL = [(0.0, 0.5), (0.3, 0.1), (0.6, 0.5), (0.3, 0.9), (0.75, 0.9)]
TRIANGLE_TAIL = [(0.0, 0.15), (0.0, 0.85), (0.38, 0.5), (0.7, 0.5), (1.0, 0.5)]


class Side(NamedTuple):
    """One graph of a pair."""

    words: str
    graph: Graph
    places: layouts.Places


#: Name in twins.PAIRS → (key, words for both, words and places of each side).
OFFERED = {
    "hexagon": ("hexagon_and_triangles", "a hexagon", layouts.ring(6), "two triangles", layouts.beside(layouts.ring(3), layouts.ring(3))),
    "decalin": ("decalin_and_bicyclopentyl", "decalin", DECALIN, "bicyclopentyl", PENTAGONS),
    "prism": ("k33_and_prism", "K3,3", layouts.rows(3, 3), "triangular prism", PRISM),
    "rook": ("rook_and_shrikhande", "rook's graph", layouts.ring(16), "Shrikhande graph", layouts.ring(16)),
    "csl": ("csl_pair", "ring of 11, skips of 2", layouts.ring(11), "ring of 11, skips of 3", layouts.ring(11)),
    "path": ("path_and_star", "path", [(0.0, 0.35), (0.33, 0.65), (0.67, 0.35), (1.0, 0.65)], "star", layouts.star(4)),
    "tails": ("tailed_triangle_and_square", "triangle with a tail", TRIANGLE_TAIL, "square with a tail", SQUARE_TAIL),
}  # fmt: skip


def offered(name: str) -> tuple[Side, Side]:
    """Both sides of a pair."""
    key, left_words, left_places, right_words, right_places = OFFERED[name]
    left, right = PAIRS[key]()
    return Side(left_words, left, left_places), Side(right_words, right, right_places)
