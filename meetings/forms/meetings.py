"""The forms by which a meeting is planned, edited, convened and called off."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from meetings.access_convocations import invitable
from meetings.capitals import zone_choices
from meetings.forms.conflicts import Difference, settle
from meetings.models import Body, Meeting, MeetingKind
from members.models import Mandate, Participant, Standing, Status, User

DAYS = _("The day, or as much of it as is known: 2027-05-12, 2027-05 or 2027.")
LABELS = {
    "name_es": _("Name in Spanish"),
    "name_en": _("Name in English"),
    "city_es": _("City in Spanish"),
    "city_en": _("City in English"),
    "venue_es": _("Venue in Spanish"),
    "venue_en": _("Venue in English"),
    "practical_es": _("Practical information in Spanish"),
    "practical_en": _("Practical information in English"),
    "country": _("Host country"),
    "audience": _("Who sees its page"),
}
HINTS = {
    "name_es": _("Vice-Ministerial Meetings and the RCGM are named by what they are."),
    "name_en": _("Vice-Ministerial Meetings and the RCGM are named by what they are."),
    "bodies": _("Several bodies sit jointly. Vice-Ministerial Meetings and the RCGM need no choice."),
    "start": DAYS,
    "end": DAYS,
    "country": _("The presidency is the host unless another country is."),
    "beside": _("Such as the Vice-Ministerial Meeting with which the first RCGM of a year meets."),
    "practical_es": _("Visas, hotels, transport, contact: shown on the page of the meeting, and in the convocation."),
    "practical_en": _("Visas, hotels, transport, contact: shown on the page of the meeting, and in the convocation."),
}
SEEN_BY = (Audience.TROIKA, Audience.BODY_MEMBERS, Audience.MEMBER, Audience.PUBLIC, Audience.SECRETARIAT)
RELATED = ("bodies", "beside")


class MeetingForm(forms.ModelForm):
    """What is known of a meeting, in both languages. ``seen`` is the version that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        help_text=_("The clock of the host's capital, unless another is chosen. Online: choose one."),
    )

    class Meta:
        model = Meeting
        fields = [
            *("kind", "name_es", "name_en", "bodies", "start", "end", "mode", "country", "city_es", "city_en"),
            *("venue_es", "venue_en", "time_zone", "beside", "audience", "practical_es", "practical_en"),
        ]
        labels = LABELS
        help_texts = HINTS
        widgets = {
            "bodies": forms.CheckboxSelectMultiple,
            "beside": forms.CheckboxSelectMultiple,
            "practical_es": forms.Textarea(attrs={"rows": 8}),
            "practical_en": forms.Textarea(attrs={"rows": 8}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version
        for name, field in self.fields.items():
            if name.endswith(("_es", "_en")):
                field.widget.attrs["lang"] = name[-2:]
        self._offer(self.fields)

    def _offer(self, fields: Any) -> None:
        """What can be chosen: bodies that exist now, members as hosts, meetings of the years around."""
        today, own = timezone.localdate(), self.instance
        of_its_own = own.bodies.order_by().values("pk") if own.pk else []
        bodies = Body.objects.that_can_meet(today) | Body.objects.filter(pk__in=of_its_own)
        fields["bodies"].queryset = bodies.order_by("order", "key")
        members = Standing.objects.in_force(today).with_status(Status.MEMBER).order_by().values("participant")
        fields["country"].empty_label = _("As the presidency")
        hosts = Participant.objects.filter(pk__in=members) | Participant.objects.filter(pk=own.country_id)
        fields["country"].queryset = hosts.order_by("name")
        near = Meeting.objects.filter(start__gte=str(today.year - 1)).exclude(kind=MeetingKind.EXTERNAL)
        fields["beside"].queryset = near.for_list().exclude(pk=own.pk).order_by("start", "key")
        fields["time_zone"].choices = [("", _("As the host")), *zone_choices()]
        fields["kind"].choices = [one for one in MeetingKind.choices if one[0] != MeetingKind.EXTERNAL]
        kept = () if own.audience in SEEN_BY else (own.audience,)
        fields["audience"].choices = [(one, Audience(one).label) for one in (*SEEN_BY, *kept)]

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the meeting itself, as the model reads them."""
        return {name: getattr(self.instance, name) for name in self.Meta.fields if name not in RELATED}

    @property
    def related(self) -> dict[str, list[Any]]:
        return {name: list(self.cleaned_data[name]) for name in RELATED}


class PlanForm(MeetingForm):
    """A meeting that is to come. ``form_key`` plans it once; until it is convened the troika knows of it."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].initial = self.initial["audience"] = Audience.TROIKA


def differences_with(form: MeetingForm, theirs: Meeting) -> list[Difference]:
    """What somebody else wrote meanwhile, beside what the form says; see ``settle``. Saving again replaces it."""
    found = settle(form, theirs=theirs, read=None)
    for name, mine in form.related.items():
        their = list(getattr(theirs, name).all())
        if {one.pk for one in mine} != {one.pk for one in their}:
            found.append(Difference(str(form.fields[name].label), "", _named(their), _named(mine), False))
    return found


def _named(things: list[Any]) -> str:
    return ", ".join(map(str, things)) or str(_("(nothing)"))


class LetterForm(forms.Form):
    """The words of a letter in both languages, and until when delegations register."""

    words_es = forms.CharField(label=_("Words in Spanish"), widget=forms.Textarea(attrs={"rows": 10, "lang": "es"}))
    words_en = forms.CharField(label=_("Words in English"), widget=forms.Textarea(attrs={"rows": 10, "lang": "en"}))
    register_by = forms.DateField(
        label=_("Delegations register by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day, by the clock of the meeting's place."),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    @property
    def letter(self) -> dict[str, Any]:
        """What the services of convening ask for."""
        given = self.cleaned_data
        words = {"es": given["words_es"], "en": given["words_en"]}
        return {"form_key": given["form_key"], "register_by": given["register_by"], "words": words}


class ConveneForm(LetterForm):
    """Whom the letter convenes, and for whom the meeting's page is from then on."""

    audiences = forms.MultipleChoiceField(label=_("Those convened"), widget=forms.CheckboxSelectMultiple)
    audience = forms.ChoiceField(
        label=_("Who else sees its page"),
        help_text=_("Those convened see it in any case. The convocation itself is read by them alone."),
    )

    field_order = ("audiences", "audience", "register_by", "words_es", "words_en")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = invitable(meeting.kind)
        self.fields["audiences"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]
        self.fields["audiences"].initial = [
            Audience.BODY_MEMBERS if Audience.BODY_MEMBERS in offered else Audience.MEMBER
        ]
        kept = () if meeting.audience in SEEN_BY else (Audience(meeting.audience),)
        self.fields["audience"].choices = [(one.value, one.label) for one in (*SEEN_BY, *kept)]  # type: ignore[attr-defined]
        self.fields["audience"].initial = meeting.audience


class StateReasonForm(forms.Form):
    """Why a meeting is postponed, cancelled or opened again, in both languages."""

    reason_es = forms.CharField(
        label=_("Reason in Spanish"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "lang": "es"})
    )
    reason_en = forms.CharField(
        label=_("Reason in English"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "lang": "en"})
    )

    @property
    def reason(self) -> dict[str, str]:
        return {"es": self.cleaned_data["reason_es"], "en": self.cleaned_data["reason_en"]}


class GuestForm(forms.Form):
    """Whom to invite by name: delegates of observers and of civil society whose mandate is in force."""

    to = forms.ModelChoiceField(label=_("Guest"), queryset=User.objects.none(), empty_label=_("Choose a person"))
    until = forms.DateField(
        label=_("Sees the meeting until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Mandate.objects.in_force().filter(function__in=("observer_delegate", "civil_society_delegate"))
        guests = User.objects.filter(is_active=True, person__in=held.order_by().values("person"))
        field = self.fields["to"]
        field.queryset = guests.select_related("person").order_by("person__name")  # type: ignore[attr-defined]
        names = {mandate.person_id: str(mandate.participant) for mandate in held.select_related("participant")}
        field.label_from_instance = lambda user: f"{user.name} · {names.get(user.person_id, '')}"  # type: ignore[attr-defined]
