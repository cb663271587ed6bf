"""Exceptional access to one object: given with an end date and a reason, listed, revoked on its date.

An observer who is invited to one network meeting, an expert who is to read one document: the sources allow such
invitations by name (report of 20 years, "access matrix": the networks only if invited; IV RCM, paragraph 19). All
of django-guardian is reached through this room.
"""

from datetime import date
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from common.journal import record_act
from members.access import is_secretariat
from members.models import ObjectGrant, User


def granted(user: Any, model: type[models.Model]) -> QuerySet:
    """The primary keys of the objects of ``model`` that ``user`` was granted, as a subquery. Nothing in a preview."""
    grants = ObjectGrant.objects.none()
    if getattr(user, "is_authenticated", False) and user.is_active and not getattr(user, "_preview", None):
        kind = ContentType.objects.get_for_model(model)
        grants = ObjectGrant.objects.in_force().filter(user=user, content_type=kind)
    return grants.order_by().annotate(granted=Cast("object_pk", BigIntegerField())).values("granted")


@transaction.atomic
def grant(obj: models.Model, *, to: User, until: date, reason: str, by: Any) -> ObjectGrant:
    """Let ``to`` see ``obj`` to the end of the day ``until``. Granting again moves the date and the reason.

    Raises ``ValidationError`` for a day that has passed, an empty reason or an account that is closed, and
    ``PermissionDenied`` for anyone but the Secretariat.
    """
    _only_secretariat(by)
    if until < timezone.localdate():
        raise ValidationError({"until": _("This day has passed.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, in a few words.")})
    if not to.is_active:
        raise ValidationError({"to": _("This account is closed.")})
    kind = ContentType.objects.get_for_model(obj)
    view = Permission.objects.get(content_type=kind, codename=f"view_{kind.model}")
    given, _is_new = ObjectGrant.objects.update_or_create(
        user=to,
        permission=view,
        content_type=kind,
        object_pk=str(obj.pk),
        defaults={"until": until, "reason": reason.strip(), "granted_by": by.email, "granted_at": timezone.now()},
    )
    after = {"to": to.email, "until": until.isoformat(), "reason": reason.strip()}
    record_act("access_granted", obj, by=by, after=after, concerns=to.person)
    return given


@transaction.atomic
def revoke(given: ObjectGrant, *, by: Any) -> None:
    """Take back what was granted, at once. ``by`` is the Secretariat, or the name of the clock's task."""
    if not isinstance(by, str):
        _only_secretariat(by)
    what = {"to": given.user.email, "until": given.until.isoformat(), "reason": given.reason}
    if given.content_object is not None:
        record_act("access_revoked", given.content_object, by=by, before=what, concerns=given.user.person)
    given.delete()


def revoke_what_ended() -> int:
    """Revoke every grant whose last day has passed; how many. A second run finds nothing."""
    ended = list(ObjectGrant.objects.filter(until__lt=timezone.localdate()).select_related("user"))
    for given in ended:
        revoke(given, by="revoke_what_ended")
    return len(ended)


def grants_on(obj: models.Model) -> QuerySet[ObjectGrant]:
    """Who has exceptional access to ``obj``, the first to end first."""
    kind = ContentType.objects.get_for_model(obj)
    grants = ObjectGrant.objects.in_force().filter(content_type=kind, object_pk=str(obj.pk))
    return grants.select_related("user__person").order_by("until", "pk")


def grants_of(user: User) -> QuerySet[ObjectGrant]:
    """To what ``user`` has exceptional access, the first to end first."""
    return ObjectGrant.objects.in_force().filter(user=user).prefetch_related("content_object").order_by("until", "pk")


def _only_secretariat(by: Any) -> None:
    if not is_secretariat(by):
        raise PermissionDenied


__all__ = ["grant", "granted", "grants_of", "grants_on", "revoke", "revoke_what_ended"]
