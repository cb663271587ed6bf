"""A notice by mail: who gets it, and what the letter says."""

from typing import Any

from django.db.models import Case, Q, Value, When

from meetings.access import read_together
from members.mailing.writing import Words, render_letter
from members.models import Letter, Mandate, User
from members.models.letters import name_of
from secretariat.access import notices_meant_for
from secretariat.models import Notice

RULES = 200  # rules of access asked in one query


def accounts_told(notice: Notice, *, after: int = 0, limit: int | None = None) -> list[User]:
    """The accounts that a notice is for now, in order of their keys: open, held by somebody with a mandate in force.

    Among the accounts with a key above ``after``, of which at most ``limit`` are asked. An account that was granted
    the notice alone, or holds no mandate any more, may read it in the intranet and gets no mail of it.
    Seven queries; one more for every two hundred different ways of being concerned.
    """
    users = accounts_asked(after=after, limit=limit)
    read_together(users)
    rules = {user.pk: notices_meant_for(user) for user in users}
    names = {pk: str(Notice.objects.filter(rule).order_by().values("pk").query) for pk, rule in rules.items()}
    distinct = list({names[pk]: rule for pk, rule in rules.items()}.items())
    holds: set[str] = set()
    for place in range(0, len(distinct), RULES):
        holds |= _which_hold(notice, distinct[place : place + RULES])
    return [user for user in users if names[user.pk] in holds]


def _which_hold(notice: Notice, rules: list[tuple[str, Q]]) -> set[str]:
    """The names of those ``rules`` of access that let ``notice`` through. One query."""
    asked = [Case(When(rule, then=Value(True)), default=Value(False)) for _name, rule in rules]
    answers = Notice.objects.filter(pk=notice.pk).values_list(*asked).first() or ()
    return {name for (name, _rule), answer in zip(rules, answers, strict=False) if answer}


def accounts_asked(*, after: int = 0, limit: int | None = None) -> list[User]:
    """The next ``limit`` open accounts of people with a mandate in force."""
    held = Mandate.objects.in_force().values("person")
    users = User.objects.filter(pk__gt=after, is_active=True, person__in=held)
    return list(users.select_related("person").order_by("pk")[:limit])


def context_of(notice: Notice) -> dict[str, Any]:
    return {"notice": notice, "attachments": list(notice.attachments.select_related("file"))}


def preview_of(notice: Notice, language: str, recipient: User) -> Words:
    """The letter as it would be written in ``language``; its links belong to ``recipient``, who looks at it."""
    return render_letter(
        notice.kind, language=language, recipient=recipient, is_optional=True, context=context_of(notice)
    )


def key_of(notice: Notice, user: User) -> str:
    """One letter or digest line for each account and edition, however often the work is done."""
    edition = "" if notice.edition == 1 else f".{notice.edition}"
    return f"notice:{notice.pk}{edition}:{user.pk}"


def letters_of(notice: Notice) -> Any:
    """The letters that tell of this notice alone; those in digests hang on its deliveries."""
    about_type, about_id = name_of(notice)
    return Letter.objects.filter(about_type=about_type, about_id=about_id)
