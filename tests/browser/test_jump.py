"""The jump box in Chromium: by keyboard alone, announced to a screen reader, without a barrier, and turned off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_for_everybody import OPTIONS
from tests.browser.test_journeys import address, sign_in


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_one_jumps_by_keyboard_alone(page, portal, key):
    sign_in(page, portal, "punto-focal@demo.invalid")
    page.goto(address(portal, "secretariat:desk", "en"))
    page.keyboard.press(key)
    field = page.get_by_role("combobox", name="Jump to")
    expect(field).to_be_focused()
    page.keyboard.type("panama")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Panama")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "jump-1")
    expect(options.first).to_have_attribute("aria-selected", "true")
    found = Axe().run(page, options=OPTIONS)
    assert not found.response["violations"], found.generate_report()
    page.keyboard.press("Enter")
    page.wait_for_url(address(portal, "participant-detail", "en", key="pa"))


def test_escape_closes_the_box_and_the_key_can_be_turned_off(page, portal):
    sign_in(page, portal, "punto-focal@demo.invalid")
    page.goto(address(portal, "secretariat:desk", "es"))
    box = page.locator("[data-jump-box]")
    page.locator("a[data-jump]").click()
    expect(box).to_be_visible()
    page.locator("[data-jump-key]").uncheck()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.keyboard.press("/")
    expect(box).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(box).to_be_visible()


def test_slash_typed_into_a_field_stays_there(page, portal):
    sign_in(page, portal, "punto-focal@demo.invalid")
    page.goto(address(portal, "people:directory", "es"))
    field = page.locator("main input[type=text]").first
    field.click()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")
    expect(page.locator("[data-jump-box]")).to_be_hidden()
