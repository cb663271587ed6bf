"""Forms of papers: one paper, a revision of it, and many given at once."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.access import Audience
from common.forms import UploadField, UploadsField
from common.uploads import DOCUMENTS
from meetings.access import attends
from meetings.models import AgendaItem, Document, DocumentKind, Meeting, Session
from meetings.queries.documents import numbered_items
from members.access import audiences_of, is_secretariat

LANGUAGE_NAMES = [("es", _("Spanish")), ("en", _("English")), ("fr", _("French")), ("pt", _("Portuguese"))]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def audiences_for(meeting: Meeting, user: Any) -> list[tuple[str, Any]]:
    """For whom a paper of ``meeting`` can be: audiences that attend it; for the presidency those that it is in."""
    own = set(Audience) if is_secretariat(user) else audiences_of(user) | {Audience.BODY_MEMBERS, Audience.ACCREDITED}
    return [(one.value, one.label) for one in Audience if one in own and attends(one, meeting.kind)]


class ForWhom(forms.Form):
    """For whom a paper is, of which session and item, from which day for everybody."""

    audience = forms.ChoiceField(label=_("For whom"))
    session = forms.ModelChoiceField(
        label=_("Session"), queryset=Session.objects.none(), required=False, empty_label=_("No session in particular")
    )
    item = forms.ModelChoiceField(
        label=_("Agenda item"),
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label=_("No item in particular"),
    )
    opens_on = forms.DateField(
        label=_("Opens to everyone on"),
        required=False,
        widget=DAY,
        help_text=_("From this day on whoever sees the meeting may read it."),
    )
    is_closed = forms.BooleanField(
        label=_("Paper of the closed session"),
        required=False,
        help_text=_("For members alone; where it is for those accredited, for those who enter that session."),
    )

    def __init__(self, *args: Any, meeting: Meeting, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting, self.user = meeting, user
        self.fields["audience"].choices = audiences_for(meeting, user)  # type: ignore[attr-defined]
        sessions = Session.objects.visible_to(user).filter(meeting=meeting)
        self.fields["session"].queryset = sessions.order_by("starts_at", "pk")  # type: ignore[attr-defined]
        offer_items(self.fields["item"], meeting, user)


def offer_items(field: Any, meeting: Meeting, user: Any) -> None:
    """Let ``field`` choose among the agenda items that ``user`` may see, each with its number. One query."""
    items = numbered_items(meeting, user)
    field.queryset = AgendaItem.objects.filter(pk__in=[item.pk for _number, item in items]).select_related("session")
    named = [(item.pk, f"{number} {item.title} ({item.session})") for number, item in items]
    field.choices = [("", field.empty_label), *named]


class DocumentForm(ForWhom):
    """What is said of one paper. ``seen`` is the version that was read."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    symbol = forms.CharField(label=_("Symbol"), max_length=80, required=False)
    title_es = forms.CharField(
        label=_("Title in Spanish"), max_length=300, widget=forms.TextInput(attrs={"lang": "es"})
    )
    title_en = forms.CharField(
        label=_("Title in English"), max_length=300, widget=forms.TextInput(attrs={"lang": "en"})
    )
    order = forms.IntegerField(
        label=_("Place before others"),
        min_value=0,
        max_value=9999,
        initial=0,
        required=False,
        help_text=_("Papers with a lower number come first; with the same one, by symbol."),
    )
    superseded_by = forms.ModelChoiceField(
        label=_("Superseded by"), queryset=Document.objects.none(), required=False, empty_label=_("Nothing: it stands")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("kind", "symbol", "title_es", "title_en", "item", "session", "audience", "is_closed", "opens_on")

    def __init__(self, *args: Any, document: Document | None = None, **kwargs: Any) -> None:
        if document is not None:
            kwargs["initial"] = {name: getattr(document, name) for name in _FIELDS} | {"seen": document.version}
        super().__init__(*args, **kwargs)
        if document is None:
            del self.fields["superseded_by"]
        else:
            self.fields["symbol"].required = True
            self.fields["superseded_by"].queryset = _others(document, self.user)  # type: ignore[attr-defined]

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in _FIELDS if name in self.fields}


_FIELDS = (
    *("kind", "symbol", "title_es", "title_en", "audience", "opens_on", "is_closed", "session", "item", "order"),
    "superseded_by",
)


def _others(document: Document, user: Any) -> QuerySet[Document]:
    others = Document.objects.visible_to(user).filter(meeting_id=document.meeting_id).exclude(pk=document.pk)
    return others.order_by("order", "symbol")


class RevisionForm(forms.Form):
    """The next revision of one language."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_NAMES)
    file = UploadField(label=_("File"), kinds=DOCUMENTS)
    note = forms.CharField(label=_("What changed"), max_length=300, required=False)


class PapersForm(forms.Form):
    """Many papers given at once."""

    files = UploadsField(label=_("Files"), kinds=DOCUMENTS)


class ChosenForm(forms.Form):
    """What one of many files is to be. ``is_new`` says that it begins a paper, which then needs its titles."""

    take = forms.BooleanField(label=_("Take this file"), required=False, initial=True)
    symbol = forms.CharField(label=_("Symbol"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("", _("Choose")), *LANGUAGE_NAMES], required=False)
    title_es = forms.CharField(label=_("Title in Spanish, if it is new"), max_length=300, required=False)
    title_en = forms.CharField(label=_("Title in English, if it is new"), max_length=300, required=False)

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_new = is_new

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("take"):
            for name in ("title_es", "title_en") if self.is_new else ():
                if not (given.get(name) or "").strip() and name not in self.errors:
                    self.add_error(name, _("A new paper needs its title in both languages."))
            if not given.get("symbol"):
                self.add_error("symbol", _("Say which symbol it has."))
            if not given.get("language") and "language" not in self.errors:
                self.add_error("language", _("Say in which language it is."))
        return given
