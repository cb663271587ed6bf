from contextlib import contextmanager

import pytest
from django.utils import translation

from common.models import Act, OutboxMessage, RecordEntry, Source
from common.revision import current_revision
from crm_portal.record.loading import Conflicts, load
from declarations.models import Decision, Edition, Paragraph, Rendering, Text
from meetings.models import Body, Meeting, Topic
from members.models import Participant, Standing

pytestmark = pytest.mark.django_db


def meeting():
    return Meeting.objects.get(key="crm-06")


def totals(report):
    counts = report.counts.values()
    return sum(count.created for count in counts), sum(count.updated for count in counts)


@contextmanager
def conflicts_named(*expected):
    with pytest.raises(Conflicts) as raised:
        yield
    assert raised.value.report.conflicts == list(expected)


@pytest.mark.engines
def test_load_when_first_done(small_record):
    report = load(small_record.directory)
    assert report.changed
    assert totals(report) == (17, 0)  # each decision comes with its commitment
    assert meeting().start.iso == "2001-03-22"
    assert meeting().city_en == "San José"
    assert [body.key for body in meeting().bodies.all()] == ["vm"]
    assert [other.key for other in meeting().beside.all()] == ["grcm-2001"]
    assert Body.objects.get(key="grcm").reports_to.key == "vm"
    assert Standing.objects.get().sources.get().key == "report"
    decision = Decision.objects.get(key="crm-06-a2")
    assert (decision.meeting.key, decision.paragraph.order, decision.due_on.iso) == ("crm-06", 2, "2001-11")
    assert [body.key for body in decision.addressed_bodies.all()] == ["grcm"]


@pytest.mark.engines
def test_load_when_done_again_changes_nothing(small_record):
    load(small_record.directory)
    before = (current_revision(), Act.objects.count(), Edition.objects.count(), OutboxMessage.objects.count())
    report = load(small_record.directory)
    assert not report.changed
    assert totals(report) == (0, 0)
    assert before == (current_revision(), Act.objects.count(), Edition.objects.count(), OutboxMessage.objects.count())


def test_load_when_done_again_in_another_language_changes_nothing(small_record):
    load(small_record.directory)
    with translation.override("en"):
        assert not load(small_record.directory).changed


def test_load_when_something_changed_is_journalled_once_with_its_counts(small_record):
    load(small_record.directory, by="load_record")
    act = Act.objects.get(act="load_record")
    assert act.actor == "load_record"
    assert act.after["meeting"] == {"created": 2, "updated": 0, "unchanged": 0, "conflicts": 0}


def test_load_when_something_changed_keeps_one_version_more_of_it(small_record):
    load(small_record.directory)
    small_record.edit("topics.yaml", "en: Rules", "en: Rule")
    load(small_record.directory, by="load_record")
    assert list(Topic.history.order_by("history_id").values_list("name_en", "history_type")) == [
        ("Rules", "+"),
        ("Rule", "~"),
    ]
    assert Body.history.count() == Body.objects.count()


def test_load_when_something_changed_raises_the_site_revision(small_record):
    load(small_record.directory)
    before = current_revision()
    small_record.edit("topics.yaml", "en: Rules", "en: Rule")
    load(small_record.directory)
    assert current_revision() == before + 1


def test_file_when_changed_updates_fields_and_relations(small_record):
    load(small_record.directory)
    small_record.edit("meetings.yaml", "2001-03-22", "2001-03")
    small_record.edit("meetings.yaml", "bodies: [vm]", "bodies: [grcm, vm]")
    small_record.edit("meetings.yaml", "  beside: [crm-06]\n", "")
    small_record.edit("bodies.yaml", "  reports_to: vm\n", "")
    assert totals(load(small_record.directory)) == (0, 3)
    assert meeting().start.iso == "2001-03"
    assert {body.key for body in meeting().bodies.all()} == {"vm", "grcm"}
    assert not meeting().beside.exists()
    assert Body.objects.get(key="grcm").reports_to is None


@pytest.mark.engines
def test_paragraphs_when_one_comes_before_them(small_record):
    load(small_record.directory)
    uids = list(Paragraph.objects.values_list("uid", flat=True))
    path = small_record.directory / "decisions/crm-06.yaml"
    head, first, second = path.read_text(encoding="utf-8").split("    - key:")
    new = "    - key: crm-06-a0\n      label: {es: Acuerdo 0, en: Agreement 0}\n      sources: [history]\n"
    path.write_text(f"{head}{new}    - key:{first}    - key:{second}", encoding="utf-8")
    load(small_record.directory)
    assert list(Paragraph.objects.values_list("uid", flat=True))[1:] == uids
    assert list(Paragraph.objects.values_list("order", flat=True)) == [1, 2, 3]


def test_edit_of_staff_when_the_file_did_not_change_is_kept(small_record):
    load(small_record.directory)
    Meeting.objects.filter(key="crm-06").update(city_en="Saint Joseph")
    meeting().bodies.clear()
    report = load(small_record.directory)
    assert not report.changed
    assert sorted(report.kept) == ["meeting crm-06 bodies", "meeting crm-06 city_en"]
    assert meeting().city_en == "Saint Joseph"
    assert not meeting().bodies.exists()


