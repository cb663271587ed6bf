from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SealCertificate(models.Model):
    """A certificate with which editions were sealed: public, and kept for ever, so that old seals can be checked.

    Written by the first paper that is sealed with its key (``declarations/tasks.py``); ``fingerprint`` is the SHA-256
    of its DER form, in lower-case hexadecimal, and names its address.
    """

    fingerprint = models.CharField("SHA-256", max_length=64, unique=True)
    subject = models.CharField(_("whom it names"), max_length=200)
    pem = models.TextField("PEM")
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"))
    used_since = models.DateTimeField(_("used since"), default=timezone.now)

    class Meta:
        ordering = ["-used_since", "-pk"]
        verbose_name = _("certificate of the seal")
        verbose_name_plural = _("certificates of the seal")

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("seal-certificate", kwargs={"fingerprint": self.fingerprint})
