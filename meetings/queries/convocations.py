"""Who is convened to a meeting, what a convocation says of it, and who got it."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from common.access import Audience
from common.templatetags.components import days
from common.zones import zone_city
from meetings.models import BodyMembership, Convocation, Meeting, Mode
from members.access import DELEGATION
from members.grants import grants_on
from members.models import Letter, Mandate, Standing, Status, User
from members.models.letters import name_of

# By which mandates an audience is convened. Members are written to in their delegation: head, focal point, deputies.
CONVENED_AS: dict[str, tuple[tuple[str, ...], str]] = {
    Audience.MEMBER: (DELEGATION, Status.MEMBER),
    Audience.OBSERVER_COUNTRY: (("observer_delegate",), Status.OBSERVER_COUNTRY),
    Audience.OBSERVER_ORGANISATION: (("observer_delegate",), Status.OBSERVER_ORGANISATION),
    Audience.CIVIL_SOCIETY: (("civil_society_delegate",), Status.CIVIL_SOCIETY),
}


def accounts_convened(convocation: Convocation) -> QuerySet[User]:
    """The open accounts to which ``convocation`` goes: of its audiences, and the guests of its meeting by name.

    For the members of a body: who has a seat in it, and the delegations of the countries that sit in it.
    """
    audiences = list(convocation.invited.values_list("audience", flat=True))
    return accounts_of(convocation.meeting, audiences)


def accounts_of(meeting: Meeting, audiences: list[str]) -> QuerySet[User]:
    """The same for audiences that are only being thought of."""
    today, who = timezone.localdate(), Q(pk__in=[])
    for audience in audiences:
        if audience in CONVENED_AS:
            functions, status = CONVENED_AS[audience]
            standing = Standing.objects.in_force(today).with_status(status).order_by().values("participant")
            who |= Q(function__in=functions, participant__in=standing)
    if Audience.BODY_MEMBERS in audiences:
        bodies = meeting.bodies.order_by().values("pk")
        countries = BodyMembership.objects.in_force(today).filter(body__in=bodies).order_by().values("participant")
        who |= Q(seat__body__in=bodies) | Q(function__in=DELEGATION, participant__in=countries)
    held = Mandate.objects.in_force().filter(who).order_by().values("person")
    guests = grants_on(meeting).order_by().values("user")
    told = User.objects.filter(Q(person__in=held) | Q(pk__in=guests), is_active=True)
    return told.select_related("person").order_by("pk")


def facts_of(meeting: Meeting) -> dict[str, dict[str, str]]:
    """What a letter says of ``meeting``, in each language, as it stands now."""
    return {language: _facts(meeting, language) for language in ("es", "en")}


def _facts(meeting: Meeting, language: str) -> dict[str, str]:
    with override(language):
        online = meeting.mode == Mode.VIRTUAL
        return {
            "title": meeting.title,
            "kind": str(meeting.get_kind_display()),
            "days": strip_tags(str(days(meeting))),
            "mode": str(meeting.get_mode_display()),
            "city": "" if online else meeting.city or "",
            "country": "" if online or meeting.country is None else str(meeting.country),
            "venue": "" if online else meeting.venue or "",
            "zone": zone_city(meeting.time_zone) if meeting.time_zone else "",
            "practical": meeting.practical or "",
            "bodies": ", ".join(str(body) for body in meeting.bodies.all()),
        }


def letters_of(convocation: Convocation) -> QuerySet[Letter]:
    """Who was written to, and what came of it: the log of one convocation, the latest letter first."""
    about_type, about_id = name_of(convocation)
    letters = Letter.objects.filter(about_type=about_type, about_id=about_id)
    return letters.for_list().prefetch_related("attempts").order_by("recipient__person__name", "-pk")
