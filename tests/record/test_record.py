"""The record itself: complete, in two languages, cited, and loadable in time."""

import re
from datetime import date

import pytest
from django.conf import settings

from crm_portal.record.entities import ENTITIES
from crm_portal.record.fields import columns_of
from crm_portal.record.loading import load
from crm_portal.record.reading import read_record
from declarations.models import Decision, Text
from meetings.models import Body, Meeting
from members.access import troika
from members.models import Presidency, Standing

RECORD = settings.BASE_DIR / "record"


@pytest.fixture(scope="module")
def record():
    return read_record(RECORD)


EXACTLY = {
    "decision": 107,
    "paragraph": 107,
    "discrepancy": 32,
    "term": 37,
    "presidency": 31,
    "chapter": 11,
    "stated-count": 8,
}
AT_LEAST = {"meeting": 60, "body": 17, "source": 50, "provision": 100, "plan-item": 100, "text": 70, "topic": 35}


@pytest.mark.parametrize("name", EXACTLY)
def test_record_when_counted(record, name):
    assert len(record[name]) == EXACTLY[name]


@pytest.mark.parametrize("name", AT_LEAST)
def test_record_when_counted_from_below(record, name):
    assert len(record[name]) >= AT_LEAST[name]


def test_every_entity_when_the_record_is_read_has_entries(record):
    assert [name for name, entries in record.items() if not entries] == []


def entries_of(record):
    return [entry for entries in record.values() for entry in entries.values()]


def test_every_word_when_it_has_one_language_has_the_other(record):
    lacking = [
        f"{entry.file}:{entry.line} {word}"
        for entry in entries_of(record)
        for word, columns in columns_of(entry.entity).items()
        if columns[0].language and word not in entry.entity.one_language
        if len({bool(entry.values[column.name]) for column in columns}) > 1
    ]
    assert lacking == []


def test_themes_when_known_in_one_language_only_are_few_and_named(record):
    alone = {
        entry.values["year"]
        for entry in record["presidency"].values()
        if bool(entry.values["theme_es"]) != bool(entry.values["theme_en"])
    }
    assert alone == {2019, 2021, 2024}


def test_every_historical_fact_has_a_source(record):
    attested = [entity.name for entity in ENTITIES if "certainty" in entity.fields]
    assert len(attested) == 12
    uncited = [entry.name for name in attested for entry in record[name].values() if not entry.values["sources"]]
    assert uncited == []


def test_numbers_of_the_sources_when_added_up_are_their_total(record):
    numbers = {key: entry.values["number"] for key, entry in record["stated-count"].items()}
    assert list(numbers.values())[:5] == [21, 42, 6, 38, 15]
    assert sum(list(numbers.values())[:5]) == numbers["all-activities-stated"] == 122


def test_every_claim_of_an_open_question_has_a_source(record):
    for question in record["discrepancy"].values():
        assert len(question.values["claims"]) > 1, question.name
        assert all(claim["sources"] for claim in question.values["claims"]), question.name


def test_every_uncertain_fact_says_what_differs(record):
    silent = [
        entry.name
        for entry in entries_of(record)
        if entry.values.get("certainty", "firm") != "firm" and not entry.values["note_es"]
    ]
    assert silent == []


def test_open_questions_when_about_what_the_record_holds_are_linked(record):
    linked = {key for entry in entries_of(record) for key in entry.values.get("discrepancies", ())}
    assert set(record["discrepancy"]) - linked == {"pct-sum"}


def test_words_when_looked_at_have_the_typography_of_their_language(record):
    faults = [
        f"{entry.name} {name}: {value}"
        for entry in entries_of(record)
        for name, value in entry.values.items()
        if isinstance(value, str) and name.endswith(("_es", "_en"))
        if "'" in value or '"' in value or "  " in value or (name.endswith("_es") and "“" in value)
    ]
    assert faults == []


def test_files_when_read_name_no_source_by_a_number_of_our_own():
    for path in RECORD.rglob("*.yaml"):
        assert not re.search(r"\bS[0-4]\b|\bdomain\.md\b", path.read_text(encoding="utf-8")), path


def test_readme_when_read_names_every_file():
    readme = (RECORD / "README.md").read_text(encoding="utf-8")
    top = {path.relative_to(RECORD).parts[0] for path in RECORD.rglob("*.yaml")}
    assert [name for name in top if name not in readme] == []


@pytest.mark.django_db
@pytest.mark.engines
def test_record_when_loaded_twice_changes_nothing():
    assert load(RECORD).changed
    report = load(RECORD)
    assert not report.changed
    assert (report.kept, report.gone) == ([], [])


def test_members_when_counted_then_and_now(loaded_record):
    def members(on):
        return Standing.objects.in_force(on).with_status("member").count()

    assert members(date(1996, 3, 13)) == 10
    assert members(date(2000, 3, 24)) == 11
    assert members(date(2024, 1, 1)) == 11


def test_observers_when_counted_then_and_now(loaded_record):
    def observers(on):
        standings = Standing.objects.in_force(on)
        kinds = ("observer_country", "observer_organisation")
        return tuple(standings.with_status(kind).count() for kind in kinds)

    assert observers(date(1997, 1, 1)) == (0, 3)
    assert observers(date(2016, 1, 1)) == (5, 10)
    assert observers(date(2024, 1, 1)) == (5, 13)


def test_troika_when_asked_for_a_past_day(loaded_record):
    assert [term.country.key for term in troika(date(2012, 7, 1))] == ["do", "pa", "cr"]


def test_presidencies_when_no_source_tells_the_country_have_none(loaded_record):
    assert list(Presidency.objects.filter(country=None).values_list("year", "certainty")) == [
        (2025, "uncertain"),
        (2026, "uncertain"),
    ]


def test_vice_ministerials_when_counted_are_the_first_29_without_a_gap(loaded_record):
    ordinals = Meeting.objects.filter(kind="vice_ministerial").values_list("ordinal", flat=True)
    assert sorted(ordinals) == list(range(1, 30))


def test_bodies_when_a_decision_created_them_are_tied_to_it(loaded_record):
    tied = Decision.objects.filter(creates__isnull=False).values_list("key", "creates__key")
    assert dict(tied) == {
        "crm-02-p5": "grcm",
        "crm-06-a4": "st",
        "crm-15-d2": "adhoc-rrocm",
        "crm-16-d4": "adhoc-extra",
        "grcm-2010-11-c11": "gt-futuro",
    }
    assert [body.key for body in Body.objects.get(key="red-nna").succeeds.all()] == ["adhoc-nna"]


def test_texts_when_loaded_are_public_and_never_pass_for_full_ones(loaded_record):
    assert set(Text.objects.values_list("nature", "state", "audience")) == {
        ("summary", "published", "public"),
        ("reference", "published", "public"),
    }
    assert not Text.objects.filter(nature="reference", paragraphs__isnull=False).exists()
    assert Text.objects.filter(nature="summary").count() == len(list((RECORD / "decisions").glob("*.yaml")))
