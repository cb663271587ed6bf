from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from declarations.choices import Manner, Remark
from declarations.models.drafting import TextVersion
from declarations.models.editions import Edition
from declarations.models.texts import Text
from meetings.models import Session
from members.models import Participant


class Adoption(models.Model):
    """A text is adopted: where, when, by whom, in which words. Complete when the presidency and the Secretariat signed.

    ``version`` is the tabled wording that both sign, ``edition`` what was frozen from it on the second signature.
    """

    text = models.OneToOneField(Text, models.PROTECT, related_name="adoption")
    manner = models.CharField(_("manner"), max_length=12, choices=Manner, default=Manner.SESSION)
    session = models.ForeignKey(
        Session, models.PROTECT, verbose_name=_("session"), related_name="adoptions", null=True, blank=True
    )
    adopted_on = models.DateField(_("adopted on"))
    present = models.ManyToManyField(Participant, verbose_name=_("members present"), related_name="adoptions")
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="adoptions")
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="adoption", null=True, blank=True)
    prepared_at = models.DateTimeField(_("prepared"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["-adopted_on", "text"]
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(manner="session") | Q(session__isnull=False), name="adopted_in_a_named_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text.symbol} {self.adopted_on}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.text_id


class Signatory(models.TextChoices):
    PRESIDENCY = "presidency", _("the Pro-Tempore Presidency")
    SECRETARIAT = "secretariat", _("the Secretariat")


class AdoptionSignature(models.Model):
    """One of the two who sign: an account signs for the presidency or for the Secretariat, never for both.

    ``sha256`` is the hash of the canonical form that was on the screen when it was signed.
    """

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="signatures")
    signatory = models.CharField(_("for"), max_length=11, choices=Signatory)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("signed"), default=timezone.now)
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        ordering = ["adoption", "signed_at"]
        verbose_name = _("signature of an adoption")
        verbose_name_plural = _("signatures of adoptions")
        constraints = [
            models.UniqueConstraint(fields=["adoption", "signatory"], name="signed_once_for_each"),
            models.UniqueConstraint(fields=["adoption", "signed_by"], name="two_persons_sign"),
        ]

    def __str__(self) -> str:
        return f"{self.adoption}: {self.get_signatory_display()}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.adoption.text_id


class AdoptionRemark(models.Model):
    """A reservation or a statement of a member on what is adopted, in its words; no language replaces the other."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="remarks")
    participant = models.ForeignKey(Participant, models.PROTECT, verbose_name=_("member"), related_name="remarks")
    kind = models.CharField(_("kind"), max_length=11, choices=Remark)
    words = models.TextField(_("words"), blank=True, max_length=10_000)

    class Meta:
        ordering = ["adoption", "participant", "pk"]
        verbose_name = _("reservation or statement")
        verbose_name_plural = _("reservations and statements")

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_kind_display()}"

    @property
    def part_of(self) -> tuple[type[models.Model], int]:
        """In whose history its acts are read as well."""
        return Text, self.adoption.text_id
