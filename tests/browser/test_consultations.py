"""Written consultations among eleven members, from the first draft to their end, each at a browser of their own."""

import re

from playwright.sync_api import expect

from tests.browser.cast import (
    BELIZE,
    CANADA,
    COSTA_RICA,
    COUNTRY,
    DOMINICANS,
    GUATEMALA,
    MEXICO,
    NICARAGUA,
    ORGANISATION,
    PANAMA,
    PRESIDENCY,
    SALVADOR,
    SECRETARIAT,
    SOCIETY,
    STATES,
    VISITOR,
    cast,
    fill,
    follow,
    submit,
)
from tests.browser.test_journeys import address

__all__ = ["cast"]
POINTS = {
    "bz": BELIZE, "ca": CANADA, "cr": COSTA_RICA, "do": DOMINICANS, "gt": GUATEMALA, "hn": PRESIDENCY, "mx": MEXICO,
    "ni": NICARAGUA, "pa": PANAMA, "sv": SALVADOR, "us": STATES,
}  # fmt: skip
OUTSIDERS = (COUNTRY, ORGANISATION, SOCIETY, VISITOR)
WORDS = (
    ("La Conferencia respalda un corredor humanitario.", "The Conference supports a humanitarian corridor."),
    ("Cada País Miembro designará una persona de enlace.", "Each Member Country shall name a liaison."),
)
AGREE, COMMENT, OBJECT = "agree", "comment", "object"
WHY = {"reason_es": "Cambió la situación en la frontera.", "reason_en": "The situation at the border changed."}


class Course:
    """One consultation, by the symbol of its text, as its people see it."""

    def __init__(self, cast, title, **chosen):
        self.cast = cast
        page = cast.at(PRESIDENCY, "declarations:text-begin")
        fill(page, {"title_es": title, "title_en": f"{title} (en)"})
        page.locator("main form [type=submit]").last.click()
        self.symbol = re.search(r"/textos/([^/]+)/", page.url)[1]
        for spanish, english in WORDS:
            page = cast.at(PRESIDENCY, "declarations:text-workroom", symbol=self.symbol)
            page.locator(".nrows__end a").first.click()
            fill(page, {"kind": "operative", "body_es": spanish, "body_en": english})
            submit(page, "Agregar")
            expect(page.locator(".nrow").last).to_contain_text(spanish[:12])
        page = self.at(PRESIDENCY, "prepare")
        for name, value in ({"silence": "consent", "calendar": "own", "replies_seen": "after"} | chosen).items():
            page.locator(f"[name={name}][value={value}]").check()
        fill(page, {"troika_days": "3"})
        expect(page.locator("#arithmetic")).to_contain_text(re.compile(r"\d{4}"))
        page.locator("main form [type=submit]").first.click()
        expect(page.locator("h1")).to_have_text(title)

    def at(self, who, name, language="es", **kwargs):
        return self.cast.at(who, f"consultations:{name}", language, symbol=self.symbol, **kwargs)

    def path(self, name="detail", **kwargs):
        return address(self.cast.portal, f"consultations:{name}", symbol=self.symbol, **kwargs)

    def act(self, name, who=PRESIDENCY, **values):
        """The act, as its page asks for it."""
        page = self.at(who, "act", act=name)
        fill(page, values)
        page.locator("main form.consultation-form button.button:not(.button--quiet)").first.click()
        expect(page.locator(".message")).to_be_visible()
        return page

    def reply(self, country, answer, words="", comment="", language="es"):
        page = self.at(POINTS[country], "reply", language, country=country)
        if comment:
            page.locator("details.para-row__comment summary").last.click()
            page.locator("details.para-row__comment textarea").last.fill(comment)
        if words:
            fill(page, {"words": words})
        page.locator(f"[name=answer][value={answer}]").check()
        page.locator("button[name=act][value=send]").click()
        expect(page.locator("h1")).to_be_visible()
        expect(page).not_to_have_url(re.compile(r"/(respuesta|reply)/$"))
        return page

    def lapse(self):
        self.cast.stage("lapse", self.symbol)

    def outsiders_find_nothing(self):
        for who in OUTSIDERS:
            assert self.cast.status(who, self.path()) in (302, 404)
            assert self.cast.status(who, self.path("act", act="withdraw-consultation")) in (302, 404)

    def members_until_round_one(self, status):
        assert {self.cast.status(who, self.path()) for who in (MEXICO, BELIZE, STATES)} == {status}


def round_of_all(course, *, but=(), silent=()):
    for country in POINTS:
        if country not in (*but, *silent):
            course.reply(country, AGREE)


def through_troika(course):
    course.act("open-troika")
    course.reply("hn", AGREE)
    course.act("end-troika")


