"""A text as it is negotiated: from the first draft to a commitment that is done, by eleven delegations."""

import re

from playwright.sync_api import expect

from tests.browser.adoption_acts import commitment_is_done, signed_by_two, tabled_and_prepared, verified
from tests.browser.cast import (
    BELIZE,
    CANADA,
    COSTA_RICA,
    GUATEMALA,
    MEXICO,
    NICARAGUA,
    PRESIDENCY,
    SALVADOR,
    SECRETARIAT,
    cast,
    fill,
    follow,
    submit,
)
from tests.browser.meeting_acts import add_session, convene, path_of, plan
from tests.browser.negotiation_acts import (
    FILES,
    OUTSIDERS,
    TITLE,
    Room,
    fits,
    open_pen,
    propose,
    propose_unseen,
    retype,
    settle_unseen,
    take_positions,
)
from tests.browser.negotiation_proposals import DELEGATIONS, OFFERS, POSITIONS
from tests.browser.test_journeys import address

__all__ = ["cast"]
TYPED = 12  # of the proposals, among them one of each delegation; the others are sent by their forms
WORKING = (
    "text-workroom", "drafting-result", "drafting-group", "drafting-presence", "text-versions", "version-changes",
    "version-changes-docx", "text-concordance", "text-adoption", "adoption-prepare", "word-room", "text-preview",
    "text-import-into",
)  # fmt: skip
LISTS = (
    "home", "declarations:text-list", "declarations:decision-list", "commitments:commitment-csv", "meetings:calendar",
    "meetings:meeting-list", "history",
)  # fmt: skip
CLOSING = (
    ("operative", "Difundir esta Declaración en toda la región.", "To disseminate this Declaration in the region."),
    ("closing", "Los Países Miembros agradecen al Gobierno y al pueblo de Honduras la hospitalidad brindada.",
     "The Member Countries thank the Government and the people of Honduras for the hospitality extended."),
)  # fmt: skip


def test_text_from_its_first_draft_to_a_commitment_done(cast, portal):
    """Forty paragraphs, sixty proposals. In Spanish; who negotiates for Belize does so in English."""
    meeting, room = begin(cast)
    outsiders_find_nothing(room, meeting)
    sixty_proposals(room)
    positions_and_brackets(room)
    on_a_telephone_and_without_scripts(room)
    saved_on_a_stale_version(room)
    outsiders_find_nothing(room, meeting)
    settle_all(room)
    paper = result_and_redline(room)
    concordance_is_made_clean(room)
    outsiders_find_nothing(room, meeting, paper)
    tabled_and_prepared(room)
    outsiders_find_nothing(room, meeting, paper)
    signed_by_two(room)
    verified(room)
    for who in OUTSIDERS:  # what was negotiated is not shown once it is public either
        assert {cast.status(who, room.path(name)) for name in WORKING} <= {302, 404}
    commitment_is_done(room)


def begin(cast):
    """The presidency convenes, begins the text and brings in the draft of two languages; two paragraphs are typed."""
    names = {"name_es": "Reunión Extraordinaria de prueba", "name_en": "Test Extraordinary Meeting"}
    meeting = plan(cast, PRESIDENCY, "extraordinary", days=1, **names)
    add_session(cast, PRESIDENCY, meeting, "plenary", ("09:00", "13:00"))
    convene(cast, PRESIDENCY, meeting, "public")
    page = cast.at(PRESIDENCY, "meetings:meeting-workroom", key=meeting)
    follow(page, "Iniciar un texto")
    fill(page, {f"title_{language}": words for language, words in TITLE.items()})
    submit(page, "Iniciar el texto")
    expect(page.locator("h1")).to_have_text(TITLE["es"])
    room = Room(cast, re.search(r"/textos/([^/]+)/", page.url)[1])
    follow(page, "Importar desde archivos")
    for language, field in (("es", "spanish"), ("en", "english")):
        page.locator(f"input[name={field}]").set_input_files(FILES / f"negotiated.{language}.md")
    submit(page, "Sustituir la redacción")
    expect(page.locator(".message")).to_contain_text("38 nuevos")
    number_automatically(room)
    for kind, spanish, english in CLOSING:
        page = room.at(PRESIDENCY)
        follow(page, "Agregar un párrafo al final")
        fill(page, {"kind": kind, "body_es": spanish, "body_en": english})
        if kind == "closing":
            page.locator("[name=is_numbered_es], [name=is_numbered_en]").first.uncheck()
            page.locator("[name=is_numbered_en]").uncheck()
        submit(page, "Agregar")
        expect(page.locator(".nrow").last).to_contain_text(spanish[:12])
    room.look()
    assert len(room.uids) == 40
    return meeting, room


