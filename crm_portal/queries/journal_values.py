"""What a field said before and after, in words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from common.acts import FACTS

Model = type[models.Model]
LANGUAGES = {"es": pgettext_lazy("in a sentence", "Spanish"), "en": pgettext_lazy("in a sentence", "English")}


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after; both are words ready to be shown, empty where there was nothing."""

    field: str
    before: str
    after: str


def changes_between(model: Model | None, before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """The fields that differ, in the order in which they were written."""
    changes = []
    for name in dict.fromkeys([*before, *after]):
        field = field_of(model, name)
        was, now = said(field, before.get(name)), said(field, after.get(name))
        if was != now:
            changes.append(Change(label_of(field, name), was, now))
    return changes


def field_of(model: Model | None, name: str) -> models.Field | None:
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def label_of(field: models.Field | None, name: str) -> str:
    """What a field is called, with its language where it has one."""
    if field is not None and (language := getattr(field, "language", "")):
        words = f"{field.translated_field.verbose_name} ({LANGUAGES.get(language, language)})"
    else:
        words = str(getattr(field, "verbose_name", "") or FACTS.get(name) or name.replace("_", " "))
    return words[:1].upper() + words[1:]


def said(field: models.Field | None, value: Any) -> str:
    """A value in words: choices by their names, yes and no, lists one to a line."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(getattr(field, "flatchoices", None) or ())
    if isinstance(value, str | int) and value in choices:
        return str(choices[value])
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "\n".join(str(item) for item in value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=1)
    return str(value)


def names_of(wanted: Iterable[tuple[Model, Any]]) -> dict[tuple[Model, Any], str]:
    """The names of things by model and key, one query per model; what is gone has none."""
    keys: dict[Model, set[Any]] = {}
    for model, key in wanted:
        keys.setdefault(model, set()).add(key)
    found = ((model, model._base_manager.in_bulk(ids)) for model, ids in keys.items())
    return {(model, key): str(thing) for model, things in found for key, thing in things.items()}
