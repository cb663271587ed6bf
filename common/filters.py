"""The questions that may be asked of more than one list."""

from collections.abc import Iterator, Sequence
from typing import Any

import django_filters as filters
from django import forms
from django.utils.choices import BaseChoiceIterator

from common.widgets import NumberInput, Select

FIRST_YEAR, LAST_YEAR = 1990, 2199
Choices = Sequence[tuple[str, str]]


class Offered(BaseChoiceIterator):
    """Ready choices: however many they are, a form neither copies them nor looks through them again."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.choices)

    def __deepcopy__(self, _memo: Any) -> "Offered":
        return self


class ChoiceFilter(filters.ChoiceFilter):
    """One of a list of choices."""

    def __init__(self, *args: Any, choices: Choices = (), **kwargs: Any) -> None:
        kwargs["choices"] = Offered(choices)
        super().__init__(*args, widget=Select, **kwargs)


class YearFilter(filters.Filter):
    """A year, held against the front of a date that may be only a year."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, widget=NumberInput, **kwargs)


class ListFilter(filters.FilterSet):
    """What a reader may ask of a list."""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but an order is asked, so that the list may be shorter than all there is."""
        if not self.is_bound:
            return False
        self.form.is_valid()  # only then is it known what of the question makes sense
        return any(value for name, value in self.form.cleaned_data.items() if name != "sort")

    def offer(self, **choices: Choices) -> None:
        """Give each filter named its choices."""
        for name, offered in choices.items():
            self.filters[name].extra["choices"] = Offered(offered)
