"""Forms of the follow-up: how a decision is read, how far a commitment is, what its addressee tells of it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import F, QuerySet, Value
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from common.forms import UploadField
from common.templatetags.components import in_either
from common.uploads.kinds import DOCUMENTS, IMAGES, XLSX
from declarations.access_commitments import reports_for
from declarations.forms.readings import ReadingForm, initial_of
from declarations.models import Commitment, CommitmentState, Decision
from declarations.services.commitment_reports import REPORTABLE, Told
from declarations.services.commitments import MANY_OF_COMMITMENT, MANY_OF_DECISION, OF_DECISION
from meetings.models import Body, MeetingKind, PlanItem, PlanItemKind, PlannedActivity, Topic, WorkPlan
from members.models import Participant


class CommitmentForm(ReadingForm):
    """The same with words as the text has them, topics, and the chain from a recommendation to an indicator."""

    addressees = forms.ModelMultipleChoiceField(
        label=_("Countries and organisations"), queryset=Participant.objects.none(), required=False
    )
    addressed_bodies = forms.ModelMultipleChoiceField(label=_("Bodies"), queryset=Body.objects.none(), required=False)
    verb_es = forms.CharField(label=_("Verb in Spanish"), max_length=60, required=False)
    verb_en = forms.CharField(label=_("Verb in English"), max_length=60, required=False)
    due_es = forms.CharField(label=_("Due, as the text puts it, in Spanish"), max_length=200, required=False)
    due_en = forms.CharField(label=_("Due, as the text puts it, in English"), max_length=200, required=False)
    addressed_others_es = forms.CharField(label=_("Others, in Spanish"), max_length=300, required=False)
    addressed_others_en = forms.CharField(label=_("Others, in English"), max_length=300, required=False)
    topics = forms.ModelMultipleChoiceField(label=_("Topics"), queryset=Topic.objects.none(), required=False)
    recommendation = forms.ModelChoiceField(
        label=_("Recommendation of the RCGM that led to it"), queryset=Decision.objects.none(), required=False,
        empty_label=_("none"),
    )  # fmt: skip
    activities = forms.ModelMultipleChoiceField(
        label=_("Activities that carry it out"), queryset=PlannedActivity.objects.none(), required=False
    )
    indicators = forms.ModelMultipleChoiceField(label=_("Indicators"), queryset=PlanItem.objects.none(), required=False)

    def __init__(self, *args: Any, commitment: Commitment, user: Any, **kwargs: Any) -> None:
        decision = commitment.decision
        initial = initial_of(commitment) | {name: getattr(decision, name) for name in OF_DECISION}
        initial |= linked_with(commitment) | {"recommendation": commitment.recommendation_id}
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        fields["addressees"].queryset = Participant.objects.order_by("name")
        fields["addressed_bodies"].queryset = Body.objects.order_by("order", "key")
        fields["topics"].queryset = Topic.objects.order_by("name")
        fields["recommendation"].queryset = recommendations(user).exclude(pk=decision.pk)
        fields["recommendation"].label_from_instance = words_of_decision
        fields["activities"].queryset = activities(user)
        fields["activities"].label_from_instance = words_of_activity
        fields["indicators"].queryset = PlanItem.objects.filter(
            kind__in=(PlanItemKind.INDICATOR, PlanItemKind.RESULT)
        ).select_related("plan").order_by("-plan__start", "order")  # fmt: skip


def linked_with(commitment: Commitment) -> dict[str, list[int]]:
    """To whom it speaks, on what, and what carries it out: primary keys by the name of the field. One query."""
    parts: list[QuerySet] = []
    for owner, names in ((commitment.decision, MANY_OF_DECISION), (commitment, MANY_OF_COMMITMENT)):
        for name in names:
            field: Any = owner._meta.get_field(name)
            links = field.remote_field.through.objects.filter(**{field.m2m_field_name(): owner.pk}).order_by()
            thing = F(f"{field.m2m_reverse_field_name()}_id")
            parts.append(links.annotate(field=Value(name), thing=thing).values_list("field", "thing"))
    linked: dict[str, list[int]] = {name: [] for name in (*MANY_OF_DECISION, *MANY_OF_COMMITMENT)}
    for name, key in parts[0].union(*parts[1:], all=True):
        linked[name].append(key)
    return linked


def recommendations(user: Any) -> QuerySet[Decision]:
    """What meetings of the GRCM concluded and recommended, the latest first."""
    decided = Decision.objects.visible_to(user).filter(meeting__kind=MeetingKind.GRCM)
    return decided.select_related("paragraph", "meeting").order_by("-meeting__start", "order")


def activities(user: Any) -> QuerySet[PlannedActivity]:
    """Activities of work plans that ``user`` sees, of plans that are not superseded."""
    plans = WorkPlan.objects.visible_to(user).exclude(state="superseded").order_by()
    return PlannedActivity.objects.filter(plan__in=plans).select_related("plan__body").order_by("plan", "order")


def words_of_decision(decision: Decision) -> str:
    words = Truncator(in_either(decision.paragraph.body_es, decision.paragraph.body_en)).chars(110)
    return f"{decision.key}: {words}"


def words_of_activity(activity: PlannedActivity) -> str:
    return f"{activity.plan.body}: {Truncator(activity.title).chars(110)}"


class ActForm(forms.Form):
    """What an act asks: a reason in both languages, or by which other commitment this one is superseded."""

    reason_es = forms.CharField(
        label=_("Reason or source, in Spanish"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "es"}),
    )  # fmt: skip
    reason_en = forms.CharField(
        label=_("Reason or source, in English"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )  # fmt: skip
    superseded_by = forms.ModelChoiceField(
        label=_("Superseded by"), queryset=Commitment.objects.none(), empty_label=_("Choose the later decision")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, commitment: Commitment, act: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": commitment.version}, **kwargs)
        fields: Any = self.fields
        if not act.needs_reason:
            del fields["reason_es"], fields["reason_en"]
        if act.target != CommitmentState.SUPERSEDED:
            del fields["superseded_by"]
        else:
            others = Commitment.objects.visible_to(user).confirmed().exclude(pk=commitment.pk)
            later = others.select_related("decision__paragraph").order_by("-decision__meeting__start", "decision__key")
            fields["superseded_by"].queryset = later
            fields["superseded_by"].label_from_instance = lambda one: words_of_decision(one.decision)

    @property
    def reason(self) -> dict[str, str] | None:
        given = self.cleaned_data
        return {"es": given["reason_es"], "en": given["reason_en"]} if "reason_es" in given else None


class ReportForm(forms.Form):
    """What an addressee tells, made to be filled in on a telephone. ``form_key`` makes one report of it."""

    state = forms.ChoiceField(label=_("How far it is"), widget=forms.RadioSelect)
    words_es = forms.CharField(
        label=_("In Spanish"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "es"}),
        help_text=_("One language is enough; the other is shown as missing, never filled in."),
    )  # fmt: skip
    words_en = forms.CharField(
        label=_("In English"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4, "lang": "en"})
    )
    url = forms.URLField(
        label=_("Evidence: an address"), required=False, max_length=500, assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )  # fmt: skip
    file = UploadField(label=_("Evidence: a file"), kinds=(*DOCUMENTS, *IMAGES), required=False)
    participant = forms.ModelChoiceField(
        label=_("In the name of"), queryset=Participant.objects.none(), required=False, empty_label=None
    )
    is_public = forms.BooleanField(
        label=_("It may be published"), required=False,
        help_text=_("Without this yes only the members and the Secretariat read it."),
    )  # fmt: skip
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["state"].choices = [(one.value, one.label) for one in REPORTABLE]
        own = Participant.objects.filter(pk__in=reports_for(user)).order_by("name")
        fields["participant"].queryset = own
        if not own:
            del fields["participant"]
        else:
            fields["participant"].initial = own[0]
            if len(own) == 1:
                fields["participant"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "participant" in self.fields and not given.get("participant") and "participant" not in self.errors:
            given["participant"] = self.fields["participant"].initial  # whoever acts for one speaks for that one
        if (
            not given.get("words_es")
            and not given.get("words_en")
            and not self.errors.keys() & {"words_es", "words_en"}
        ):
            self.add_error("words_es", _("Say in a few words how far it is, in Spanish, in English or in both."))
        return given

    @property
    def told(self) -> Told:
        given = self.cleaned_data
        return Told(
            state=given["state"], words_es=given["words_es"], words_en=given["words_en"], url=given["url"],
            file=given["file"], is_public=given["is_public"],
        )  # fmt: skip


class SheetForm(forms.Form):
    file = UploadField(label=_("Filled-in form"), kinds=(XLSX,))


class PaperForm(forms.Form):
    """Which PDF of the state of play is asked for, once."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("es", _("Spanish")), ("en", _("English")), ("both", _("Spanish and English"))]
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
