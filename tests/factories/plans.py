from typing import Any

import factory
from factory.django import DjangoModelFactory

from meetings.models import ConceptNote, PlannedActivity, ProgressReport, StatedCount, WorkPlan
from meetings.workflow_plans import PARTS
from tests.factories.meetings import BodyFactory, MeetingFactory, PlanItemFactory


class WorkPlanFactory(DjangoModelFactory):
    """A draft of a working group; ``approved=True`` is the version in force."""

    class Meta:
        model = WorkPlan

    class Params:
        approved = factory.Trait(state="approved", approved_on="2025-06-10")

    body = factory.SubFactory(BodyFactory, kind="working_group")
    number = factory.LazyAttribute(lambda plan: plan.body.work_plans.count() + 1)
    title_es = factory.Sequence(lambda n: f"Plan de trabajo {n}")
    title_en = factory.Sequence(lambda n: f"Work plan {n}")
    start = "2025"
    end = "2026"


class PlannedActivityFactory(DjangoModelFactory):
    class Meta:
        model = PlannedActivity

    plan = factory.SubFactory(WorkPlanFactory)
    key = factory.LazyAttribute(lambda activity: f"a{activity.plan.activities.count() + 1}")
    order = factory.LazyAttribute(lambda activity: activity.plan.activities.count() + 1)
    title_es = factory.Sequence(lambda n: f"Actividad {n}")
    title_en = factory.Sequence(lambda n: f"Activity {n}")
    line = factory.SubFactory(PlanItemFactory)


class ProgressReportFactory(DjangoModelFactory):
    class Meta:
        model = ProgressReport

    plan = factory.SubFactory(WorkPlanFactory, approved=True)
    meeting = factory.SubFactory(MeetingFactory, kind="grcm", start="2999-06-21", end="2999-06-22", state="planned")


class ConceptNoteFactory(DjangoModelFactory):
    class Meta:
        model = ConceptNote

    meeting = factory.SubFactory(MeetingFactory, kind="workshop", state="planned", start="2999-05-04", end="2999-05-05")


def a_complete_note(**fields: Any) -> ConceptNote:
    """A draft with all its words in both languages and an indicator."""
    words = {f"{part}_{language}": f"{part} {language}" for part in PARTS for language in ("es", "en")}
    note = ConceptNoteFactory(**(words | fields))
    note.indicators.add(PlanItemFactory(kind="indicator"))
    return note


class StatedCountFactory(DjangoModelFactory):
    class Meta:
        model = StatedCount

    key = factory.Sequence(lambda n: f"count-{n}")
    name_es = factory.LazyAttribute(lambda o: f"Cifra {o.key}")
    name_en = factory.LazyAttribute(lambda o: f"Number {o.key}")
    number = 3
    as_of = "2016-11"
    kinds = "workshop seminar"
