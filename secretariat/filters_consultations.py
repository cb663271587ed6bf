"""What a reader may ask of the list of written consultations."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.filters import ChoiceFilter, ListFilter
from secretariat.models import ENDED, Consultation, Stage

COURSES = (("going", _("Going on")), ("ended", _("Ended")))


class ConsultationFilter(ListFilter):
    """Consultations that go on or have ended, and by stage."""

    course = ChoiceFilter(label=_("Course"), choices=COURSES, method="of_course", empty_label=_("All"))
    stage = ChoiceFilter(label=_("Stage"), choices=Stage.choices, empty_label=_("Any stage"))

    class Meta:
        model = Consultation
        fields: list[str] = []

    def of_course(self, consultations: QuerySet, _name: str, value: str) -> QuerySet:
        ended = consultations.filter(stage__in=ENDED)
        return ended if value == "ended" else consultations.exclude(stage__in=ENDED)
