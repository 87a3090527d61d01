"""How long the page answers to nothing while a program prints without pause: the longest gap in the page's own clock."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext

from bench import fence
from bench.pages import OURS, Editor, editors
from bench.stage import Late, Stage
from bench.statistics import Comparison, Goal, Series

SECONDS = 1
PATIENCE = 30
PROGRAM = f"""\
import time

end = time.monotonic() + {SECONDS}
while time.monotonic() < end:
    print("x")"""
QUIET = "our page with nothing running"
NOTE = f"The program prints for {SECONDS} s. Gaps count from the first printed line until it has ended and the page has caught up; {PATIENCE} s means that it did not."


def probe(editor: Editor) -> str:
    return f"benchClock({{seen: {editor.seen}, press: {editor.press}, printed: () => {editor.output} !== '', ended: {editor.ended}}});"


def quiet() -> str:
    """The same clock for the same time, to tell the machine's own gaps from the program's."""
    over = f"() => performance.now() > {SECONDS * 1000 + 1000}"
    return f"benchClock({{seen: () => true, press: () => true, printed: () => true, ended: {over}}});"


def longest(stage: Stage, context: BrowserContext, path: str, script: str) -> float:
    """In milliseconds; of a page that does not come back, the time that it was waited for."""
    try:
        return stage.visit(context, path, script, patience=PATIENCE)["gap"]
    except Late:
        if path == "bench-cell.html":
            raise
        return PATIENCE * 1000.0


def samples(rounds: int) -> list[Comparison]:
    """The longest gap of each run, in milliseconds."""
    seen: dict[str, list[float]] = {}
    with TemporaryDirectory() as folder, Stage(peer_fence=fence.build(PROGRAM, Path(folder) / "fence")) as stage:
        contestants = editors(stage, PROGRAM)
        visits = [*((editor.name, editor.path, probe(editor)) for editor in contestants), (QUIET, contestants[0].path, quiet())]
        for _ in range(rounds):
            for name, path, script in visits:
                with stage.profile() as context:
                    seen.setdefault(name, []).append(longest(stage, context, path, script))
    ours, *peers, still = (Series(name, tuple(values)) for name, values in seen.items())
    assert ours.name == OURS and still.name == QUIET
    return [Comparison("event loop blocked, longest gap under a print flood", "ms", ours, tuple(peers), Goal(50, absolute=True), (still,), NOTE)]
