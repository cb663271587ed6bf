import uuid

import simple_history.models
from django.db import migrations, models

import common.models.files
import common.periods


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0003_chain"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalDiscrepancy",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("topic_es", models.CharField(max_length=300, null=True, verbose_name="topic")),
                ("topic_en", models.CharField(max_length=300, null=True, verbose_name="topic")),
                ("comment_es", models.TextField(blank=True, null=True, verbose_name="comment")),
                ("comment_en", models.TextField(blank=True, null=True, verbose_name="comment")),
                ("claims", models.JSONField(default=list, verbose_name="claims")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical open question of the record",
                "verbose_name_plural": "historical open questions of the record",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProvision",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("firm", "firm"),
                            ("likely", "likely, to be confirmed by the Secretariat"),
                            ("uncertain", "uncertain, to be confirmed by the Secretariat"),
                        ],
                        default="firm",
                        max_length=9,
                        verbose_name="certainty",
                    ),
                ),
                ("note_es", models.TextField(blank=True, null=True, verbose_name="note")),
                ("note_en", models.TextField(blank=True, null=True, verbose_name="note")),
                ("start", common.periods.PartialDateField(blank=True, null=True, verbose_name="from")),
                (
                    "start_bound",
                    models.CharField(
                        choices=[("exact", "on"), ("by", "at the latest"), ("about", "about"), ("after", "after")],
                        default="exact",
                        max_length=5,
                        verbose_name="the start is",
                    ),
                ),
                ("end", common.periods.PartialDateField(blank=True, null=True, verbose_name="until")),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                (
                    "chapter",
                    models.CharField(
                        choices=[
                            ("nature", "Nature"),
                            ("aim", "Aims"),
                            ("principle", "Principles"),
                            ("vision", "Vision"),
                            ("mission", "Mission"),
                            ("decision_making", "How decisions are taken"),
                            ("calendar", "Calendar"),
                            ("agenda", "Agenda"),
                            ("meetings", "Who attends what"),
                            ("drafting", "Drafting"),
                            ("consultation", "Written consultation between meetings"),
                            ("presidency", "Pro-Tempore Presidency"),
                            ("secretariat", "Secretariat"),
                            ("focal_points", "Focal points"),
                            ("membership", "Commitments of members"),
                            ("observer_country", "Criteria for observer countries"),
                            ("observer_organisation", "Criteria for observer organisations"),
                            ("observer_rights", "What observers may do"),
                            ("civil_society", "Civil society"),
                            ("external_events", "Events of others"),
                            ("publication", "Publication"),
                            ("working_groups", "Working groups"),
                        ],
                        max_length=24,
                        verbose_name="chapter",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=12, verbose_name="number")),
                ("heading_es", models.CharField(blank=True, max_length=200, null=True, verbose_name="heading")),
                ("heading_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="heading")),
                ("text_es", models.TextField(null=True, verbose_name="text")),
                ("text_en", models.TextField(null=True, verbose_name="text")),
                ("adopted_by_es", models.CharField(blank=True, max_length=300, null=True, verbose_name="adopted by")),
                ("adopted_by_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="adopted by")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical provision",
                "verbose_name_plural": "historical provisions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSource",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("kind_es", models.CharField(blank=True, max_length=120, null=True, verbose_name="kind")),
                ("kind_en", models.CharField(blank=True, max_length=120, null=True, verbose_name="kind")),
                ("title_es", models.CharField(max_length=300, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=300, null=True, verbose_name="title")),
                ("period_es", models.CharField(blank=True, max_length=300, null=True, verbose_name="written")),
                ("period_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="written")),
                ("language", models.CharField(blank=True, max_length=5, verbose_name="language")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical source",
                "verbose_name_plural": "historical sources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTerm",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("acronym_es", models.CharField(max_length=40, null=True, verbose_name="acronym")),
                ("acronym_en", models.CharField(max_length=40, null=True, verbose_name="acronym")),
                ("name_es", models.CharField(max_length=300, null=True, verbose_name="full name")),
                ("name_en", models.CharField(max_length=300, null=True, verbose_name="full name")),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical term",
                "verbose_name_plural": "historical glossary",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                ("content_type", models.CharField(max_length=100, verbose_name="content type")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                (
                    "file",
                    models.FileField(unique=True, upload_to=common.models.files.private_path, verbose_name="file"),
                ),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded")),
                ("uploaded_by_id", models.BigIntegerField(null=True, verbose_name="account")),
                ("uploaded_by", models.CharField(max_length=254, verbose_name="uploaded by")),
            ],
            options={
                "verbose_name": "stored file",
                "verbose_name_plural": "stored files",
                "ordering": ["-uploaded_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("size__gt", 0),
                            models.Q(("sha256", ""), _negated=True),
                            models.Q(("file", ""), _negated=True),
                        ),
                        name="stored_file_is_whole",
                    )
                ],
            },
        ),
    ]
