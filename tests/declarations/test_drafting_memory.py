"""Whatever a Drafting Group does in whatever order, no word is lost and the two languages stay together.

The words are made of units: "s7" in Spanish and "n7" in English are one. Promised after every act:

* every unit ever acknowledged is in the text, in the memory of what left it, in a version, or in a proposal;
* in every paragraph, present or former, the units of both languages are the same, in the same order;
* no identity is twice, present or former; automatic labels are those of the present order;
* an act that is refused writes nothing.
"""

import re
from itertools import count
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from common.chain import walk
from common.models import Act
from declarations.models import FormerParagraph, Proposal, ProposalKind, TextVersion
from declarations.numbering import labels
from declarations.results import fingerprint_of
from declarations.services.drafting import keep_version
from declarations.services.entering import enter_accepted
from declarations.services.paragraphs import (
    add_paragraph,
    agree_paragraph,
    delete_paragraph,
    fingerprint,
    reopen_paragraph,
    restore_paragraph,
)
from declarations.services.proposals import make_proposal, take_position, withdraw_proposal
from declarations.services.rearranging import merge_paragraphs, move_paragraph, place_paragraph, split_paragraph
from declarations.services.settling import reopen_proposal, settle_proposal
from tests.factories import CountryFactory, StandingFactory, a_negotiated_text

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
UNIT = re.compile(r"[sn](\d+)")
BY = "test"
PLACE = st.integers(0, 30)


def units(words):
    return UNIT.findall(words or "")