def number_automatically(room):
    """The labels that the files brought follow from now on; a decision without an English number gets one."""
    page = room.at(PRESIDENCY, "drafting-group")
    page.locator("[name=takes_over]").check()
    submit(page, "Cambiar")
    expect(page.locator(".message")).to_be_visible()


def outsiders_find_nothing(room, meeting, paper=""):
    """Nor do they at addresses that they could only have from a member: pages, papers, files, lists, tables."""
    cast = room.cast
    hidden = [room.path("text-detail"), *map(room.path, WORKING)] + ([paper] if paper else [])
    hidden += [room.path("paragraph-edit", uid=room.uids[2]), room.path("proposal-make", uid=room.uids[2])]
    for who in OUTSIDERS:
        assert {cast.status(who, path) for path in hidden} <= {302, 404}
        assert cast.status(who, room.path("text-detail")) == 404
        listed = [address(cast.portal, name) for name in LISTS] + [cast.portal.url + "/sitemap.xml"]
        listed += [cast.portal.url + path_of(meeting, name) for name in ("meeting-detail", "meeting-pack")]
        for url in listed:
            words = cast[who].request.get(url).text()
            assert TITLE["es"] not in words and room.symbol not in words, (who, url)


def sixty_proposals(room):
    for number, offer in enumerate(OFFERS):
        propose(room, offer) if number < TYPED else propose_unseen(room, offer)
    room.look()
    assert len(room.proposals) == len(OFFERS) == 60
    expect(room.at(PRESIDENCY).locator(".nhead__counts li").first).to_contain_text("60")


def positions_and_brackets(room):
    """What is not agreed stands in brackets with the delegations that hold it; what collides is a view of its own."""
    for who in DELEGATIONS:
        take_positions(room, who, [(OFFERS[number], stance) for number, stance, held in POSITIONS if who in held])
    page = room.at(BELIZE, language="en")
    rows = page.locator(".nrow")
    expect(rows.nth(13).locator("[lang=en].nrow__side")).to_contain_text(re.compile(r"\[.*60\] \[MX, DO, NI:.*120\]"))
    expect(rows.nth(13).locator("[lang=en].nrow__side")).to_contain_text(re.compile(r"\[GT, SV:.*30\] days"))
    follow(page, "Collisions")
    expect(page.locator(".nrow .chip", has_text="collision").first).to_be_visible()
    collisions = page.locator(".nhead__alarm b").first.inner_text()
    expect(page.locator(".nrow")).to_have_count(int(collisions))


def on_a_telephone_and_without_scripts(room):
    """El Salvador reads and takes a position at 360 pixels, Nicaragua where no script runs."""
    cast = room.cast
    phone = cast.beside(SALVADOR, viewport={"width": 360, "height": 740}, has_touch=True)
    for name in ("drafting-result", "text-concordance", "text-versions", "text-adoption", "word-room", "text-workroom"):
        phone.goto(cast.portal.url + room.path(name))
        assert fits(phone), name
    phone.locator(f".nrow[data-uid='{room.uids[12]}'] .nrow__number").tap()
    expect(phone.locator("h1")).to_contain_text("Párrafo 13")
    assert fits(phone)
    position(phone, "Apoyar", "El Salvador")
    bare = cast.beside(NICARAGUA, java_script_enabled=False)
    bare.goto(cast.portal.url + room.path("text-workroom"))
    bare.locator(f".nrow[data-uid='{room.uids[12]}'] .nrow__number").click()
    position(bare, "Reservar la posición", "Nicaragua", "Sin recursos para ello.")


def position(page, stance, country, reason=""):
    card = page.locator(".pcard").first
    card.locator("[name=reason]").fill(reason)
    card.get_by_role("button", name=stance).click()
    expect(page.locator(".message")).to_be_visible()
    expect(page.locator(".pcard .held").first).to_contain_text(country)
    expect(page.locator(".pcard .held").first).to_contain_text(reason)


