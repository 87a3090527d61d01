"""Drawing: numbers become SVG, tables and text, with one look in the build, in the browser and in other people's programs.

Every function returns a string and draws nothing by itself. A figure is a skeleton with hooks, see `paint`.
"""

from __future__ import annotations

from .controls import button, choice, field, menu, slider, stepper, switch
from .curve import axis_for, curve_skeleton
from .geometry import circle_layout
from .graph import EdgeMark, NodeMark, graph_skeleton
from .markup import compact, tag, text
from .matrix import Entry, matrix
from .paint import paint, plain
from .table import readout, rounds_table, table, words

__all__ = [
    "EdgeMark", "Entry", "NodeMark", "axis_for", "button", "choice", "circle_layout", "compact", "curve_skeleton", "field",
    "graph_skeleton", "matrix", "menu", "paint", "plain", "readout", "rounds_table", "slider", "stepper", "switch", "table", "tag", "text", "words",
]  # fmt: skip
