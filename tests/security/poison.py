"""Words that would do something if a page said them as they are, put into every place in which words are kept."""

from typing import Any

from django.apps import apps
from django.db import models

PROJECT = ("common", "members", "meetings", "declarations", "secretariat")
PAYLOAD = '</script>"><svg onload=zq()>'
SHORT = '"><svg x=zq>'
RAW = ("<svg onload=zq", "<svg x=zq")
FORMULA = "=cmd|' /C calc'!A0"
# Not words of people: names in addresses, states, keys, hashes, what the machine writes. And what is never changed.
NOT_WORDS = (
    models.SlugField,
    models.EmailField,
    models.URLField,
    models.FileField,
    models.UUIDField,
    models.GenericIPAddressField,
)
MACHINE = {"key", "hash", "previous", "sha256", "code", "symbol", "iso2", "content_type", "password", "language"}
MACHINE |= {"content_sha256", "message_id", "task", "payload", "address", "nonce", "last_login", "canonical", "path"}
UNTOUCHED = {"common.act", "declarations.edition", "common.outboxmessage", "common.revision", "members.objectgrant"}
# What a service takes only as the name of a zone that exists: deadlines are counted by it.
CHECKED = {("secretariat.consultation", "time_zone"), ("secretariat.step", "time_zone")}
UNTOUCHED |= {"secretariat.reply", "secretariat.replycomment", "secretariat.outcome"}


def words_of(model: type[models.Model]) -> list[models.Field]:
    """The fields of ``model`` into which people, or the record, put words."""
    fields = [one for one in model._meta.concrete_fields if holds_words(one)]
    return [one for one in fields if (model._meta.label_lower, one.name) not in CHECKED]


def holds_words(field: models.Field) -> bool:
    is_text = isinstance(field, (models.CharField, models.TextField)) and not isinstance(field, NOT_WORDS)
    return is_text and not field.choices and not field.unique and field.name not in MACHINE


def poison(payload: str = PAYLOAD) -> list[str]:
    """Write ``payload`` into every row there is; the names of the fields that hold it now."""
    done = []
    for model in apps.get_models():
        if model._meta.app_label not in PROJECT or model._meta.label_lower in UNTOUCHED or not model._meta.managed:
            continue
        values: dict[str, Any] = {}
        for one in words_of(model):
            if words := fitting(one, payload):
                values[one.attname] = words
                done.append(f"{model._meta.label_lower}.{one.name}")
        if values:
            model._base_manager.update(**values)
    return done


def fitting(field: models.Field, payload: str) -> str:
    """The payload, or a shorter one; nothing where not even that has room."""
    room = field.max_length or 10_000
    return next((one for one in (payload, SHORT) if len(one) <= room), "")
