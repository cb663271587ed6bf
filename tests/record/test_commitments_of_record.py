"""Every decision of the record comes with how it is followed up, and nothing is said of what became of it."""

from pathlib import Path

import pytest

from crm_portal.record.commitments import DUES, VERBS, commitment_of
from crm_portal.record.loading import load
from crm_portal.record.reading import read_record
from declarations.models import Commitment, CommitmentState, Decision, DueKind
from tests.house.places import ROOT

RECORD = read_record(Path(ROOT) / "record")
DECISIONS = {key: entry.values for key, entry in RECORD["decision"].items()}


def test_tables_cover_all_decisions_and_hold_nothing_else():
    assert len(DECISIONS) == 107
    assert {values["verb_es"] for values in DECISIONS.values()} == set(VERBS)
    in_words = {values["due_es"] for values in DECISIONS.values() if values["due_es"] and not values["due_on"]}
    assert in_words == set(DUES)


def test_each_decision_has_a_verb_class_and_one_that_comes_again_its_months():
    for key, values in DECISIONS.items():
        read = commitment_of(values)
        assert read["verb_class"], key
        assert (read["due_kind"] == DueKind.RECURRING) == bool(read["every_months"]), key
        assert read["due_on"] is None or values["due_on"], key


def test_addressees_when_secretariat_presidency_or_all_members():
    assert commitment_of(DECISIONS["crm-07-ie"])["to_secretariat"]
    assert commitment_of(DECISIONS["grcm-1999-10-n2"])["to_presidency"]
    assert commitment_of(DECISIONS["crm-07-ic"])["to_members"]
    assert not any(commitment_of(DECISIONS["crm-02-p5"])[name] for name in ("to_secretariat", "to_presidency"))


@pytest.mark.django_db
def test_commitments_when_loaded_are_confirmed_and_unknown_and_a_second_load_changes_nothing(small_record):
    load(small_record.directory)
    assert Commitment.objects.count() == Decision.objects.count() > 0
    assert not Commitment.objects.exclude(state=CommitmentState.UNKNOWN).exists()
    assert not Commitment.objects.filter(confirmed_at=None).exists()
    before = list(Commitment.objects.values())
    assert not load(small_record.directory).changed
    assert list(Commitment.objects.values()) == before


@pytest.mark.django_db
def test_commitment_when_edited_by_staff_is_kept_and_a_state_is_no_matter_of_the_record(small_record):
    load(small_record.directory)
    one = Commitment.objects.first()
    Commitment.objects.filter(pk=one.pk).update(due_kind="date", due_on="2030-01-01", state="done")
    report = load(small_record.directory)
    one.refresh_from_db()
    assert (one.due_kind, one.due_on.isoformat(), one.state) == ("date", "2030-01-01", "done")
    assert f"commitment {one.decision.key} due_on" in report.kept and not report.changed
