"""Meetings as they are held: from the convocation to the conclusions, by everybody who has a part in it."""

import io
import zipfile

from playwright.sync_api import expect

from tests.browser.cast import (
    BELIZE,
    COSTA_RICA,
    COUNTRY,
    MEXICO,
    ORGANISATION,
    PRESIDENCY,
    RED_CROSS,
    SECRETARIAT,
    VISITOR,
    cast,
    fill,
    follow,
    submit,
    tab_to,
)
from tests.browser.meeting_acts import (
    accredit_everybody,
    act,
    add_session,
    choose_readers,
    convene,
    invite_by_name,
    links_to_papers,
    path_of,
    plan,
    upload,
)

__all__ = ["cast"]
CONCLUSIONS = {
    "es": """---
title: Conclusiones de prueba del GRCM
language: es
original_language: es
nature: original
audience: public
---

# Conclusiones de prueba del GRCM

1. El Grupo toma nota del informe de la Presidencia.

2. El Grupo encarga a la Secretaría la preparación del próximo encuentro.
""",
    "en": """---
title: Test conclusions of the RCGM
language: en
original_language: es
nature: original
audience: public
---

# Test conclusions of the RCGM

1. The Group takes note of the report of the Presidency.

2. The Group asks the Secretariat to prepare the next meeting.
""",
}


def test_vice_ministerial_from_its_convocation_to_the_conclusions(cast, portal):
    """The XXX, and the first GRCM of the year with it. In Spanish; who comes from Belize does so in English."""
    high = plan(cast, PRESIDENCY, "vice_ministerial", days=2)
    group = plan(cast, PRESIDENCY, "grcm", days=1, beside="Viceministros, Tegucigalpa")
    add_session(cast, PRESIDENCY, high, "plenary", ("09:00", "13:00"))
    add_session(cast, PRESIDENCY, high, "closed", ("15:00", "17:00"), item=("Asunto reservado", "Reserved matter"))
    order_the_agenda_by_keyboard(cast, high)
    convene_by_keyboard(cast, high)
    convene(cast, PRESIDENCY, group, "public")
    delegations_register(cast, high)
    show_the_agenda_and_the_papers(cast, high)
    observers_see_the_plenary_and_not_the_closed_session(cast, high)
    held_and_concluded(cast, high, group)
    public_page_shows_what_is_public(cast, high, group)


def test_network_meets_with_one_organisation_invited_by_name(cast):
    """Convened by the presidency, with one observer organisation by name: it comes and reads, another does not."""
    key = plan(cast, PRESIDENCY, "network", days=1, body="Red de prueba", name_es="Red reunida", name_en="Network met")
    add_session(cast, PRESIDENCY, key, "working", ("09:00", "12:00"), item=("Rutas", "Routes"))
    convene(cast, PRESIDENCY, key, "body_members")
    assert cast.status(RED_CROSS, path_of(key)) == 404
    invite_by_name(cast, key, "Alex Sample")
    choose_readers(cast, key, "member")
    page = cast.at(RED_CROSS, "secretariat:desk", "en")
    follow(page, "Network met")
    fill(page, {"name": "", "position": "Adviser"}, prefix="people-0-")
    fill(page, {"person": page.locator("[name=people-0-person] option").nth(1).get_attribute("value")}, "people-0-")
    submit(page, "Register these people")
    accredit_everybody(cast, key, 1)
    upload(cast, key, "accredited", "DOC 1 es.txt", "DOC 1 en.txt")
    page = cast.at(RED_CROSS, "meetings:meeting-detail", "en", key=key)
    expect(page.locator("main")).to_contain_text("Routes")
    files = links_to_papers(page)
    assert len(files) == 2 and [cast.status(RED_CROSS, one) for one in files] == [200, 200]
    for outsider in (ORGANISATION, COUNTRY, VISITOR):
        assert cast.status(outsider, path_of(key)) == 404
        assert {cast.status(outsider, one) for one in files} <= {302, 404}
        page = cast.at(outsider, "meetings:meeting-list")
        expect(page.locator("main")).not_to_contain_text("Red reunida")


