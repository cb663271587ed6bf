"""Forms of a paragraph under negotiation: proposals, positions, what settles them, and where it is divided."""

import re
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.templatetags.components import in_either
from common.widgets import Select
from declarations.models import Paragraph, Proposal, ProposalKind, ProposalState, Stance
from members.models import Participant

LANGUAGES = ("es", "en")
LONGEST = 20_000  # characters
NAMES = {"es": _("Spanish"), "en": _("English")}
END_OF_CLAUSE = re.compile(r"(?<=[.;:,!?])\s+|\n+")
SHOWN = 48  # characters on either side of a place to divide


def _words(label: Any, language: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 7, "lang": language})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget)


def here() -> str:
    return "en" if get_language() == "en" else "es"


class ProposalForm(forms.Form):
    """What a delegation would have a paragraph say, or a proposal for it (``on``).

    The present words stand in both fields: where only one was changed, the proposal is made in that language and
    offers nothing in the other. ``seen`` is the wording that was read, ``form_key`` makes the proposal once.
    """

    participant = forms.ModelChoiceField(
        label=_("For the delegation of"), queryset=Participant.objects.none(), empty_label=_("Choose the delegation")
    )
    language = forms.ChoiceField(label=_("Made in"), choices=[(one, NAMES[one]) for one in LANGUAGES])
    words_es = _words(_("Words in Spanish"), "es")
    words_en = _words(_("Words in English"), "en")
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The other delegations read it beside the proposal."),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(
        self, *args: Any, kind: str, present: dict[str, str], makers: list[Participant], seen: str = "", **kwargs: Any
    ) -> None:
        self.kind, self.present = kind, present
        initial = {"language": here(), "seen": seen} | {f"words_{one}": words for one, words in present.items()}
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        offer(fields["participant"], makers)
        if len(makers) == 1:
            fields["participant"].widget = forms.HiddenInput()
            fields["participant"].initial = makers[0].pk
        if kind == ProposalKind.DELETE:
            for name in ("language", "words_es", "words_en"):
                del fields[name]

    @property
    def offered(self) -> dict[str, str]:
        """The words by language, as far as they say something new."""
        said = {one: self.cleaned_data.get(f"words_{one}", "").strip() for one in LANGUAGES}
        return {one: words for one, words in said.items() if words and words != self.present[one].strip()}

    @property
    def made_in(self) -> str:
        offered, chosen = self.offered, self.cleaned_data.get("language") or here()
        return chosen if chosen in offered or not offered else next(iter(offered))

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or {}
        if self.kind != ProposalKind.DELETE and not self.errors and not self.offered:
            told = _("Write the words of the new paragraph, in one language at least.")
            if any(self.present.values()):
                told = _("These are the words as they stand. Change them in one language at least.")
            self.add_error(f"words_{here()}", told)
        return fields


def offer(field: Any, things: list[Any]) -> None:
    """Let a field choose among ``things`` that were read already."""
    field.queryset = field.queryset.model._default_manager.filter(pk__in=[one.pk for one in things])
    named = [(one.pk, field.label_from_instance(one)) for one in things]
    field.choices = [("", field.empty_label or ""), *named]


class PositionForm(forms.Form):
    """What a delegation holds of a proposal; without ``stance`` it takes its position back."""

    participant = forms.ModelChoiceField(queryset=Participant.objects.none())
    stance = forms.ChoiceField(choices=Stance.choices, required=False)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=1000)

    def __init__(self, *args: Any, own: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["participant"].queryset = own


class ProposalsField(forms.ModelChoiceField):
    """A proposal among those for the same paragraph, named by its delegation and its first words."""

    widget = Select

    def label_from_instance(self, obj: Proposal) -> str:
        words = Truncator(in_either(obj.words_es, obj.words_en) or obj.get_kind_display()).chars(90)
        return f"{obj.participant}: {words}"


class SettleForm(forms.Form):
    """How a proposal is settled by consensus: as it is, with other words, in another one, or not.

    ``merged_es`` and ``merged_en`` are the one wording into which several come together: empty where that of the
    proposal ``into`` stays.
    """

    outcome = forms.ChoiceField(label=_("Outcome"), choices=())
    words_es = _words(_("Words agreed in Spanish"), "es")
    words_en = _words(_("Words agreed in English"), "en")
    into = ProposalsField(
        Proposal.objects.none(), label=_("Merged into"), required=False, empty_label=_("Choose a proposal")
    )
    merged_es = _words(_("The wording of both together in Spanish"), "es")
    merged_en = _words(_("The wording of both together in English"), "en")

    def __init__(
        self, *args: Any, proposal: Proposal, outcomes: list[tuple[str, Any]], others: list[Proposal], **kwargs: Any
    ) -> None:
        words = {f"words_{one}": proposal.says(one) for one in LANGUAGES}
        super().__init__(*args, initial=words, **kwargs)
        self.proposal = proposal
        fields: Any = self.fields
        fields["outcome"].choices = outcomes
        offer(fields["into"], others)

    @property
    def agreed(self) -> dict[str, str] | None:
        """The words agreed, where they differ: of this proposal, or of the one it is merged into."""
        if self.cleaned_data.get("outcome") == ProposalState.MERGED:
            said = {one: self.cleaned_data.get(f"merged_{one}", "").strip() for one in LANGUAGES}
            return said if any(said.values()) else None
        said = {one: self.cleaned_data.get(f"words_{one}", "").strip() for one in LANGUAGES}
        proposed = {one: self.proposal.says(one).strip() for one in LANGUAGES}
        return said if said != proposed and any(said.values()) else None


class SplitForm(forms.Form):
    """After which clause a paragraph is divided, in each language that has words."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, paragraph: Paragraph, seen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": seen}, **kwargs)
        labels = {"es": _("The second paragraph begins, in Spanish, with"), "en": _("In English, with")}
        for language in LANGUAGES:
            if body := getattr(paragraph, f"body_{language}") or "":
                field = forms.TypedChoiceField(
                    label=labels[language], coerce=int, choices=places_to_divide(body), widget=forms.RadioSelect
                )
                self.fields[f"at_{language}"] = field

    @property
    def at(self) -> dict[str, int]:
        return {one: self.cleaned_data[f"at_{one}"] for one in LANGUAGES if f"at_{one}" in self.cleaned_data}


def places_to_divide(body: str) -> list[tuple[int, str]]:
    """Where words may be divided: behind each clause, shown by how the rest begins, and at the very end."""
    places = [(found.end(), body[found.end() :]) for found in END_OF_CLAUSE.finditer(body) if found.end() < len(body)]
    shown = [(place, Truncator(" ".join(rest.split())).chars(SHOWN)) for place, rest in places]
    return [*shown, (len(body), _("nothing: all words stay in the first"))]  # type: ignore[list-item]


class PlaceForm(forms.Form):
    """Behind which paragraph this one is put; behind none it stands first."""

    after = forms.ChoiceField(label=_("Place after"), required=False, choices=(), widget=Select)

    def __init__(self, *args: Any, neighbours: list[Paragraph], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        named = [(str(one.uid), name_of(one)) for one in neighbours]
        fields["after"].choices = [("", _("nothing: it stands first")), *named]


def name_of(paragraph: Paragraph) -> str:
    """A paragraph in a list of choices: its place, its label and its first words."""
    label = in_either(paragraph.label_es, paragraph.label_en)
    words = Truncator(in_either(paragraph.body_es, paragraph.body_en)).chars(60)
    return " ".join(filter(None, (f"¶{paragraph.place}", label, words)))
