"""A passkey from beginning to end: set up, signed out, signed in with nothing else; and the same without scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.test_for_everybody import OPTIONS
from tests.browser.test_journeys import address

EMAIL = "revisora@demo.invalid"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def here(portal, name, **kwargs):
    """A passkey belongs to the portal's name, which in the demonstration is localhost."""
    return address(portal, name, **kwargs).replace("127.0.0.1", "localhost")


@pytest.fixture
def page_with_key(page):
    """A page of a browser that has a passkey device, watched for whatever the browser complains about."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    assert not complaints


def switch_to(page, portal, email):
    page.goto(here(portal, "account_login"))
    page.locator("li", has_text=email).get_by_role("button").click()
    expect(page).to_have_url(re.compile("/es/intranet/"))


def sign_out(page, portal):
    page.goto(here(portal, "members:security"))
    page.locator("main").get_by_role("button", name="Cerrar sesión").click()
    expect(page).to_have_url(re.compile("/es/$"))


def test_passkey_is_set_up_and_signs_in_by_itself(page_with_key, portal):
    page = page_with_key
    switch_to(page, portal, EMAIL)
    page.goto(here(portal, "mfa_add_webauthn"))
    page.locator("main input[type=password]").fill(portal.password)
    page.locator("main button[type=submit]").click()
    page.locator("input[name=name]").fill("Llave de prueba")
    page.locator("#mfa_webauthn_add").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.goto(here(portal, "mfa_list_webauthn"))
    expect(page.locator("main")).to_contain_text("Llave de prueba")
    sign_out(page, portal)

    page.goto(here(portal, "account_login"))
    page.locator("#passkey_login").click()
    expect(page).to_have_url(re.compile("/es/intranet/"))
    page.goto(here(portal, "members:security"))
    expect(page.locator("main")).to_contain_text(EMAIL)

    # The password alone no longer does: the key is asked for as the second factor.
    sign_out(page, portal)
    page.goto(here(portal, "account_login"))
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(portal.password)
    page.locator("main form button[type=submit]").first.click()
    page.locator("#mfa_webauthn_authenticate").click()
    page.get_by_role("button", name="Preguntar cada vez").click()
    expect(page).to_have_url(re.compile("/es/intranet/"))


def test_passkey_that_does_not_work_is_told_in_the_page(page, portal):
    """No device at all: the words stand in the page, in its language."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY | {"isUserVerified": False}})
    page.goto(here(portal, "account_login"))
    page.locator("#passkey_login").click()
    expect(page.locator("#passkey-error")).to_be_visible(timeout=90_000)
    expect(page.locator("#passkey-error")).to_contain_text("llave de acceso")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_account_pages_have_no_barrier_and_fit_a_phone(scheme, width, browser, browser_context_args, portal):
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 780}}
    context = browser.new_context(**browser_context_args | look)
    page, faults = context.new_page(), []
    switch_to(page, portal, "punto-focal@demo.invalid")
    for name in ("members:security", "mfa_index", "mfa_list_webauthn", "usersessions_list", "account_change_password"):
        page.goto(here(portal, name))
        faults += [f"{name}: {rule['id']}" for rule in Axe().run(page, options=OPTIONS).response["violations"]]
        faults += [f"{name} is too wide"] if page.evaluate("document.documentElement.scrollWidth") > width else []
    context.close()
    assert not faults


def test_account_pages_without_scripts_are_whole(browser, browser_context_args, portal):
    context = browser.new_context(**browser_context_args | {"java_script_enabled": False})
    page = context.new_page()
    switch_to(page, portal, "suplente@demo.invalid")
    for name in ("members:security", "mfa_index", "usersessions_list", "account_change_password", "mfa_list_webauthn"):
        assert page.goto(here(portal, name)).status == 200
        assert page.locator("h1").count() == 1
    sign_out(page, portal)
    page.goto(here(portal, "account_login"))
    expect(page.locator("#passkey_login")).to_be_hidden()
    context.close()
