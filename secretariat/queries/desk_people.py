"""What waits on the Secretariat's desk about people, their mandates, and the mail to them."""

from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.models import Function, Invitation, Letter, LetterKind, LetterState, Mandate, User
from members.queries.contact import stale_people
from members.queries.needs import ending_mandates, vacant_members
from secretariat.queries.columns import as_number, in_either_language
from secretariat.queries.queues import Due, Line, RowAct, named
from secretariat.queries.waiting import Row, Waiting

OF_A_MANDATE = {
    "ref": Cast("person", CharField()),
    "es": F("person__name"),
    "en": F("person__name"),
    "about": F("function"),
}


def waiting_about_people() -> list[Waiting]:
    """Vacancies, mandates that end or are held over, stale contact data, open invitations, letters that failed."""
    return [_vacancies(), _ending_mandates(), _mandates_held_over(), _stale_data(), _invitations(), _failed_letters()]


def _page(asked: str) -> str:
    return reverse("people:directory") + asked


def _vacancies() -> Waiting:
    return Waiting(
        key="vacant",
        title=_("Member countries without a focal point"),
        rows=vacant_members(),
        line=_vacant,
        columns={"ref": F("key"), "es": F("name_es"), "en": F("name_en"), "since": _last_focal_point()},
        order=(F("w_since").asc(nulls_last=True), "key"),
        page=_page("#vacancies"),
    )


def _ending_mandates() -> Waiting:
    return Waiting(
        key="ending",
        title=_("Mandates that end within 60 days"),
        rows=ending_mandates(),
        line=_ending,
        columns=OF_A_MANDATE | {"more": in_either_language("participant__name"), "due": F("end")},
        order=("end", "person__name"),
        page=_page("?ending=on"),
    )


def _mandates_held_over() -> Waiting:
    return Waiting(
        key="held-over",
        title=_("Mandates held over until a successor is named"),
        rows=Mandate.objects.in_force().held_over(),
        line=_held_over,
        columns=OF_A_MANDATE | {"more": in_either_language("participant__name"), "since": F("end")},
        order=("end", "person__name"),
        page=_page("?held_over=on"),
    )


def _stale_data() -> Waiting:
    accounts = User.objects.filter(person=OuterRef("pk"), is_active=True)
    return Waiting(
        key="stale",
        title=_("Contact data not confirmed for six months"),
        rows=stale_people(),
        line=_stale,
        columns={
            "es": F("name"), "en": F("name"), "since": TruncDate("confirmed_at"), "about": F("email"),
            "number": as_number(Exists(accounts)), "other": as_number(Exists(Letter.objects.filter(_asked_today()))),
        },
        order=(F("confirmed_at").asc(nulls_first=True), "name"),
        page=_page("?stale=on"),
    )  # fmt: skip


def _invitations() -> Waiting:
    return Waiting(
        key="invited",
        title=_("Invitations not yet accepted"),
        rows=Invitation.objects.open(),
        line=_invited,
        columns={
            "es": F("person__name"), "en": F("person__name"), "about": F("email"), "number": F("person"),
            "since": TruncDate("sent_at"), "due": TruncDate("expires_at"),
        },
        order=("expires_at",),
        page=_page("?invited=on"),
    )  # fmt: skip


def _failed_letters() -> Waiting:
    return Waiting(
        key="undelivered",
        title=_("Letters that failed"),
        rows=Letter.objects.filter(state=LetterState.FAILED),
        line=_undelivered,
        columns={
            "es": F("subject"), "en": F("subject"), "more": F("kind"), "since": TruncDate("queued_at"),
            "about": Coalesce(NullIf("address", Value("")), "recipient__email"),
            "number": as_number(Q(is_redacted=True)),
        },
        order=("queued_at",),
        page=reverse("secretariat:letter-list") + "?state=failed",
    )  # fmt: skip


def _last_focal_point() -> Subquery:
    held = Mandate.objects.filter(
        function=Function.FOCAL_POINT, participant=OuterRef("pk"), end__lt=timezone.localdate()
    )
    return Subquery(held.order_by("-end").values("end")[:1])


def _asked_today() -> Q:
    return Q(kind=LetterKind.CONTACT_REMINDER, recipient__person=OuterRef("pk"), created_at__date=timezone.localdate())


def _vacant(row: Row) -> Line:
    url = f"{reverse('people:directory')}?participant={row.ref}"
    act = RowAct(_("Write down a person"), reverse("people:person-create"))
    return Line(**named(row.es, row.en), url=url, since=row.since, acts=(act,))


def _mandate(row: Row) -> dict[str, Any]:
    about = (str(Function(row.about).label), row.more)
    url = reverse("people:person", args=[row.ref])
    return {"title": row.es or "", "url": url, "about": tuple(filter(None, about))}


def _ending(row: Row) -> Line:
    acts = (
        RowAct(_("Renew"), reverse("people:appoint", args=[row.ref])),
        RowAct(_("Hold over"), reverse("people:mandate-hold-over", args=[row.pk]), {}),
    )
    return Line(**_mandate(row), due=Due(row.due) if row.due else None, acts=acts)


def _held_over(row: Row) -> Line:
    act = RowAct(_("End it"), reverse("people:mandate-end", args=[row.pk]))
    return Line(**_mandate(row), since=row.since, acts=(act,))


def _stale(row: Row) -> Line:
    about, acts = [], []
    if row.since is None:
        about.append(_("never confirmed"))
    if row.other:
        about.append(_("asked today"))
    elif row.number:
        acts.append(RowAct(_("Ask by letter"), reverse("people:contact-ask", args=[row.pk]), {}))
    elif row.about:
        acts.append(RowAct(_("Invite"), reverse("members:invitation-send", args=[row.pk]), {}))
    else:
        about.append(_("no account, no address"))
    return Line(row.es or "", reverse("people:person", args=[row.pk]), about=about, since=row.since, acts=acts)


def _invited(row: Row) -> Line:
    acts = [RowAct(_("Invite again"), reverse("members:invitation-send", args=[row.number]), {})]
    return Line(
        row.es or "",
        reverse("people:person", args=[row.number]),
        about=(row.about,),
        since=row.since,
        due=Due(row.due) if row.due else None,
        acts=acts if row.since != timezone.localdate() else (),
    )


def _undelivered(row: Row) -> Line:
    kind = str(LetterKind(row.more).label) if row.more in LetterKind.values else row.more
    act = RowAct(_("Send again"), reverse("secretariat:letter-resend", args=[row.pk]), {})
    url = reverse("secretariat:letter-detail", args=[row.pk])
    return Line(row.es or "", url, about=(kind, row.about), since=row.since, acts=() if row.number else (act,))
