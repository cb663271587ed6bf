"""The living style page: every token and component, drawn with the code that draws it elsewhere."""

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from common.business_days import DayCounted, DayOff, count_business_days
from common.forms import AsOfForm
from common.models import Certainty, Discrepancy, Source
from common.periods import Bound, PartialDate
from common.public import public_page
from members.models import Participant, Status

STATIC = settings.BASE_DIR / "static"
TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")


def tokens() -> dict[str, list[tuple[str, str, str]]]:
    """The tokens, colours apart from the rest: name, value by day, value by night where it differs."""
    sheet = (STATIC / "css" / "tokens.css").read_text()
    day, night = sheet.split("@media", 2)[:2]
    dark = dict(TOKEN.findall(night))
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for name, value in TOKEN.findall(day):
        kind = "colours" if value.startswith("#") else "measures"
        groups.setdefault(kind, []).append((name, value, dark.get(name, "")))
    return groups


def icons() -> list[str]:
    """The names of all drawings."""
    return re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "img" / "icons.svg").read_text())


class SampleForm(forms.Form):
    """A form with one of each field."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As it stands on the list."))
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    status = forms.ChoiceField(label=gettext_lazy("Status"), choices=Status, widget=forms.RadioSelect)
    words = forms.CharField(label=gettext_lazy("Words"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


def sample_fact() -> SimpleNamespace:
    """A fact of which the sources are not sure."""
    source = Source(key="report-20-years", title_es="Informe de 20 Años de la CRM", title_en="Report on 20 Years")
    question = Discrepancy(key="observer-orgs", topic_es="Organismos observadores", topic_en="Observer organisations")
    return SimpleNamespace(
        certainty=Certainty.LIKELY,
        is_to_be_confirmed=True,
        note=_("Only one source gives the day."),
        note_es="Solo una fuente da el día.",
        note_en="Only one source gives the day.",
        sources=SimpleNamespace(all=lambda: [source]),
        discrepancies=SimpleNamespace(all=lambda: [question]),
        start=PartialDate("1996-03-13"),
        end=PartialDate("1996-03-14"),
        start_bound=Bound.EXACT,
    )


def sample_count() -> tuple[DayCounted, ...]:
    """Five business days over a Christmas, with days off as two countries and the Secretariat have them."""
    eve, christmas, boxing = date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 28)
    off = {
        eve: [DayOff(eve, "gt", "Nochebuena", "Christmas Eve", is_half=True)],
        christmas: [DayOff(christmas, key, "Navidad", "Christmas Day") for key in ("ca", "gt", "secretariat")],
        boxing: [DayOff(boxing, "ca", "Segundo día de Navidad (trasladado)", "Boxing Day (observed)")],
    }
    return count_business_days(after=date(2026, 12, 21), days=5, days_off=off)


@method_decorator(public_page, name="dispatch")
class StyleGuide(TemplateView):
    template_name = "crm_portal/styleguide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        countries = {one.key: one for one in Participant.objects.filter(standings__status=Status.MEMBER)}
        return super().get_context_data(
            tokens=tokens(),
            icons=icons(),
            fact=sample_fact(),
            counted=sample_count(),
            dates=[PartialDate("1996"), PartialDate("1996-03"), PartialDate("1996-03-13")],
            page_obj=Paginator(range(300), 10).page(7),
            form=SampleForm({"name": "", "day": "", "status": "member"}, auto_id="sample_%s"),
            filter_form=AsOfForm(self.request.GET),
            countries=countries,
            kinds=["plain", "accent", "ready", "pending", "failed", "doubt", "draft"],
            notices=["info", "warning", "summary", "success", "error"],
            **kwargs,
        )
