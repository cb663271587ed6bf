"""The field history of a thing and of its parts: from version to version, what each field said before and after."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import get_language

from common.acts import MACHINES
from crm_portal.queries.journal import Subject, kind_words, model_of
from crm_portal.queries.journal_values import Change, field_of, label_of, names_of, said
from members.models import User

# The parts that are edited for themselves, by the column of their versions that names the whole.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "members.participant": (
        ("members.standing", "participant_id"),
        ("members.civilsocietychapter", "country_id"),
        ("members.presidency", "country_id"),
    ),
    "meetings.body": (("meetings.bodyname", "body_id"), ("meetings.bodymembership", "body_id")),
    "meetings.plan": (("meetings.planitem", "plan_id"),),
    "declarations.text": (("declarations.decision", "paragraph__text_id"),),
}
KEPT_BY_THE_LIBRARY = ("history_id", "history_date", "history_change_reason", "history_type", "history_user_id", "id")


@dataclass(frozen=True, slots=True)
class Version:
    """One change of a thing: by whom (empty if unknown), and what each field said before and after."""

    at: datetime
    who: str
    kind: str
    name: str
    changes: list[Change]


def versions_about(subject: Subject) -> QuerySet:
    """Kind and number of every change of a thing that may be read and of its parts, the latest first.

    That a thing was added or deleted is an act.
    """
    found = [
        model.history.order_by()
        .filter(history_type="~", **{column: subject.key})
        .annotate(of_kind=Value(model._meta.label_lower))
        .values_list("of_kind", "history_id", "history_date")
        for model, column in _kept(subject.kind)
    ]
    if not found or subject.thing is None:
        return User.objects.none()
    first, *others = found
    return (first.union(*others, all=True) if others else first).order_by("-history_date", "of_kind", "-history_id")


def _kept(kind: str) -> list[tuple[type[models.Model], str]]:
    kinds = [(kind, "id"), *PARTS.get(kind, ())]
    models_kept = [(model_of(name), column) for name, column in kinds]
    return [(model, column) for model, column in models_kept if model is not None and hasattr(model, "history")]


def read_versions(keys: Any) -> list[Version]:
    """The versions of one page of ``versions_about``, in its order. One query per kind of thing, and two for names."""
    keys = list(keys)
    rows: dict[tuple[str, int], tuple[Any, Any]] = {}
    for kind in {kind for kind, _number, _at in keys}:
        rows |= _with_the_one_before(kind, [number for of, number, _at in keys if of == kind])
    editors = {now.history_user_id for now, _before in rows.values() if now.history_user_id}
    people = User.objects.select_related("person").in_bulk(editors) if editors else {}
    names = names_of(pointed for now, before in rows.values() if before for pointed in _pointed(now, before))
    return [_version(kind, *rows[kind, number], people, names) for kind, number, _at in keys]


def _with_the_one_before(kind: str, numbers: list[int]) -> dict[tuple[str, int], tuple[Any, Any]]:
    """Each version with the version before it of the same thing, or ``None``. One query."""
    history = model_of(kind).history.order_by("history_id")
    before = history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    chosen = history.filter(history_id__in=numbers)
    befores = chosen.annotate(before=Subquery(before.values("history_id")[:1])).order_by().values("before")
    last: dict[int, Any] = {}
    pairs = {}
    for row in history.filter(Q(history_id__in=numbers) | Q(history_id__in=befores)):
        if row.history_id in numbers:
            pairs[kind, row.history_id] = (row, last.get(row.id))
        last[row.id] = row
    return pairs


def _changed(now: Any, before: Any) -> list[models.Field]:
    fields = (field for field in now._meta.concrete_fields if field.attname not in KEPT_BY_THE_LIBRARY)
    return [field for field in fields if getattr(now, field.attname) != getattr(before, field.attname)]


def _pointed(now: Any, before: Any) -> list[tuple[type[models.Model], Any]]:
    """The things that changed relations point to, now and before."""
    keys = [(f, getattr(row, f.attname)) for f in _changed(now, before) if f.is_relation for row in (now, before)]
    return [(field.related_model, key) for field, key in keys if key]


def _version(kind: str, now: Any, before: Any, people: dict[int, User], names: dict[Any, str]) -> Version:
    changes = []
    for field in _changed(now, before) if before else ():
        own = field_of(model_of(kind), field.name)
        values = [getattr(row, field.attname) for row in (before, now)]
        if field.is_relation:
            values = [names.get((field.related_model, key), key) for key in values]
        changes.append(Change(label_of(own, field.name), *(said(own, value) for value in values)))
    editor = people.get(now.history_user_id)
    reason = now.history_change_reason or ""
    who = editor.name if editor else str(MACHINES.get(reason, reason))
    return Version(now.history_date, who, kind_words(kind), _name(kind, now), changes)


def _name(kind: str, row: Any) -> str:
    """What a version calls its thing, from its own fields alone."""
    languages = ("es", "en") if get_language() == "es" else ("en", "es")
    columns = [f"{stem}_{language}" for stem in ("name", "title", "text") for language in languages]
    for column in (*columns, "status", "year", "key"):
        if value := getattr(row, column, ""):
            return said(field_of(model_of(kind), column), value)
    return ""
