"""Digests: what is new for a person, told once a day or once a week instead of each at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import override

from members.mailing.sending import may_know
from members.mailing.writing import write_letter
from members.models import Delivery, Letter, LetterKind, MailFrequency, User
from members.models.letters import name_of

HOUR = time(7)  # of the Secretariat's clock; weekly digests on Mondays
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a digest: what kind of thing, its name, and the absolute address where it is read."""

    kind: str
    title: str
    url: str


@transaction.atomic
def tell(*, key: str, kind: str, recipient: User, about: models.Model, context: Mapping[str, Any]) -> Delivery:
    """Tell an account of a thing as often as it chose: by a letter at once, or in its next digest. Once for each key.

    ``kind`` and ``context`` are those of ``write_letter``. ``about`` needs ``get_absolute_url`` and names itself in
    the active language; whether the account may see it is asked again when the letter or the digest goes out.
    """
    about_type, about_id = name_of(about)
    delivery, is_new = Delivery.objects.get_or_create(
        key=key,
        defaults={"kind": kind, "recipient": recipient, "about_type": about_type, "about_id": about_id},
    )
    if is_new and recipient.mail_frequency == MailFrequency.EACH:
        delivery.letter = write_letter(
            kind=kind, key=key, recipient=recipient, about=about, context=context, is_optional=True
        )
        delivery.save(update_fields=["letter"])
    return delivery


def write_digests(now: datetime) -> int:
    """Write the digests that are due at ``now``, and return how many. A second run writes none.

    A digest carries what waited when the clock last struck seven (for those who chose a digest a week: last struck
    seven on a Monday), so one that was missed is written later and loses nothing. Nothing new, no digest.
    """
    written = 0
    daily, weekly = last_hour(now), last_hour(now, weekday=MONDAY)
    waiting = Delivery.objects.filter(letter__isnull=True, recipient__is_active=True)
    due = waiting.filter(created_at__lt=daily).exclude(
        recipient__mail_frequency=MailFrequency.WEEKLY, created_at__gte=weekly
    )
    for user in User.objects.filter(pk__in=due.values("recipient")).select_related("person").order_by("pk"):
        hour = weekly if user.mail_frequency == MailFrequency.WEEKLY else daily
        written += write_digest(user, hour) is not None
    return written


@transaction.atomic
def write_digest(user: User, hour: datetime) -> Letter | None:
    """One account's digest of ``hour``; ``None`` where nothing is left to be told or that digest is written already."""
    day = timezone.localtime(hour).date().isoformat()
    key = f"digest:{user.pk}:{day}"
    if Letter.objects.filter(key=key).exists():
        return None
    waiting = Delivery.objects.select_for_update().filter(recipient=user, letter__isnull=True, created_at__lt=hour)
    told = [delivery for delivery in waiting if may_know(user, delivery.about_type, delivery.about_id)]
    if not told:
        return None
    with override(user.language):
        items = [item_of(delivery) for delivery in told]
    context = {"items": items, "is_weekly": user.mail_frequency == MailFrequency.WEEKLY, "day": hour}
    letter = write_letter(kind=LetterKind.DIGEST, key=key, recipient=user, context=context, is_optional=True)
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in told]).update(letter=letter)
    return letter


def item_of(delivery: Delivery) -> Item:
    """The line of a digest that tells of one thing, in the active language."""
    thing: Any = apps.get_model(delivery.about_type)._default_manager.get(pk=delivery.about_id)
    kind, title = str(LetterKind(delivery.kind).label) if delivery.kind in LetterKind.values else "", str(thing)
    kind = "" if title.startswith(kind) else kind  # "Circular 3/2026: …" says it already
    return Item(kind, title, settings.SITE_URL + thing.get_absolute_url())


def last_hour(now: datetime, weekday: int | None = None) -> datetime:
    """The last time before ``now`` at which the Secretariat's clock struck seven, on any day or on a ``weekday``."""
    local = timezone.localtime(now)
    hour = local.replace(hour=HOUR.hour, minute=0, second=0, microsecond=0)
    if hour > local:
        hour -= timedelta(days=1)
    return hour if weekday is None else hour - timedelta(days=(hour.weekday() - weekday) % 7)
