"""What may be asked of the lists of notices and letters: only the parameters named here, whatever the address says."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common.filters import ChoiceFilter, ListFilter, YearFilter
from members.models import Letter, LetterKind, LetterState
from secretariat.access import can_write_notices
from secretariat.models import Notice, NoticeKind, NoticeState


class NoticeFilter(ListFilter):
    """The list of notices, by kind, year and words; for the Secretariat by state too."""

    kind = ChoiceFilter(label=_("Kind"), choices=NoticeKind.choices, empty_label=_("Any kind"))
    year = YearFilter(label=_("Year"), method="of_year")
    words = filters.CharFilter(label=_("Words"), method="with_words")
    state = ChoiceFilter(label=_("State"), choices=NoticeState.choices, empty_label=_("Any state"))

    class Meta:
        model = Notice
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_write_notices(self.request.user):
            del self.filters["state"]

    def of_year(self, notices: QuerySet, _name: str, year: int) -> QuerySet:
        return notices.filter(published_at__year=year)

    def with_words(self, notices: QuerySet, _name: str, words: str) -> QuerySet:
        """Each of the words, in any place and either language."""
        for word in words.split()[:10]:
            places = ("title_es", "title_en", "words_es", "words_en")
            found = Q()
            for place in places:
                found |= Q(**{f"{place}__icontains": word})
            notices = notices.filter(found)
        return notices


class LetterFilter(ListFilter):
    """The mail log, by state, kind and person."""

    state = ChoiceFilter(label=_("State"), choices=LetterState.choices, empty_label=_("Any state"))
    kind = ChoiceFilter(label=_("Kind"), choices=LetterKind.choices, empty_label=_("Any kind"))
    person = filters.CharFilter(label=_("Name or address"), method="of_person")

    class Meta:
        model = Letter
        fields: list[str] = []

    def of_person(self, letters: QuerySet, _name: str, person: str) -> QuerySet:
        named = Q(recipient__person__name__icontains=person) | Q(recipient__email__icontains=person)
        return letters.filter(named | Q(address__icontains=person))
