"""Run inside a portal: how long a save takes in a large negotiation. Prints medians in milliseconds as JSON.

A text of 200 paragraphs and 400 proposals; all of it is taken back at the end. The goal is 150 ms for each.
"""

import json
import os
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


def _seconds(save: Callable[[int], Any], number: int) -> float:
    start = time.perf_counter()
    save(number)
    return time.perf_counter() - start


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")
    django.setup()
    from django.db import transaction

    with transaction.atomic():
        print(json.dumps(saves()))
        transaction.set_rollback(True)
