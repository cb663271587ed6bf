"""What waits on the Secretariat's desk among meetings and bodies: papers, delegations, reports, plans, vacancies."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import (
    Body,
    Document,
    DocumentFile,
    Meeting,
    MeetingKind,
    ProgressReport,
    ReportState,
    WorkPlan,
    WorkPlanState,
)
from meetings.queries.desk_meetings import TO_COME
from meetings.queries.needs_plans import WorkQueue, work_queue
from meetings.queries.registrations import last_day_to_register, missing, waiting_for_delegations
from meetings.titles import title_without_name
from secretariat.queries.columns import as_number, exact_day, in_either_language
from secretariat.queries.queues import Due, Line, Queue, RowAct, named, queue_of
from secretariat.queries.waiting import Row, Waiting


def waiting_among_meetings() -> list[Waiting]:
    """Delegations that nobody has registered yet, and papers of meetings to come that lack a language."""
    return [
        Waiting(
            key="delegations",
            title=_("Delegations not registered"),
            rows=waiting_for_delegations(),
            line=_delegations,
            columns={
                "ref": F("key"), "es": F("name_es"), "en": F("name_en"), "about": F("kind"), "other": F("ordinal"),
                "more": Coalesce(F("city"), in_either_language("country__name")), "number": missing(),
                "due": Coalesce(last_day_to_register(), exact_day("start")),
            },
            order=("start", "key"),
        ),
        Waiting(
            key="papers",
            title=_("Papers due"),
            rows=papers_due(),
            line=_paper,
            columns={
                "ref": F("symbol"), "es": F("title_es"), "en": F("title_en"), "due": exact_day("meeting__start"),
                "more": F("meeting__key"), "number": as_number(_has("es")), "other": as_number(_has("en")),
            },
            order=("meeting__start", "symbol"),
        ),
    ]  # fmt: skip


def waiting_of_bodies() -> list[Waiting]:
    """Plans that were proposed and reports that were handed in, for the Secretariat to take to the GRCM."""
    return [
        Waiting(
            key="plans",
            title=_("Work plans proposed"),
            rows=WorkPlan.objects.filter(state=WorkPlanState.PROPOSED),
            line=_plan,
            columns={
                "ref": F("body__key"), "es": F("body__name_es"), "en": F("body__name_en"), "number": F("number"),
            },
            page=reverse("meetings:work-of-bodies"),
        ),
        Waiting(
            key="handed-in",
            title=_("Reports of bodies to be received"),
            rows=ProgressReport.objects.filter(state=ReportState.SUBMITTED),
            line=_handed_in,
            columns={
                "es": F("plan__body__name_es"), "en": F("plan__body__name_en"), "since": TruncDate("submitted_at"),
            },
            order=("submitted_at", "pk"),
            page=reverse("meetings:work-of-bodies"),
        ),
    ]  # fmt: skip


def _plan(row: Row) -> Line:
    url = reverse("meetings:work-plan", args=[row.ref, row.number])
    return _to_decide(named(row.es, row.en), url, _("plan proposed"))


def _handed_in(row: Row) -> Line:
    url = reverse("meetings:progress-report", args=[row.pk])
    act = RowAct(_("Read and decide"), url)
    return Line(**named(row.es, row.en), url=url, since=row.since, acts=(act,))


def papers_due() -> QuerySet[Document]:
    """Papers of meetings to come that have no file in Spanish or none in English, and still stand."""
    today = timezone.localdate().isoformat()
    coming = Q(meeting__state__in=TO_COME, meeting__start__gte=today)
    standing = Document.objects.filter(coming, withdrawn_at=None, superseded_by=None)
    return standing.filter(~_has("es") | ~_has("en"))


def _has(language: str) -> Exists:
    return Exists(DocumentFile.objects.filter(document=OuterRef("pk"), language=language).order_by())


def queues_of_bodies(user: Any, *, whole: str) -> list[Queue]:
    """The bodies' reports due before the GRCM, their other work, their vacancies and terms. See ``work_queue``."""
    work, page = work_queue(user), reverse("meetings:work-of-bodies")
    report = reverse("meetings:body-report")
    parts = (
        ("reports-due", _("Reports due before the RCGM"), _reports_due(work), page),
        ("work", _("The work of the bodies"), _work(work), page),
        ("bodies", _("Bodies with a vacancy or a term that ends"), _bodies(work), report),
    )
    return [queue_of(key, title, lines, whole=whole, page=where) for key, title, lines, where in parts]


