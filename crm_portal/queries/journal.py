"""The journal as people read it: who did what to which thing, and what it said before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, QuerySet, Value
from django.http import Http404
from django.urls import reverse

from common.acts import MACHINES, words_of
from common.models import Act
from crm_portal.access import OPEN_KINDS, can_read_journal, open_acts
from crm_portal.queries.journal_values import Change, changes_between
from members.access import is_secretariat
from members.models import User

FLOORS = ("common", "members", "meetings", "declarations", "secretariat")  # whose things have a history


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act in words. ``is_open`` is false where the reader may know the act but not what it was about."""

    number: int
    at: datetime
    who: str
    email: str
    did: str
    kind: str
    name: str
    address: str
    changes: list[Change]
    is_open: bool
    request: str
    hash: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing whose history is read; ``thing`` is ``None`` when it is gone."""

    kind: str
    key: str
    kind_words: str
    thing: models.Model | None

    @property
    def url(self) -> str:
        return getattr(self.thing, "get_absolute_url", str)() if self.thing else ""


def acts_for(user: Any) -> QuerySet[Act]:
    """Every act, the latest first, with ``is_open``: whether ``user`` may read what it was about."""
    which = open_acts(user)
    may_read = ExpressionWrapper(which, output_field=BooleanField()) if which else Value(True)
    return Act.objects.annotate(is_open=may_read).order_by("-pk")


def acts_about(user: Any, subject: Subject) -> QuerySet[Act]:
    """The acts on a thing and on its parts, the latest first."""
    on_it = models.Q(object_type=subject.kind, object_id=subject.key)
    return acts_for(user).filter(on_it | models.Q(part_of=f"{subject.kind}:{subject.key}"))


def subject_of(user: Any, kind: str, key: str) -> Subject:
    """The thing that the journal calls ``kind`` and ``key``.

    Raises ``Http404`` for who may not read its history: no reader of the journal, or one who does not see the thing.
    The Secretariat also reads of things that are gone.
    """
    model = model_of(kind)
    if model is None or model._meta.app_label not in FLOORS or not can_read_journal(user):
        raise Http404
    if not _is_key(model, key):
        raise Http404
    thing = _visible(model, user).filter(pk=key).first()
    if thing is None and (not is_secretariat(user) or model._base_manager.filter(pk=key).exists()):
        raise Http404
    if not is_secretariat(user) and kind not in OPEN_KINDS and not hasattr(model._default_manager, "visible_to"):
        raise Http404
    return Subject(kind, key, kind_words(kind), thing)


def lines_of(acts: Iterable[Act]) -> list[ActLine]:
    """The lines of ``acts`` (from ``acts_for``). One query for the names of those who acted."""
    acts = list(acts)
    ids = {act.actor_id for act in acts if act.actor_id}
    people = {user.pk: user for user in User.objects.filter(pk__in=ids).select_related("person")} if ids else {}
    return [_line(act, people.get(act.actor_id)) for act in acts]


def _line(act: Act, user: User | None) -> ActLine:
    machine = MACHINES.get(act.actor) if act.actor_id is None else None
    who = user.name if user else str(machine or act.actor)
    is_of_own = user is not None and (act.object_type, act.object_id) == (user._meta.label_lower, str(user.pk))
    has_history = act.is_open and act.object_id and model_of(act.object_type)
    return ActLine(
        number=act.pk,
        at=act.at,
        who=who,
        email=act.actor if act.actor != who and not machine else "",
        did=words_of(act.act),
        kind=kind_words(act.object_type),
        name=act.object_label if act.is_open and not is_of_own else "",
        address=reverse("journal-object", args=[act.object_type, act.object_id]) if has_history else "",
        changes=changes_between(model_of(act.object_type), act.before, act.after) if act.is_open else [],
        is_open=act.is_open,
        request=act.request_id,
        hash=act.hash,
    )


def head_of_journal() -> tuple[int, str]:
    """The number and the hash of the last link; noted down elsewhere, it proves that nothing was cut off."""
    return Act.objects.order_by("-pk").values_list("pk", "hash").first() or (0, "")


def kinds_in_journal() -> list[tuple[str, str]]:
    """Every kind of thing that an act was about, by its name."""
    kinds = Act.objects.order_by().exclude(object_type="").values_list("object_type", flat=True).distinct()
    return sorted(((kind, kind_words(kind)) for kind in kinds), key=lambda kind: kind[1].lower())


def model_of(kind: str) -> type[models.Model] | None:
    """The model that the journal calls ``kind``; ``None`` for one that is no more, or never was."""
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def kind_words(kind: str) -> str:
    """What a kind of thing is called."""
    model = model_of(kind) if kind else None
    name = str(model._meta.verbose_name) if model else kind
    return name[:1].upper() + name[1:]


def _visible(model: type[models.Model], user: Any) -> QuerySet:
    things = model._default_manager
    return things.visible_to(user) if hasattr(things, "visible_to") else things.all()


def _is_key(model: type[models.Model], key: str) -> bool:
    return not isinstance(model._meta.pk, models.IntegerField) or (key.isdecimal() and len(key) < 19)
