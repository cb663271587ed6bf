"""Words of an adoption that its rows and its papers share."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Manner(models.TextChoices):
    """How a text is adopted. Always by consensus; nothing is voted on (report of 20 years, "decision making")."""

    SESSION = "session", _("by consensus in a session")
    CONSULTATION = "consultation", _("by written consultation")


class Remark(models.TextChoices):
    RESERVATION = "reservation", pgettext_lazy("adoption", "Reservation")
    STATEMENT = "statement", pgettext_lazy("adoption", "Statement")
