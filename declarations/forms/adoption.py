"""The forms by which a text is tabled, and its adoption prepared and signed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from declarations.models import Adoption, Manner, Remark, Signatory, Text
from declarations.queries_adoption import day_of_adoption, members_on, proposed_presence
from declarations.services.adoption import Preparation, RemarkWords
from meetings.models import Session
from members.models import Participant

MOST_REMARKS = 40
SPARE = 2  # empty lines for one more reservation or statement


class TableForm(forms.Form):
    """Asked before a text is tabled, where it belongs to no meeting."""

    by_consultation = forms.BooleanField(label=_("It is to be adopted by written consultation"), required=False)


class ReasonForm(forms.Form):
    """Why a text is taken back from the table, in both languages."""

    reason_es = forms.CharField(
        label=_("Reason in Spanish"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "lang": "es"})
    )
    reason_en = forms.CharField(
        label=_("Reason in English"), max_length=500, widget=forms.Textarea(attrs={"rows": 2, "lang": "en"})
    )

    @property
    def words(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"reason_{language}"] for language in ("es", "en")}


class SessionField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Session) -> str:
        return f"{obj} ({day_of_adoption(Text(meeting=obj.meeting), obj).isoformat()})"


class PreparationForm(forms.Form):
    """How, where and when the text is adopted, and who is present. ``seen`` is the SHA-256 under which it was read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    manner = forms.ChoiceField(label=_("Manner"), choices=Manner.choices, widget=forms.RadioSelect)
    session = SessionField(
        Session.objects.none(), label=_("Session"), required=False, empty_label=_("None: by written consultation")
    )
    adopted_on = forms.DateField(
        label=_("Adopted on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    present = forms.TypedMultipleChoiceField(
        label=_("Members present"),
        coerce=int,
        help_text=_("Proposed from the attendance and the delegations of the meeting; correct it where it is not so."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, text: Text, adoption: Adoption | None = None, seen: str = "", **kwargs: Any) -> None:
        own = _as_prepared(adoption) if adoption else _as_proposed(text)
        super().__init__(*args, initial=own | {"seen": seen}, **kwargs)
        self.own = own
        sessions = Session.objects.filter(meeting=text.meeting_id).select_related("meeting")
        self.fields["session"].queryset = sessions.order_by("starts_at")  # type: ignore[attr-defined]
        self.members = {one.pk: one for one in members_on(own["adopted_on"])}
        self.fields["present"].choices = list(self.members.items())  # type: ignore[attr-defined]

    def plan(self, remarks: Iterable[RemarkWords]) -> Preparation:
        """What was filled in, as the service takes it."""
        given = self.cleaned_data
        return Preparation(
            manner=given["manner"],
            adopted_on=given["adopted_on"],
            session=given["session"],
            present=tuple(self.members[pk] for pk in given["present"]),
            remarks=tuple(remarks),
        )


class RemarkForm(forms.Form):
    """One reservation or statement, in the member's own words. A line without words says nothing."""

    participant = forms.TypedChoiceField(label=_("Member"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Remark.choices)
    words_es = forms.CharField(
        label=_("In Spanish"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 3, "lang": "es"})
    )
    words_en = forms.CharField(
        label=_("In English"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 3, "lang": "en"})
    )

    def __init__(self, *args: Any, members: dict[int, Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        self.fields["participant"].choices = [("", "—"), *members.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        has_words = bool(given.get("words_es") or given.get("words_en"))
        if has_words and not given.get("participant"):
            self.add_error("participant", _("Say which member it is of."))
        return given

    @property
    def remark(self) -> RemarkWords | None:
        given = self.cleaned_data
        if not (given.get("words_es") or given.get("words_en")):
            return None
        return RemarkWords(self.members[given["participant"]], given["kind"], given["words_es"], given["words_en"])


RemarkFormSet = forms.formset_factory(RemarkForm, extra=SPARE, max_num=MOST_REMARKS, absolute_max=MOST_REMARKS)


def remark_forms(form: PreparationForm, adoption: Adoption | None, data: Any = None) -> Any:
    """A line for each remark that was prepared, and two more."""
    rows = adoption.remarks.all() if adoption else ()
    initial = [
        {"participant": one.participant_id, "kind": one.kind, "words_es": one.words_es, "words_en": one.words_en}
        for one in rows
    ]
    return RemarkFormSet(data, initial=initial, prefix="remark", form_kwargs={"members": form.members})


class SignForm(forms.Form):
    """A signature: for whom, and under which words. Nobody signs by mistake: it asks to be confirmed."""

    signatory = forms.ChoiceField(choices=Signatory.choices, widget=forms.HiddenInput)
    sha256 = forms.CharField(min_length=64, max_length=64, widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("I have read the text above, in both languages, and sign it."))


def _as_prepared(adoption: Adoption) -> dict[str, Any]:
    return {
        "manner": adoption.manner,
        "session": adoption.session_id,
        "adopted_on": adoption.adopted_on,
        "present": [one.pk for one in adoption.present.all()],
    }


def _as_proposed(text: Text) -> dict[str, Any]:
    """The last session of the meeting, its day, and who came to it."""
    by_consultation = text.meeting is None or text.drafting.is_by_consultation
    sessions = Session.objects.filter(meeting=text.meeting_id).select_related("meeting").order_by("-starts_at")
    session = None if by_consultation else sessions.first()
    return {
        "manner": Manner.CONSULTATION if by_consultation else Manner.SESSION,
        "session": session and session.pk,
        "adopted_on": day_of_adoption(text, session),
        "present": sorted(proposed_presence(text, session)),
    }
