"""People, their contact data, and the institutions they work for."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal
from common.revision import bump_revision
from members.access import is_secretariat
from members.access_people import can_export_people, can_keep_person, led_by
from members.models import Institution, Person

PERSONAL = ("email", "phone")  # the journal cannot forget, so it keeps that these changed and not what they were
CONTACT = ("name", "honorific", "position_es", "position_en", "email", "phone", "language")


@transaction.atomic
def create_person(*, words: dict[str, Any], by: Any) -> Person:
    """Write down somebody new. The Secretariat may, and a focal point for an institution of the own country or none.

    Raises ``PermissionDenied``, and ``Refusal`` where the same name and address are known already.
    """
    if not isinstance(by, str) and not is_secretariat(by) and not led_by(by):
        raise PermissionDenied
    _check_institution(words.get("institution"), by)
    if words.get("email") and Person.objects.filter(name__iexact=words["name"], email__iexact=words["email"]).exists():
        raise Refusal(_("Somebody of this name and address is written down already."))
    person = Person.objects.create(**words)
    record_act("create_person", person, by=by, after=_told(words))
    return person


@transaction.atomic
def edit_person(*, person: Person, words: dict[str, Any], by: Any) -> None:
    """Put right who somebody is. It confirms nothing: only the person confirms. Raises ``PermissionDenied``."""
    locked = Person.objects.select_for_update().select_related(None).get(pk=person.pk)
    if not can_keep_person(by, locked):
        raise PermissionDenied
    if words.get("institution", locked.institution) != locked.institution:
        _check_institution(words["institution"], by)
    changed = _put_right(locked, words)
    if changed:
        record_act("edit_person", locked, by=by, before=changed[0], after=changed[1])
    person.refresh_from_db()


@transaction.atomic
def confirm_contact_data(*, person: Person, words: dict[str, Any], by: Any) -> None:
    """The person says that the contact data is right as of now, having put it right where it was not.

    ``words`` holds fields of ``CONTACT`` alone. Raises ``PermissionDenied`` for anyone but the person: nobody confirms
    for another.
    """
    if getattr(by, "person_id", None) != person.pk or getattr(by, "_preview", None):
        raise PermissionDenied
    locked = Person.objects.select_for_update().get(pk=person.pk)
    changed = _put_right(locked, {name: words[name] for name in CONTACT if name in words})
    locked.confirmed_at = timezone.now()
    locked.save(update_fields=["confirmed_at"])
    before, after = changed or ({}, {})
    after = after | {"confirmed_at": locked.confirmed_at.isoformat(timespec="seconds")}
    record_act("confirm_contact_data", locked, by=by, before=before, after=after)
    person.refresh_from_db()


@transaction.atomic
def save_institution(*, institution: Institution, words: dict[str, Any], by: Any) -> None:
    """Write down a new institution, or put right one that exists. For the Secretariat alone.

    Its names are public. Raises ``PermissionDenied``, and ``Refusal`` for a second one of the same name.
    """
    if not isinstance(by, str) and not is_secretariat(by):
        raise PermissionDenied
    is_new = institution.pk is None
    if is_new:
        known = Institution.objects.filter(participant=words["participant"], name_es__iexact=words["name_es"])
        if known.exists():
            raise Refusal(_("An institution of this name is written down already."))
    if changed := _put_right(institution, words):
        before, after = changed
        record_act(
            "create_institution" if is_new else "edit_institution",
            institution,
            by=by,
            before={} if is_new else before,
            after=after,
        )
        bump_revision()


@transaction.atomic
def record_export(*, rows: int, asked: str, by: Any) -> None:
    """Personal data leaves the page as a file: who took how many rows, and by which question, is in the journal."""
    if not can_export_people(by):
        raise PermissionDenied
    record_act("export_directory", by, by=by, after={"rows": rows, "filter": asked})


def _check_institution(institution: Institution | None, by: Any) -> None:
    """A focal point puts people into institutions of the own country alone."""
    if institution is None or isinstance(by, str) or is_secretariat(by):
        return
    if institution.participant_id not in led_by(by):
        raise PermissionDenied


def _put_right(thing: Any, words: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Write what differs; return it before and after for the journal, or nothing where nothing differed."""
    differing = {name: value for name, value in words.items() if getattr(thing, name) != value}
    if not differing:
        return None
    before = _told({name: getattr(thing, name) for name in differing})
    for name, value in differing.items():
        setattr(thing, name, value)
    thing.save()
    return before, _told(differing)


def _told(words: dict[str, Any]) -> dict[str, Any]:
    return {name: "…" if name in PERSONAL else value if value is None else str(value) for name, value in words.items()}
