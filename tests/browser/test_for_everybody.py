"""For everybody: axe's WCAG 2.2 A/AA rules on every kind of page, both languages, light and dark, and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.translation import override

from tests.browser.test_journeys import address, sign_in

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
    ("meetings:activity-statistics", {}),
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
INTRANET = {
    "secretaria@demo.invalid": ("secretariat:desk", "people:directory", "secretariat:notice-list", "journal"),
    "punto-focal@demo.invalid": ("secretariat:desk", "people:directory", "secretariat:notice-list"),
}
BODY = {"key": "gt-proteccion"}
PLAN, ACTIVITY = BODY | {"number": 1}, BODY | {"number": 1, "activity": "a1"}
PLAN_PAGES = [
    ("meetings:work-plan-begin", BODY),
    ("meetings:activity-add", PLAN),
    ("meetings:activity-edit", ACTIVITY),
    ("meetings:work-plan-edit", PLAN),
    ("meetings:work-plan-act", PLAN | {"act": "propose_work_plan"}),
    ("meetings:work-plan-import", PLAN),
    ("meetings:work-plan", PLAN),
    ("meetings:work-of-bodies", {}),
]
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize(("language", "scheme"), [("es", "light"), ("en", "dark")])
def test_pages_have_no_barrier(language, scheme, browser, browser_context_args, portal):
    context = browser.new_context(**browser_context_args | {"color_scheme": scheme})
    faults = barriers(context.new_page(), portal, PAGES, language)
    context.close()
    assert not faults, "\n".join(faults)


def barriers(page, portal, pages, language):
    """What axe finds on ``pages``, each given by its name and arguments."""
    faults = []
    for name, kwargs in pages:
        with override(language):
            path = reverse(name, kwargs=kwargs)
        assert page.goto(portal.url + path).status == 200, path
        violations = Axe().run(page, options=OPTIONS).response["violations"]
        faults += [f"{path}: {rule['id']} {rule['nodes'][0]['html'][:160]}" for rule in violations]
    return faults


@pytest.mark.parametrize("email", INTRANET)
def test_pages_of_the_intranet_have_no_barrier_and_fit_a_phone(email, browser, browser_context_args, portal):
    """In one session each: Spanish and light on a desk, English and dark, and then as wide as a telephone."""
    context = browser.new_context(**browser_context_args)
    page, pages = context.new_page(), [(name, {}) for name in INTRANET[email]]
    sign_in(page, portal, email)
    faults = barriers(page, portal, pages, "es")
    page.emulate_media(color_scheme="dark")
    faults += barriers(page, portal, pages, "en")
    page.set_viewport_size({"width": 360, "height": 780})
    faults += too_wide(page, portal, pages, "es")
    context.close()
    assert not faults, "\n".join(faults)


def test_pages_of_a_work_plan_have_no_barrier_and_fit_a_phone(browser, browser_context_args, portal):
    """From its beginning to the form that is given back; as in the test above."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    sign_in(page, portal, "secretaria@demo.invalid")
    words = {"title_es": "Plan de prueba", "title_en": "Test plan"}
    send(page, portal, PLAN_PAGES[0], words | {"start": "2026", "end": "2027"})
    send(page, portal, PLAN_PAGES[1], words)
    faults = barriers(page, portal, PLAN_PAGES, "es")
    page.emulate_media(color_scheme="dark")
    faults += barriers(page, portal, PLAN_PAGES, "en")
    page.set_viewport_size({"width": 360, "height": 780})
    faults += too_wide(page, portal, PLAN_PAGES, "es")
    context.close()
    assert not faults, "\n".join(faults)


def send(page, portal, place, values):
    """Fill in the form at ``place`` and send it off, to wherever it leads."""
    page.goto(address(portal, place[0], **place[1]))
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(lambda url: url != address(portal, place[0], **place[1]))


@pytest.mark.parametrize("language", ["es", "en"])
def test_pages_fit_a_phone(language, browser, browser_context_args, portal):
    context = browser.new_context(**browser_context_args | {"viewport": {"width": 360, "height": 780}})
    faults = too_wide(context.new_page(), portal, PAGES, language)
    context.close()
    assert not faults, "\n".join(faults)


def too_wide(page, portal, pages, language):
    """Those of ``pages`` that cannot be read on a telephone without moving them sideways."""
    faults = []
    for name, kwargs in pages:
        with override(language):
            path = reverse(name, kwargs=kwargs)
        page.goto(portal.url + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults += [f"{path} is {wide} px wide"] if wide > 360 else []
    return faults


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
