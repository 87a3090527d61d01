"""Claims in a real browser: the mark, the panel, and the check that runs again in front of the reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser_fixtures import until_instant
from playwright.sync_api import Locator, Page, expect

from explainers.claims import ledger

pytestmark = [pytest.mark.browser, pytest.mark.site]

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = 30_000


@pytest.fixture
def mark(page: Page, site) -> Locator:
    page.goto(site.url())
    return page.get_by_role("button", name="Claim playground limit: checked")


def panel(page: Page) -> Locator:
    return page.locator(".mp-panel:popover-open")


def checked(place: Locator) -> str:
    said = place.locator(".mp-check__holds, .mp-check__fails")
    said.wait_for(timeout=RUN)
    return said.inner_text()


def test_the_mark_opens_the_evidence_the_check_and_the_source(mark, page):
    mark.click()
    opened = panel(page)
    expect(opened.locator(".mp-entry__sentence")).to_contain_text("From 5 at A, mean with self tends to")
    expect(opened.get_by_role("row").nth(2)).to_contain_text(re.compile(r"Σ \(d \+ 1\) x\s*15\s*=\s*15"))
    expect(opened.locator("pre")).to_contain_text("def playground_limit():")
    assert opened.get_by_role("link", name="In the list of all claims").get_attribute("href").endswith("/claims/#claim-playground-limit")
    mark.click()
    expect(panel(page)).to_have_count(0)


def test_by_keyboard_it_opens_is_read_closes_and_gives_the_focus_back(mark, page):
    mark.focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_be_focused()
    expect(panel(page).get_by_role("button", name="Check it now")).to_be_visible()
    page.keyboard.press("Tab")
    expect(panel(page).get_by_role("button", name="Check it now")).to_be_focused()
    page.keyboard.press("Enter")
    assert "It holds here too: 4 comparisons" in checked(panel(page))
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(mark).to_be_focused()


def test_the_check_says_that_the_numbers_are_those_of_the_build(mark, page):
    mark.click()
    panel(page).get_by_role("button", name="Check it now").click()
    assert "digit for digit" in checked(panel(page))
    expect(panel(page).get_by_role("button", name="Check it again")).to_be_visible()


def test_a_number_that_differs_is_shown(mark, page):
    mark.click()
    panel(page).locator(".mp-evidence tbody td").first.evaluate("cell => { cell.textContent = 'another number' }")
    panel(page).get_by_role("button", name="Check it now").click()
    assert "1 of the numbers differ" in checked(panel(page))
    expect(panel(page).locator(".mp-check li")).to_have_count(1)


def test_when_the_list_cannot_be_fetched_it_says_so_and_a_link_is_left(mark, page, problems):
    problems.expect("ERR_FAILED|claims")
    page.route("**/claims/", lambda route: route.abort())
    mark.click()
    expect(panel(page)).to_contain_text("could not be fetched")
    expect(panel(page).get_by_role("link")).to_be_visible()
    page.unroute("**/claims/")
    page.keyboard.press("Escape")
    mark.click()
    expect(panel(page).locator(".mp-entry")).to_be_visible()


def test_the_claims_page_lists_all_of_them_and_each_can_be_checked(page, site):
    page.goto(site.url("claims/"))
    assert page.locator(".mp-entry").evaluate_all("all => all.map(one => one.id)") == [f"claim-{name}" for name in ledger()]
    expect(page.get_by_role("button", name="Check it now")).to_have_count(len(ledger()))
    for name in ("direction", "star-rate"):
        entry = page.locator(f"#claim-{name}")
        entry.get_by_role("button", name="Check it now").click()
        assert "digit for digit" in checked(entry)


def test_a_page_does_not_load_python_for_its_marks(mark, page):
    mark.click()
    panel(page).locator(".mp-entry").wait_for()
    assert not [worker for worker in page.workers if "/runtime/" in worker.url]


def test_links_in_the_panel_lead_where_they_do_in_the_list(page, site):
    page.goto(site.url())
    page.get_by_role("button", name="Claim equivariance: checked").click()
    expect(panel(page).get_by_role("link", name="Bronstein et al. 2021")).to_have_attribute("href", site.url("bibliography/#bronstein-2021"))


class TestAccessible:
    @pytest.fixture(params=["light", "dark"])
    def context_options(self, request):
        return {"viewport": {"width": 390, "height": 844}, "color_scheme": request.param, "bypass_csp": True}

    def test_an_open_panel_and_a_running_cell(self, page, site):
        page.goto(site.url())
        page.get_by_role("button", name="Claim playground limit: checked").click()
        panel(page).get_by_role("button", name="Check it now").click()
        checked(panel(page))
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert axe(page) == []
        page.keyboard.press("Escape")
        cell = page.locator("mp-cell").first
        cell.get_by_role("button", name="Edit").click()
        cell.locator("textarea").fill("1 / 0")
        assert axe(page) == []  # edited, its output older than it
        page.keyboard.press("Control+Enter")
        cell.locator(".mp-cell__error").wait_for(timeout=RUN)
        cell.get_by_role("button", name="Reset").click()
        assert axe(page) == []


def axe(page: Page) -> list[str]:
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    return page.evaluate("() => axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))")


class TestWithoutJavaScript:
    @pytest.fixture
    def context_options(self):
        return {"java_script_enabled": False}

    def test_the_mark_is_a_link_to_the_entry_which_is_complete(self, page, site):
        page.goto(site.url())
        page.get_by_role("link", name="Claim playground limit: checked").click()
        expect(page).to_have_url(site.url("claims/#claim-playground-limit"))
        entry = page.locator("#claim-playground-limit")
        entry.locator("summary").first.click()
        expect(entry.get_by_role("cell", name="15", exact=True).first).to_be_visible()


def test_instant_navigation_brings_marks_to_life_too(page, site):
    page.goto(site.url("claims/"))
    page.get_by_role("button", name="Check it now").first.wait_for()
    until_instant(page)
    page.evaluate("() => { globalThis.same = true }")
    page.evaluate("() => document.querySelector('.md-logo, a[rel=home]')?.click()")
    expect(page).to_have_url(site.url())
    page.get_by_role("button", name="Claim direction: checked").click()
    expect(panel(page).locator(".mp-entry")).to_be_visible()
    assert page.evaluate("() => same") is True
