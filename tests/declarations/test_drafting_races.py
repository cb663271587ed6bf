"""Eleven delegations in one text at once, the pen being the group's: nobody's words are lost, the journal is whole."""

import logging
import random
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from common.chain import walk
from common.models import Act
from declarations.models import Paragraph, Position, Proposal, Stance, Text
from declarations.services.drafting import change_drafting
from declarations.services.paragraphs import StaleParagraphError, add_paragraph, edit_paragraph, fingerprint
from declarations.services.proposals import make_proposal, take_position
from declarations.services.rearranging import move_paragraph
from members.models import User
from tests.factories import CountryFactory, MandateFactory, StandingFactory, UserFactory, a_negotiated_text

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.engines,
    pytest.mark.slow,
    pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite lets one writer in at a time; needs PostgreSQL"),
]
DELEGATIONS, SAVES, PARAGRAPHS = 11, 200, 12
ACTS = ("edit_paragraph", "add_paragraph", "make_proposal", "take_position")


class Delegation:
    """One delegation at its own computer; what it was told is saved stands in ``saved``."""

    def __init__(self, number, text):
        self.number, self.text, self.chance = number, text, random.Random(number)
        self.participant = StandingFactory(participant=CountryFactory()).participant
        account = UserFactory(email=f"delegation-{number}@example.org")
        MandateFactory(person=account.person, function="focal_point", participant=self.participant)
        self.account, self.saved, self.asked, self.times = User.objects.get(pk=account.pk), [], 0, []

    def work(self):
        try:
            for save in range(SAVES):
                start = time.perf_counter()
                act = self.chance.choices(
                    (self.write, self.add, self.move, self.propose, self.hold), (60, 3, 2, 15, 20)
                )[0]
                self.saved.append(act(f"d{self.number}x{save}"))
                self.times.append(time.perf_counter() - start)
        finally:
            connection.close()

    def some(self):
        return self.chance.choice(list(Paragraph.objects.filter(text=self.text)))

    def write(self, word):
        """Put a word behind those that stand; where somebody was quicker, look and put it again."""
        place = self.some().pk
        while True:
            paragraph = Paragraph.objects.get(pk=place)
            words = {f"body_{one}": f"{getattr(paragraph, f'body_{one}')} {word}" for one in ("es", "en")}
            try:
                edit_paragraph(paragraph, words=words, seen=fingerprint(paragraph), by=self.account)
            except StaleParagraphError:
                self.asked += 1
            else:
                return "edit_paragraph", word

    def add(self, word):
        words = {"kind": "prose", "level": 0, "label_es": "", "label_en": "", "body_es": word, "body_en": word}
        add_paragraph(self.text, after=self.some(), words=words | {"is_numbered_es": True}, by=self.account)
        return "add_paragraph", word

    def move(self, _word):
        move_paragraph(self.some(), up=self.chance.random() < 0.5, by=self.account)
        return "move_paragraph", ""

    def propose(self, word):
        paragraph, key = self.some(), uuid4()
        while True:
            paragraph = Paragraph.objects.get(pk=paragraph.pk)
            try:
                make_proposal(
                    self.text, paragraph=paragraph, kind="replace", language="es", words={"es": word}, reason="",
                    participant=self.participant, form_key=key, seen=fingerprint(paragraph), by=self.account,
                )  # fmt: skip
            except StaleParagraphError:
                self.asked += 1
            else:
                return "make_proposal", word

    def hold(self, word):
        others = Proposal.objects.filter(text=self.text).exclude(participant=self.participant)
        if not (chosen := list(others[:50])):
            return self.write(word)
        proposal, stance = self.chance.choice(chosen), self.chance.choice(Stance.values)
        take_position(proposal, participant=self.participant, stance=stance, reason=word, by=self.account)
        return "take_position", f"{proposal.pk}:{stance}"


def test_eleven_delegations_with_two_hundred_saves_each_lose_nothing():
    text = a_negotiated_text(PARAGRAPHS)
    change_drafting(text.drafting, pen="group", by="test")
    delegations = [Delegation(number, text) for number in range(DELEGATIONS)]
    begun = timezone.now()
    with ThreadPoolExecutor(DELEGATIONS) as room:
        list(room.map(Delegation.work, delegations))
    saved = [one for delegation in delegations for one in delegation.saved]
    times = [one for delegation in delegations for one in delegation.times]
    asked = sum(delegation.asked for delegation in delegations)
    logging.getLogger(__name__).info("median of a save: %.0f ms, asked again: %s", median(times) * 1000, asked)
    assert len(times) == DELEGATIONS * SAVES
    standing = [set(f"{row.body_es}".split()) & set(f"{row.body_en}".split()) for row in text.paragraphs.all()]
    words = {word for act, word in saved if act in ("edit_paragraph", "add_paragraph")}
    assert words - set().union(*standing) == set()
    assert sorted(Proposal.objects.values_list("words_es", flat=True)) == sorted(
        word for act, word in saved if act == "make_proposal"
    )
    for delegation in delegations:
        last = dict(word.split(":") for act, word in delegation.saved if act == "take_position")
        held = Position.objects.filter(participant=delegation.participant)
        assert {str(one.proposal_id): one.stance for one in held} == last
    orders = list(text.paragraphs.order_by("order").values_list("order", flat=True))
    assert len(set(orders)) == len(orders) == PARAGRAPHS + sum(act == "add_paragraph" for act, _ in saved)
    for act in ACTS:
        assert Act.objects.filter(act=act, at__gte=begun).count() == sum(one == act for one, _word in saved), act
    assert walk().fault is None
    assert Text.objects.get(pk=text.pk).state == "draft"
