"""For everybody: axe's WCAG 2.2 A/AA rules on every kind of page, both languages, light and dark, and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.translation import override

PAGES = [
    ("home", {}),
    ("about", {}),
    ("participants", {}),
    ("participant-detail", {"key": "mx"}),
    ("history", {}),
    ("meetings:body-list", {}),
    ("meetings:body-detail", {"key": "grcm"}),
    ("meetings:plan-list", {}),
    ("meetings:plan-detail", {"key": "strategic-plan-2023-2026"}),
    ("meetings:meeting-list", {}),
    ("meetings:meeting-detail", {"key": "crm-16"}),
    ("declarations:text-list", {}),
    ("declarations:decision-list", {}),
    ("declarations:text-detail", {"symbol": "crm-16-summary"}),
    ("glossary", {}),
    ("sources", {}),
    ("discrepancies", {}),
    ("verify", {}),
    ("styleguide", {}),
    ("account_login", {}),
    ("account_reset_password", {}),
]
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize(("language", "scheme"), [("es", "light"), ("en", "dark")])
def test_pages_have_no_barrier(language, scheme, browser, browser_context_args, portal):
    context = browser.new_context(**browser_context_args | {"color_scheme": scheme})
    page, faults = context.new_page(), []
    for name, kwargs in PAGES:
        with override(language):
            path = reverse(name, kwargs=kwargs)
        assert page.goto(portal.url + path).status == 200, path
        violations = Axe().run(page, options=OPTIONS).response["violations"]
        faults += [f"{path}: {rule['id']} {rule['nodes'][0]['html'][:160]}" for rule in violations]
    context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["es", "en"])
def test_pages_fit_a_phone(language, browser, browser_context_args, portal):
    context = browser.new_context(**browser_context_args | {"viewport": {"width": 360, "height": 780}})
    page, faults = context.new_page(), []
    for name, kwargs in PAGES:
        with override(language):
            path = reverse(name, kwargs=kwargs)
        page.goto(portal.url + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"{path} is {wide} px wide"] if wide > 360 else []
    context.close()
    assert not faults, "\n".join(faults)


def test_axe_finds_a_planted_barrier(browser, browser_context_args, portal):
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    page.goto(portal.url + "/es/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/img/emblem.svg\">')"
    )
    found = {rule["id"] for rule in Axe().run(page, options=OPTIONS).response["violations"]}
    context.close()
    assert "image-alt" in found
