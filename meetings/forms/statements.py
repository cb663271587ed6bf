"""Forms of statements, and of invitations to speak."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import UploadField
from common.uploads import PAPERS, CheckedUpload
from meetings.forms.documents import offer_items
from meetings.models import AgendaItem, Meeting, Session, Statement
from meetings.queries.statements import sessions_to_speak_in, speaks_for_whom
from meetings.speaking import own_participants
from members.models import Participant, Status

ONE_LANGUAGE = _(
    "One language is enough, the one in which it is spoken; the other is shown as missing, never filled in."
)
FIELDS = ("session", "item", "words_es", "words_en", "may_publish")
LONGEST = 30_000  # characters


def _words(label: Any, language: str, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 12, "lang": language})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget, **more)


class StatementForm(forms.Form):
    """A statement of a delegation. ``form_key`` makes it once, ``seen`` is the version that was read."""

    participant = forms.ModelChoiceField(label=_("In the name of"), queryset=Participant.objects.none())
    session = forms.ModelChoiceField(
        label=_("Session"), queryset=Session.objects.none(), empty_label=_("Choose the session")
    )
    item = forms.ModelChoiceField(
        label=_("Agenda item"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("No item in particular"),
    )
    words_es = _words(_("Words in Spanish"), "es", help_text=ONE_LANGUAGE)
    words_en = _words(_("Words in English"), "en")
    file_es = UploadField(label=_("File in Spanish"), kinds=PAPERS, required=False)
    file_en = UploadField(label=_("File in English"), kinds=PAPERS, required=False)
    may_publish = forms.BooleanField(
        label=_("It may be published"),
        required=False,
        help_text=_("Without this yes nobody but you, the Presidency and the Secretariat ever reads it."),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, meeting: Meeting, user: Any, statement: Statement | None = None, **kwargs: Any
    ) -> None:
        if statement is not None:
            kwargs["initial"] = {name: getattr(statement, name) for name in FIELDS} | {"seen": statement.version}
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if statement is None:
            fields["participant"].queryset = speaks_for_whom(user)
            fields["participant"].initial = next(iter(own_participants(user)), None)
        else:
            del fields["participant"], fields["form_key"]
        fields["session"].queryset = sessions_to_speak_in(meeting, user)
        offer_items(fields["item"], meeting, user)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    @property
    def given(self) -> dict[str, CheckedUpload]:
        """By language, those that were given."""
        files = {language: self.cleaned_data.get(f"file_{language}") for language in ("es", "en")}
        return {language: file for language, file in files.items() if file}


class SpeakerForm(forms.Form):
    """Whom to invite to speak, in which session."""

    session = forms.ModelChoiceField(
        label=_("Session"), queryset=Session.objects.none(), empty_label=_("Choose the session")
    )
    participant = forms.ModelChoiceField(
        label=_("Observer or network"), queryset=Participant.objects.none(), empty_label=_("Choose whom to invite")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["session"].queryset = meeting.sessions.order_by("starts_at", "pk")
        guests = Participant.objects.filter(standings__status__in=set(Status) - {Status.MEMBER})
        fields["participant"].queryset = guests.distinct().order_by("name")
