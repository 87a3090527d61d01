"""Every page, light and dark, wide and narrow: no axe finding, no error, no foreign request, nothing cut off, nothing that jumps."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILT = Path(os.environ.get("MPCORE_SITE") or ROOT / "site")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = sorted(path.parent.relative_to(BUILT).as_posix().rstrip(".") for path in BUILT.rglob("index.html")) if BUILT.exists() else [""]
SHIFT = """window.shift = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });"""


@pytest.fixture(params=[(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def context_options(request):
    width, scheme = request.param
    # axe is injected as a script, which the page's own policy forbids; test_playground checks that policy
    return {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "bypass_csp": True}


def test_there_are_pages():
    assert "" in PAGES, f"no built site in {BUILT}: run `make build`"


@pytest.mark.parametrize("path", PAGES)
def test_page(page, site, path, context_options):
    page.add_init_script(SHIFT)
    page.goto(site.url(f"{path}/" if path else ""), wait_until="load")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= context_options["viewport"]["width"], "scrolls sideways"
    assert page.evaluate("window.shift") < 0.02, "the page moved while it loaded"
    unnamed = page.evaluate(
        "[...document.querySelectorAll('main svg, main img')].filter((e) => !e.closest('[aria-hidden=true], a, button, label')"
        " && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby') && !e.getAttribute('alt') && !e.querySelector('title')).length"
    )
    assert unnamed == 0
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 4).map((n) => n.target.join(' ')).join(', ')))")
    assert found == [], "\n".join(found)
    assert re.search(r"\S", page.title())
