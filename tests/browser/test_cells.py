"""Live cells in a real browser: every function by mouse and by keyboard, and programs that mean no good."""

from __future__ import annotations

import json
import re

import pytest
from browser_fixtures import until_instant
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.site]

TWO_CELLS = "from-graph-to-matrix/"  # a page with two cells, the second of which needs the first
RUN = 30_000  # milliseconds: Python may have to start first, on a busy machine


@pytest.fixture
def cell(page: Page, site) -> Locator:
    page.goto(site.url())
    return alive(page)


@pytest.fixture
def two(page: Page, site) -> tuple[Locator, Locator]:
    page.goto(site.url(TWO_CELLS))
    alive(page)
    return page.locator("mp-cell").nth(0), page.locator("mp-cell").nth(1)


def alive(page: Page) -> Locator:
    page.locator("mp-cell[data-alive]").first.wait_for()
    return page.locator("mp-cell").first


def button(cell: Locator, name: str) -> Locator:
    return cell.get_by_role("button", name=name, exact=True)


def editor(cell: Locator) -> Locator:
    if not cell.locator("textarea").count():
        button(cell, "Edit").click()
    return cell.locator("textarea")


def write(cell: Locator, source: str) -> None:
    editor(cell).fill(source)


def ended(cell: Locator) -> None:
    """Until its run is over: Stop is there only while something runs."""
    expect(button(cell, "Run")).not_to_have_attribute("aria-disabled", "true", timeout=RUN)
    expect(button(cell, "Stop")).to_be_hidden(timeout=RUN)


def run(cell: Locator, source: str | None = None) -> str:
    """Write, run, and the output that came of it."""
    if source is not None:
        write(cell, source)
    button(cell, "Run").click()
    ended(cell)
    return output(cell)


def output(cell: Locator) -> str:
    return cell.locator(".mp-cell__output").inner_text().strip()


def source(cell: Locator) -> str:
    return cell.evaluate("cell => cell.source.text")


def line(cell: Locator) -> Locator:
    return cell.locator(".mp-cell__status")


def python_workers(page: Page) -> int:
    return sum("/runtime/" in worker.url for worker in page.workers)


def until_one_worker(page: Page) -> None:
    """A worker that was ended is gone a little later."""
    for _ in range(100):
        if python_workers(page) == 1:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{python_workers(page)} workers with Python")


# ---- the functions, by mouse and by keyboard ----


def test_running_by_mouse_repeats_what_the_build_printed(cell):
    built = output(cell)
    assert "mean of B, C and D itself" in built
    assert run(cell) == built
    expect(line(cell)).to_be_hidden()


def test_edit_run_and_leave_by_keyboard_alone(cell, page):
    button(cell, "Run").focus()
    page.keyboard.press("Tab")
    expect(button(cell, "Edit")).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell.locator("textarea")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("for i in range(2):\n")
    page.keyboard.type("print(i * 21)")  # the editor has indented
    assert source(cell) == "for i in range(2):\n    print(i * 21)"
    page.keyboard.press("Control+Enter")
    ended(cell)
    assert output(cell) == "0\n21"
    expect(cell.locator("textarea")).to_be_focused()
    page.keyboard.press("Tab")
    expect(cell.locator("textarea")).not_to_be_focused()  # Tab leaves the editor
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    expect(button(cell, "Edit")).to_be_focused()
    expect(cell.locator("textarea")).to_have_count(0)
    assert cell.locator("code span").count() > 3  # coloured again


def test_backspace_takes_a_step_of_indentation_away_and_undo_brings_it_back(cell, page):
    write(cell, "if x:\n        y")
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Backspace")
    assert source(cell) == "if x:\n    y"
    page.keyboard.press("ControlOrMeta+Z")
    assert source(cell) == "if x:\n        y"


def test_the_last_value_is_shown_and_a_semicolon_hides_it(cell):
    assert run(cell, "x = [1, 2]\nx") == "[1, 2]"
    assert run(cell, "x;") == "It ran, and printed nothing."
    assert run(cell, "0") == "0"
    assert run(cell, "''") == "''"


