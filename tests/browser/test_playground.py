"""The playground in a real browser: every control by mouse and by keyboard, and the same numbers from bank, Python and build."""

from __future__ import annotations

import json
import re
import time

import pytest
from browser_fixtures import until_instant
from playwright.sync_api import Page, expect

from mpcore import Scenario
from mpcore.labs import playground
from mpcore.render import paint, plain
from mpcore.scenario import PLAYGROUND

ALIVE = "mp-lab[data-alive]"
SETTLED = "async () => { const lab = document.querySelector('mp-lab'); await lab.settled; return lab.frame }"
# Both sides as one text: attributes sorted, what only a script adds (focus order, highlights, button states) left out.
NORMAL = """(root) => {
  const own = new Set(['data-lit', 'data-chosen', 'tabindex', 'aria-disabled', 'checked', 'selected', 'value', 'data-now', 'data-on', 'data-wide', 'hidden']);
  const walk = (node) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1) return '';
    const flags = ['data-now', 'data-on', 'data-wide', 'hidden'].filter((name) => node.hasAttribute(name));
    const names = [...node.attributes].filter((a) => !own.has(a.name)).map((a) => `${a.name}=${a.value}`).sort();
    return `<${node.tagName.toLowerCase()} ${[...names, ...flags].join(' ')}>${[...node.childNodes].map(walk).join('')}`;
  };
  return [...root.childNodes].map(walk).join('');
}"""


@pytest.fixture
def lab(page: Page, site):
    page.goto(site.url())
    page.wait_for_selector(ALIVE)
    return page.locator("mp-lab")


