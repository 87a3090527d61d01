"""The labs about the three limits in a real browser: what is particular to each, by mouse and by keyboard."""

from __future__ import annotations

import time
from importlib import import_module

import pytest
from playwright.sync_api import Page, expect

from mpcore.render import paint

PAGES = {"smoothing": "over-smoothing/", "squashing": "over-squashing/", "expressiveness": "expressiveness/"}
SETTLED = "async () => { const lab = document.querySelector('mp-lab'); await lab.settled; return lab.frame }"
NUMBERS = "() => [...document.querySelectorAll('mp-lab [data-v]')].map((e) => [e.getAttribute('data-v'), e.textContent])"
WIDE = "() => [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > 391).slice(0, 5).map((e) => e.outerHTML.slice(0, 120))"
LABELS = "() => [...document.querySelectorAll('mp-lab [data-label]')].map((e) => e.getAttribute('aria-label'))"


def opened(page: Page, site, name: str, query: str = ""):
    page.goto(site.url(PAGES[name]) + query)
    page.wait_for_selector("mp-lab[data-alive]")
    page.evaluate(SETTLED)
    return page.locator("mp-lab").first


def view(name: str, **state: str):
    return import_module(f"mpcore.labs.{name}").view(state)


def shown(page: Page) -> dict[str, str]:
    """Every number that the figure shows, by series."""
    return dict(page.evaluate(NUMBERS))


def expected(seen: dict, frame: int) -> dict[str, str]:
    names = {name for html in seen["parts"].values() for name in _hooks(html)}
    return {name: _cell(seen, name, frame).split(" ")[-1] for name in names}


def _hooks(html: str) -> list[str]:
    return [part.split('"')[0] for part in html.split('data-v="')[1:]]


def _cell(seen: dict, name: str, frame: int) -> str:
    series, _, fixed = name.partition("@")
    return seen["series"][series][int(fixed) if fixed else frame]


def workers(page: Page) -> int:
    return sum("/runtime/" in worker.url for worker in page.workers)


@pytest.mark.parametrize("name", PAGES)
def test_first_state_presets_and_python_show_the_engines_numbers(page, site, name):
    opened(page, site, name)
    assert shown(page) == expected(view(name), 0)
    preset = next(iter(import_module(f"mpcore.labs.{name}").bank_states()))
    page.evaluate("(state) => document.querySelector('mp-lab').set({...state, k: '3'})", preset)
    page.evaluate(SETTLED)
    assert shown(page) == expected(view(name, **preset), 3)
    assert workers(page) == 0, "a preset needs no Python"


@pytest.mark.parametrize(
    ("name", "state"),
    [("smoothing", {"graph": "karate", "op": "S"}), ("squashing", {"graph": "cycle9", "change": "virtual"}), ("expressiveness", {"pair": "own"})],
)
def test_python_in_the_page_writes_what_python_here_writes(page, site, name, state):
    opened(page, site, name)
    page.evaluate("(state) => document.querySelector('mp-lab').set({...state, k: '6'})", state)
    page.evaluate(SETTLED)
    assert workers(page) == 1
    seen = view(name, **state)
    assert shown(page) == expected(seen, 6)
    here = [part.split('"')[0] for area in seen["layout"] for one in area.split() for part in paint(seen, one, 6).split('aria-label="')[1:]]
    assert set(page.evaluate(LABELS)) <= set(here)


def test_smoothing_depth_and_operator_by_keyboard(page, site):
    lab = opened(page, site, "smoothing")
    slider = lab.get_by_role("slider", name="Go to layer")
    slider.focus()
    page.keyboard.press("End")
    assert shown(page) == expected(view("smoothing"), 64)
    lab.get_by_role("radio", name="mean").focus()
    page.keyboard.press("ArrowRight")
    page.evaluate(SETTLED)
    assert shown(page) == expected(view("smoothing", op="S"), 64)
    lab.get_by_role("radio", name="residual").check()
    page.evaluate(SETTLED)
    assert "direction collapses" in lab.text_content()
    assert "op=S" in page.evaluate("document.querySelector('mp-lab').address().search")


def test_smoothing_says_whether_the_condition_is_met(page, site):
    lab = opened(page, site, "smoothing")
    expect(lab.locator(".mp-note--met")).to_contain_text("the condition is met")
    lab.get_by_label("Include self").uncheck()
    page.evaluate(SETTLED)
    expect(lab.locator(".mp-note--not").first).to_contain_text("not met")
    expect(lab.locator(".mp-note--not").last).to_contain_text("swing")


