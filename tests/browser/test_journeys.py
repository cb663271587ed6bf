"""The journeys people make, whole: in a real browser, against the portal with its worker."""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import expect

from declarations.canonical import CanonicalText
from tests.browser.conftest import ROOT

EXAMPLES = ROOT / "docs" / "examples"


def address(portal, name, language="es", **kwargs):
    with override(language):
        return portal.url + reverse(name, kwargs=kwargs)


@pytest.fixture
def watched(page):
    """The page, with a look at what the browser complains about: blocked styles, scripts, missing files."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints


def sign_in(page, portal, email=""):
    """As the Secretariat, or as ``email``, by the button of the demonstration.

    A password alone would lead the Secretariat to its second factor.
    """
    page.goto(address(portal, "account_login"))
    page.locator(".switcher li").filter(has_text=email or portal.email).get_by_role("button").click()
    expect(page).to_have_url(re.compile("/es/intranet/"))


def test_visitor_reads_history_in_both_languages(watched, portal):
    page = watched
    page.goto(portal.url)
    expect(page).to_have_url(portal.url + "/es/")
    page.get_by_role("link", name="Presidencias e historia").first.click()
    expect(page.locator("table").first).to_contain_text("Belice")
    page.goto(page.url + "?country=mx")
    page.get_by_role("link", name="English").first.click()
    expect(page).to_have_url(re.compile(r"/en/.*country=mx"))
    expect(page.locator("table").first).to_contain_text("Mexico")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(address(portal, "declarations:text-detail", "en", symbol="crm-16-summary") + "?view=both")
    expect(page.locator("main")).to_contain_text("not the official text")
    assert page.locator("main [lang=es]").count() > 3


def test_visitor_without_scripts_gets_whole_pages(browser, browser_context_args, portal):
    context = browser.new_context(**browser_context_args | {"java_script_enabled": False})
    page = context.new_page()
    for name in ("home", "participants", "history", "meetings:meeting-list", "declarations:text-list", "verify"):
        page.goto(address(portal, name))
        assert page.locator("h1").count() == 1
    page.goto(address(portal, "verify"))
    page.locator("#code").fill("0000-0000-0000")
    page.locator("form[method=get] button").first.click()
    expect(page.locator("main")).to_contain_text(re.compile("no es una edición|ninguna edición", re.IGNORECASE))
    context.close()


def test_secretariat_publishes_a_text_and_a_visitor_verifies_its_paper(watched, browser, browser_context_args, portal):
    """Two Markdown files become a draft, an edition, three PDFs; the code, the QR's address and the file verify it."""
    page = watched
    sign_in(page, portal)
    page.goto(address(portal, "declarations:text-import"))
    page.locator("select[name=meeting]").select_option(value="crm-21")
    page.locator("select[name=kind]").select_option(value="report")
    page.locator("input[name=spanish]").set_input_files(next(iter(EXAMPLES.glob("*.es.md"))))
    page.locator("input[name=english]").set_input_files(next(iter(EXAMPLES.glob("*.en.md"))))
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/textos/crm-21-report/"))
    page.locator("select[name=audience]").select_option(value="public")
    page.locator("form:has(select[name=audience]) button[type=submit]").click()
    page.locator("form[action$='/publicar/'] button[type=submit]").click()
    # The page of the text shows its PDFs being made, and shows them ready without being asked again.
    downloads = page.locator("a[href$='.pdf']")
    expect(downloads).to_have_count(3, timeout=120_000)
    with page.expect_download() as started:
        page.evaluate(
            "href => { const a = document.createElement('a'); a.href = href; a.download = ''; a.click() }",
            downloads.last.get_attribute("href"),
        )
    paper = started.value.path()

    visitor = browser.new_context(**browser_context_args).new_page()
    visitor.goto(address(portal, "verify"))
    visitor.locator("input[type=file]").set_input_files(paper)
    visitor.locator("form[method=post] button").click()
    expect(visitor.locator("main")).to_contain_text("El Proceso Puebla, de 1996 a 2014")
    attached = attached_text(paper)
    code = code_of(attached)
    visitor.goto(f"{portal.url}/v/{code}")
    expect(visitor.locator("main")).to_contain_text("El Proceso Puebla, de 1996 a 2014")
    assert same_without_queue(portal, "crm-21-report") == hashlib.sha256(paper.read_bytes()).hexdigest()
    visitor.context.close()


def attached_text(paper):
    """The canonical text embedded in the PDF, as its reader would take it out."""
    with pikepdf.open(paper) as pdf:
        (attachment,) = (one for name, one in pdf.attachments.items() if name.endswith(".json"))
        return json.loads(attachment.get_file().read_bytes())


def code_of(fields):
    return CanonicalText.from_json(json.dumps(fields)).code


def same_without_queue(portal, symbol):
    """The hash of what ``render_text`` makes of the same edition, in another process."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "manage.py", "render_text", symbol, "--language", "both", "--out", folder]
        subprocess.run(command, cwd=ROOT, env=portal.environment(), check=True, capture_output=True)
        (made,) = Path(folder).glob("*.pdf")
        return hashlib.sha256(made.read_bytes()).hexdigest()
