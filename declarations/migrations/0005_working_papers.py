import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0004_negotiation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkingPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("result", "Working paper"), ("redline", "Marked changes")],
                        max_length=7,
                        verbose_name="kind",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("es", "Spanish"), ("en", "English"), ("both", "Spanish and English side by side")],
                        max_length=4,
                        verbose_name="language",
                    ),
                ),
                ("old", models.PositiveIntegerField(blank=True, null=True, verbose_name="from version")),
                ("new", models.PositiveIntegerField(blank=True, null=True, verbose_name="to version")),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "waiting"), ("ready", "ready"), ("failed", "failed")],
                        default="pending",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("file", models.FileField(blank=True, max_length=200, upload_to="", verbose_name="file")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="bytes")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("form_key", models.UUIDField(unique=True)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked for")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="working_papers",
                        to="declarations.text",
                    ),
                ),
            ],
            options={
                "verbose_name": "working paper",
                "verbose_name_plural": "working papers",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state", "ready"), _negated=True)
                        | models.Q(
                            models.Q(("file", ""), _negated=True),
                            models.Q(("sha256", ""), _negated=True),
                            ("size__gt", 0),
                        ),
                        name="working_paper_is_whole",
                    )
                ],
            },
        ),
    ]
