"""Two who edit one thing at once: the words of both, field by field, and a form that loses neither."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the two disagree. ``is_taken``: the second did not touch it, so the other's words are taken."""

    label: str
    lang: str
    theirs: str
    mine: str
    is_taken: bool


def settle(form: Any, *, theirs: Any, read: Any) -> list[Difference]:
    """Bring ``form``, filled by the second of two, up to what the first one wrote meanwhile.

    ``theirs`` is the thing as it stands, ``read`` as the second one read it (None: not known). Fields that the second
    did not touch take the words of the first; of those that both touched, the second's stay in the form and the first's
    are told. Saving once more then replaces knowingly. The form must be valid; it is shown with ``data`` of its own.
    """
    form.data = form.data.copy()
    form.data["seen"] = theirs.version
    differences = []
    for name, mine in form.values.items():
        their = getattr(theirs, name)
        before = getattr(read, name) if read is not None else None
        if _same(mine, their) or (read is not None and _same(their, before)):
            continue
        is_taken = read is not None and _same(mine, before)
        if is_taken:
            form.data[form.add_prefix(name)] = _typed(form.fields[name], their)
        differences.append(
            Difference(
                str(form.fields[name].label),
                name[-2:] if name.endswith(("_es", "_en")) else "",
                *(_shown(form.fields[name], value) for value in (their, mine)),
                is_taken,
            )
        )
    return differences


def _same(one: Any, other: Any) -> bool:
    return (one or None) == (other or None)


def _typed(field: forms.Field, value: Any) -> Any:
    return "" if value is None else field.prepare_value(value)


def _shown(field: forms.Field, value: Any) -> str:
    """In words: the label of a choice, the hour as it is typed."""
    if value is None or value == "":
        return str(_("(nothing)"))
    choices: Iterable[Any] = getattr(field, "choices", ())
    typed = str(field.prepare_value(value))
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return next((str(words) for key, words in choices if str(key) == typed), typed)
    if isinstance(value, datetime):
        return typed.replace("T", " ")
    return str(value) if isinstance(field, forms.ModelChoiceField) else typed
