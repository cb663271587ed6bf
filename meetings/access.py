"""Who may see a meeting, who is of a body, who is accredited, and which audiences attend which meetings."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from common.access import Audience
from members.access import DELEGATION, audiences_of, countries_of, is_secretariat, mandates_of, presides
from members.access import read_together as read_people_together
from members.grants import granted

# Whom the sources let attend, beside the members, by kind of meeting. A kind that is not named has no rule.
ATTEND: dict[str, set[str]] = {
    "vice_ministerial": {Audience.OBSERVER_COUNTRY, Audience.OBSERVER_ORGANISATION, Audience.CIVIL_SOCIETY},
    "grcm": {Audience.OBSERVER_ORGANISATION, Audience.CIVIL_SOCIETY},
    "network": {Audience.CIVIL_SOCIETY},
    "working_group": {Audience.CIVIL_SOCIETY},
    "adhoc": {Audience.CIVIL_SOCIETY},
}
GUESTS = {Audience.OBSERVER_COUNTRY, Audience.OBSERVER_ORGANISATION, Audience.CIVIL_SOCIETY}


def attends(audience: str, kind: str) -> bool:
    """Whether ``audience`` attends meetings of ``kind``, so that their papers can be meant for it.

    Observers attend the plenary of the Vice-Ministers, never the closed session; observer organisations attend the
    GRCM, observer countries do not; both come to networks only by invitation, which is a grant and no audience; civil
    society has its dialogue or slot in each (report of 20 years, "access matrix").
    """
    return audience not in GUESTS or kind not in ATTEND or audience in ATTEND[kind]


# Sessions in which the members are among themselves: observers neither enter the closed session nor draft (report of 20
# years, "access matrix", "observer rights").
AMONG_MEMBERS = ("closed", "drafting")


def attends_session(audience: str, meeting_kind: str, session_kind: str) -> bool:
    """Whether ``audience`` attends a session of ``session_kind`` in a meeting of ``meeting_kind``.

    Members attend every session. Observers attend the plenary and never the closed session, and do not draft; civil
    society has its dialogue with the Vice-Ministers, and its slot elsewhere (report of 20 years, "access matrix").
    """
    if audience not in GUESTS:
        return True
    if session_kind in AMONG_MEMBERS or not attends(audience, meeting_kind):
        return False
    return audience != Audience.CIVIL_SOCIETY or session_kind == "dialogue" or meeting_kind != "vice_ministerial"


def visible_meetings(user: Any) -> Q:
    """Meetings meant for the reader now, granted to the reader by name, or to which the reader was convened.

    A visitor belongs to the public alone.
    """
    from meetings.models import Meeting

    return meant_for(user, meeting="pk") | _granted(user, Meeting) | _convened(user)


def visible_of_meetings(user: Any, path: str = "meeting") -> Q:
    """Things that every reader of their meeting sees; ``path`` leads from the thing to the meeting."""
    from meetings.models import Meeting

    return Q(**{f"{path}__in": Meeting.objects.visible_to(user).order_by()})


def visible_agendas(user: Any, path: str = "meeting") -> Q:
    """Things of meetings whose agenda is meant for the reader; ``path`` leads from the thing to the meeting.

    The draft agenda is shared with members and observer organisations (report of 20 years, "agenda"), so it has an
    audience of its own. The presidency, which prepares it, reads it before that; whoever was let into the meeting by
    name reads it once it is shared beyond the troika.
    """
    from meetings.models import Meeting

    meetings = Meeting.objects.visible_to(user)
    if not (Audience.TROIKA in audiences_of(user) and presides(user)):
        meant = meant_for(user, meeting="pk", audience="agenda_audience")
        if getattr(user, "is_authenticated", False):
            meant |= _granted(user, Meeting) & ~Q(agenda_audience__in=(Audience.TROIKA, Audience.SECRETARIAT))
        meetings = meetings.filter(meant)
    return Q(**{f"{path}__in": meetings.order_by()})


def reads_closed_lines(user: Any) -> bool:
    """May read the lines of closed sessions and of the Drafting Group, where the agenda is shown: members alone."""
    return Audience.MEMBER in audiences_of(user)


def visible_sessions(user: Any) -> Q:
    """Sessions whose lines the reader may read: of an agenda meant for the reader, closed ones for members alone."""
    seen = visible_agendas(user)
    return seen if reads_closed_lines(user) else seen & ~Q(kind__in=AMONG_MEMBERS)


def visible_documents(user: Any) -> Q:
    """Papers of visible meetings that are meant for the reader, or granted by name; withdrawn ones the Secretariat's.

    A paper of the closed session that is meant for those accredited is for those who enter that session.
    """
    from meetings.models import Document

    seen = meant_for(user, opens=True) & visible_of_meetings(user) | _granted(user, Document)
    if is_secretariat(user):
        return seen
    outside = Q(is_closed=True, audience=Audience.ACCREDITED) & ~Q(meeting__in=_accredited(user, closed=True))
    return seen & ~outside & Q(withdrawn_at__isnull=True)


def can_prepare(user: Any, meeting: Any, *, is_seen: bool = False) -> bool:
    """May prepare and run ``meeting``: the Secretariat, and the presidency for what it may see.

    The presidency convenes, coordinates and chairs the meetings (report of 20 years, "functions of the PPT"). Read
    once for a request of ``user``: each tab of a workroom asks it. ``is_seen`` says that ``meeting`` was just read
    through ``visible_to(user)``, and spares the query.
    """
    if is_secretariat(user):
        return True
    if not presides(user):
        return False
    known = user.__dict__.setdefault("_prepares", {})
    if is_seen:
        known[meeting.pk] = True
    if meeting.pk not in known:
        known[meeting.pk] = type(meeting).objects.visible_to(user).filter(pk=meeting.pk).exists()
    return known[meeting.pk]


def can_plan(user: Any) -> bool:
    """May write down a meeting that is to come: the Secretariat and the presidency, who prepare it afterwards."""
    return is_secretariat(user) or presides(user)


def can_steer(user: Any, meeting: Any) -> bool:
    """May edit and move ``meeting``: who prepares it; a meeting of the record, that was held, the Secretariat alone."""
    is_of_the_record = meeting.state == "held" and meeting.convened_at is None
    return is_secretariat(user) if is_of_the_record else can_prepare(user, meeting)


def meant_for(
    user: Any, *, path: str = "", meeting: str = "meeting", opens: bool = False, audience: str = "audience"
) -> Q:
    """Things whose audience the reader is in now; ``path`` leads to the thing, ``meeting`` from it to its meeting.

    A thing for the members of a body is for those who sit in a body of its meeting; a thing for those accredited,
    for whoever is accredited to its meeting. With ``opens``, things that open to everyone by date too.
    """
    meant = Q(**{f"{path}{audience}__in": audiences_of(user)})
    if is_secretariat(user):
        return meant
    if opens:
        meant |= Q(**{f"{path}opens_on__lte": timezone.localdate()})
    if mandates_of(user) or countries_of(user):
        of_bodies = {f"{path}{audience}": Audience.BODY_MEMBERS, f"{path}{meeting}__in": _meetings_of_bodies(user)}
        accredited = {f"{path}{audience}": Audience.ACCREDITED, f"{path}{meeting}__in": _accredited(user)}
        meant |= Q(**of_bodies) | Q(**accredited)
    return meant


def bodies_of(user: Any) -> QuerySet | list[int]:
    """The bodies (primary keys) of which ``user`` is now: by a seat, or as delegation of a country that sits in it."""
    from meetings.models import Body

    if (known := getattr(user, "_bodies", None)) is not None:
        return known
    seats, countries = _seats(_mandates(user)), _memberships(countries_of(user, *DELEGATION))
    return (
        Body.objects.filter(Q(pk__in=seats.values("body")) | Q(pk__in=countries.values("body"))).order_by().values("pk")
    )


def read_together(users: Collection[Any]) -> None:
    """Read what ``meant_for`` and ``bodies_of`` ask now for many accounts: five queries, however many they are.

    Afterwards the rules answer for each of ``users`` as ever, and what they answer with holds numbers only.
    """
    read_people_together(users)
    seats, members_of, meetings = defaultdict(set), defaultdict(set), defaultdict(set)
    for mandate, body in _seats([pk for user in users for pk in _mandates(user)]).values_list("mandate", "body"):
        seats[mandate].add(body)
    countries = {country for user in users for country in countries_of(user, *DELEGATION)}
    for country, body in _memberships(countries).values_list("participant", "body"):
        members_of[country].add(body)
    people = {user.person_id for user in users if mandates_of(user)}
    for person, meeting in _accreditations(people).values_list("person", "meeting"):
        meetings[person].add(meeting)
    for user in users:
        own = [seats[pk] for pk in _mandates(user)] + [members_of[pk] for pk in countries_of(user, *DELEGATION)]
        user._bodies = sorted(set().union(*own))
        user._accredited = sorted(meetings[user.person_id])


def _mandates(user: Any) -> list[int]:
    return [mandate.pk for mandate in mandates_of(user)]


def _seats(mandates: Collection[int]) -> QuerySet:
    from meetings.models import Seat

    return Seat.objects.filter(mandate__in=mandates)


def _memberships(countries: Collection[int]) -> QuerySet:
    from meetings.models import BodyMembership

    return BodyMembership.objects.in_force(timezone.localdate()).filter(participant__in=countries)


def _accreditations(people: Collection[int]) -> QuerySet:
    """Those that stand. A delegate who was typed in, or erased, has no person, and nobody reads by it."""
    from meetings.models import Delegate

    return Delegate.objects.accredited().filter(person__isnull=False, person__in=people).order_by()


def _meetings_of_bodies(user: Any) -> QuerySet:
    from meetings.models import Meeting

    return Meeting.bodies.through.objects.filter(body__in=bodies_of(user)).values("meeting")


def _accredited(user: Any, *, closed: bool = False) -> QuerySet | list[int]:
    """Meetings to which the reader is accredited, or whose closed session the reader enters.

    Accreditations open nothing to whoever holds no mandate any more, and nothing in a preview.
    """
    known = getattr(user, "_accredited", None)
    if known is not None and not closed:
        return known
    given = _accreditations([user.person_id] if mandates_of(user) else [])
    return (given.filter(enters_closed_session=True) if closed else given).values("meeting")


def _granted(user: Any, model: Any) -> Q:
    """No term at all for visitors: their lists stay cheap."""
    return Q(pk__in=granted(user, model)) if getattr(user, "is_authenticated", False) else Q()


def _convened(user: Any) -> Q:
    """Meetings to which a letter convened an audience of the reader, whatever the audience of their page."""
    from meetings.models import InvitedAudience

    if not getattr(user, "is_authenticated", False):
        return Q()
    letters = InvitedAudience.objects.filter(meant_for(user, meeting="convocation__meeting"))
    return Q(pk__in=letters.order_by().values("convocation__meeting"))
