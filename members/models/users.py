from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.mandates import Mandate, MandateQuerySet
from members.models.people import Person


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account; ``email`` is kept as typed and compared without regard to case."""
        user = self.model(email=email.strip(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class MailFrequency(models.TextChoices):
    """How often notices come by mail. What concerns the account itself always comes at once."""

    EACH = "each", _("Each at once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")


class User(AbstractBaseUser, PermissionsMixin):
    """An account of the intranet. What its holder may do follows from dated mandates, never from the account.

    An account made at installation has no person, and therefore no mandate.
    """

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    person = models.OneToOneField(
        Person, models.PROTECT, verbose_name=_("person"), related_name="account", null=True, blank=True
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="es")
    is_active = models.BooleanField(_("active"), default=True)
    mail_frequency = models.CharField(
        _("notices by mail"), max_length=6, choices=MailFrequency, default=MailFrequency.EACH
    )
    previous_visit_at = models.DateTimeField(_("visit before this one"), null=True, blank=True, editable=False)
    last_seen_at = models.DateTimeField(_("last seen"), null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The person's name; the e-mail address of an account that has none."""
        return self.person.name if self.person else self.email

    @property
    def part_of(self) -> tuple[type[models.Model], int | None]:
        """In whose history its acts are read as well."""
        return Person, self.person_id

    @property
    def mandates(self) -> MandateQuerySet:
        """The mandates of the account's person, past ones too."""
        return Mandate.objects.filter(person_id=self.person_id) if self.person_id else Mandate.objects.none()
