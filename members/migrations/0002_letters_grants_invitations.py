import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import members.models.invitations


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="key")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="address")),
                (
                    "language",
                    models.CharField(
                        choices=[("es", "Spanish"), ("en", "English")], max_length=5, verbose_name="language"
                    ),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                ("html", models.TextField(verbose_name="HTML")),
                ("secrets", models.JSONField(blank=True, default=list, verbose_name="secrets")),
                ("is_redacted", models.BooleanField(default=False, verbose_name="without its secrets")),
                ("is_optional", models.BooleanField(default=False, verbose_name="one may have fewer of it")),
                ("message_id", models.CharField(max_length=200, unique=True, verbose_name="Message-ID")),
                ("about_type", models.CharField(blank=True, max_length=60, verbose_name="kind of object")),
                ("about_id", models.CharField(blank=True, max_length=60, verbose_name="object")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                            ("dropped", "Withheld"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("claimed_until", models.DateTimeField(blank=True, null=True, verbose_name="being sent until")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                ("queued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="waiting since")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="key")),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("about_type", models.CharField(max_length=60, verbose_name="kind of object")),
                ("about_id", models.CharField(max_length=60, verbose_name="object")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="created")),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="members.letter",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LetterAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("sent", "accepted by the mail server"),
                            ("later", "not now, tried again later"),
                            ("failed", "refused for good"),
                            ("dropped", "withheld before sending"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="words of the server")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="members.letter"
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ObjectGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_pk", models.CharField(max_length=255, verbose_name="object ID")),
                ("until", models.DateField(verbose_name="until")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("granted_by", models.EmailField(max_length=254, verbose_name="granted by")),
                ("granted_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="granted")),
                (
                    "content_type",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="contenttypes.contenttype"),
                ),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "exceptional access",
                "verbose_name_plural": "exceptional accesses",
                "ordering": ["until"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[("es", "Spanish"), ("en", "English")], max_length=5, verbose_name="language"
                    ),
                ),
                (
                    "nonce",
                    models.CharField(
                        default=members.models.invitations.new_nonce, editable=False, max_length=40, unique=True
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at")),
                (
                    "expires_at",
                    models.DateTimeField(default=members.models.invitations.seven_days_on, verbose_name="good until"),
                ),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="accepted at")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at")),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="members.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-sent_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True), ("used_at__isnull", True)),
                        fields=("person",),
                        name="invitation_one_open_for_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"),
                        name="invitation_used_or_withdrawn",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["state", "-id"], name="letter_state"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["about_type", "about_id"], name="letter_about"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recipient__isnull", False), models.Q(("address", ""), _negated=True), _connector="OR"
                ),
                name="letter_goes_to_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["about_type", "about_id"], name="delivery_about"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("letter__isnull", True)), fields=["recipient"], name="delivery_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="objectgrant",
            index=models.Index(fields=["user", "content_type", "object_pk", "until"], name="grant_of_user"),
        ),
        migrations.AlterUniqueTogether(
            name="objectgrant",
            unique_together={("user", "permission", "object_pk")},
        ),
    ]