def wait_for(page: Page, expression: str, seconds: float = 10) -> None:
    """Until the expression is true; Playwright's own way evaluates a text in the page, which the policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"still not true: {expression}"
        page.wait_for_timeout(50)


def values(page: Page) -> list[str]:
    return page.locator("mp-lab .mp-node__value").all_text_contents()


def python_workers(page: Page) -> list[str]:
    return [worker.url for worker in page.workers if "/runtime/" in worker.url]  # the search has a worker too


def run_of(**changes: str) -> list[list[str]]:
    view = playground.view(changes)
    return [[view["series"][f"n{i}"][k].split(" ")[-1] for i in range(6)] for k in range(view["frames"])]


def test_stepping_with_the_mouse(lab, page):
    rounds = run_of()
    assert values(page) == rounds[0]
    forward = lab.get_by_role("button", name="Pass messages")
    for k in (1, 2, 3):
        forward.click()
        assert values(page) == rounds[k]
    lab.get_by_role("button", name="Back one round").click()
    assert values(page) == rounds[2]
    lab.get_by_role("button", name="Reset to round 0").click()
    assert values(page) == rounds[0]
    assert lab.locator("thead th:not([hidden])").count() == 2


def test_stepping_with_the_keyboard(lab, page):
    rounds = run_of()
    lab.get_by_role("button", name="Pass messages").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert values(page) == rounds[2]
    scrubber = lab.get_by_role("slider", name="Go to round")
    scrubber.focus()
    page.keyboard.press("ArrowRight")
    assert values(page) == rounds[3]
    page.keyboard.press("End")
    assert values(page) == rounds[24]
    expect(lab.get_by_role("button", name="Pass messages")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Home")
    assert values(page) == rounds[0]


def test_play_pauses_and_changes_speed(lab, page):
    lab.get_by_label("Speed").select_option("fast")
    lab.get_by_role("button", name="Play").click()
    wait_for(page, "document.querySelector('mp-lab').frame >= 3")
    lab.get_by_role("button", name="Pause").click()
    at = page.evaluate("document.querySelector('mp-lab').frame")
    page.wait_for_timeout(1200)
    assert page.evaluate("document.querySelector('mp-lab').frame") == at


def test_the_signal_starts_where_the_reader_points(lab, page):
    page.evaluate("document.querySelector('mp-lab').set({k: '4'})")
    lab.locator("[data-key=n4].mp-node").click()
    page.evaluate(SETTLED)
    assert values(page) == run_of(start="E:5")[0]
    lab.locator("[data-key=n5].mp-node").focus()
    page.keyboard.press("Enter")
    page.evaluate(SETTLED)
    assert values(page) == run_of(start="F:5")[0]
    assert page.evaluate("document.activeElement.getAttribute('data-key')") == "n5", "focus stays on the node"
    assert lab.locator(".mp-node[data-on]").count() == 1
    lab.get_by_role("button", name="Pass messages").click()
    assert lab.locator(".mp-node[data-on]").count() == 2, "the reach after one round: F and C"


def test_every_operator_with_and_without_self_by_keyboard_and_mouse(lab, page):
    page.evaluate("document.querySelector('mp-lab').set({k: '3'})")
    lab.get_by_role("radio", name="sum").focus()
    page.keyboard.press("Space")
    for name in ("sum", "mean", "max", "min", "gcn"):
        page.evaluate(SETTLED)
        assert values(page) == run_of(aggregate=name)[3], name
        page.keyboard.press("ArrowRight")
    lab.get_by_label("Include self").uncheck()
    lab.get_by_role("radio", name="mean").check()
    page.evaluate(SETTLED)
    assert values(page) == run_of(aggregate="mean", self="0")[3]
    assert lab.locator(".mp-edge--self").count() == 0


def test_arithmetic_on_hover_and_on_focus_of_nodes_and_cells(lab, page):
    view = playground.view({})
    page.evaluate("document.querySelector('mp-lab').set({k: '2'})")
    text = lab.locator(".mp-readout__text")
    lab.locator("[data-key=n3].mp-node").hover()
    expect(text).to_have_text(plain(view["details"]["n3"]["text"], view["series"], 2))
    assert "3/4 = 0.75" in text.text_content()
    assert sorted(lab.locator(".mp-node[data-lit]").evaluate_all("nodes => nodes.map(n => n.dataset.key)")) == ["n1", "n2", "n3"]
    assert lab.locator("td[data-lit]").count() == 4, "its cell and the three cells that it was made of"
    lab.locator("td[data-key='n1@1']").hover()
    expect(text).to_have_text(plain(view["details"]["n1"]["text"], view["series"], 1))
    lab.locator("td[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.key") == "n1@1"
    expect(text).to_have_text(plain(view["details"]["n1"]["text"], view["series"], 1))


def test_each_step_is_announced_in_words(lab, page):
    live = lab.locator(".mp-lab__live")
    lab.get_by_role("button", name="Pass messages").click()
    expect(live).to_have_text("Round 1: A 1.667, B 1.25, C 1, D 0, E 0, F 0.")
    assert live.get_attribute("aria-live") == "polite"


def test_the_same_scenario_from_bank_python_and_build_is_the_same(lab, page):
    states = [
        {"aggregate": how, "self": own, "start": f"{node}:5", "k": "2"}
        for how, own, node in [("sum", "1", "A"), ("mean", "0", "B"), ("max", "1", "C"), ("min", "0", "D"), ("gcn", "1", "F"), ("gcn", "0", "E")]
    ]
    for state in states:
        from_bank = page.evaluate("async (s) => { const l = document.querySelector('mp-lab'); await l.set(s); return l.view }", state)
        live = page.evaluate(
            "async (s) => { const l = document.querySelector('mp-lab'); l.removeAttribute('data-bank'); await l.set(s); l.setAttribute('data-bank', ''); return l.view }",
            state,
        )
        assert from_bank == live == json.loads(json.dumps(playground.view(state))), state


@pytest.mark.parametrize("state", [{}, {"aggregate": "sum", "start": "B:-5"}, {"nodes": "a,b,c", "edges": "a>b,b>c,c>c,a>b", "start": "a:1/3"}])
def test_the_browser_paints_as_the_build_does(lab, page, state):
    """The two painters are held together: same markup, same numbers, same classes, at several rounds."""
    page.evaluate("async (s) => { const l = document.querySelector('mp-lab'); await l.set(s) }", state)
    view = playground.view(state)
    for frame in (0, 1, 5, 24):
        page.evaluate("(k) => document.querySelector('mp-lab').set({k: String(k)})", frame)
        for area in view["parts"]:
            ours = page.evaluate(f"({NORMAL})(document.querySelector('mp-lab [data-part={area}]'))")
            built = page.evaluate(
                f"(html) => ({NORMAL})(new DOMParser().parseFromString('<div>' + html + '</div>', 'text/html').body.firstChild)",
                paint({**view, "selected": page.evaluate("document.querySelector('mp-lab').selected")}, area, frame),
            )
            assert ours == built, (area, frame)


def test_a_typed_signal_goes_to_python_and_a_wrong_one_says_why(lab, page):
    field = lab.get_by_label("Signal at A")
    field.fill("7/2")
    field.press("Enter")
    page.evaluate(SETTLED)
    assert values(page) == run_of(start="A:7/2")[0]
    field = lab.get_by_label("Signal at A")
    field.fill("much")
    field.press("Enter")
    page.evaluate(SETTLED)
    error = lab.locator(".mp-lab__error")
    expect(error).to_be_visible()
    assert "much" in error.text_content()
    assert field.input_value() == "much", "what was typed is kept"
    assert values(page) == run_of(start="A:7/2")[0]
    lab.get_by_role("button", name="Pass messages").click()
    assert values(page) == run_of(start="A:7/2")[1], "the figure stays usable"
    expect(error).to_be_hidden()


def test_another_network_is_drawn_and_a_wrong_one_names_every_problem(lab, page):
    lab.get_by_text("Change the network").click()
    lab.get_by_role("textbox", name="Nodes").fill("x,y,z")
    lab.get_by_role("textbox", name="Edges").fill("x-y,y-q,z-w")
    lab.get_by_role("textbox", name="Start").fill("x:nan")
    lab.get_by_role("button", name="Use this network").click()
    page.evaluate(SETTLED)
    words = lab.locator(".mp-lab__error").text_content()
    assert all(bad in words for bad in ("q", "w", "nan")), words
    lab.get_by_role("textbox", name="Edges").fill("x-y,y-z")
    lab.get_by_role("textbox", name="Start").fill("x:1")
    lab.get_by_role("button", name="Use this network").click()
    page.evaluate(SETTLED)
    assert values(page) == ["1", "0", "0"]
    lab.get_by_role("button", name="Pass messages").click()
    expected = Scenario(nodes=["x", "y", "z"], edges=[("x", "y"), ("y", "z")], start={"x": 1}).run(1).values[1]
    assert [float(v) for v in values(page)] == pytest.approx([float(v) for v in expected.values()], rel=1e-3)


def test_the_address_is_the_scenario_both_ways(lab, page, site):
    lab.get_by_role("radio", name="max").check()
    page.evaluate(SETTLED)
    lab.locator("[data-key=n1].mp-node").click()
    page.evaluate(SETTLED)
    lab.get_by_role("button", name="Pass messages").click()
    page.wait_for_url(re.compile("k=1"))
    query = page.url.split("?")[1].split("#")[0]
    there = Scenario.from_url("&".join(p for p in query.split("&") if not p.startswith(("lab=", "k="))), base=PLAYGROUND)
    assert (there.aggregate, dict(there.start), there.include_self) == ("max", {"B": 5}, True)
    page.goto(page.url)
    page.wait_for_selector(ALIVE)
    wait_for(page, "document.querySelector('mp-lab').frame === 1")
    assert values(page) == run_of(aggregate="max", start="B:5")[1]


def test_links_on_the_page_set_the_figure_without_leaving(lab, page):
    link = page.locator("a[href*='lab=playground']").first
    page.evaluate("window.stayed = true")
    wanted = link.get_attribute("href")
    link.click()
    page.evaluate(SETTLED)
    params = dict(pair.split("=") for pair in wanted.split("?")[1].split("#")[0].split("&"))
    state = page.evaluate("document.querySelector('mp-lab').view.state")
    assert all(state[key] == value.replace("%3A", ":") for key, value in params.items() if key in state and key != "k")
    assert page.evaluate("window.stayed") is True


def test_a_state_can_be_copied_as_a_link_and_embedded_alone(lab, page, context, site):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab.get_by_role("radio", name="max").check()
    page.evaluate(SETTLED)
    lab.get_by_role("button", name="Copy link").click()
    expect(lab.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == site.url("?lab=playground&aggregate=max#playground")
    lab.get_by_role("button", name="Embed").click()
    wait_for(page, "navigator.clipboard.readText().then((text) => text.startsWith('<iframe'))")
    code = page.evaluate("navigator.clipboard.readText()")
    page.goto(re.search('src="([^"]+)"', code)[1].replace("&amp;", "&"))
    page.wait_for_selector(ALIVE)
    assert not page.locator(".md-header").is_visible()
    assert not page.locator("h1").is_visible()
    assert page.evaluate("document.querySelector('mp-lab').view.state.aggregate") == "max"


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("nodes=A%2CB%2C&edges=A-", "edges"),
        ("aggregate=median&start=Z%3A1", "median"),
        ("start=A%3Anan", "nan"),
        ("nodes=" + "A" * 25_000, "at most"),
        ("nodes=%253Cimg%2520src%253Dx%2520onerror%253Dalert(1)%253E&edges=&start=", ""),
    ],
)
def test_a_bad_address_says_so_and_leaves_the_page_usable(page, site, problems, query, says):
    page.goto(site.url(f"?lab=playground&{query}"))
    page.wait_for_selector(ALIVE)
    page.evaluate(SETTLED)
    assert page.locator("mp-lab img").count() == 0
    lab = page.locator("mp-lab")
    if says:
        assert says in lab.locator(".mp-lab__error").text_content()
        lab.get_by_role("button", name="Pass messages").click()
        assert values(page) == run_of()[1]
    else:
        assert "<img src=x onerror=alert(1)>" in lab.locator(".mp-node").first.get_attribute("aria-label")


def test_instant_navigation_away_and_back_keeps_one_python_and_a_living_figure(lab, page):
    page.evaluate("document.querySelector('mp-lab').set({start: 'A:6'})")
    page.evaluate(SETTLED)
    until_instant(page)
    page.evaluate("window.stayed = true")
    page.locator(".md-nav__link[href*='bibliography']").first.evaluate("link => link.click()")
    wait_for(page, "!document.querySelector('mp-lab')")
    page.go_back()
    page.wait_for_selector(ALIVE)
    assert page.evaluate("window.stayed") is True, "the page was swapped, not reloaded"
    page.evaluate("document.querySelector('mp-lab').set({start: 'A:7', k: '0'})")
    page.evaluate(SETTLED)
    assert values(page) == run_of(start="A:7")[0]
    assert len(python_workers(page)) == 1


def test_a_failed_start_is_said_in_words_and_cured_by_retry(page, site, problems):
    problems.expect("404")
    site.fail("pyodide.asm.wasm.pack", "missing")
    page.goto(site.url())
    page.wait_for_selector(ALIVE)
    page.evaluate("void document.querySelector('mp-lab').set({start: 'A:9'})")
    retry = page.locator("mp-lab").get_by_role("button", name="Retry")
    retry.wait_for(timeout=45_000)
    site.heal()
    retry.click()
    page.evaluate(SETTLED)
    assert values(page) == run_of(start="A:9")[0]


def test_a_page_that_needs_no_python_loads_none(lab, page, site):
    for _ in range(3):
        lab.get_by_role("button", name="Pass messages").click()
    lab.get_by_role("radio", name="sum").check()
    page.evaluate(SETTLED)
    assert not python_workers(page)
    assert page.evaluate("performance.getEntriesByType('resource').filter((e) => /pyodide|runner/.test(e.name)).length") == 0


def test_the_policy_is_in_force(lab, page, problems):
    problems.expect("Content Security Policy")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'window.injected = true'; document.body.append(s) }")
    assert page.evaluate("window.injected") is None
    assert page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'blocked')") == "blocked"
    problems[:] = [p for p in problems if "example.org" not in p]


class TestSmallScreen:
    @pytest.fixture
    def context_options(self):
        return {"viewport": {"width": 390, "height": 800}, "has_touch": True}

    def test_nothing_is_cut_off_and_the_figure_answers_to_touch(self, lab, page):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        lab.get_by_role("button", name="Pass messages").tap()
        page.evaluate("document.querySelector('mp-lab').set({k: '24'})")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.mp-node__value')).fontSize) * document.querySelector('.mp-graph').getBoundingClientRect().width / 560") >= 11


class TestWithoutJavaScript:
    @pytest.fixture
    def context_options(self):
        return {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False}

    def test_figure_table_and_arithmetic_are_there(self, page, site):
        page.goto(site.url())
        assert values(page) == run_of()[0]
        assert page.locator("mp-lab td[data-key='n3@2']").is_visible(), "the whole table is shown"
        assert page.locator("mp-lab .mp-readout__text").text_content() == "A starts at 5"
        assert "3/4 = 0.75" in page.locator("mp-lab .mp-written").text_content()
        assert not page.locator("mp-lab [data-act=forward]").is_visible(), "nothing that cannot work is shown"


class TestMotion:
    @pytest.fixture(params=["no-preference", "reduce"])
    def context_options(self, request):
        self.motion = request.param
        return {"viewport": {"width": 1280, "height": 900}, "reduced_motion": request.param}

    def test_messages_travel_unless_the_reader_asked_for_calm(self, lab, page):
        dots = page.evaluate(
            "() => { const l = document.querySelector('mp-lab'); l.querySelector('[data-act=forward]').click(); return l.querySelectorAll('.mp-dot').length }"
        )
        assert dots == (0 if self.motion == "reduce" else 14 + 6), "one dot each way along seven edges, one from each node to itself"
        wait_for(page, "document.querySelectorAll('.mp-dot').length === 0")
