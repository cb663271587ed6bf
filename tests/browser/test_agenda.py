"""An agenda in a real browser: by keyboard, by dragging, without a script, and by two officers at once."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT
from tests.browser.test_journeys import address, sign_in

KEY = "crm-16"
TITLES = ("Apertura", "Informe", "Cierre")


@pytest.fixture(scope="module")
def with_a_zone(portal):
    """The meeting of the record has no zone yet."""
    words = (
        f"from meetings.models import Meeting; Meeting.objects.filter(key={KEY!r}).update(time_zone='America/Panama')"
    )
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", words]
    subprocess.run(command, cwd=ROOT, env=portal.environment(), check=True, timeout=300)


def by_keyboard(page, locator, words=""):
    """Reach something and use it without a pointer.

    A page that is still loading takes the focus away again when it comes to the place named in its address.
    """
    page.wait_for_load_state()
    locator.focus()
    expect(locator).to_be_focused()
    if words:
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
    else:
        page.keyboard.press("Enter")


def add_session(page, portal):
    page.goto(address(portal, "meetings:agenda-editor", key=KEY))
    by_keyboard(page, page.get_by_role("link", name="Agregar una sesión"))
    page.get_by_label("Inicio").fill("2011-06-09T09:00")
    page.get_by_label("Fin").fill("2011-06-09T12:00")
    by_keyboard(page, page.get_by_role("button", name="Agregar", exact=True))
    expect(page.locator(".session__hours").first).to_contain_text("Ciudad de Panamá, UTC−5; 14:00–17:00 UTC")


def add_items(page):
    for count, title in enumerate(TITLES, start=1):
        by_keyboard(page, page.get_by_role("link", name=re.compile("Agregar un punto")))
        by_keyboard(page, page.get_by_label("Título en español"), title)
        by_keyboard(page, page.get_by_label("Título en inglés"), title)
        by_keyboard(page, page.get_by_label("Minutos"), "30")
        by_keyboard(page, page.get_by_role("button", name="Agregar", exact=True))
        expect(lines(page)).to_have_count(count)


def lines(page):
    return page.locator(".line__title")


def test_agenda_is_made_and_ordered_by_keyboard_by_dragging_and_by_two(page, portal, with_a_zone, browser):
    sign_in(page, portal)
    add_session(page, portal)
    add_items(page)
    expect(lines(page)).to_have_text(list(TITLES))
    by_keyboard(page, page.locator(".line").last.get_by_role("button", name=re.compile("Subir")))
    expect(page.locator("[data-status]")).to_have_text("«Cierre» es ahora el punto 2.")
    expect(lines(page)).to_have_text(["Apertura", "Cierre", "Informe"])
    expect(page.locator(".line").nth(1).get_by_role("button", name=re.compile("Subir"))).to_be_focused()
    page.locator(".line").nth(2).locator(".line__handle").drag_to(
        page.locator(".line").first.locator(".line__head"), target_position={"x": 60, "y": 3}
    )
    expect(lines(page)).to_have_text(["Informe", "Apertura", "Cierre"])
    without_script = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    other = without_script.new_page()
    other.goto(page.url.split("#")[0])
    other.locator(".line").last.get_by_role("button", name=re.compile("Colocar dentro")).click()
    expect(other.locator(".line__number")).to_have_text(["1", "2", "2.1"])
    page.locator(".line").first.get_by_role("button", name=re.compile("Bajar")).click()
    expect(page.locator("main")).to_contain_text("Entretanto, se cambió el orden de la agenda")
    page.get_by_role("button", name="Mover «Informe» de todos modos").click()
    expect(lines(page)).to_have_text(["Apertura", "Cierre", "Informe"])
    without_script.close()
