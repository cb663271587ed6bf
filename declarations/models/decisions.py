from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import Attested
from common.periods import PartialDateField
from declarations.access import visible_decisions
from declarations.models.texts import Paragraph, Text
from meetings.models import Body, BodyStep, Meeting, Topic
from members.models import Participant


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "DecisionQuerySet":
        return self.filter(visible_decisions(user))

    def for_list(self) -> "DecisionQuerySet":
        return self.select_related("paragraph__text", "meeting__country").prefetch_related(
            "topics", "addressees", "addressed_bodies"
        )


class Decision(Attested):
    """What one paragraph of a text decides: its verb, to whom it speaks, until when, on what.

    The words stand in the paragraph, once; here stands what can be followed up. ``steps`` are those in the life of
    bodies that it decided; ``creates`` the bodies that the record says it created.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    paragraph = models.OneToOneField(Paragraph, models.PROTECT, related_name="decision")
    verb = models.CharField(_("verb"), max_length=60, blank=True)
    addressees = models.ManyToManyField(Participant, related_name="decisions_addressed", blank=True)
    addressed_bodies = models.ManyToManyField(Body, related_name="decisions_addressed", blank=True)
    addressed_others = models.CharField(_("other addressees"), max_length=300, blank=True)
    due = models.CharField(_("due, as the source puts it"), max_length=200, blank=True)
    due_on = PartialDateField(_("due"), null=True, blank=True)
    topics = models.ManyToManyField(Topic, related_name="decisions", blank=True)
    creates = models.ManyToManyField(Body, related_name="creating_decisions", blank=True)
    steps = models.ManyToManyField(BodyStep, related_name="decisions", blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting__start", "order"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return self.key

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.paragraph.text_id

    def get_absolute_url(self) -> str:
        """Its paragraph, on the page of its text."""
        return f"{self.paragraph.text.get_absolute_url()}#{self.paragraph.anchor}"
