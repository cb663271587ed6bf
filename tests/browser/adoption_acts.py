"""What becomes of a text that was negotiated: tabled, adopted, published, verified, followed up."""

import re

from playwright.sync_api import expect

from tests.browser.cast import COSTA_RICA, PRESIDENCY, SECRETARIAT, VISITOR, fill, follow, submit
from tests.browser.negotiation_acts import OUTSIDERS, TITLE, drop


def tabled_and_prepared(room):
    """For everyone once it is published; one paragraph closed as agreed; on the table; how it is adopted."""
    page = room.at(SECRETARIAT, "drafting-group")
    fill(page, {"audience": "public"})
    submit(page, "Cambiar la distribución")
    expect(page.locator(".message")).to_be_visible()
    page = room.at(PRESIDENCY, "paragraph-edit", uid=room.uids[0])
    page.locator("summary", has_text="Pluma").click()
    submit(page, "Cerrar como convenido")
    expect(page.locator(".message")).to_be_visible()
    page = room.at(PRESIDENCY, "text-adoption")
    submit(page, "Poner el texto a consideración")
    expect(page.locator(".message")).to_be_visible()
    follow(page, "Preparar la adopción")
    for box in page.locator("[name=present]").all():
        box.check()
    page.locator("[name=remark-0-participant]").select_option(label="Nicaragua")
    page.locator("[name=remark-0-words_es]").fill("Nicaragua se reserva su posición sobre las vías regulares.")
    submit(page, "Guardar")
    expect(page.locator(".message")).to_be_visible()


def signed_by_two(room):
    """One for the presidency, one for the Secretariat, under one hash; the worker makes three PDFs, and publishes."""
    hashes = []
    for who, words in (
        (PRESIDENCY, "Firmar por la Presidencia Pro-Témpore"),
        (SECRETARIAT, "Firmar por la Secretaría"),
    ):
        page = room.at(who, "text-adoption")
        hashes.append(page.locator(".to-sign__hash code").inner_text())
        page.locator("[name$=sure]").check()
        submit(page, words)
        expect(page.locator(".message")).to_be_visible()
    assert len(set(hashes)) == 1
    for _second in range(120):
        if room.cast.status(VISITOR, room.path("text-detail")) == 200:
            break
        page.wait_for_timeout(1000)
    page.reload()
    expect(page.locator("main a[type='application/pdf']")).to_have_count(3)
    expect(page.locator("main", has_text="sellado por")).to_be_visible()


def verified(room):
    """Read by a visitor in both languages; a paper dropped on the public page is known, an altered one is not."""
    for language in ("es", "en"):
        page = room.at(VISITOR, "text-detail", language)
        expect(page.locator("h1")).to_contain_text(TITLE[language])
        expect(page.locator("a[href$='.pdf']")).to_have_count(3)
        expect(page.locator("main")).not_to_contain_text("[")
    paper = page.locator("a[href$='.pdf']").last.get_attribute("href")
    content = page.request.get(room.cast.portal.url + paper).body()
    page = room.cast.at(VISITOR, "verify")
    drop(page, "declaracion.pdf", content)
    expect(page.locator(".verdict")).to_contain_text(TITLE["es"])
    expect(page.locator(".verdict")).to_contain_text("sellado por")
    drop(page, "alterada.pdf", content[:9000] + b"x" + content[9001:])
    expect(page.locator(".verdict")).to_contain_text("se alteró después de sellado")


def commitment_is_done(room):
    """A reading is confirmed, and found by nobody before; a member reports it done, the presidency takes it over."""
    cast = room.cast
    page = cast.at(SECRETARIAT, "commitments:reading-edit", symbol=room.symbol)
    row = page.locator("tr", has_text="lista de puntos de contacto")
    key = re.search(r"/compromisos/([^/]+)/", row.get_by_role("link", name="Modificar").get_attribute("href"))[1]
    path = f"/es/compromisos/{key}/"
    assert [cast.status(who, path) for who in OUTSIDERS] == [404] * 4
    row.locator("[name$=to_members]").check()
    row.get_by_role("button", name="Confirmar").click()
    expect(page.locator("main")).to_contain_text("confirmad")
    page = cast.at(COSTA_RICA, "commitments:commitment-mine")
    page.goto(cast.portal.url + path)
    follow(page, "Informar del avance")
    page.locator("[name=state][value=done]").check()
    fill(page, {"words_es": "La lista se estableció y se comunicó a la Secretaría."})
    page.locator("[name=is_public]").check()
    submit(page, "Enviar el informe")
    expect(page.locator(".reports")).to_contain_text("La lista se estableció")
    page = cast[PRESIDENCY]
    page.goto(cast.portal.url + path)
    page.locator(".reports button").click()
    expect(page.locator(".page-lead, main").first).to_contain_text("umplid")
    page = cast[VISITOR]
    page.goto(cast.portal.url + path)
    expect(page.locator(".reports")).to_contain_text("La lista se estableció")
