"""How long a reader waits for the first Run of an example: from the button on the screen to the result painted."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import fence
from bench.first_step import PROGRAM
from bench.pages import Editor, editors
from bench.stage import Stage
from bench.statistics import Comparison, Series

NOTE = "Run is pressed until it takes: the fence's does nothing before its Python has started."


def expected() -> str:
    """What the program prints under the Python of this machine."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(PROGRAM, {})  # noqa: S102 - our own text, a few lines up
    return printed.getvalue().strip()


def probe(editor: Editor) -> str:
    done = f"() => ({editor.ended})() && {editor.output}.trim() === {json.dumps(expected())}"
    return f"benchProbe({{seen: {editor.seen}, press: {editor.press}, done: {done}}});"


def samples(rounds: int) -> list[Comparison]:
    """With a cold profile and, once more, with what that left in the cache."""
    seen: dict[tuple[str, str], list[float]] = {}
    with TemporaryDirectory() as folder, Stage(peer_fence=fence.build(PROGRAM, Path(folder) / "fence")) as stage:
        contestants = editors(stage, PROGRAM)
        for turn in range(rounds + 1):
            for editor in contestants:
                with stage.profile() as context:
                    for profile in ("cold", "warm"):
                        marks = stage.visit(context, editor.path, probe(editor))
                        if turn:  # the first turn only warms the server
                            seen.setdefault((profile, editor.name), []).append(marks["painted"] - marks["seen"])
    return [
        Comparison(f"Run on the screen to result painted, {profile} profile", "ms", series[0], series[1:], note=NOTE)
        for profile in ("cold", "warm")
        for series in [tuple(Series(editor.name, tuple(seen[profile, editor.name])) for editor in contestants)]
    ]
