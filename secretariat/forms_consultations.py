"""Forms of a written consultation: what the sources leave open, when the next step opens, what an act asks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.zones import zone_city
from meetings.capitals import zone_choices
from meetings.forms.agenda import MomentField
from meetings.models import Meeting, MeetingState
from members.calendars import CalendarRule
from secretariat.models import LONGEST, Consultation, RepliesSeen, Silence
from secretariat.services.consultations import SETTLED, Settings

MOST_WORDS = 1000


class SettingsForm(forms.Form):
    """What the sources leave open. Each choice says what they say of it, and what they do not."""

    silence = forms.ChoiceField(
        label=_("If a member does not reply"), choices=Silence, widget=forms.RadioSelect,
        help_text=_(
            "The sources ask the members for their comments within five business days and say nothing of those that "
            "do not reply. What you choose stands in the invitation, in every reminder and in the outcome."
        ),
    )  # fmt: skip
    calendar = forms.ChoiceField(
        label=_("Whose holidays do not count"), choices=CalendarRule, widget=forms.RadioSelect,
        help_text=_(
            "The sources say “business days” and name no calendar. Saturdays and Sundays never count; half days off do."
        ),
    )  # fmt: skip
    replies_seen = forms.ChoiceField(
        label=_("The members read each other's replies"), choices=RepliesSeen, widget=forms.RadioSelect,
        help_text=_(
            "The sources do not say when. Presidency and Secretariat read them at once; what the troika replies is "
            "read by the troika and by them alone."
        ),
    )  # fmt: skip
    troika_days = forms.IntegerField(
        label=_("Business days of the troika step"), min_value=1, max_value=LONGEST,
        help_text=_(
            "The sources give the troika no time; each of the two rounds lasts five business days. Where all three "
            "have reacted, the step can be ended earlier."
        ),
    )  # fmt: skip
    time_zone = forms.ChoiceField(
        label=_("Clock of the deadlines"),
        help_text=_("The sources name none. Every deadline is shown with this clock's name and by each reader's own."),
    )
    closing = forms.TimeField(
        label=_("Minute of the last day"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("A reply counts up to and with this minute; the sources give no hour."),
    )  # fmt: skip

    def __init__(self, *args: Any, consultation: Consultation | None = None, **kwargs: Any) -> None:
        chosen = consultation or Consultation(troika_days=3)
        initial = {name: getattr(chosen, name) for name in SETTLED}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.fields["time_zone"].choices = zone_choices()  # type: ignore[attr-defined]

    @property
    def settings(self) -> Settings:
        """What was chosen, as the services take it."""
        return Settings(**{name: self.cleaned_data[name] for name in SETTLED})


class SeenForm(forms.Form):
    """An act without words of its own. ``seen`` is the mark of the consultation that was on the screen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, consultation: Consultation, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, as the service of the act takes it."""
        return {}


class ReasonForm(SeenForm):
    """Why, in both languages: everybody who is told of it reads the reason."""

    reason_es = forms.CharField(
        label=_("Reason in Spanish"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3, "lang": "es"})
    )
    reason_en = forms.CharField(
        label=_("Reason in English"), max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 3, "lang": "en"})
    )

    @property
    def given(self) -> dict[str, Any]:
        words: Mapping[str, str] = {language: self.cleaned_data[f"reason_{language}"] for language in ("es", "en")}
        return {"reason": words}


class ExtendForm(ReasonForm):
    """How many more business days, for all alike, and why."""

    days = forms.IntegerField(
        label=_("More business days"), min_value=1, max_value=LONGEST,
        help_text=_("For all alike, counted from the end of the days that they have."),
    )  # fmt: skip
    field_order = ("days",)

    @property
    def given(self) -> dict[str, Any]:
        return super().given | {"days": self.cleaned_data["days"]}


class CarryForm(ReasonForm):
    """To which meeting that is still to be held, and why."""

    meeting = forms.ModelChoiceField(
        label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=_("Choose a meeting that is still to be held")
    )
    field_order = ("meeting",)

    def __init__(self, *args: Any, consultation: Consultation, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, consultation=consultation, user=user, **kwargs)
        to_come = Meeting.objects.visible_to(user).filter(state__in=(MeetingState.PLANNED, MeetingState.CONVENED))
        self.fields["meeting"].queryset = to_come.for_list().order_by("start", "key")  # type: ignore[attr-defined]
        self.fields["meeting"].label_from_instance = _meeting  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        return super().given | {"meeting": self.cleaned_data["meeting"]}


class ScheduleForm(SeenForm):
    """The minute at which the clock opens the next step, by the clocks of the consultation."""

    at = MomentField(label=_("Open the next step at"))

    def __init__(self, *args: Any, consultation: Consultation, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, consultation=consultation, user=user, **kwargs)
        field: Any = self.fields["at"]
        field.zone = consultation.time_zone
        field.help_text = _("By the clocks of %(city)s.") % {"city": zone_city(consultation.time_zone)}

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError(_("That minute has passed."))
        return at

    @property
    def given(self) -> dict[str, Any]:
        return {"at": self.cleaned_data["at"]}


def _meeting(meeting: Meeting) -> str:
    return f"{meeting.title} ({meeting.start})" if meeting.start else str(meeting.title)


FORMS: dict[str, type[SeenForm]] = {
    "extend_step": ExtendForm,
    "carry_consultation": CarryForm,
    "suspend_step": ReasonForm,
    "send_back": ReasonForm,
    "withdraw_consultation": ReasonForm,
}
