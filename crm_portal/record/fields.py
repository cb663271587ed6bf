"""How one field is read from a file, and compared with the database: as a plain value, the same on both sides.

A relation is the key of the entry it points to, a set of relations the sorted list of keys, a date its ISO form, an
absent text the empty string. What is equal here is equal in the record.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modeltranslation.translator import translator

from common.periods import PartialDate, PartialDateField
from crm_portal.record.entities import BY_MODEL, Entity

LANGUAGES = ("es", "en")


@dataclass(frozen=True)
class Column:
    """A field of the record: ``word`` in the file, ``name`` in the model, ``language`` where it has one."""

    name: str
    word: str
    field: models.Field
    language: str = ""

    @property
    def target(self) -> Entity | None:
        """The kind of entry this field points to."""
        return BY_MODEL[self.field.related_model] if self.field.is_relation else None

    @property
    def is_many(self) -> bool:
        return self.field.many_to_many

    @property
    def is_json(self) -> bool:
        return isinstance(self.field, models.JSONField)

    @property
    def is_required(self) -> bool:
        return not (self.field.blank or self.field.has_default() or self.field.null)

    @property
    def empty(self) -> Any:
        """What stands in the database where the file says nothing."""
        if self.is_many:
            return []
        if self.field.has_default():
            default = self.field.get_default()
            return default.value if isinstance(default, models.TextChoices) else default
        return None if self.field.null and not _is_text(self.field) else ""

    def from_database(self, value: Any) -> Any:
        """The plain value of a column that is no relation."""
        if isinstance(value, PartialDate):
            return value.iso
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str):
            return str(value)
        return "" if value is None and _is_text(self.field) else value

    def from_file(self, text: str) -> Any:
        """The plain value of a scalar; raises ``ValueError`` with the reason why it is none."""
        if self.field.choices and text not in dict(self.field.flatchoices):
            raise ValueError(f"{text!r} is none of {', '.join(str(value) for value, _label in self.field.flatchoices)}")
        if isinstance(self.field, PartialDateField):
            return PartialDate(text).iso
        if isinstance(self.field, models.BooleanField):
            return _boolean(text)
        value = _number(text) if isinstance(self.field, models.IntegerField) else text
        try:
            self.field.run_validators(value)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        return value


@cache
def columns_of(entity: Entity) -> dict[str, tuple[Column, ...]]:
    """The columns of ``entity`` by the word they have in the file: one, or one per language."""
    translated = translator.get_options_for_model(entity.model).all_fields if _is_translated(entity.model) else {}
    columns: dict[str, tuple[Column, ...]] = {}
    for word in entity.fields:
        if word in translated:
            columns[word] = tuple(_translation(entity, word, language) for language in LANGUAGES)
        else:
            columns[word] = (Column(word, word, entity.model._meta.get_field(word)),)
    return columns


@cache
def all_columns(entity: Entity) -> dict[str, Column]:
    """Every column that the record writes, by its name in the model; also those that the file need not name."""
    columns = {column.name: column for group in columns_of(entity).values() for column in group}
    unnamed = (entity.position, *entity.constants, *entity.parents.values(), *entity.inherits)
    for name in (*unnamed, *entity.derived):
        if name:
            columns[name] = Column(name, name, entity.model._meta.get_field(name))
    return columns


def _translation(entity: Entity, word: str, language: str) -> Column:
    """The column of one language, read by the rules of the field it translates."""
    return Column(f"{word}_{language}", word, entity.model._meta.get_field(word), language)


def _is_translated(model: type[models.Model]) -> bool:
    return model in translator.get_registered_models()


def _is_text(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not isinstance(field, PartialDateField)


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} is neither true nor false")
    return text == "true"


def _number(text: str) -> int:
    if not text.removeprefix("-").isdecimal():
        raise ValueError(f"{text!r} is no whole number")
    return int(text)