def _delegations(row: Row) -> Line:
    names = named(row.es, row.en)
    if not names["title"]:
        names = {"title": title_without_name(row.other or None, str(MeetingKind(row.about).label), row.more)}
    words = ngettext("%(counter)s member lacks", "%(counter)s members lack", row.number) % {"counter": row.number}
    acts = (
        RowAct(_("Remind them"), reverse("meetings:delegations-remind", args=[row.ref]), {}),
        RowAct(_("Register"), reverse("meetings:delegate-register", args=[row.ref])),
    )
    url = reverse("meetings:delegation-list", args=[row.ref])
    return Line(**names, url=url, about=(words,), due=Due(row.due) if row.due else None, acts=acts)


def _paper(row: Row) -> Line:
    url = reverse("meetings:document-detail", args=[row.pk])
    lacking = [
        words for has, words in ((row.number, _("without Spanish")), (row.other, _("without English"))) if not has
    ]
    act = RowAct(_("Give the file"), f"{url}#revise")
    return Line(
        **named(row.es, row.en),
        url=url,
        about=(row.ref, *lacking),
        due=Due(row.due) if row.due else None,
        acts=(act,),
    )


def _reports_due(work: WorkQueue) -> Iterator[Line]:
    grcm, page = work.overview.grcm, reverse("meetings:work-of-bodies")
    for row in work.overview.reports_due:
        url = f"{page}#{row.body.key}"
        due = _day(grcm)
        act = RowAct(_("How far it is"), url)
        yield Line(**named(row.body.name_es, row.body.name_en), url=url, due=due, acts=(act,))


def _work(work: WorkQueue) -> Iterator[Line]:
    for meeting in work.notes:
        url = reverse("meetings:concept-note", args=[meeting.key])
        yield _to_decide({"title": meeting.title}, url, _("concept note submitted"))
    year, page = work.overview.year, reverse("meetings:work-of-bodies")
    for row in work.overview.behind:
        words = _("meetings of %(year)s: %(held)s of 2 held, %(to_come)s to come")
        told = words % {"year": year, "held": row.held, "to_come": row.to_come}
        act = RowAct(_("Plan a meeting"), reverse("meetings:meeting-plan"))
        yield Line(
            **named(row.body.name_es, row.body.name_en), url=f"{page}#{row.body.key}", about=(told,), acts=(act,)
        )


def _to_decide(names: dict[str, str], url: str, *about: str) -> Line:
    return Line(**names, url=url, about=about, acts=(RowAct(_("Read and decide"), url),))


def _bodies(work: WorkQueue) -> Iterator[Line]:
    report = reverse("meetings:body-report")
    for body in work.bodies.lapsed:
        yield _body(body, f"{report}#terms", _("term ended"), Due(body.term_ends.last_day), decides=True)
    for body in work.bodies.expiring:
        yield _body(body, f"{report}#terms", _("term ends"), Due(body.term_ends.last_day), decides=True)
    for body in work.bodies.vacant:
        yield _body(body, f"{report}#vacant", _("vacancy"), None, decides=False)


def _body(body: Body, url: str, about: str, due: Due | None, *, decides: bool) -> Line:
    if decides:
        act = RowAct(_("Enter what was decided"), reverse("meetings:body-life", args=[body.key]))
    else:
        act = RowAct(_("Seats in the body"), reverse("meetings:body-seats", args=[body.key]))
    return Line(**named(body.name_es, body.name_en), url=url, about=(about,), due=due, acts=(act,))


def _day(meeting: Meeting | None) -> Due | None:
    """The first day of the meeting, where it is known."""
    start = meeting.start if meeting else None
    return Due(start.first_day) if start is not None and start.precision == "day" else None
