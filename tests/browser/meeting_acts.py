"""What those who take part in a meeting do at its pages, whatever the meeting."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import expect

from tests.browser.cast import PRESIDENCY, SECRETARIAT, fill, follow, submit
from tests.browser.stage import today


def plan(cast, who, kind, *, days, beside="", body="", **values):
    """A meeting from today on, for ``days`` days; its key."""
    page = cast.at(who, "meetings:meeting-preparations")
    follow(page, "Planificar una reunión")
    first, last = today(), today() + timedelta(days=days - 1)
    places = {"city_es": "Tegucigalpa", "city_en": "Tegucigalpa", "venue_es": "Salón Copán", "venue_en": "Copán Hall"}
    fill(page, {"kind": kind, "start": first.isoformat(), "end": last.isoformat()} | places | values)
    for name, words in {"beside": beside, "bodies": body}.items():
        if words:
            page.locator(f"main label:has([name={name}])", has_text=words).get_by_role("checkbox").check()
    submit(page, "Planificar la reunión")
    expect(page.locator(".message")).to_contain_text("La reunión quedó planificada")
    return re.search(r"/reuniones/([^/]+)/", page.url)[1]


def add_session(cast, who, key, kind, hours, item=()):
    """A session of the first day, with one item if it is given in both languages."""
    page = cast.at(who, "meetings:agenda-editor", key=key)
    follow(page, "Agregar una sesión")
    begins, ends = (f"{today().isoformat()}T{hour}" for hour in hours)
    fill(page, {"kind": kind, "starts_at": begins, "ends_at": ends})
    submit(page, "Agregar")
    expect(page.locator("main .session")).not_to_have_count(0)
    if item:
        page.locator("main .session").last.get_by_role("link", name="Agregar un punto").click()
        fill(page, {"title_es": item[0], "title_en": item[1]})
        submit(page, "Agregar")
        expect(page.locator("main .session").last).to_contain_text(item[0])


def convene(cast, who, key, audience="member"):
    """Those whom the form proposes, with the fewest words; ``audience`` sees the page as well."""
    page = cast.at(who, "meetings:meeting-convene", key=key)
    fill(page, {"audience": audience, "words_es": "Se convoca a la reunión.", "words_en": "The meeting is convened."})
    submit(page, "Convocar y enviar")
    expect(page.locator(".message")).to_contain_text("Las cartas están en camino")


def accredit_everybody(cast, key, count):
    page = cast.at(SECRETARIAT, "meetings:delegation-list", key=key)
    expect(page.locator("main [name=delegate]")).to_have_count(count)
    for box in page.locator("main [name=delegate]").all():
        box.check()
    submit(page, "Acreditar la selección")
    expect(page.locator("main .chip--ready")).to_have_count(count)


def choose_readers(cast, key, audience):
    page = cast.at(SECRETARIAT, "meetings:agenda-publish", key=key)
    page.locator(f"[name=audience][value={audience}]").check()
    submit(page, "Continuar")
    submit(page, "Sí, estos lectores")
    expect(page.locator("main .session")).not_to_have_count(0)


def upload(cast, key, audience, *names, closed=False):
    """Both languages of one paper at once: what becomes of each is seen before it is entered."""
    page = cast.at(SECRETARIAT, "meetings:document-upload", key=key)
    files = [{"name": one, "mimeType": "text/plain", "buffer": f"{key}: {one}\n".encode()} for one in names]
    page.locator("input[type=file]").set_input_files(files)
    submit(page, "Cargar")
    expect(page.locator("main .waiting > li")).to_have_count(len(names))
    fill(page, {"audience": audience})
    page.locator("[name=is_closed]").set_checked(closed)
    title = names[0].split("_")[0]
    for language in ("es", "en"):
        page.locator(f"main .waiting [name$=title_{language}]").first.fill(f"{title} ({language})")
    submit(page, "Registrar estos archivos")
    expect(page.locator("main .papers__list")).to_contain_text(title)


def invite_by_name(cast, key, name):
    page = cast.at(SECRETARIAT, "meetings:meeting-guests", key=key)
    guest = page.locator("[name=to] option", has_text=name).get_attribute("value")
    fill(page, {"to": guest, "reason": "Experta en rutas"})
    submit(page, "Invitar")
    expect(page.locator("main .entries")).to_contain_text(name)


def act(cast, key, word, button, state):
    page = cast.at(PRESIDENCY, "meetings:meeting-act", key=key, act=word)
    submit(page, button)
    expect(page.locator("dl.summary")).to_contain_text(state)


def links_to_papers(page):
    """Where the files of the papers that a meeting's page shows are."""
    return [link.get_attribute("href") for link in page.locator(".papers__list a.chip--language").all()]


def path_of(key, name="meeting-detail"):
    with override("es"):
        return reverse(f"meetings:{name}", kwargs={"key": key})