def order_the_agenda_by_keyboard(cast, key):
    """The minimum items are added, and the second comes first, with the Tab and Enter keys alone."""
    page = cast.at(PRESIDENCY, "meetings:meeting-workroom", key=key)
    expect(page.locator("main")).to_contain_text("agenda mínima")
    tab_to(page, page.locator("main nav a", has_text="Agenda"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Agregar los puntos mínimos"))
    page.keyboard.press("Enter")
    plenary = page.locator("main .session").first.locator(".line")
    expect(plenary).to_have_count(4)
    second = plenary.nth(1).locator(".line__title").inner_text()
    tab_to(page, plenary.nth(1).get_by_role("button", name="Subir"))
    page.keyboard.press("Enter")
    expect(plenary.first.locator(".line__title")).to_have_text(second)
    # The keyboard stays with the item that it moved: the next arrow takes it back down.
    expect(plenary.first).to_be_focused()
    tab_to(page, plenary.first.get_by_role("button", name="Bajar"), most=3)
    page.keyboard.press("Enter")
    expect(plenary.nth(1).locator(".line__title")).to_have_text(second)


def convene_by_keyboard(cast, key):
    """Members, observers and civil society are convened to the XXX, which gets its ordinal by that."""
    page = cast[PRESIDENCY]
    for link in ("Situación", "Convocar"):
        tab_to(page, page.locator("main a", has_text=link).first)
        page.keyboard.press("Enter")
    for audience in ("observer_country", "observer_organisation", "civil_society"):
        tab_to(page, page.locator(f"[name=audiences][value={audience}]"))
        page.keyboard.press("Space")
    tab_to(page, page.locator("[name=audience]"))
    page.keyboard.type("Público")
    for language, words in (("es", "La Presidencia convoca."), ("en", "The Presidency convenes.")):
        tab_to(page, page.locator(f"[name=words_{language}]"))
        page.keyboard.type(words)
    tab_to(page, page.get_by_role("button", name="Convocar y enviar"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("XXX ")
    # The page of the letter shows its papers without being asked again; both languages are made by the worker.
    expect(page.locator("main a[type='application/pdf']")).to_have_count(2, timeout=120_000)
    pdf = page.locator("main a[type='application/pdf']").first.get_attribute("href")
    assert (cast.status(PRESIDENCY, pdf), cast.status(COSTA_RICA, pdf)) == (200, 200)
    assert cast.status(VISITOR, pdf) in (302, 404)


def delegations_register(cast, key):
    """Three focal points, each from their desk: head and adviser; the Secretariat accredits the six."""
    for who, words in (
        (COSTA_RICA, ("es", "Inscriba a su delegación", "Inscribir a estas personas")),
        (MEXICO, ("es", "Inscriba a su delegación", "Inscribir a estas personas")),
        (BELIZE, ("en", "Register your delegation", "Register these people")),
    ):
        page = cast.at(who, "secretariat:desk", words[0])
        page.locator("main #q-needs .queue__title a", has_text=words[1]).filter(has_text="XXX").click()
        expect(page.locator("[name=people-0-language]")).to_have_value(words[0])
        name = f"Jefatura {who.split('@')[0]}"
        fill(page, {"name": name, "capacity": "head"}, prefix="people-0-")
        page.locator("[name=people-0-enters_closed_session]").check()
        fill(page, {"name": f"Asesoría {who.split('@')[0]}", "capacity": "delegate"}, prefix="people-1-")
        submit(page, words[2])
        expect(page.locator("main table")).to_contain_text(name)
    accredit_everybody(cast, key, 6)


def show_the_agenda_and_the_papers(cast, key):
    """The agenda, adopted and for everybody; a paper of the plenary, one of the closed session, one for the public."""
    page = cast.at(SECRETARIAT, "meetings:agenda-adopt", key=key)
    submit(page, "Aprobar como versión 1")
    choose_readers(cast, key, "public")
    upload(cast, key, "observer_organisation", "CRM-XXX-DOC-1_es.txt", "CRM-XXX-DOC-1_en.txt")
    upload(cast, key, "member", "CRM-XXX-DOC-2_es.txt", "CRM-XXX-DOC-2_en.txt", closed=True)
    upload(cast, key, "public", "CRM-XXX-INF-1_es.txt", "CRM-XXX-INF-1_en.txt")


def observers_see_the_plenary_and_not_the_closed_session(cast, key):
    """What is not seen is not answered either; members see all of it."""
    member = links_to_papers(cast.at(COSTA_RICA, "meetings:meeting-detail", key=key))
    assert len(member) == 6
    page = cast.at(ORGANISATION, "meetings:meeting-detail", "en", key=key)
    expect(page.locator("#documents")).to_contain_text("CRM/XXX/DOC/1")
    expect(page.locator("main")).not_to_contain_text("CRM/XXX/DOC/2")
    expect(page.locator("main")).to_contain_text("Closed session")
    expect(page.locator("main")).not_to_contain_text("Reserved matter")
    theirs = links_to_papers(page)
    assert len(theirs) == 4 and [cast.status(ORGANISATION, one) for one in theirs] == [200] * 4
    hidden = set(member) - set(theirs)
    assert len(hidden) == 2 and [cast.status(ORGANISATION, one) for one in hidden] == [404, 404]
    assert [cast.status(COSTA_RICA, one) for one in hidden] == [200, 200]
    assert len(links_to_papers(cast.at(COUNTRY, "meetings:meeting-detail", key=key))) == 2
    assert cast.status(ORGANISATION, path_of(key, "delegation-list")) == 200
    assert cast.status(ORGANISATION, path_of(key, "participant-list")) == 404


def held_and_concluded(cast, high, group):
    """Both are entered as held on their day; the conclusions are published; when the days are over, both are closed."""
    for key in (high, group):
        act(cast, key, "hold", "Registrar como celebrada", "Celebrada")
    publish_conclusions(cast, group)
    page = cast.at(PRESIDENCY, "meetings:meeting-act", key=high, act="close")
    expect(page.locator("main")).to_contain_text("no ha terminado")
    cast.stage("let_pass", 2, high, group)
    for key in (high, group):
        act(cast, key, "close", "Cerrar", "Cerrada")


def publish_conclusions(cast, key):
    page = cast.at(SECRETARIAT, "declarations:text-import")
    fill(page, {"meeting": key, "kind": "conclusions"})
    for language, field in (("es", "spanish"), ("en", "english")):
        file = {"name": f"c.{language}.md", "mimeType": "text/markdown", "buffer": CONCLUSIONS[language].encode()}
        page.locator(f"input[name={field}]").set_input_files(file)
    submit(page, "Importar")
    page.locator("form[action$='/publicar/'] button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("Conclusiones de prueba")
    expect(page.locator("main")).to_contain_text("toma nota del informe")


def public_page_shows_what_is_public(cast, high, group):
    """In both languages: days, agenda without what is reserved, one paper, countries without names, conclusions."""
    for language, told in (("es", ("Sesión a puerta cerrada", "México")), ("en", ("Closed session", "Mexico"))):
        page = cast.at(VISITOR, "meetings:meeting-detail", language, key=high)
        main = page.locator("main")
        for words in ("XXX ", "CRM/XXX/INF/1", "Salón Copán" if language == "es" else "Copán Hall", *told):
            expect(main).to_contain_text(words)
        for words in ("DOC/1", "DOC/2", "reservado", "Reserved", "Jefatura", "Asesoría", "Lucía Prueba"):
            expect(page.locator("body")).not_to_contain_text(words)
        assert len(links_to_papers(page)) == 2
    archive = cast[VISITOR].request.get(cast.portal.url + path_of(high, "document-archive")).body()
    names = zipfile.ZipFile(io.BytesIO(archive)).namelist()
    assert sum("INF-1" in name for name in names) == 2 and not any("DOC" in name for name in names)
    for name in ("agenda-text", "meeting-calendar", "meeting-pack"):
        words = cast[VISITOR].request.get(cast.portal.url + path_of(high, name)).text()
        assert "XXX" in words and "reservado" not in words and "DOC/" not in words and "Jefatura" not in words
    for name in ("meeting-workroom", "agenda-editor", "document-manage", "delegation-list", "participant-list"):
        assert cast.status(VISITOR, path_of(high, name)) in (302, 404), name
    page = cast.at(VISITOR, "meetings:meeting-detail", "en", key=group)
    follow(page, "Test conclusions of the RCGM")
    expect(page.locator("main")).to_contain_text("takes note of the report")
