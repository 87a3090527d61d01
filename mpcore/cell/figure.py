"""A value as a figure to step through: the playground for a scenario or its run; others bring a view of their own."""

from __future__ import annotations

import json
import re
from typing import Any
from zlib import crc32

from mpcore.exact import Run
from mpcore.scenario import Scenario

#: What of the playground is shown in a cell: to change the rest, the reader changes the program.
LAYOUT = ["graph readout", "stepper", "table curve"]
REFERENCE = re.compile(r' (id|for|aria-labelledby|aria-describedby)="([^"]*)"')


def figure(value: Any) -> str | None:
    """The view of a value as JSON, or None if it has none.

    >>> view = json.loads(figure(Scenario(["A", "B"], [("A", "B")], {"A": 1}).run(2)))
    >>> view["frames"], view["series"]["n1"]
    (3, ['0', '1/2 = 0.5', '1/2 = 0.5'])
    """
    if hasattr(value, "_repr_view_"):
        return value._repr_view_()
    if isinstance(value, (Scenario, Run)):
        return json.dumps(_playground(value), ensure_ascii=False)
    return None


def _playground(value: Scenario | Run) -> dict[str, Any]:
    from mpcore.labs import playground  # here: few cells show one

    scenario = value.scenario if isinstance(value, Run) else value
    state = dict(scenario.to_params())
    if isinstance(value, Run):
        state["rounds"] = str(len(value.values) - 1)
    view = playground.view(state)
    mine = f"cell-{crc32(json.dumps(view['state']).encode()):08x}-"
    parts = {area: _renamed(view["parts"][area], mine) for row in LAYOUT for area in row.split()}
    return {**view, "layout": LAYOUT, "parts": parts}


def _renamed(skeleton: str, prefix: str) -> str:
    """Ids of its own, since a page may show the playground too."""
    return REFERENCE.sub(lambda m: f' {m[1]}="{" ".join(prefix + name for name in m[2].split())}"', skeleton)