class Group(RuleBasedStateMachine):
    """A Drafting Group at work on one text."""

    def __init__(self):
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.number, self.said = count(1), set()
        self.text = a_negotiated_text(0)
        type(self.text.drafting).objects.update(pen="group")
        self.members = [StandingFactory(participant=CountryFactory()).participant for _ in range(3)]
        for _ in range(2):
            self.add(0, 3)

    def teardown(self):
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)

    def words(self, length):
        """Words that nobody said before, the same units in both languages."""
        new = [next(self.number) for _ in range(length)]
        return {"es": " ".join(f"s{one}" for one in new), "en": " ".join(f"n{one}" for one in new)}

    def acknowledged(self, words):
        self.said |= set(units(words["es"]))

    def rows(self):
        return list(self.text.paragraphs.order_by("order"))

    def row(self, place):
        rows = self.rows()
        return rows[place % len(rows)] if rows else None

    def some(self, place, **of):
        found = list(Proposal.objects.filter(text=self.text, **of).order_by("pk"))
        return found[place % len(found)] if found else None

    def attempt(self, act):
        """Whether it was done; refused, it wrote nothing."""
        before = Act.objects.count()
        try:
            with transaction.atomic():
                act()
        except ValidationError:
            assert Act.objects.count() == before
            return False
        return True

    @rule(place=PLACE, length=st.integers(1, 4))
    def add(self, place, length):
        words, rows = self.words(length), self.rows()
        shape = {"kind": "operative", "level": length % 3, "label_es": "", "label_en": "own", "is_numbered_es": True}
        fields = shape | {f"body_{one}": said for one, said in words.items()}
        after = rows[place % len(rows)] if rows else None
        if self.attempt(lambda: add_paragraph(self.text, after=after, words=fields, by=BY)):
            self.acknowledged(words)

    @rule(place=PLACE, cut=PLACE)
    def split(self, place, cut):
        if row := self.row(place):
            at = {}
            for language in ("es", "en"):
                starts = [found.start() for found in UNIT.finditer(getattr(row, f"body_{language}"))] or [0]
                at[language] = starts[cut % len(starts)]
            self.attempt(lambda: split_paragraph(row, at=at, seen=fingerprint(row), by=BY))

    @rule(place=PLACE)
    def merge(self, place):
        rows = self.rows()
        if len(rows) > 1:
            one, other = rows[place % (len(rows) - 1) :][:2]
            seen = {"seen": fingerprint(one), "seen_next": fingerprint(other)}
            self.attempt(lambda: merge_paragraphs(one, **seen, by=BY))

    @rule(place=PLACE, up=st.booleans())
    def move(self, place, up):
        if row := self.row(place):
            self.attempt(lambda: move_paragraph(row, up=up, by=BY))

    @rule(place=PLACE, behind=PLACE)
    def place_anywhere(self, place, behind):
        if row := self.row(place):
            after = self.row(behind) if behind else None
            self.attempt(lambda: place_paragraph(row, after=after, by=BY))

    @rule(place=PLACE)
    def delete(self, place):
        if row := self.row(place):
            self.attempt(lambda: delete_paragraph(row, seen=fingerprint(row), by=BY))

    @rule(place=PLACE)
    def restore(self, place):
        former = list(FormerParagraph.objects.order_by("pk"))
        if former:
            self.attempt(lambda: restore_paragraph(former[place % len(former)], by=BY))

    @rule(place=PLACE, is_agreed=st.booleans())
    def close_or_open(self, place, is_agreed):
        if row := self.row(place):
            agree = {"seen": fingerprint(row), "by": BY}
            self.attempt(lambda: agree_paragraph(row, **agree) if is_agreed else reopen_paragraph(row, by=BY))

    @rule(place=PLACE, kind=st.sampled_from(ProposalKind.values), who=PLACE, at=PLACE, length=st.integers(1, 2))
    def propose(self, place, kind, who, at, length):
        if row := self.row(place):
            words = said = self.words(length)
            if kind == "replace":
                words = {one: put(getattr(row, f"body_{one}"), said[one], at) for one in said}
            if kind == "delete":
                words = said = {"es": "", "en": ""}
            if self.attempt(lambda: self.make(row, kind, words, who, fingerprint(row))):
                self.acknowledged(said)

    @rule(place=PLACE, who=PLACE)
    def amend(self, place, who):
        if parent := self.some(place, parent=None, state="open"):
            words = self.words(2)
            seen = fingerprint_of(parent)
            if self.attempt(lambda: self.make(parent.paragraph, "replace", words, who, seen, parent=parent)):
                self.acknowledged(words)

    def make(self, row, kind, words, who, seen, parent=None):
        make_proposal(
            self.text, paragraph=row, kind=kind, language="es", words=words, reason="", form_key=uuid4(), seen=seen,
            participant=self.members[who % 3], by=BY, parent=parent,
        )  # fmt: skip

    @rule(place=PLACE, who=PLACE, stance=st.sampled_from(["support", "object", "reserve", None, None]))
    def hold(self, place, who, stance):
        if one := self.some(place):
            self.attempt(lambda: take_position(one, participant=self.members[who % 3], stance=stance, by=BY))

    @rule(place=PLACE, says=st.booleans())
    def accept(self, place, says):
        if one := self.some(place, state="open"):
            words = self.words(1) if says else None
            self.attempt(lambda: settle_proposal(one, outcome="accepted", words=words, by=BY))

    @rule(place=PLACE, into=PLACE)
    def merge_proposals(self, place, into):
        if one := self.some(place, state="open"):
            other = self.some(into, state="open", paragraph=one.paragraph)
            self.attempt(lambda: settle_proposal(one, outcome="merged", into=other, by=BY))

    @rule(place=PLACE, act=st.sampled_from(["reject", "withdraw", "reopen", "reopen"]))
    def end_or_reopen(self, place, act):
        if one := self.some(place, **({} if act == "reopen" else {"state": "open"})):
            acts = {
                "reject": lambda: settle_proposal(one, outcome="rejected", by=BY),
                "withdraw": lambda: withdraw_proposal(one, by=BY),
                "reopen": lambda: reopen_proposal(one, by=BY),
            }
            self.attempt(acts[act])

    @precondition(lambda self: Proposal.objects.to_enter().exists())
    @rule()
    def enter(self):
        waiting = list(Proposal.objects.to_enter())
        if self.attempt(lambda: enter_accepted(self.text, by=BY)):
            for one in waiting:  # words agreed are acknowledged when they stand in the text
                self.said |= set(units(one.says("es")))

    @rule()
    def keep(self):
        self.attempt(lambda: keep_version(self.text, reason="kept", by=BY))

    @invariant()
    def no_word_is_lost(self):
        places = [one.body_es for one in (*self.rows(), *FormerParagraph.objects.all())]
        places += [one.canonical for one in TextVersion.objects.all()]
        places += [f"{one.words_es} {one.base_es} {one.settled_es}" for one in Proposal.objects.filter(text=self.text)]
        assert self.said - set(units(" ".join(places))) == set()

    @invariant()
    def languages_stay_together(self):
        for one in (*self.rows(), *FormerParagraph.objects.all()):
            assert units(one.body_es) == units(one.body_en), one

    @invariant()
    def identities_are_unique_and_labels_are_those_of_the_order(self):
        rows = self.rows()
        identities = [one.uid for one in (*rows, *FormerParagraph.objects.all())]
        assert len(set(identities)) == len(identities)
        found = labels(rows, "point", [one.is_numbered_es for one in rows])
        assert [one.label_es or "" for one in rows] == [label or "" for label in found]


def put(words, said, at):
    """``words`` with one of them, or two, given way to ``said``."""
    parts = words.split()
    place = at % (len(parts) + 1)
    return " ".join([*parts[:place], said, *parts[place + 1 + at % 2 :]])


def test_drafting_in_any_order_loses_no_word_and_keeps_the_languages_together():
    quick = settings(max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Group, settings=quick)


def test_journal_of_a_drafting_holds_together():
    group = Group()
    for place in range(6):
        group.add(place, 3)
        group.propose(place, "replace", place, 1, 1)
        group.accept(place, False)
    group.enter()
    assert walk().fault is None and Act.objects.filter(act="enter_accepted").exists()
    group.teardown()