def test_edit_of_staff_when_another_field_changed_in_the_file_is_kept(small_record):
    load(small_record.directory)
    Meeting.objects.filter(key="crm-06").update(city_en="Saint Joseph")
    small_record.edit("meetings.yaml", "2001-03-22", "2001-03-23")
    load(small_record.directory)
    assert (meeting().city_en, meeting().start.iso) == ("Saint Joseph", "2001-03-23")


def clash(small_record):
    """A plain field, a reference and a set of references, each changed on both sides."""
    load(small_record.directory)
    Participant.objects.create(key="pa", kind="country", iso2="PA", name_es="Panamá", name_en="Panama")
    Meeting.objects.filter(key="crm-06").update(
        city_en="Saint Joseph", country=Participant.objects.get(key="pa"), start="2001"
    )
    meeting().bodies.clear()
    small_record.edit("meetings.yaml", "en: San José", "en: San Jose")
    small_record.edit("meetings.yaml", "  country: cr\n", "")
    small_record.edit("meetings.yaml", "bodies: [vm]", "bodies: [grcm]")


@pytest.mark.engines
def test_conflict_when_both_changed_is_named_and_nothing_is_written(small_record):
    clash(small_record)
    small_record.edit("topics.yaml", "en: Rules", "en: Rule")
    before = list(RecordEntry.objects.values_list("entity", "key", "values"))
    with conflicts_named(
        "meeting crm-06 bodies: record says ['grcm'], database says []",
        "meeting crm-06 city_en: record says 'San Jose', database says 'Saint Joseph'",
        "meeting crm-06 country: record says None, database says 'pa'",
    ):
        load(small_record.directory)
    assert Topic.objects.get().name_en == "Rules"
    assert list(RecordEntry.objects.values_list("entity", "key", "values")) == before


def test_conflict_when_theirs_is_asked_takes_the_files(small_record):
    clash(small_record)
    load(small_record.directory, side="theirs")
    assert (meeting().city_en, meeting().country) == ("San Jose", None)
    assert [body.key for body in meeting().bodies.all()] == ["grcm"]
    assert meeting().start.iso == "2001", "an edit that the file does not touch is kept"
    assert not load(small_record.directory).changed


def test_conflict_when_ours_is_asked_keeps_the_database_and_does_not_come_again(small_record):
    clash(small_record)
    load(small_record.directory, side="ours")
    assert (meeting().city_en, meeting().country.key) == ("Saint Joseph", "pa")
    assert not meeting().bodies.exists()
    assert not load(small_record.directory).changed


def test_row_when_made_by_staff_before_the_first_load_is_not_written_over(small_record):
    Source.objects.create(key="report", title_es="Otro informe", title_en="Report")
    with conflicts_named("source report title_es: record says 'Informe', database says 'Otro informe'"):
        load(small_record.directory)


def test_row_when_deleted_by_staff_is_not_made_again(small_record):
    load(small_record.directory)
    Standing.objects.all().delete()
    report = load(small_record.directory)
    assert report.kept == ["standing cr-member: deleted from the database"]
    assert not Standing.objects.exists()
    load(small_record.directory, side="theirs")
    assert Standing.objects.exists()


def test_row_when_deleted_by_staff_and_changed_in_the_file_is_a_conflict(small_record):
    load(small_record.directory)
    Standing.objects.all().delete()
    small_record.edit("participants.yaml", "1996-03-13", "1996")
    with conflicts_named("standing cr-member: changed in the record, deleted from the database"):
        load(small_record.directory)


def test_entry_when_gone_from_the_files_stays_in_the_database_and_is_reported(small_record):
    load(small_record.directory)
    (small_record.directory / "texts.yaml").unlink()
    report = load(small_record.directory)
    assert report.gone == ["text charter"]
    assert Text.objects.filter(symbol="charter").exists()


def test_summary_when_new_is_published_with_its_renderings_asked_for(small_record):
    load(small_record.directory)
    text = Text.objects.get(symbol="crm-06-summary")
    assert (text.state, text.audience, text.nature) == ("published", "public", "summary")
    assert text.editions.get().number == 1
    assert set(Rendering.objects.values_list("language", "state")) == {
        ("es", "pending"),
        ("en", "pending"),
        ("both", "pending"),
    }


def test_summary_when_its_words_change_gets_a_new_edition(small_record):
    load(small_record.directory)
    small_record.edit("decisions/crm-06.yaml", "The term is adopted.", "The new term is adopted.")
    assert load(small_record.directory).editions == 1
    latest = Edition.objects.latest_of(Text.objects.get(symbol="crm-06-summary"))
    assert latest.number == 2
    assert "The new term" in latest.canonical


def test_summary_when_only_its_topics_change_gets_no_edition(small_record):
    load(small_record.directory)
    small_record.edit("decisions/crm-06.yaml", "              topics: [rules]\n".replace(" " * 14, " " * 6), "")
    report = load(small_record.directory)
    assert report.changed
    assert report.editions == 0


def test_reference_when_loaded_is_published_without_edition(small_record):
    load(small_record.directory)
    text = Text.objects.get(symbol="charter")
    assert text.state == "published"
    assert not text.editions.exists()


def test_progress_when_asked_for_names_every_kind(small_record):
    seen = []
    load(small_record.directory, progress=lambda name, count: seen.append((name, count.created)))
    assert ("meeting", 2) in seen
    assert next(name for name, _created in seen) == "source"