def test_squashing_a_click_or_enter_sets_the_source_and_the_target(page, site):
    lab = opened(page, site, "squashing")
    lab.locator("[data-key=n5].mp-node").click()
    page.evaluate(SETTLED)
    assert shown(page) == expected(view("squashing", source="5"), 0)
    lab.locator("[data-key=n1].mp-node").focus()
    page.keyboard.press("Enter")
    page.evaluate(SETTLED)
    assert "from 1" in lab.locator(".mp-graph").text_content()
    lab.get_by_role("radio", name="target").check()
    page.evaluate(SETTLED)
    lab.locator("[data-key=n2].mp-node").click()
    page.evaluate(SETTLED)
    assert shown(page) == expected(view("squashing", source="1", target="2", click="target"), 0)


def test_squashing_add_and_remove_an_edge(page, site):
    lab = opened(page, site, "squashing", "?lab=squashing&k=4")
    lab.get_by_role("button", name="Join 0 and 8").click()
    page.evaluate(SETTLED)
    row = lab.locator(".mp-facts tr", has_text="resistance").first
    expect(row).to_contain_text("3/4 = 0.75")
    expect(row).to_contain_text("falls")
    assert shown(page) == expected(view("squashing", change="add", edge="0-8"), 4)
    lab.locator(".mp-edge--new").focus()
    page.keyboard.press("Enter")
    page.evaluate(SETTLED)
    assert lab.locator(".mp-edge--new").count() == 0
    lab.locator("[data-key='e3-4'] .mp-edge__grip").click(force=True)
    page.evaluate(SETTLED)
    expect(lab.locator(".mp-facts tr", has_text="resistance").first).to_contain_text("∞")


def test_squashing_edges_of_ones_own_and_a_typing_mistake(page, site):
    lab = opened(page, site, "squashing")
    lab.locator("summary", has_text="Draw your own graph").click()
    lab.get_by_label("Edges", exact=False).last.fill("0-1, 1-2, two-3")
    lab.get_by_role("button", name="Use these edges").click()
    page.evaluate(SETTLED)
    expect(lab.locator(".mp-lab__error")).to_contain_text("an edge is written 0-1")
    lab.get_by_label("Edges", exact=False).last.fill("0-1, 1-2, 2-3")
    lab.get_by_role("button", name="Use these edges").click()
    page.evaluate(SETTLED)
    assert lab.locator(".mp-node").count() == 4
    expect(lab.locator(".mp-lab__error")).to_be_hidden()


def test_expressiveness_refines_round_by_round(page, site):
    lab = opened(page, site, "expressiveness")
    assert lab.locator(".mp-history tbody tr:not([hidden])").count() == 1
    lab.get_by_label("Pair").select_option("tails")
    page.evaluate(SETTLED)
    for k in (1, 2):
        lab.get_by_role("button", name="Refine").click()
        assert lab.locator(".mp-history tbody tr:not([hidden])").count() == k + 1
    expect(lab.locator(".mp-history tr:not([hidden])").last).to_contain_text("different")
    letters = lab.locator(".mp-node__value").all_text_contents()
    seen = view("expressiveness", pair="tails")["series"]
    assert letters == [seen[f"{mark}{i}"][2] for mark in "nm" for i in range(5)]
    kinds = [node.get_attribute("data-kind") for node in lab.locator(".mp-node").all()]
    assert kinds == [seen[f"{mark}k{i}"][2] for mark in "nm" for i in range(5)]


def test_expressiveness_lights_the_right_graphs_own_neighbours(page, site):
    lab = opened(page, site, "expressiveness", "?lab=expressiveness&k=1")
    lab.locator("[data-key=m4].mp-node").focus()
    lit = [node.get_attribute("data-key") for node in lab.locator(".mp-node[data-lit]").all()]
    assert sorted(lit) == ["m3", "m4", "m5"]
    assert {edge.get_attribute("data-flow") for edge in lab.locator(".mp-edge[data-lit]").all()} == {"3>4 4>3", "4>5 5>4"}


class TestSmallScreen:
    @pytest.fixture
    def context_options(self):
        return {"viewport": {"width": 390, "height": 800}, "has_touch": True}

    @pytest.mark.parametrize("name", [*PAGES, "remedies"])
    def test_nothing_is_cut_off(self, page, site, name):
        page.goto(site.url(PAGES.get(name, "remedies/")))
        end = time.monotonic() + 5  # the theme's script puts wide tables into boxes of their own
        while page.evaluate("document.documentElement.scrollWidth") > 390:
            assert time.monotonic() < end, page.evaluate(WIDE)
            page.wait_for_timeout(100)


class TestWithoutJavaScript:
    @pytest.fixture
    def context_options(self):
        return {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False}

    @pytest.mark.parametrize("name", PAGES)
    def test_figure_and_numbers_are_there(self, page, site, name):
        page.goto(site.url(PAGES[name]))
        seen = view(name)
        numbers = page.locator("mp-lab [data-v]").all_text_contents()
        assert set(expected(seen, 0).values()) <= set(numbers)
        assert not page.locator("mp-lab [data-act=forward]").is_visible()
        if name == "expressiveness":
            assert page.locator(".mp-history tbody tr").last.is_visible()
