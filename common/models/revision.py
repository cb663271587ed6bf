from django.db import models


class SiteRevision(models.Model):
    """The one number that changes with every public change; it is row 1 and its only row."""

    value = models.BigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_site_revision")]

    def __str__(self) -> str:
        return str(self.value)
