"""Forms of the agenda: a session, an item, for whom it is."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.widgets import Select
from common.zones import in_zone, moment, zone_city
from meetings.models import (
    AgendaItem,
    Meeting,
    MeetingKind,
    MinimumItem,
    PlanItem,
    PlanItemKind,
    Session,
    SessionKind,
    Topic,
)
from meetings.services.agenda import ITEM_FIELDS, offered_readers
from meetings.services.sessions import SESSION_FIELDS
from members.models import Participant

AXES = (PlanItemKind.AXIS, PlanItemKind.PILLAR)
READERS: dict[str, Any] = {
    Audience.SECRETARIAT: _("Only those who prepare the meeting: Secretariat and presidency"),
    Audience.TROIKA: _("The troika"),
    Audience.BODY_MEMBERS: _("Members of the body"),
    Audience.MEMBER: _("Members"),
    Audience.ACCREDITED: _("Those accredited to the meeting"),
    Audience.OBSERVER_ORGANISATION: _("Members and observer organisations (as is the rule for the draft)"),
    Audience.PUBLIC: _("Everybody"),
}


class MomentField(forms.Field):
    """A day and an hour by the clocks of ``zone``; gives the moment (UTC)."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    zone = "UTC"

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            typed = datetime.fromisoformat(str(value).strip())
        except ValueError as error:
            raise forms.ValidationError(_("Give day and hour: 2026-11-23 09:30.")) from error
        return moment(typed.date(), typed.time().replace(second=0, microsecond=0, tzinfo=None), self.zone)

    def prepare_value(self, value: Any) -> Any:
        return in_zone(value, self.zone).strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value


class OfMeetingForm(forms.ModelForm):
    """What sessions and items have in common: made once by ``form_key``, changed as read in version ``seen``."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    written: tuple[str, ...] = ()

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["seen"].initial = self.instance.version if self.instance.pk else 0
        self.fields["form_key"].initial = uuid4()
        for name, field in self.fields.items():
            if name.endswith(("_es", "_en")):
                field.widget.attrs["lang"] = name[-2:]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as the services take it."""
        return {name: self.cleaned_data[name] for name in self.written if name in self.cleaned_data}

    @property
    def key(self) -> Any:
        return self.cleaned_data["form_key"] or uuid4()

    @property
    def version(self) -> int:
        return self.cleaned_data["seen"] or 0


class SessionForm(OfMeetingForm):
    """A session; its hours are typed by the clocks of the meeting's place."""

    written = SESSION_FIELDS
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))

    class Meta:
        model = Session
        fields = ["kind", "starts_at", "ends_at", "title_es", "title_en", "place_es", "place_en"]
        labels = {
            "kind": _("Kind"),
            "title_es": _("Title in Spanish"),
            "title_en": _("Title in English"),
            "place_es": _("Room in Spanish"),
            "place_en": _("Room in English"),
        }
        help_texts = {
            "title_es": _(
                "Without a title it is called by its kind. All readers of the agenda see it, of closed sessions too."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.meeting.time_zone or "UTC"
        self.fields["kind"].choices = SessionKind.choices  # type: ignore[attr-defined]
        clocks = _("By the clocks of %(city)s.") % {"city": zone_city(zone)}
        for name in ("starts_at", "ends_at"):
            field = self.fields[name]
            field.zone, field.help_text = zone, clocks  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        for one, other in (("es", "en"), ("en", "es")):
            for name in ("title", "place"):
                if fields.get(f"{name}_{one}") and not fields.get(f"{name}_{other}"):
                    self.add_error(f"{name}_{other}", _("Give it in both languages."))
        starts_at, ends_at = fields.get("starts_at"), fields.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The session ends before it begins."))
        return fields


class ItemForm(OfMeetingForm):
    """An item of the agenda in both languages."""

    written = ITEM_FIELDS

    class Meta:
        model = AgendaItem
        fields = [
            *("title_es", "title_en", "minutes", "presenting", "presenter_es", "presenter_en"),
            *("plan_item", "topic", "notes_es", "notes_en", "minimum"),
        ]
        labels = {
            "title_es": _("Title in Spanish"),
            "title_en": _("Title in English"),
            "minutes": _("Minutes"),
            "presenter_es": _("Presented by, in Spanish"),
            "presenter_en": _("Presented by, in English"),
            "presenting": _("Delegation that presents"),
            "plan_item": _("Axis or pillar"),
            "topic": _("Topic"),
            "minimum": _("Item that every plenary has"),
            "notes_es": _("Notes in Spanish"),
            "notes_en": _("Notes in English"),
        }
        help_texts = {"minutes": _("How long it takes; what comes behind it moves by as much.")}
        widgets = {
            "presenting": Select,
            "plan_item": Select,
            "topic": Select,
            "minimum": Select,
            "notes_es": forms.Textarea(attrs={"rows": 4}),
            "notes_en": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, session_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("title_es", "title_en"):
            fields[name].required = True
        fields["minutes"].min_value, fields["minutes"].max_value = 1, 1440
        fields["minutes"].widget.attrs |= {"min": 1, "max": 1440}
        fields["presenting"].queryset = Participant.objects.order_by("name")
        fields["topic"].queryset = Topic.objects.order_by("name")
        lines = PlanItem.objects.filter(kind__in=AXES).select_related("plan").order_by("-plan__start", "order", "pk")
        fields["plan_item"].queryset = lines
        fields["plan_item"].label_from_instance = lambda one: f"{one.text} ({one.plan})"
        for name in ("presenting", "plan_item", "topic"):
            fields[name].empty_label = "—"
        fields["minimum"].choices = [("", "—"), *MinimumItem.choices]
        if self.meeting.kind != MeetingKind.VICE_MINISTERIAL or session_kind != SessionKind.PLENARY:
            del fields["minimum"]

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        for name in ("presenter", "notes"):
            for one, other in (("es", "en"), ("en", "es")):
                if fields.get(f"{name}_{one}") and not fields.get(f"{name}_{other}"):
                    self.add_error(f"{name}_{other}", _("Give it in both languages."))
        if fields.get("minutes") == 0:
            self.add_error("minutes", _("Give at least one minute, or nothing."))
        return fields


class ReadersForm(forms.Form):
    """For whom the agenda is."""

    audience = forms.ChoiceField(label=_("Who may read the agenda"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, initial={"audience": meeting.agenda_audience}, **kwargs)
        choices = [(one.value, READERS[one]) for one in offered_readers(meeting)]
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]

    @property
    def words(self) -> str:
        """The choice in words."""
        return str(READERS[self.cleaned_data["audience"]])
