"""Every lab of the site in a real browser, without knowing any of them: painting, bank and Python, keyboard, words, width."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest
from browser.test_playground import NORMAL, python_workers, wait_for
from playwright.sync_api import Page, expect

from mpcore.render import paint, plain

DOCS = Path(__file__).resolve().parents[2] / "docs"
FENCE = re.compile(r"^```lab\n(.*?)^```", re.MULTILINE | re.DOTALL)


def figures() -> list[tuple[str, str]]:
    """(page, lab) of every figure of the site, from the pages' own fences."""
    found = []
    for file in sorted(DOCS.rglob("*.md")):
        for fence in FENCE.finditer(file.read_text("utf-8")):
            name = re.search(r"^name:\s*(\w+)", fence[1], re.MULTILINE)[1]
            path = file.relative_to(DOCS).with_suffix("").as_posix()
            found.append(("" if path == "index" else f"{path}/", name))
    return found


FIGURES = figures()
IDS = [name for _, name in FIGURES]


def lab_of(name: str):
    return importlib.import_module(f"mpcore.labs.{name}")


def opened(page: Page, site, path: str, name: str):
    page.goto(site.url(path))
    page.wait_for_selector(f"mp-lab#{name}[data-alive]")
    return page.locator(f"mp-lab#{name}")


def settled(page: Page, name: str) -> None:
    page.evaluate("async (name) => { await document.getElementById(name).settled }", name)


def view_of(page: Page, name: str) -> dict:
    return page.evaluate("(name) => document.getElementById(name).view", name)


def as_json(value):
    return json.loads(json.dumps(value))


