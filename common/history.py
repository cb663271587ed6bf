"""The field history of what is edited by hand: every version of every field, with its date and its editor.

The journal says what was done; here stands what each field said before. ``docs/decisions/0008-the-journal.md``.
"""

from typing import Any

from django.db import models
from modeltranslation.translator import NotRegistered, translator
from simple_history import register
from simple_history.models import HistoricalRecords


class FieldHistory(HistoricalRecords):
    """History that names its editor by value, as the journal does: no relation may point to a higher floor.

    The editor is whoever signed in for the request (``HistoryRequestMiddleware``), or ``_history_user`` of the thing;
    a part of the machine gives its name as the reason of the change.
    """

    def __init__(self, **options: Any) -> None:
        by_value = models.BigIntegerField(null=True)
        super().__init__(history_id_field=models.BigAutoField(), history_user_id_field=by_value, **options)

    def post_save(self, instance: models.Model, created: bool, using: str | None = None, **kwargs: Any) -> None:
        """A save that changes nothing of what is kept leaves no version."""
        touched = kwargs.get("update_fields")
        kept = {name for field in self.fields_included(instance) for name in (field.name, field.attname)}
        if touched is not None and not kept & set(touched):
            return
        if created or self._differs(instance):
            super().post_save(instance, created, using=using, **kwargs)

    def _differs(self, instance: models.Model) -> bool:
        """From the latest version, if there is one."""
        columns = [field.attname for field in self.fields_included(instance)]
        last = getattr(instance, self.manager_name).order_by("-history_id").values(*columns).first()
        return last is None or any(getattr(instance, column) != value for column, value in last.items())


def keep_history(model: type[models.Model], *, without: tuple[str, ...] = ()) -> None:
    """Keep every version of the rows of ``model``, as ``model.history``; of a translated field each language.

    Must be called where the languages of ``model`` are declared, after them. ``without`` names fields that only
    services move. Relations to many are not kept; the journal has them. What is written in bulk leaves no version
    unless it is said so (``model.history.bulk_history_create``).
    """
    try:
        both_languages = tuple(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        both_languages = ()
    register(model, records_class=FieldHistory, excluded_fields=[*both_languages, *without])
