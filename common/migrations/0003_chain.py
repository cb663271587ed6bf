from django.db import migrations, models

import common.models.journal
from common.immutable import RefuseChange


class Migration(migrations.Migration):
    """The journal as a chain. Its table is made anew: a journal without hashes proves nothing."""

    dependencies = [("common", "0002_append_only")]
    operations = [
        migrations.DeleteModel("Act"),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(verbose_name="at")),
                ("actor_id", models.BigIntegerField(null=True, verbose_name="account")),
                ("actor", models.CharField(max_length=254, verbose_name="actor")),
                ("act", models.CharField(max_length=60, verbose_name="act")),
                ("object_type", models.CharField(max_length=60, verbose_name="kind of object")),
                ("object_id", models.CharField(max_length=60, verbose_name="object")),
                ("object_label", models.CharField(max_length=300, verbose_name="name of the object")),
                ("part_of", models.CharField(max_length=121, verbose_name="part of")),
                (
                    "before",
                    models.JSONField(
                        default=dict, encoder=common.models.journal.WordsAsTheyAre, verbose_name="before"
                    ),
                ),
                (
                    "after",
                    models.JSONField(default=dict, encoder=common.models.journal.WordsAsTheyAre, verbose_name="after"),
                ),
                ("request_id", models.CharField(blank=True, max_length=64, verbose_name="request")),
                (
                    "previous",
                    models.CharField(max_length=64, unique=True, verbose_name="hash of the link before"),
                ),
                ("hash", models.CharField(max_length=64, unique=True, verbose_name="hash")),
            ],
            options={
                "verbose_name": "act",
                "verbose_name_plural": "journal",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["object_type", "object_id", "-id"], name="act_object"),
                    models.Index(
                        condition=models.Q(("part_of", ""), _negated=True),
                        fields=["part_of", "-id"],
                        name="act_part_of",
                    ),
                ],
            },
        ),
        RefuseChange("common_act"),
    ]
