"""The forms by which a member replies in a consultation, and the Secretariat enters what came by mail."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.forms import UploadField
from common.uploads.kinds import EML, MESSAGES
from common.uploads.messages import envelope_of
from common.widgets import Select
from common.zones import in_zone, moment
from declarations.canonical import CanonicalParagraph
from declarations.models import RenderingLanguage
from secretariat.models import Answer, Silence
from secretariat.services.replies import LONGEST_COMMENT, LONGEST_WORDS, Said

OF_PARAGRAPH = "on-"
MEANINGS = {
    Answer.AGREE: _("Your country consents to the words as they were sent."),
    Answer.OBJECT: _("There is no consensus as long as this reply stands. Say what you object to."),
    Answer.MORE_TIME: _(
        "There is no consensus as long as this reply stands. An extension is decided by the Presidency, and is the "
        "same for everybody."
    ),
}
COMMENT_MEANS = {
    Silence.CONSENT: _("Your comments are compiled. They do not stand in the way of consensus."),
    Silence.EXPRESS: _(
        "Your comments are compiled. In this step consent must be expressed: comments alone do not express it."
    ),
}


def _area(rows: int, language: str, **more: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows} | more | ({"lang": language} if language else {}))


class ReplyForm(forms.Form):
    """What a member says: its answer, words on the whole and on paragraphs, in one language.

    ``draft`` is the version of the draft and ``replies`` the number of replies that were read; ``form_key`` makes one
    reply of a form that is sent twice; ``step`` is the step that was replied to.
    """

    is_explained = True  # what each answer means is said to those who choose it
    answer = forms.ChoiceField(label=_("Reply"), choices=Answer.choices, widget=forms.RadioSelect, required=False)
    language = forms.ChoiceField(label=_("You write in"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Words on the whole"), required=False, max_length=LONGEST_WORDS, widget=_area(6, ""), strip=True
    )
    draft = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    replies = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    step = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, paragraphs: Iterable[CanonicalParagraph], silence: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paragraphs, self.silence, self.is_frozen = list(paragraphs), silence, False
        self.fields["language"].initial = "en" if get_language() == "en" else "es"
        for number, one in enumerate(self.paragraphs, 1):
            label = _("Your comment on paragraph %(number)s") % {"number": number}
            self.fields[f"{OF_PARAGRAPH}{one.uid}"] = forms.CharField(
                label=label, required=False, max_length=LONGEST_COMMENT, widget=_area(3, "")
            )

    def freeze(self) -> None:
        """Only to be read and copied: nothing of it is taken any more."""
        self.is_frozen = True
        for field in self.fields.values():
            field.widget.attrs["readonly" if isinstance(field.widget, forms.Textarea) else "disabled"] = True

    @property
    def answers(self) -> Iterator[tuple[Any, Any]]:
        """Each answer with what it means in this step."""
        means = MEANINGS | {Answer.COMMENT: COMMENT_MEANS[Silence(self.silence)]}
        for radio in self["answer"]:
            yield radio, means[Answer(radio.data["value"])] if self.is_explained else ""

    @property
    def rows(self) -> Iterator[tuple[int, CanonicalParagraph, forms.BoundField]]:
        """Each paragraph with its number in the text and the field of its comment."""
        for number, one in enumerate(self.paragraphs, 1):
            yield number, one, self[f"{OF_PARAGRAPH}{one.uid}"]

    @property
    def said(self) -> Said:
        """What was said, of a valid form."""
        given = self.cleaned_data
        comments = {one.uid: given[f"{OF_PARAGRAPH}{one.uid}"] for one in self.paragraphs}
        return Said(given["answer"], given["language"], given["words"], comments)

    def now_seen(self, **seen: int) -> None:
        """The reader has seen what stands there now: sent again, the form is about that."""
        self.data = self.data.copy()
        for name, number in seen.items():
            self.data[name] = number


def initial_of(kept: Any, comments: Mapping[str, str]) -> dict[str, Any]:
    """What the fields hold at first, of a draft or of the reply that is corrected."""
    said = {"answer": kept.answer, "language": kept.language, "words": kept.words}
    return said | {f"{OF_PARAGRAPH}{uid}": words for uid, words in comments.items()}


class EnteredReplyForm(ReplyForm):
    """A reply that came by mail: the message, from whom it is, when it arrived by the clocks of the step's zone.

    What is left empty is read from the headers of the message and proposed; whoever enters it confirms.
    """

    is_explained = False
    file = UploadField(label=_("Message"), kinds=MESSAGES)
    sender = forms.CharField(label=_("Sent by"), max_length=254, required=False, strip=True)
    day = forms.DateField(
        label=_("Day of arrival"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=_("Hour of arrival, to the second"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "step": "1"}, format="%H:%M:%S"),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.is_proposed = zone, False
        self.fields["answer"].required = True
        for name in ("draft", "replies"):
            del self.fields[name]
        self.fields["language"].label = _("Written in")
        self.fields["hour"].help_text = _("The minute at which the message reached the Secretariat.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        lacking = [name for name in ("sender", "day", "hour") if not given.get(name) and name not in self.errors]
        file = given.get("file")
        if lacking and file is not None and file.kind is EML:
            self._propose(envelope_of(file.file), lacking)
        for name in lacking:
            if not self.is_proposed or not self.data.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        if self.is_proposed:
            told = _("Sender and arrival were read from the message. Look at them, choose the file again and enter it.")
            self.add_error(None, forms.ValidationError(told, code="proposed"))
        return given

    def _propose(self, envelope: Any, lacking: list[str]) -> None:
        """Fill what is empty by what the headers say; the browser asks for the file again."""
        at = in_zone(envelope.arrived_at, self.zone) if envelope.arrived_at else None
        if at is not None and at > timezone.now():
            at = None
        known = {"sender": envelope.sender, "day": at and f"{at:%Y-%m-%d}", "hour": at and f"{at:%H:%M:%S}"}
        self.data = self.data.copy()
        for name in lacking:
            self.data[name] = known[name] or ""
        self.is_proposed = any(self.data[name] for name in lacking)

    @property
    def received_at(self) -> datetime:
        """When it arrived. Raises ``Refusal`` for an hour that the clocks of the zone skip or show twice."""
        return moment(self.cleaned_data["day"], self.cleaned_data["hour"], self.zone)


class CommentFilter(forms.Form):
    """Of whom, and of which paragraphs, the compiled comments are shown."""

    country = forms.ChoiceField(label=_("Country"), required=False, widget=Select)
    commented = forms.BooleanField(label=_("Only paragraphs with comments"), required=False)

    def __init__(self, *args: Any, countries: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].choices = [("", _("All countries")), *((one.key, str(one)) for one in countries)]


class CommentsPaperForm(forms.Form):
    """In which language the PDF is made; ``form_key`` makes one of a form that is sent twice."""

    language = forms.ChoiceField(choices=RenderingLanguage.choices)
    form_key = forms.UUIDField()
