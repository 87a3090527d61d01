"""The same program as a cell of ours, as markdown-exec's stock fence and in PyScript's editor, each on a page with nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from bench import fence
from bench.stage import Stage, styles
from explainers import cells

OURS = "our cell"
PYSCRIPT = "PyScript's py-editor"
CELL = "document.querySelector('mp-cell[data-alive]')"
EDITOR = "document.querySelector('.py-editor-run-button')"


@dataclass(frozen=True)
class Editor:
    """Where its page is, and, for the probe, JavaScript that finds its Run, presses it, and says what is there."""

    name: str
    path: str
    seen: str  # () => whether Run is on the screen
    press: str  # () => press it; false if nothing happened
    ended: str  # () => whether the program has come to its end
    output: str  # an expression: what is printed so far


def editors(stage: Stage, program: str) -> tuple[Editor, ...]:
    """All three, ours first. The page of the fence is built and mounted by the caller."""
    ran = cells.run(cells.Cell("bench/program.py", program), {}) if "while" not in program else still(program)
    stage.page("bench-cell.html", styles() + cells.html(ran) + '<script type="module" src="runtime/main.js"></script>')
    core = "peer/npm/@pyscript/core/dist/core"
    config = json.dumps({"interpreter": stage.server.url("peer/pyodide/pyodide.mjs")})
    stage.page(
        "bench-pyscript.html",
        f'<link rel="stylesheet" href="{core}.css"><script type="module" src="{core}.js"></script>'
        f'<body><script type="py-editor" config="{escape(config)}">\n{program}\n</script>',
    )
    return (
        Editor(
            OURS,
            "bench-cell.html",
            f"() => {CELL}",
            f"() => {CELL}.buttons.run.click()",
            f"() => {CELL}.made !== null && !{CELL}.busy",
            f"({CELL}.hasAttribute('data-running') && {CELL}.output.place.hasAttribute('data-pending') ? '' : {CELL}.output.place.textContent)",
        ),
        Editor(fence.NAME, "peer/fence/index.html", fence.SEEN, fence.PRESS, f"() => {fence.OUTPUT} !== ''", fence.OUTPUT),
        Editor(
            PYSCRIPT,
            "bench-pyscript.html",
            f"() => {EDITOR}",
            f"() => {EDITOR}.click()",
            f"() => !{EDITOR}.classList.contains('running')",
            "document.querySelector('.py-editor-output').innerHTML.replaceAll('<br>', '\\n')",
        ),
    )


def still(program: str) -> cells.Ran:
    """A cell that the build would run for too long, with a word for its output."""
    ran = cells.run(cells.Cell("bench/program.py", "print('not run yet')"), {})
    return cells.Ran(cells.Cell("bench/program.py", program), ran.printed, ran.result)
