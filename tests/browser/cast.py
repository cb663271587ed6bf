"""Those who take part in a meeting, each at a browser of their own."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import ROOT
from tests.browser.test_journeys import address

VISITOR = ""
SECRETARIAT = "secretaria@demo.invalid"
PRESIDENCY = "presidencia@demo.invalid"
COSTA_RICA = "punto-focal@demo.invalid"
MEXICO = "punto-focal-mx@demo.invalid"
BELIZE = "focal-point@demo.invalid"
CANADA = "punto-focal-ca@demo.invalid"
DOMINICANS = "punto-focal-do@demo.invalid"
GUATEMALA = "punto-focal-gt@demo.invalid"
NICARAGUA = "punto-focal-ni@demo.invalid"
PANAMA = "punto-focal-pa@demo.invalid"
SALVADOR = "punto-focal-sv@demo.invalid"
STATES = "punto-focal-us@demo.invalid"
COUNTRY = "pais-observador@demo.invalid"
ORGANISATION = "observer-organisation@demo.invalid"
RED_CROSS = "red-cross@demo.invalid"
SOCIETY = "sociedad-civil@demo.invalid"


class Cast:
    """Who takes part, by address, signed in when they first appear. What their browsers complain about is kept."""

    def __init__(self, browser, options, portal):
        self.browser, self.options, self.portal = browser, options, portal
        self.pages: dict[str, Page] = {}
        self.complaints: list[str] = []

    def __getitem__(self, email: str) -> Page:
        if email not in self.pages:
            self.pages[email] = self._enter(email)
        return self.pages[email]

    def beside(self, email: str, **options: object) -> Page:
        """Another browser of ``email``: a telephone, or one without scripts."""
        key = f"{email} {sorted(options)}"
        if key not in self.pages:
            self.pages[key] = self._enter(email, **options)
        return self.pages[key]

    def _enter(self, email: str, **options: object) -> Page:
        page = self.browser.new_context(**self.options | options).new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if email != VISITOR:
            page.goto(address(self.portal, "account_login"))
            page.locator(".switcher li").filter(has_text=email).get_by_role("button").click()
            expect(page).to_have_url(re.compile("/intranet/"))
        return page

    def at(self, email: str, name: str, language: str = "es", **kwargs: object) -> Page:
        """The page ``name``, before the eyes of ``email``."""
        page = self[email]
        page.goto(address(self.portal, name, language, **kwargs))
        return page

    def status(self, email: str, path: str) -> int:
        """What the portal answers to ``email`` at an address that a page may well not link to."""
        url = path if path.startswith("http") else self.portal.url + path
        return self[email].request.get(url, max_redirects=0).status

    def forgive(self, status: int) -> None:
        """A page was refused with ``status``, as it should be: the browser says so, and need not."""
        mark = f"status of {status} "
        assert any(mark in one for one in self.complaints), self.complaints
        self.complaints = [one for one in self.complaints if mark not in one]

    def stage(self, *words: object) -> None:
        """Change what nobody can do at a page; see ``tests.browser.stage``."""
        command = [sys.executable, "-m", "tests.browser.stage", *map(str, words)]
        done = subprocess.run(command, cwd=ROOT, env=self.portal.environment(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def cast(browser, browser_context_args, portal) -> Iterator[Cast]:
    cast = Cast(browser, browser_context_args, portal)
    cast.stage("prepare")
    yield cast
    for page in cast.pages.values():
        page.context.close()
    assert not cast.complaints


def submit(page: Page, words: str) -> None:
    """Press the button of the page's form that says ``words``."""
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    """Follow the first link of the page's own part that says ``words``."""
    page.locator("main").get_by_role("link", name=words).first.click()


def fill(page: Page, values: dict[str, str], prefix: str = "") -> None:
    """Type into the fields of a form, or choose in its lists, by their names."""
    for name, value in values.items():
        field = page.locator(f"main [name='{prefix}{name}']").first
        field.select_option(value) if field.evaluate("one => one.tagName") == "SELECT" else field.fill(value)


def tab_to(page: Page, wanted: Locator, most: int = 150) -> None:
    """Go to ``wanted`` by the Tab key alone, which must lead there."""
    for _step in range(most):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not lead to {wanted}")
