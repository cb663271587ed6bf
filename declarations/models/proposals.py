from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from declarations.access import visible_proposals
from declarations.models.drafting import TextVersion
from declarations.models.texts import Paragraph, Text
from members.models import Participant


class ProposalKind(models.TextChoices):
    REPLACE = "replace", _("change the words")
    BEFORE = "before", _("insert a paragraph before")
    AFTER = "after", _("insert a paragraph after")
    DELETE = "delete", _("delete the paragraph")


class ProposalState(models.TextChoices):
    OPEN = "open", pgettext_lazy("proposal", "open")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    MERGED = "merged", pgettext_lazy("proposal", "merged into another")
    REJECTED = "rejected", pgettext_lazy("proposal", "not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ProposalQuerySet":
        return self.filter(visible_proposals(user))

    def open(self) -> "ProposalQuerySet":
        return self.filter(state=ProposalState.OPEN)

    def to_enter(self) -> "ProposalQuerySet":
        """Accepted by consensus, and not yet in the words of the text."""
        return self.filter(state=ProposalState.ACCEPTED, entered_in=None, parent=None)


class Proposal(models.Model):
    """What a delegation would have a paragraph say, or another proposal (``parent``), with what others hold of it.

    ``words`` are in the language in which it is made, and in the other where the delegation offers them; ``base`` is
    the wording that it was made on, in both; ``paragraph_uid`` the paragraph that it was made on, ``paragraph`` the one
    that it stands at now, which differs after a merger. A deletion takes the paragraph out in both languages. An
    accepted proposal is entered into the text by the act that makes the version ``entered_in``. ``settled`` are the
    words agreed where they differ from those proposed; what was merged points to the one it went into.
    """

    text = models.ForeignKey(Text, models.CASCADE, related_name="proposals")
    paragraph = models.ForeignKey(Paragraph, models.SET_NULL, related_name="proposals", null=True)
    paragraph_uid = models.UUIDField(_("identity of the paragraph"), editable=False)
    kind = models.CharField(_("kind"), max_length=7, choices=ProposalKind, default=ProposalKind.REPLACE)
    language = models.CharField(_("language"), max_length=2, choices=[("es", _("Spanish")), ("en", _("English"))])
    participant = models.ForeignKey(Participant, models.PROTECT, verbose_name=_("delegation"), related_name="proposals")
    parent = models.ForeignKey(
        "self", models.CASCADE, verbose_name=_("on the proposal"), related_name="children", null=True, blank=True
    )
    words = models.TextField(_("words"), blank=True, max_length=20_000)
    base = models.TextField(_("made on the wording"), blank=True, editable=False)
    settled = models.TextField(_("words agreed"), blank=True, max_length=20_000)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=ProposalState, default=ProposalState.OPEN, editable=False
    )
    merged_into = models.ForeignKey("self", models.SET_NULL, related_name="merged", null=True, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("settled by"), related_name="+", null=True, blank=True
    )
    entered_in = models.ForeignKey(TextVersion, models.PROTECT, related_name="entered", null=True, blank=True)
    form_key = models.UUIDField(_("key of the form"), unique=True, default=uuid4, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["text", "made_at", "pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(condition=Q(state="merged") | Q(merged_into=None), name="merged_into_when_merged"),
            models.CheckConstraint(
                condition=Q(entered_in=None) | Q(state="accepted"), name="only_accepted_proposals_are_entered"
            ),
        ]
        indexes = [models.Index(fields=["text", "state"], name="proposal_state")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_kind_display()} ({self.text.symbol})"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.text_id

    @property
    def is_insertion(self) -> bool:
        return self.kind in (ProposalKind.BEFORE, ProposalKind.AFTER)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages whose words it touches; a deletion takes the paragraph out in both."""
        if self.kind == ProposalKind.DELETE:
            return ("es", "en")
        return tuple(language for language in ("es", "en") if self.says(language))

    @property
    def is_outdated(self) -> bool:
        """Whether what it was made on reads otherwise now: it is made again before it can be accepted.

        An insertion waits for no words, only for its paragraph; of what lies with its paragraph no more, nothing is
        left to change. No query where paragraph and parent are at hand.
        """
        if self.parent is not None:
            return any((getattr(self, f"base_{one}") or "") != self.parent.says(one) for one in self.languages)
        if self.paragraph is None or self.paragraph.uid != self.paragraph_uid:
            return True
        if self.is_insertion:
            return False
        bases = {one: getattr(self, f"base_{one}") or "" for one in self.languages}
        return any(base != (getattr(self.paragraph, f"body_{one}") or "") for one, base in bases.items())

    def says(self, language: str) -> str:
        """The words that it holds now in ``language``: those agreed, else those proposed; "" where there are none."""
        return getattr(self, f"settled_{language}") or getattr(self, f"words_{language}") or ""


class Stance(models.TextChoices):
    """What a delegation holds of a proposal. Silence is no stance: it has no row."""

    SUPPORT = "support", _("supports")
    OBJECT = "object", _("objects")
    RESERVE = "reserve", _("reserves its position")


class Position(models.Model):
    """What one delegation holds of one proposal, now; the journal keeps what it held before. Never counted as votes."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="positions")
    participant = models.ForeignKey(Participant, models.PROTECT, verbose_name=_("delegation"), related_name="positions")
    stance = models.CharField(_("position"), max_length=7, choices=Stance)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)

    class Meta:
        ordering = ["proposal", "taken_at"]
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "participant"], name="one_position_for_a_delegation")
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.get_stance_display()}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.proposal.text_id