def test_consensus_in_round_two_is_signed_adopted_and_told(cast):
    """A draft, the troika, comments in round one, changed words and a redline in round two, signatures, the letter."""
    course = Course(cast, "Corredor humanitario de prueba")
    course.members_until_round_one(404)
    course.act("open-troika")
    course.members_until_round_one(404)
    course.outsiders_find_nothing()
    course.reply("hn", AGREE)
    course.act("end-troika")
    page = course.act("open-round-one")
    course.members_until_round_one(200)
    course.outsiders_find_nothing()
    course.reply("mx", COMMENT, comment="Proponemos «punto focal» en vez de «persona de enlace».")
    course.reply("bz", AGREE, language="en")
    seen = course.at(GUATEMALA, "detail").locator("main")
    expect(seen).not_to_contain_text("punto focal» en vez")
    expect(seen).to_contain_text("México")
    page = course.at(SECRETARIAT, "detail")
    page.locator(".standings form button").first.click()
    expect(page.locator(".message")).to_be_visible()
    course.lapse()
    page = course.at(GUATEMALA, "detail")
    page.locator("a[href*='comentarios'], a[href*='comments']").first.click()
    expect(page.locator("main")).to_contain_text("punto focal» en vez")
    change_the_words(course)
    course.act("open-round-two")
    page = course.at(GUATEMALA, "detail")
    expect(page.locator("main")).to_contain_text("punto focal")
    round_of_all(course, silent=("do",))
    course.lapse()
    page = course.act("agree-consultation")
    signed(course)
    letters = ".outcome a[type='application/pdf']"
    for _second in range(90):  # the clock notices the signatures, the worker makes the letters
        page = course.at(GUATEMALA, "detail")
        if page.locator(letters).count() == 2:
            break
        page.wait_for_timeout(1000)
    expect(page.locator(letters)).to_have_count(2)
    for letter in page.locator(letters).all():
        answer = page.request.get(cast.portal.url + letter.get_attribute("href"))
        assert answer.body().startswith(b"%PDF")
        assert cast.status(COUNTRY, letter.get_attribute("href")) == 404
    course.outsiders_find_nothing()


def change_the_words(course):
    """The presidency takes the comment into the text, in both languages."""
    page = course.cast.at(PRESIDENCY, "declarations:text-workroom", symbol=course.symbol)
    uid = page.locator(".nrow").last.get_attribute("data-uid")
    page = course.cast.at(PRESIDENCY, "declarations:paragraph-edit", symbol=course.symbol, uid=uid)
    page.locator("summary", has_text="Pluma").click()
    follow(page, "Editar el texto")
    spanish, english = WORDS[1]
    changed = {
        "body_es": spanish.replace("una persona de enlace", "un punto focal"),
        "body_en": english.replace("a liaison", "a focal point"),
    }
    fill(page, changed)
    submit(page, "Guardar")
    expect(page.locator(".message")).to_be_visible()


def signed(course):
    for who, words in (
        (PRESIDENCY, "Firmar por la Presidencia Pro-Témpore"),
        (SECRETARIAT, "Firmar por la Secretaría"),
    ):
        page = course.cast.at(who, "declarations:text-adoption", symbol=course.symbol)
        page.locator("[name$=sure]").check()
        submit(page, words)
        expect(page.locator(".message")).to_be_visible()


def test_objection_stands_in_the_way_and_the_consultation_is_withdrawn(cast):
    """What a member objects to is not agreed; the page says who objects, and offers no way past it."""
    course = Course(cast, "Protocolo de prueba")
    through_troika(course)
    course.act("open-round-one")
    course.lapse()
    course.act("open-round-two")
    course.reply("ni", OBJECT, words="No podemos aceptar el plazo.")
    course.lapse()
    page = course.at(PRESIDENCY, "detail")
    expect(page.locator(".steering__closed").first).to_be_visible()
    expect(page.locator(".steering")).to_contain_text("Nicaragua")
    assert cast.status(PRESIDENCY, course.path("act", act="agree-consultation")) == 200
    page = course.act("withdraw-consultation", **WHY)
    expect(page.locator("main")).to_contain_text(WHY["reason_es"])
    expect(course.at(BELIZE, "detail", "en").locator("main")).to_contain_text(WHY["reason_en"])


def test_silence_is_consent_or_is_not_as_was_chosen(cast):
    """Nobody replies to round two: where silence means consent there is consensus, and where not, there is none."""
    for silence, words in (("consent", ""), ("express", "Nicaragua")):
        course = Course(cast, f"Postura de prueba, {silence}", silence=silence)
        through_troika(course)
        course.act("open-round-one")
        course.lapse()
        course.act("open-round-two")
        course.lapse()
        page = course.at(PRESIDENCY, "act", act="agree-consultation")
        if words:
            expect(page.locator("main")).to_contain_text(words)
            expect(page.locator("form.consultation-form button.button:not(.button--quiet)")).to_have_count(0)
        else:
            course.act("agree-consultation")
            signing = address(cast.portal, "declarations:text-adoption", symbol=course.symbol)
            link = course.at(PRESIDENCY, "detail").locator(
                f".steering a[href='{signing.removeprefix(cast.portal.url)}']"
            )
            expect(link).to_be_visible()
