from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import Attested
from common.periods import PartialDateField
from meetings.models.meetings import MeetingKind


class Qualifier(models.TextChoices):
    """How a number that a source gives stands to the true one."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("around")
    MORE_THAN = "more_than", _("more than")


def meeting_kinds(words: str) -> None:
    """Refuses a word that is no kind of meeting."""
    if unknown := set(words.split()) - set(MeetingKind.values):
        raise ValidationError(f"no kind of meeting: {', '.join(sorted(unknown))}")


class StatedCount(Attested):
    """A number that a source gives of the conference's activities up to a day.

    ``kinds`` are the kinds of meeting, by a blank, with which the register is compared; none where it counts something
    else (delegates). What a comparison has to know stands in ``note``.
    """

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    number = models.PositiveIntegerField(_("number"))
    qualifier = models.CharField(_("the number is"), max_length=9, choices=Qualifier, default=Qualifier.EXACT)
    as_of = PartialDateField(_("up to"))
    kinds = models.CharField(_("kinds of meeting"), max_length=200, blank=True, validators=[meeting_kinds])
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("number of the sources")
        verbose_name_plural = _("numbers of the sources")

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"
