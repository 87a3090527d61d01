"""What a reader's browser is sent: before Python starts, for Python, and for numpy. Counted by the server, compressed as served."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext

from bench.first_step import ours as step
from bench.python_ready import OURS, PAGES, STOCK
from bench.stage import Stage
from bench.statistics import Comparison, Goal, Series
from tests.servers import Seen

NUMPY = """<script type="module">
import { runner } from './runtime/runner.js';
const reply = await runner.ask({ op: 'hello' }, { needs: ['numpy'] });
if (!reply.ok) throw new Error(reply.error.message);
benchTell({ ok: true });
</script>"""


def samples(rounds: int) -> list[Comparison]:
    """Sizes do not vary, so every question is asked once."""
    with Stage() as stage:
        stage.page("bench-ours.html", PAGES[OURS])
        stage.page("bench-stock.html", PAGES[STOCK])
        stage.page("bench-numpy.html", NUMPY)

        def sent(path: str, script: str = "") -> list[Seen]:
            with stage.profile() as context:
                return during(stage, lambda: visit(stage, context, path, script))

        article = sent("", step())
        python, stock, numpy = sent("bench-ours.html"), sent("bench-stock.html"), sent("bench-numpy.html")
    scripts = total(article, lambda path: "/runtime/" in path and path.endswith(".js"))
    material = total(article, lambda path: "/javascripts/" in path)
    bank = total(article, lambda path: "/bank/" in path)
    page = total(article, lambda path: True)
    ready, all_ready = total(python, about_python), total(numpy, about_python)
    return [
        Comparison(
            "the article's own scripts before Python: opened, stepped, idle",
            "bytes",
            one("our scripts", scripts),
            goal=Goal(25_000, absolute=True),
            beside=(one("Material's scripts", material), one("the precomputed runs", bank), one("the whole page, with typefaces", page)),
        ),
        Comparison("Python without numpy", "bytes", one(OURS, ready), (one(STOCK, total(stock, about_python)),), Goal(5_700_000, absolute=True)),
        Comparison("numpy, when a program imports it", "bytes", one("numpy", all_ready - ready)),
    ]


def during(stage: Stage, action: Callable[[], None]) -> list[Seen]:
    """The requests that an action made."""
    before = len(stage.server.seen)
    action()
    return stage.server.seen[before:]


def visit(stage: Stage, context: BrowserContext, path: str, script: str) -> None:
    stage.visit(context, path, script, linger=1.5)  # what the page fetches when idle belongs to it


def about_python(path: str) -> bool:
    return not path.endswith((".html", "/"))


def total(seen: list[Seen], counts: Callable[[str], bool]) -> int:
    missing = [request.path for request in seen if request.status != 200 and not request.path.endswith("favicon.ico")]
    if missing:
        raise RuntimeError(f"not served: {', '.join(missing)}")
    return sum(request.sent for request in seen if counts(request.path))


def one(name: str, value: int) -> Series:
    return Series(name, (float(value),))
