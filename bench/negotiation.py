"""A large negotiation, 200 paragraphs and 400 proposals: what a save takes, a redline, and the workroom in a browser.

Run inside a portal it prints JSON: ``saves`` and ``redline`` medians in milliseconds, all of it taken back at the end;
``fill`` leaves such a text and prints where its workroom is, and the cookie of a member who reads it.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any
from uuid import uuid4

PARAGRAPHS, PROPOSALS, ROUNDS = 200, 400, 40
BY = "bench"


def a_text() -> Any:
    """A draft whose negotiation is open, its paragraphs numbered in both languages."""
    from declarations.models import Paragraph, Text
    from declarations.services.drafting import open_drafting

    text = Text.objects.create(symbol=f"bench-{uuid4().hex[:8]}", kind="declaration", title_es="x", title_en="x")
    words = {
        "body_es": "Los países miembros acuerdan cooperar. " * 8,
        "body_en": "The members agree to cooperate. " * 8,
    }
    Paragraph.objects.bulk_create(
        Paragraph(text=text, order=order + 1, is_numbered_es=True, is_numbered_en=True, **words)
        for order in range(PARAGRAPHS)
    )
    open_drafting(text, by=BY)
    return text


def propose(text: Any, paragraph: Any, participant: Any, number: int) -> Any:
    from declarations.services.paragraphs import fingerprint
    from declarations.services.proposals import make_proposal

    return make_proposal(
        text, paragraph=paragraph, kind="replace", language="es", words={"es": f"Otras palabras {number}."}, reason="",
        participant=participant, form_key=uuid4(), seen=fingerprint(paragraph), by=BY,
    )  # fmt: skip


def saves() -> dict[str, float]:
    """The median of each kind of save."""
    from django.utils import timezone

    from declarations.models import Paragraph
    from declarations.services.paragraphs import add_paragraph, edit_paragraph, fingerprint
    from declarations.services.proposals import take_position
    from declarations.services.rows import words_of
    from members.models import Participant

    text, today = a_text(), timezone.localdate()
    members = list(Participant.objects.filter(standings__in=_standings(today)).distinct()[:2])
    rows = list(Paragraph.objects.filter(text=text))
    made = [propose(text, rows[number % PARAGRAPHS], members[0], number) for number in range(PROPOSALS)]

    def edit(number: int) -> None:
        row = Paragraph.objects.get(pk=rows[number].pk)
        edit_paragraph(row, words={"body_es": f"{row.body_es} {number}"}, seen=fingerprint(row), by=BY)

    ways: dict[str, Callable[[int], Any]] = {
        "edit": edit,
        "add": lambda number: add_paragraph(text, after=rows[number], words=words_of(rows[number]), by=BY),
        "propose": lambda number: propose(text, rows[-1 - number], members[0], number),
        "position": lambda number: take_position(made[number], participant=members[1], stance="support", by=BY),
    }
    taken = {name: [_seconds(save, number) for number in range(ROUNDS)] for name, save in ways.items()}
    return {name: round(median(times) * 1000, 1) for name, times in taken.items()}


def _standings(today: Any) -> Any:
    from members.models import Standing

    return Standing.objects.in_force(today).filter(status="member")


def redline_of_versions() -> float:
    """How long it takes to compare two versions of which every second paragraph was changed in both languages."""
    from declarations.models import Text
    from declarations.queries import freeze
    from declarations.redline import redlines

    text = a_text()
    before = freeze(text, number=0)
    for row in text.paragraphs.filter(order__in=range(1, PARAGRAPHS, 2)):
        row.body_es, row.body_en = row.body_es.replace("acuerdan", "convienen"), f"In 2027 {row.body_en}"
        row.save()
    after = freeze(Text.objects.get(pk=text.pk), number=0)
    return round(_seconds(lambda _number: redlines(before, after), 0) * 1000, 1)  # what was compared is remembered


def fill() -> dict[str, str]:
    """Leave the text with its proposals for a member who signed in."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone
    from django.utils.translation import override

    from declarations.models import Paragraph
    from members.models import Mandate, Participant, Person, User

    text, today = a_text(), timezone.localdate()
    members = list(Participant.objects.filter(standings__in=_standings(today)).distinct()[:2])
    rows = list(Paragraph.objects.filter(text=text))
    for number in range(PROPOSALS):
        propose(text, rows[number % PARAGRAPHS], members[number % 2], number)
    person = Person.objects.create(name="Bench")
    Mandate.objects.create(person=person, participant=members[0], function="focal_point", start=today)
    user = User.objects.create(email="bench@example.org", person=person)
    client = Client()
    client.force_login(user, backend="members.accounts.backend.AccountBackend")
    with override("es"):
        path = reverse("declarations:text-workroom", kwargs={"symbol": text.symbol})
    name = settings.SESSION_COOKIE_NAME
    return {"path": path, "name": name, "value": client.cookies[name].value}


def paint(portal: str, filled: dict[str, str], visits: int) -> float:
    """Milliseconds until Chromium first paints the workroom: the median of ``visits``, each with nothing kept."""
    from playwright.sync_api import sync_playwright

    from bench.weights import ARGUMENTS, browser

    taken = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=ARGUMENTS)
        for _visit in range(visits):
            visit = chromium.new_context()
            visit.add_cookies([{"name": filled["name"], "value": filled["value"], "url": portal}])
            page = visit.new_page()
            answer = page.goto(portal + filled["path"], wait_until="load")
            if answer is None or answer.status != 200:
                raise RuntimeError(f"{filled['path']}: {answer and answer.status}")
            taken.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            visit.close()
        chromium.close()
    return median(taken)


def _seconds(save: Callable[[int], Any], number: int) -> float:
    start = time.perf_counter()
    save(number)
    return time.perf_counter() - start


QUESTIONS: dict[str, Callable[[], Any]] = {"saves": saves, "redline": redline_of_versions}

if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")
    django.setup()
    from django.db import transaction

    if sys.argv[1] == "fill":
        print(json.dumps(fill()))
    else:
        with transaction.atomic():
            print(json.dumps(QUESTIONS[sys.argv[1]]()))
            transaction.set_rollback(True)
