"""The frame around the pages: navigation without reload, menu, search and colours, by keyboard, under the policy."""

from __future__ import annotations

import re

import pytest
from browser_fixtures import until_instant
from playwright.sync_api import Page, expect
from servers import StaticServer

pytestmark = pytest.mark.browser

WIDE = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.mark.parametrize("context_options", [WIDE], indirect=False)
def test_navigation_keeps_the_document_and_the_policy_holds_for_the_next_page(page: Page, site: StaticServer, context_options):
    page.goto(site.url())
    until_instant(page)
    page.evaluate("window.stays = true")
    page.get_by_role("link", name="Notation", exact=True).first.click()
    expect(page).to_have_title(re.compile("Notation"))
    assert page.evaluate("window.stays") is True
    page.go_back()
    expect(page).not_to_have_title(re.compile("Notation"))
    assert page.evaluate("window.stays") is True


@pytest.mark.parametrize("context_options", [PHONE], indirect=False)
def test_menu_and_search_open_by_keyboard(page: Page, site: StaticServer, context_options):
    page.goto(site.url(), wait_until="networkidle")
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    for key, shown in (("Enter", True), ("Space", False)):
        page.keyboard.press(key)
        expect(page.get_by_role("link", name="Contributing").first).to_be_in_viewport() if shown else expect(
            page.get_by_role("link", name="Contributing").first
        ).not_to_be_in_viewport()
    page.get_by_role("button", name="Search").focus()
    page.keyboard.press("Space")
    page.keyboard.type("aggregate", delay=20)
    expect(page.locator(".md-search-result__item").first).to_be_visible()


@pytest.mark.parametrize("context_options", [{**WIDE, "color_scheme": scheme} for scheme in ("light", "dark")], indirect=False)
def test_colours_follow_the_system_and_then_the_reader(page: Page, site: StaticServer, context_options):
    page.goto(site.url())
    dark = context_options["color_scheme"] == "dark"
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate" if dark else "default")
    for _ in range(2 if not dark else 1):
        page.locator("label[for^='__palette']:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default" if dark else "slate")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default" if dark else "slate")


@pytest.mark.parametrize("context_options", [{**PHONE, "java_script_enabled": False}], indirect=False)
def test_without_javascript_the_page_is_whole(page: Page, site: StaticServer, context_options):
    page.goto(site.url())
    assert page.locator("math").count() > 20
    expect(page.locator("mp-lab svg").first).to_be_visible()


@pytest.mark.parametrize("path", ["", "notation/", "contributing/", "404.html"])
@pytest.mark.parametrize("context_options", [PHONE], indirect=False)
def test_no_page_scrolls_sideways_on_a_phone(page: Page, site: StaticServer, path, context_options):
    page.goto(site.url(path), wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("context_options", [WIDE], indirect=False)
def test_typefaces_are_our_own_and_nothing_moves_while_they_load(page: Page, site: StaticServer, context_options):
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) window.shift += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(site.url("notation/"), wait_until="networkidle")
    for face in ("MP Serif", "MP Sans", "MP Mono", "MP Math"):
        assert page.evaluate("face => [...document.fonts].some(f => f.family.replaceAll('\"', '') === face && f.status === 'loaded')", face), face
    assert page.evaluate("window.shift") < 0.02