def test_markup_in_output_is_text(cell, page):
    assert run(cell, "print('<img src=x onerror=alert(1)>')") == "<img src=x onerror=alert(1)>"
    assert cell.locator(".mp-cell__output img").count() == 0


def test_results_and_errors_are_announced(cell):
    live = cell.locator("[aria-live]")
    run(cell, "print('forty-two')")
    expect(live).to_contain_text("Done. forty-two")
    run(cell, "1 / 0")
    expect(live).to_contain_text("ZeroDivisionError: division by zero")


def test_a_traceback_shows_the_readers_own_lines_and_a_hint(cell):
    said = run(cell, "import numpy as np\ndef f(a):\n    return a @ np.ones(3)\nf(np.ones((2, 2)))")
    assert "line 4\n    f(np.ones((2, 2)))\nline 3, in f\n    return a @ np.ones(3)" in said
    assert "the columns of A must be as many as the rows of B" in said
    assert "site-packages" not in said


def test_a_package_that_is_not_shipped_is_said_to_be_so(cell):
    assert "No module named 'pandas' on this page. It ships mpcore, numpy" in run(cell, "import pandas")


def test_copy(cell, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    write(cell, "print('copied')")
    button(cell, "Copy").click()
    expect(button(cell, "Copied")).to_be_visible()
    assert cell.page.evaluate("() => navigator.clipboard.readText()") == "print('copied')"


def test_where_copying_is_refused_the_text_is_there_to_be_taken(cell, page):
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    button(cell, "Share").click()
    assert "#cell=cell-index-definition:" in cell.get_by_label("Text to copy").input_value()


def test_edits_are_kept_until_reset_and_reset_can_be_undone(cell, page):
    original = source(cell)
    write(cell, "print('mine')")
    page.reload()
    cell = alive(page)
    assert source(cell) == "print('mine')"
    expect(line(cell)).to_contain_text("older than the source")
    button(cell, "Reset").click()
    assert source(cell) == original
    expect(line(cell)).to_be_hidden()
    cell.get_by_role("button", name="Undo").click()
    assert source(cell) == "print('mine')"
    button(cell, "Reset").click()
    page.reload()
    assert source(alive(page)) == original


def test_the_key_of_kept_text_carries_the_sites_path(cell, page):
    write(cell, "1")
    keys = page.evaluate("() => Object.keys(localStorage)")
    assert any(key.startswith("mp:/explainers/:cell:index/definition.py:") for key in keys)


def test_without_storage_editing_works_and_says_what_it_means(page, site):
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    page.goto(site.url())
    cell = alive(page)
    assert run(cell, "print(7)") == "7"
    write(cell, "print(8)")
    expect(cell.locator(".mp-cell__notice")).to_contain_text("keeps nothing")


# ---- links that carry a text ----


def shared(cell: Locator, text: str) -> str:
    return cell.evaluate("(cell, text) => import(new URL('runtime/cell-share.js', document.baseURI)).then(m => m.pack(cell.id, text))", text)


def test_a_shared_text_comes_with_a_notice_and_does_not_run(cell, page, site):
    link = site.url() + shared(cell, "print('from a link')")
    page.goto("about:blank")
    page.goto(link)
    cell = alive(page)
    expect(cell.locator(".mp-cell__notice")).to_contain_text("Read it before you run it")
    assert source(cell) == "print('from a link')"
    page.wait_for_timeout(400)
    assert python_workers(page) == 0
    assert run(cell) == "from a link"
    page.goto("about:blank")
    page.goto(site.url())
    assert "Scenario" in source(alive(page))  # nothing was kept: it is not the reader's


def test_a_shared_text_never_overwrites_the_readers_own(cell, page, site):
    link = site.url() + shared(cell, "print('theirs')")
    write(cell, "print('mine')")
    page.goto("about:blank")
    page.goto(link)
    cell = alive(page)
    assert source(cell) == "print('theirs')"
    write(cell, "print('theirs, changed')")
    page.goto("about:blank")
    page.goto(link)
    alive(page).get_by_role("button", name="Show my own text").click()
    assert source(alive(page)) == "print('mine')"
    page.goto("about:blank")
    page.goto(link)
    alive(page).get_by_role("button", name="Keep this one").click()
    page.goto("about:blank")
    page.goto(site.url())
    assert source(alive(page)) == "print('theirs')"


@pytest.mark.parametrize("damage", [lambda link: link[:-6], lambda link: link + "!!", lambda link: link[: link.index(":") + 1] + "A" * 120_000])
def test_a_damaged_link_is_said_to_be_so(cell, page, damage):
    fragment = damage(shared(cell, "print('a text of some length, so that it can be cut')"))
    page.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(cell.locator(".mp-cell__notice")).to_contain_text("cannot be read")
    assert "Scenario" in source(cell)


def test_a_small_link_cannot_hold_a_huge_text(cell, page):
    page.evaluate("fragment => { location.hash = fragment }", shared(cell, "#" * 5_000_000))
    expect(cell.locator(".mp-cell__notice")).to_contain_text("longer than")


# ---- several cells ----


def test_a_cell_runs_those_above_it_first_and_only_once(two, page):
    first, second = two
    built = output(first), output(second)
    assert run(second) == built[1]
    assert output(first) == built[0]
    run(first, source(first) + "\nprint('ran')")
    assert "ran" in output(first)
    expect(line(second)).to_contain_text("older")  # a source above it changed
    run(second)
    expect(line(second)).to_be_hidden()


def test_numpy_arrives_with_progress_in_words(page, site, serve):
    slow = serve({"": next(iter(site.mounts.values()))}, bytes_per_second=1_500_000)
    page.goto(slow.url(TWO_CELLS))
    cell = alive(page)
    button(cell, "Run").click()
    for words in (r"Loading Python: \d\.\d of \d\.\d MB", r"Loading numpy: \d\.\d of \d\.\d MB"):
        expect(line(cell)).to_contain_text(re.compile(words), timeout=RUN)
        bar = cell.get_by_role("progressbar")
        shown, total = bar.evaluate("bar => [bar.value, bar.max]")
        assert 0 <= shown <= total > 1_000_000
    ended(cell)


def test_a_failing_cell_above_ends_the_chain_and_says_so(two):
    first, second = two
    write(first, "raise ValueError('broken on purpose')")
    run(second)
    assert "broken on purpose" in output(first)
    expect(line(second)).to_contain_text("above it failed")


def test_stop_ends_it_and_the_next_run_repeats_the_cells_above(two):
    _first, second = two
    built = output(second)
    original = source(second)
    write(second, "print('begun')\nwhile True:\n    pass")
    button(second, "Run").click()
    expect(second).to_have_attribute("data-running", "", timeout=RUN)
    button(second, "Stop").focus()
    second.page.keyboard.press("Enter")
    ended(second)
    expect(button(second, "Run")).to_be_focused()
    assert output(second) == "begun\n\n\nStopped."  # what it said before it hung was seen
    assert run(second, original) == built


# ---- figures, drawings and tables as values ----


def test_a_layer_of_ones_own_can_be_stepped(page, site):
    page.goto(site.url("in-code/"))
    cell = page.locator("mp-cell[data-name='in-code/your-layer.py']")
    cell.locator("mp-lab[data-alive]").wait_for()
    forward = cell.get_by_role("button", name="Pass messages")
    forward.click()
    expect(cell.locator(".mp-node__value")).to_have_text(["10", "1.667", "1.25", "0", "0", "0"])
    expect(cell.locator(".mp-readout__text")).to_contain_text("B sends 5; C sends 5. mean: 5. update: 5 becomes 10.")
    assert "lab=" not in page.url  # it has no address of its own
    write(cell, source(cell).replace("abs(x_j - x_i)", "x_j").replace("x + aggregated", "aggregated"))
    button(cell, "Run").click()
    ended(cell)
    cell.get_by_role("button", name="Pass messages").click()
    expect(cell.locator(".mp-node__value")).to_have_text(["0", "1.667", "1.25", "0", "0", "0"])


def test_a_run_is_shown_as_a_figure_and_a_node_starts_the_signal(cell, page):
    run(cell, "from mpcore import Scenario\nScenario(['A', 'B'], [('A', 'B')], {'A': 1}, 'sum', include_self=False).run(3)")
    cell.locator("mp-lab[data-alive]").wait_for()
    cell.get_by_role("button", name="Pass messages").click()
    expect(cell.locator(".mp-node__value")).to_have_text(["0", "1"])
    cell.locator(".mp-node").nth(1).click()
    expect(cell.locator(".mp-node__value")).to_have_text(["0", "1"], timeout=RUN)
    cell.get_by_role("button", name="Pass messages").click()
    expect(cell.locator(".mp-node__value")).to_have_text(["1", "0"])


def test_drawings_and_tables_are_shown(cell):
    run(cell, "from mpcore import datasets\nfrom mpcore.render.drawing import draw\ndraw(datasets.star(4), [3, 0, 0, 0])")
    expect(cell.locator(".mp-cell__value svg .mp-node__value").first).to_have_text("3")
    run(cell, "from mpcore.render.drawing import tabulate\ntabulate(['node', 'value'], [['A', 0.5]])")
    expect(cell.locator(".mp-cell__value table td")).to_have_text("≈ 0.5")


# ---- hostile programs: the page answers within 100 ms, Python comes back, the text is kept ----

HOSTILE = {
    "endless loop": ("while True:\n    pass", "Stopped"),
    "print flood": ("while True:\n    print()", "Stopped"),
    "flood of text": ("while True:\n    print('x' * 1000)", "not shown"),
    "os._exit": ("import os\nos._exit(1)", "ended Python itself"),
    "deep repr": ("x = []\nfor i in range(200_000):\n    x = [x]\nx", "nested more than"),
    "deep repr, printed": ("x = []\nfor i in range(200_000):\n    x = [x]\nprint(x)", None),
    "deep recursion": ("import sys\nsys.setrecursionlimit(10**9)\ndef f():\n    return f() + 1\nf()", None),
    "memory bomb": ("x = []\nwhile True:\n    x.append('x' * 10**8)", "MemoryError"),
    "one huge array": ("bytearray(2 * 10**9)", "MemoryError"),
    "sys.exit": ("import sys\nprint('bye')\nsys.exit(3)", "sys.exit(3)"),
    "syntax error": ("print('a'\nx = = 1", "SyntaxError"),
    "input": ("input('name? ')", "Nobody can type while a cell runs"),
    "many digits": ("10 ** 10 ** 7", None),
    "broken repr": ("class A:\n    def __repr__(self):\n        raise ValueError('no')\nA()", "ValueError: no"),
    "threads": ("import threading\nthreading.Thread(target=print).start()", None),
}


def longest_task(trace: bytes) -> float:
    """Milliseconds of processor time that one task of a page's main thread took: until then the page answers nothing.

    Processor time, since on a machine that others use too a clock says nothing.
    """
    events = json.loads(trace)["traceEvents"]
    mains = {(e["pid"], e["tid"]) for e in events if e["name"] == "thread_name" and e["args"]["name"] == "CrRendererMain"}
    tasks = [e.get("tdur", 0) / 1000 for e in events if e["name"].endswith("RunTask") and (e["pid"], e["tid"]) in mains]
    assert tasks, "the trace has no task"
    return max(tasks)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_programs(cell, page, browser, name, problems):
    problems.expect("fatal error|wasm|Maximum call stack|RangeError|The cause")  # Pyodide says in the console how it died
    program, expected = HOSTILE[name]
    run(cell, "print('ready')")
    write(cell, program)
    browser.start_tracing(page=page, categories=["toplevel", "-*"])
    button(cell, "Run").click()
    if expected == "Stopped" or "flood" in name:
        expect(cell).to_have_attribute("data-running", "", timeout=RUN)
        page.wait_for_timeout(2000)
        button(cell, "Stop").click()
    expect(button(cell, "Stop")).to_be_hidden(timeout=60_000)
    blocked = longest_task(browser.stop_tracing())
    said = output(cell)
    print(name, f"{blocked:.0f} ms", repr(said[-100:]))
    assert said
    assert expected is None or expected in said
    assert source(cell) == program
    assert run(cell, "print('still here')") == "still here"
    until_one_worker(page)
    assert blocked <= 100, f"the page did not answer for {blocked:.0f} ms"


def test_a_long_run_can_be_kept_going(cell, page):
    run(cell, "1")
    page.evaluate("() => import(new URL('runtime/state.js', document.baseURI)).then(({ LIMITS }) => { LIMITS.run = 600 })")
    write(cell, "import time\nend = time.time() + 2.5\nwhile time.time() < end:\n    pass\nprint('done')")
    button(cell, "Run").click()
    cell.get_by_role("button", name="Keep going").click()
    ended(cell)
    assert output(cell) == "done"


def test_when_python_cannot_be_loaded_the_cell_says_so_and_retry_cures_it(page, site, serve, problems):
    problems.expect("404|Failed to load|net::ERR")
    broken = serve({"": next(iter(site.mounts.values()))})
    broken.fail("wasm.pack", "missing")
    page.goto(broken.url())
    cell = alive(page)
    built = output(cell)
    button(cell, "Run").click()
    expect(line(cell)).to_contain_text("did not load", timeout=RUN)
    broken.heal()
    cell.get_by_role("button", name="Retry").click()
    ended(cell)
    assert output(cell) == built


# ---- the page around it ----


def test_instant_navigation_keeps_one_worker_styles_and_text(page, site):
    page.goto(site.url())
    cell = alive(page)
    look = "cell => [getComputedStyle(cell.querySelector('.mp-cell__bar')).display, getComputedStyle(cell.querySelector('.mp-cell__source')).display, getComputedStyle(cell).borderTopWidth]"
    before = cell.evaluate(look)
    run(cell, "print('kept')")
    until_instant(page)
    page.evaluate("() => { globalThis.same = true }")
    for _ in range(2):
        page.evaluate(f"() => [...document.querySelectorAll('a')].find(a => a.pathname.endsWith('/{TWO_CELLS}')).click()")
        expect(page).to_have_url(re.compile(TWO_CELLS))
        other = alive(page)
        assert "ready" not in output(other)
        assert run(other)
        assert other.evaluate(look) == before
        page.go_back()
        expect(page).not_to_have_url(re.compile(TWO_CELLS))
        cell = alive(page)
        assert source(cell) == "print('kept')"
        assert run(cell) == "kept"
    assert page.evaluate("() => same") is True  # it was instant
    until_one_worker(page)


def test_leaving_the_page_ends_a_program_that_nobody_can_stop_any_more(page, site):
    page.goto(site.url())
    cell = alive(page)
    run(cell, "1")
    write(cell, "while True:\n    pass")
    button(cell, "Run").click()
    expect(cell).to_have_attribute("data-running", "", timeout=RUN)
    page.evaluate(f"() => [...document.querySelectorAll('a')].find(a => a.pathname.endsWith('/{TWO_CELLS}')).click()")
    expect(page).to_have_url(re.compile(TWO_CELLS))
    assert run(alive(page))


class TestWithoutJavaScript:
    @pytest.fixture
    def context_options(self):
        return {"java_script_enabled": False}

    def test_source_and_output_are_there_and_no_dead_button(self, page, site):
        page.goto(site.url())
        cell = page.locator("mp-cell").first
        assert "from mpcore import Scenario" in cell.locator("code").inner_text()
        assert "mean of B, C and D itself" in cell.locator(".mp-cell__output").inner_text()
        assert cell.locator("button").count() == 0


class TestOnAPhone:
    @pytest.fixture
    def context_options(self):
        return {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

    def test_it_fits_and_runs(self, page, site):
        page.goto(site.url())
        cell = alive(page)
        write(cell, "print('x' * 300)\nwide = " + "1 + " * 80 + "1")
        button(cell, "Run").tap()
        ended(cell)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_nothing_moves_when_the_buttons_arrive(page, site, problems):
    problems.expect("ERR_FAILED")
    height = "() => document.querySelector('mp-cell').getBoundingClientRect().height"
    page.route("**/runtime/main.js", lambda route: route.abort())
    page.goto(site.url())
    before = page.evaluate(height)
    page.unroute("**/runtime/main.js")
    page.goto("about:blank")
    page.goto(site.url())
    alive(page)
    assert page.evaluate(height) == before