def states(name: str) -> list[dict]:
    """The first state, and two from the bank."""
    lab = lab_of(name)
    banked = list(lab.bank_states()) if hasattr(lab, "bank_states") else []
    return [{}, *banked[1 :: max(1, len(banked) // 2)][:2]]


def test_the_site_has_the_labs_of_the_articles_middle():
    assert {"playground", "matrix", "multisets", "shuffle"} <= set(IDS)


@pytest.mark.parametrize(("path", "name"), FIGURES, ids=IDS)
def test_the_browser_paints_as_the_build_does(page, site, path, name):
    opened(page, site, path, name)
    for state in states(name):
        page.evaluate("async ([name, state]) => { const lab = document.getElementById(name); await lab.set({ ...lab.first.state, ...state }) }", [name, state])
        view = view_of(page, name)
        selected = page.evaluate("(name) => document.getElementById(name).selected", name)
        for frame in {0, 1, view["frames"] - 1} & set(range(view["frames"])):
            page.evaluate("([name, frame]) => document.getElementById(name).show(frame)", [name, frame])
            for area in view["parts"]:
                ours = page.evaluate(f"([name, area]) => ({NORMAL})(document.getElementById(name).querySelector(`[data-part=${{area}}]`))", [name, area])
                built = page.evaluate(
                    f"(html) => ({NORMAL})(new DOMParser().parseFromString('<div>' + html + '</div>', 'text/html').body.firstChild)",
                    paint({**view, "selected": selected}, area, frame),
                )
                assert ours == built, (state, area, frame)


@pytest.mark.parametrize(("path", "name"), [figure for figure in FIGURES if hasattr(lab_of(figure[1]), "bank_states")],
                         ids=[name for name in IDS if hasattr(lab_of(name), "bank_states")])  # fmt: skip
def test_a_view_from_the_bank_is_the_view_that_python_computes(page, site, path, name):
    opened(page, site, path, name)
    for state in states(name):
        whole = {**lab_of(name).view({})["state"], **state}
        got = page.evaluate("async ([name, state]) => { const lab = document.getElementById(name); await lab.set(state); return lab.view }", [name, whole])
        assert got == as_json(lab_of(name).view(whole)), state
    assert not python_workers(page), "the bank answers without Python"


@pytest.mark.parametrize(("path", "name"), FIGURES, ids=IDS)
def test_python_in_the_page_computes_what_python_here_computes(page, site, path, name):
    opened(page, site, path, name)
    whole = {**lab_of(name).view({})["state"], **states(name)[-1]}
    got = page.evaluate(
        "async ([name, state]) => { const lab = document.getElementById(name); lab.removeAttribute('data-bank'); await lab.set(state); return lab.view }",
        [name, whole],
    )
    ours = as_json(lab_of(name).view(whole))
    if lab_of(name).NEEDS:  # numpy's last digits may differ between machines
        assert got.keys() == ours.keys() and got["parts"].keys() == ours["parts"].keys() and got["state"] == ours["state"]
    else:
        assert got == ours


@pytest.mark.parametrize(("path", "name"), FIGURES, ids=IDS)
def test_every_control_works_by_keyboard_and_has_a_name(page, site, path, name):
    figure = opened(page, site, path, name)
    for control in figure.locator("button:visible, input:visible, select:visible, summary:visible").all():
        words = control.evaluate("(c) => c.getAttribute('aria-label') || [...(c.labels ?? [])].map((l) => l.textContent).join(' ') || c.textContent")
        assert words.strip(), control.evaluate("(c) => c.outerHTML")
    if view_of(page, name)["frames"] > 1:
        slider = figure.locator("input[data-frame]")
        slider.focus()
        page.keyboard.press("End")
        assert page.evaluate("(name) => document.getElementById(name).frame", name) == view_of(page, name)["frames"] - 1
        page.keyboard.press("Home")
        forward = figure.locator("[data-act=forward]")
        forward.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("(name) => document.getElementById(name).frame", name) == 1
        expect(figure.locator(".mp-lab__live")).not_to_be_empty()
    radios = figure.locator("input[type=radio]")
    if radios.count():
        key = radios.first.get_attribute("name")
        before = view_of(page, name)["state"][key]
        figure.locator(f"input[type=radio][name={key}]:checked").focus()
        page.keyboard.press("ArrowRight")
        settled(page, name)
        assert figure.locator(".mp-lab__error").is_visible() or view_of(page, name)["state"][key] != before
        assert figure.locator(f"input[type=radio][name={key}]:checked").count() == 1


@pytest.mark.parametrize(("path", "name"), FIGURES, ids=IDS)
def test_every_mark_that_takes_the_focus_explains_itself(page, site, path, name):
    figure = opened(page, site, path, name)
    view = view_of(page, name)
    readout = figure.locator("[data-detail=text]").first
    assert readout.count(), "a lab whose marks take the focus has a place where they explain themselves"
    tried = 0
    for mark in figure.locator("[data-key][tabindex]").all()[:40]:
        key = mark.get_attribute("data-key")
        detail = view["details"].get(key.split("@")[0])
        if detail is None or not mark.is_visible():
            continue
        mark.focus()
        frame = int(key.split("@")[1]) if "@" in key else view["frame"]
        text = (detail.get("first_text") if frame == 0 else None) or detail["text"]
        expect(readout).to_have_text(plain(text, view["series"], frame))
        assert mark.evaluate("(m) => m.hasAttribute('data-lit') || m.closest('[data-lit]') !== null"), key
        tried += 1
    cell = figure.locator("[data-roving] td[tabindex='0']").first
    if cell.count():
        cell.focus()
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.tagName") == "TD"
        tried += 1
    assert tried, "nothing in this figure can be asked"


@pytest.mark.parametrize(("path", "name"), FIGURES, ids=IDS)
def test_nothing_is_wider_than_a_phone(page, site, path, name):
    page.set_viewport_size({"width": 390, "height": 800})
    figure = opened(page, site, path, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = figure.evaluate(
        """(lab) => { const edge = lab.getBoundingClientRect().right + 1;
        return [...lab.querySelectorAll('*')].filter((e) => !e.closest('.mp-scroll, .mp-sr, svg, template, noscript') && e.getClientRects().length
          && e.getBoundingClientRect().right > edge).map((e) => e.className || e.tagName) }"""
    )
    assert not wide
    small = figure.evaluate(
        """(lab) => [...lab.querySelectorAll('td, th, p, button, label span')].filter((e) => e.textContent.trim() && e.getClientRects().length
          && parseFloat(getComputedStyle(e).fontSize) < 11).map((e) => e.textContent)"""
    )
    assert not small


@pytest.mark.parametrize(("path", "name"), FIGURES, ids=IDS)
def test_a_wrong_address_is_said_in_words_and_the_figure_stays(page, site, path, name):
    key = next(key for key in lab_of(name).DEFAULT if key != lab_of(name).view({})["frame_key"])
    figure_before = as_json(lab_of(name).view({})["parts"])
    page.goto(site.url(f"{path}?lab={name}&{key}=%3Cb%3E%3F%3F"))
    page.wait_for_selector(f"mp-lab#{name}[data-alive]")
    settled(page, name)
    wait_for(page, f"!document.getElementById('{name}').querySelector('.mp-lab__error').hidden", 30)
    assert view_of(page, name)["parts"].keys() == figure_before.keys()


def test_a_weight_that_is_typed_changes_the_matrix_and_a_wrong_one_is_kept(page, site):
    figure = opened(page, site, "the-matrix/", "matrix")
    field = figure.locator("input[name=w00]")
    field.fill("1/2")
    field.press("Enter")
    settled(page, "matrix")
    assert view_of(page, "matrix")["series"]["y0-0"][0] == lab_of("matrix").view({"w00": "1/2"})["series"]["y0-0"][0]
    assert figure.locator("[data-part=out] td[data-key='y0-0']").text_content() == "0.8333"
    field = figure.locator("input[name=w00]")
    field.fill("much")
    field.press("Enter")
    settled(page, "matrix")
    assert "much" in figure.locator(".mp-lab__error").text_content()
    assert field.input_value() == "much"


def test_one_entry_of_the_matrix_lights_the_graph_too(page, site):
    figure = opened(page, site, "the-matrix/", "matrix")
    figure.locator("[data-part=out] td[data-key='y5-0']").hover()
    lit = sorted(set(figure.locator("[data-lit]").evaluate_all("marks => marks.map((m) => m.dataset.key)")))
    assert lit == sorted({"y5-0", *lab_of("matrix").view({})["details"]["y5-0"]["lights"]})
    assert figure.locator(".mp-edge[data-lit]").count() == 2, "the edge to C and F's own loop"


def test_the_multisets_by_preset_field_and_encoding(page, site):
    figure = opened(page, site, "aggregators/", "multisets")
    figure.get_by_role("button", name="{1, 1} or {1}: only sum").click()
    settled(page, "multisets")
    assert figure.locator(".mp-told").count() == 1
    figure.get_by_role("textbox", name="Right neighbourhood").fill("1, 1")
    figure.get_by_role("textbox", name="Right neighbourhood").press("Enter")
    settled(page, "multisets")
    assert figure.locator(".mp-told").count() == 0
    figure.get_by_role("button", name="{1, 3} or {2, 2}").click()
    settled(page, "multisets")
    figure.get_by_role("radio", name="one-hot").check()
    settled(page, "multisets")
    assert figure.locator("tr[data-key=sum] .mp-told").count() == 1
    assert python_workers(page), "what was typed went to Python"