def saved_on_a_stale_version(room):
    """Presidency and Secretariat write in one paragraph: the second is shown what the first wrote, and asked."""
    first, second = open_pen(room, PRESIDENCY, 4), open_pen(room, SECRETARIAT, 4)
    retype(first, "body_es", "de la región", "de los países de la región")
    retype(second, "body_en", "migrants", "migrant persons")
    submit(first, "Guardar")
    expect(first.locator(".message")).to_be_visible()
    submit(second, "Guardar")
    expect(second.locator("main")).to_contain_text("Otra persona modificó este párrafo mientras tanto")
    expect(second.locator(".rows__theirs[lang=es] ins")).to_contain_text("los países de")
    expect(second.locator("[name=body_en]")).to_have_value(re.compile("migrant persons"))
    room.cast.forgive(409)
    retype(second, "body_es", "de la región", "de los países de la región")
    submit(second, "Guardar")
    row = second.locator(f".nrow[data-uid='{room.uids[3]}']")
    expect(row).to_contain_text("migrant persons")
    expect(row).to_contain_text("los países de la región")


def settle_all(room):
    """By consensus: what a delegation objects to is not accepted before it takes the objection back."""
    mexico = OFFERS[3]
    page = room.at(PRESIDENCY, "proposal-settle", pk=room.of(mexico))
    expect(page.locator(".nsettle").first).to_contain_text("Hay objeción de Guatemala")
    take_positions(room, GUATEMALA, [(mexico, "object")])
    amend_the_first(room)
    page = room.at(OFFERS[10].who, "paragraph-edit", uid=room.uids[OFFERS[10].place - 1])
    submit(page, "Retirar la propuesta")
    expect(page.locator(".message")).to_be_visible()
    fates = ("rejected", "merged", "accepted")
    for offer in sorted((one for one in OFFERS if one.fate in fates), key=lambda one: fates.index(one.fate)):
        settle_unseen(room, offer)
    expect(room.at(PRESIDENCY).locator(".nhead__counts li").first).to_contain_text(re.compile(r"^\s*0\s"))


def amend_the_first(room):
    """Canada proposes other words for the proposal of Mexico, and they are accepted: by hand, as the chair does."""
    page = room.at(CANADA, "paragraph-edit", uid=room.uids[2])
    follow(page, "Proponer otra redacción")
    retype(page, "words_es", "diferenciada", "diferenciada según sus capacidades")
    retype(page, "words_en", "differentiated", "differentiated, according to their capacities,")
    submit(page, "Proponer")
    expect(page.locator(".pcard__children .pcard")).to_have_count(1)
    page = room.at(PRESIDENCY, "paragraph-edit", uid=room.uids[2])
    page.locator(".pcard__children").get_by_role("link", name="Resolver").click()
    submit(page, "Aceptar por consenso")
    expect(page.locator(".pcard__words[lang=es]").first).to_contain_text("según sus capacidades")


def result_and_redline(room):
    """Seen before it is entered, taken away as a PDF with its reader's name, entered, and seen as marked changes."""
    page = room.at(MEXICO, "drafting-result")
    expect(page.locator("main")).to_contain_text("diferenciada según sus capacidades")
    submit(page, "En paralelo")
    made = page.locator("#made a[type='application/pdf']")
    for _second in range(60):
        if made.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    paper = made.get_attribute("href")
    assert [room.cast.status(who, paper) for who in (MEXICO, COSTA_RICA)] == [200, 404]
    page = room.at(PRESIDENCY)
    page.get_by_role("button", name=re.compile("Incorporar .* propuestas aceptadas")).click()
    expect(page.locator(".message")).to_be_visible()
    page = room.at(BELIZE, "text-versions", "en")
    page.get_by_role("link", name=re.compile("Changes since version")).nth(1).click()
    expect(page.locator("main ins", has_text="differentiated").first).to_be_visible()
    assert page.locator("main del").count() > 5
    return paper


def concordance_is_made_clean(room):
    """A date is repaired by the pen; what differs for a good reason is accepted with it."""
    page = room.at(PRESIDENCY, "text-concordance")
    page.locator(".point", has_text="30 July 2027").get_by_role("link", name="Editar el texto").click()
    retype(page, "body_en", "July", "June")
    submit(page, "Guardar")
    expect(page.locator(".message")).to_be_visible()
    page = room.at(PRESIDENCY, "text-concordance")
    for _point in range(page.locator(".point__accept").count()):
        page.locator("#points ~ .point summary").first.click()
        page.locator("#points ~ .point textarea").first.fill(
            "El inglés remite a los tres países que nombra el español."
        )
        page.locator("#points ~ .point .point__accept button").first.click()
        expect(page.locator(".message")).to_be_visible()
    expect(page.locator("main")).to_contain_text("No hay puntos pendientes")
