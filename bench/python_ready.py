"""How long Python takes to start in the browser: our runner and its trimmed, compiled files against stock Pyodide in a worker."""

from __future__ import annotations

from bench.stage import Stage
from bench.statistics import Comparison, Goal, Series

OURS = "our runner, mpcore on its disk"
STOCK = "stock loadPyodide in a module worker"
PAGES = {
    OURS: """<script type="module">
import { runner } from './runtime/runner.js';
const began = performance.now();
runner.addEventListener('status', () => {
  if (runner.status.state === 'failed') throw new Error(runner.status.message);
  if (runner.status.state === 'ready') benchTell({ took: performance.now() - began });
});
runner.preload();
</script>""",
    STOCK: """<script type="module">
const began = performance.now();
const worker = new Worker(new URL('peer/stock-worker.js', location.href), { type: 'module' });
worker.onmessage = () => { benchTell({ took: performance.now() - began }); };
worker.onerror = (event) => { throw new Error(event.message); };
</script>""",
}


def samples(rounds: int) -> list[Comparison]:
    """Start to ready, with nothing in the browser's cache and again with everything in it."""
    seen: dict[tuple[str, str], list[float]] = {}
    with Stage() as stage:
        for i, body in enumerate(PAGES.values()):
            stage.page(f"bench-{i}.html", body)
        for turn in range(rounds + 1):
            for i, name in enumerate(PAGES):
                with stage.profile() as context:
                    for cache in ("cold", "warm"):
                        took = stage.visit(context, f"bench-{i}.html")["took"]
                        if turn:  # the first turn only warms the server
                            seen.setdefault((cache, name), []).append(took)
    return [
        Comparison(
            f"start to ready, {cache} cache",
            "ms",
            Series(OURS, tuple(seen[cache, OURS])),
            (Series(STOCK, tuple(seen[cache, STOCK])),),
            Goal(0.4),
        )
        for cache in ("cold", "warm")
    ]
