"""The life of bodies: created, extended, made permanent, renamed, closed by decisions that are named.

The Vice-Ministers approve the creation of groups with mandate, objectives and term (the conference's site, "about").
Bodies that become others: ``meetings/services/successions.py``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.periods import PartialDate
from common.refusals import Refusal
from common.revision import bump_revision
from meetings.models import Body, BodyKind, BodyName, BodyStep, Meeting, MeetingState, StepKind
from members.access import is_secretariat

FIELDS = (
    *("kind", "name_es", "name_en", "mandate_es", "mandate_en", "objectives_es", "objectives_en"),
    *("composition_es", "composition_en", "frequency_es", "frequency_en", "reports_to"),
)
LONGEST_KEY = 40
OF_A_TERM = (BodyKind.WORKING_GROUP, BodyKind.ADHOC, BodyKind.NETWORK)  # these can be made permanent
AHEAD = (MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.POSTPONED)


@dataclass(frozen=True, slots=True)
class Citation:
    """What decided a step, and as of when: words in both languages, and the meeting where the portal knows it."""

    on: PartialDate
    decided_es: str
    decided_en: str
    meeting: Meeting | None = None

    def __post_init__(self) -> None:
        if not (self.decided_es.strip() and self.decided_en.strip()):
            raise Refusal(_("Name the decision in both languages: every step of a body is cited."))


@transaction.atomic
def create_body(*, values: Mapping[str, Any], term_ends: PartialDate | None, citation: Citation, by: Any) -> Body:
    """Set up a body from the day of ``citation`` on; without ``term_ends`` it has no term. Its key follows its name.

    Raises ``Refusal`` where a body of that name exists, or the term ends before it begins.
    """
    only_secretariat(by)
    body = new_body(values, term_ends, citation)
    record_act("body_created", body, by=by, after={"name": body.name, "on": citation.on.iso} | _term(term_ends))
    bump_revision()
    return body


@transaction.atomic
def extend_body(body: Body, *, term_ends: PartialDate, citation: Citation, by: Any) -> None:
    """Give a body a term that ends later than the present one. A term that has run out may be extended too.

    Raises ``Refusal`` for one that has no term, or was closed, and for a term that is not later.
    """
    only_secretariat(by)
    body = living(body)
    if body.term_ends is None and BodyStep.objects.filter(body=body, kind=StepKind.PERMANENT).exists():
        raise Refusal(_("This body is permanent: it has no term that could be extended."))
    if body.term_ends and term_ends.last_day <= body.term_ends.last_day:
        raise Refusal(_("The new term must end after the present one, %(day)s."), day=str(body.term_ends))
    _not_before_it_begins(body, citation.on)
    _check_term(term_ends, citation.on)
    before, body.term_ends = body.term_ends, term_ends
    body.save(update_fields=["term_ends"])
    write_step(body, StepKind.EXTENDED, citation, term_ends=term_ends)
    record_act("body_extended", body, by=by, before=_term(before), after=_term(term_ends))
    bump_revision()


@transaction.atomic
def make_permanent(body: Body, *, citation: Citation, by: Any) -> None:
    """Take the term of a body away: from now on it meets until it is closed.

    Raises ``Refusal`` for one that was closed, or is permanent already.
    """
    only_secretariat(by)
    body = living(body)
    made = BodyStep.objects.filter(body=body, kind=StepKind.PERMANENT)
    if body.kind not in OF_A_TERM or (body.term_ends is None and made.exists()):
        raise Refusal(_("This body is permanent already."))
    _not_before_it_begins(body, citation.on)
    before, body.term_ends = body.term_ends, None
    body.save(update_fields=["term_ends"])
    write_step(body, StepKind.PERMANENT, citation)
    record_act("body_made_permanent", body, by=by, before=_term(before), after={"on": citation.on.iso})
    bump_revision()


@transaction.atomic
def rename_body(body: Body, *, name_es: str, name_en: str, citation: Citation, by: Any) -> None:
    """From the day of ``citation`` on the body bears another name; the one before stays on record with its period.

    Raises ``Refusal`` where neither name is new, or a later name is on record already.
    """
    only_secretariat(by)
    body, day = living(body), citation.on
    names = {"name_es": name_es.strip(), "name_en": name_en.strip()}
    before = {field: getattr(body, field) for field in names}
    if not all(names.values()):
        raise Refusal(_("Give the name in both languages."))
    if names == before:
        raise Refusal(_("The body bears this name already."))
    _not_before_it_begins(body, day)
    borne = body.names.filter(is_alternative=False)
    if borne.filter(start__gte=day.iso).exists():
        raise Refusal(_("A name that it bore from that day on, or later, is on record already."))
    if not borne.exists():
        BodyName.objects.create(body=body, start=body.start, start_bound=body.start_bound, end=day, **before)
    for name in borne.filter(end=None):
        name.end = day
        name.save(update_fields=["end"])
    BodyName.objects.create(body=body, start=day, **names)
    for field, words in names.items():
        setattr(body, field, words)
    body.save(update_fields=list(names))
    write_step(body, StepKind.RENAMED, citation)
    record_act("body_renamed", body, by=by, before=before, after=names)
    bump_revision()


@transaction.atomic
def close_body(body: Body, *, citation: Citation, by: Any) -> None:
    """End a body by a decision; its last day is that of ``citation``. Who sits in it sits there until that day.

    Raises ``Refusal`` where bodies still report to it, or a meeting of it is still to come.
    """
    only_secretariat(by)
    body = living(body)
    end_body(body, StepKind.CLOSED, citation)
    record_act("body_closed", body, by=by, after={"on": citation.on.iso})
    bump_revision()


# what the services of bodies share


def only_secretariat(by: Any) -> None:
    """Raises ``PermissionDenied`` for anybody else: decisions are entered by the Secretariat."""
    if not is_secretariat(by):
        raise PermissionDenied


def living(body: Body) -> Body:
    """The body as it stands now, its row locked. Raises ``Refusal`` where it has ended."""
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    if body.end is not None:
        raise Refusal(_("%(body)s has ended: %(day)s."), body=body.name, day=str(body.end))
    return body


def new_body(values: Mapping[str, Any], term_ends: PartialDate | None, citation: Citation) -> Body:
    """A body with its first step; its key is made of its name in English."""
    if not (values.get("name_es") and values.get("name_en")):
        raise Refusal(_("Give the name in both languages."))
    if Body.objects.filter(Q(name_es__iexact=values["name_es"]) | Q(name_en__iexact=values["name_en"])).exists():
        raise Refusal(_("A body with this name exists already, or existed once."))
    _check_term(term_ends, citation.on)
    given = {name: values[name] for name in FIELDS if values.get(name)}
    order = (Body.objects.order_by("-order").values_list("order", flat=True).first() or 0) + 1
    said = {"created_by_es": citation.decided_es, "created_by_en": citation.decided_en}
    body = Body.objects.create(
        key=_free_key(values["name_en"]), start=citation.on, term_ends=term_ends, order=order, **given, **said
    )
    body.refresh_from_db()
    write_step(body, StepKind.CREATED, citation, term_ends=term_ends)
    return body


def end_body(
    body: Body, kind: str, citation: Citation, *, others: Iterable[Body] = (), together: Iterable[Body] = ()
) -> None:
    """Its last day, its last step, and the end of all who sit in it; ``together`` are those that end with it.

    Raises ``Refusal`` with what stands in the way: bodies that report to it, a meeting of it that is to come.
    """
    _not_before_it_begins(body, citation.on)
    below = Body.objects.filter(reports_to=body, end=None).exclude(pk__in=[one.pk for one in (*others, *together)])
    if names := ", ".join(str(one) for one in below):
        reason = _("Bodies still report to it: %(bodies)s. Close them first, or let them report to another.")
        raise Refusal(reason, bodies=names)
    if to_come := body.meetings.filter(state__in=AHEAD, start__gt=citation.on.iso).order_by("start").first():
        reason = _("A meeting of it is still to come: %(meeting)s, %(day)s.")
        raise Refusal(reason, meeting=str(to_come), day=str(to_come.start))
    ending: list[Any] = [body, *body.memberships.filter(end=None), *body.names.filter(end=None)]
    for period in ending:
        period.end = citation.on
        period.save(update_fields=["end"])
    write_step(body, kind, citation, others=others)


def write_step(
    body: Body, kind: str, citation: Citation, *, term_ends: PartialDate | None = None, others: Iterable[Body] = ()
) -> BodyStep:
    """The line in the life of the body, with what decided it."""
    words = {"decided_es": citation.decided_es.strip(), "decided_en": citation.decided_en.strip()}
    step = BodyStep.objects.create(
        body=body, kind=kind, on=citation.on, meeting=citation.meeting, term_ends=term_ends, **words
    )
    step.others.set(others)
    return step


def _free_key(name: str) -> str:
    """A key for addresses, made of the name in English; with a number where that is taken."""
    key = slugify(name)[: LONGEST_KEY - 3].strip("-") or "body"
    taken = set(Body.objects.filter(key__startswith=key).values_list("key", flat=True))
    return key if key not in taken else next(f"{key}-{n}" for n in range(2, 100) if f"{key}-{n}" not in taken)


def _not_before_it_begins(body: Body, day: PartialDate) -> None:
    if body.start and day.last_day < body.start.first_day:
        raise Refusal(_("That is before the body began, %(day)s."), day=str(body.start))


def _check_term(term_ends: PartialDate | None, begins: PartialDate) -> None:
    if term_ends and term_ends.last_day <= begins.first_day:
        raise Refusal(_("The term ends before it begins."))


def _term(term_ends: PartialDate | None) -> dict[str, str]:
    return {"term_ends": term_ends.iso} if term_ends else {}
