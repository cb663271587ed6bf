import django.db.models.deletion
import simple_history.models
from django.db import migrations, models

import common.periods


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0002_editions_never_change"),
        ("meetings", "0002_historicalplan_historicaltopic_and_more"),
    ]

    operations = [
        migrations.AddField(
            model_name="text",
            name="circulated_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="draft circulated among members"
            ),
        ),
        migrations.AddField(
            model_name="text",
            name="opens_on",
            field=models.DateField(
                blank=True,
                db_index=True,
                help_text="From this day on everyone may read it, whomever it was meant for.",
                null=True,
                verbose_name="opens to everyone on",
            ),
        ),
        migrations.AlterField(
            model_name="text",
            name="audience",
            field=models.CharField(
                choices=[
                    ("public", "Public"),
                    ("civil_society", "Civil society"),
                    ("observer_country", "Observer countries"),
                    ("observer_organisation", "Observer organisations"),
                    ("member", "Members"),
                    ("body_members", "Members of the body"),
                    ("accredited", "Accredited to the meeting"),
                    ("troika", "Troika"),
                    ("secretariat", "Secretariat"),
                ],
                default="secretariat",
                max_length=24,
                verbose_name="audience",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalDecision",
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
                ("key", models.SlugField(max_length=80, verbose_name="key")),
                ("verb_es", models.CharField(blank=True, max_length=60, null=True, verbose_name="verb")),
                ("verb_en", models.CharField(blank=True, max_length=60, null=True, verbose_name="verb")),
                (
                    "addressed_others_es",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="other addressees"),
                ),
                (
                    "addressed_others_en",
                    models.CharField(blank=True, max_length=300, null=True, verbose_name="other addressees"),
                ),
                (
                    "due_es",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="due, as the source puts it"),
                ),
                (
                    "due_en",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="due, as the source puts it"),
                ),
                ("due_on", common.periods.PartialDateField(blank=True, null=True, verbose_name="due")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "paragraph",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="declarations.paragraph",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical decision",
                "verbose_name_plural": "historical decisions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalText",
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
                ("symbol", models.SlugField(max_length=80, verbose_name="symbol")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("communique", "Joint Communiqué"),
                            ("declaration", "Declaration"),
                            ("extraordinary-declaration", "Extraordinary Declaration"),
                            ("decisions", "Decisions"),
                            ("conclusions", "Conclusions"),
                            ("recommendations", "Recommendations"),
                            ("guidelines", "Guidelines"),
                            ("framework", "Framework"),
                            ("plan", "Plan"),
                            ("criteria", "Criteria"),
                            ("report", "Report"),
                            ("paper", "Paper"),
                            ("compilation", "Compilation"),
                            ("proceedings", "Proceedings"),
                            ("matrix", "Comparative matrix"),
                            ("publication", "Publication"),
                        ],
                        max_length=32,
                        verbose_name="kind",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("full", "full text"),
                            ("summary", "summary, not the official text"),
                            ("reference", "title only; the portal does not hold the text"),
                        ],
                        default="full",
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("title_es", models.CharField(max_length=500, null=True, verbose_name="title")),
                ("title_en", models.CharField(max_length=500, null=True, verbose_name="title")),
                ("title_status_en", models.CharField(blank=True, max_length=16, verbose_name="English title")),
                ("adopted_on", common.periods.PartialDateField(blank=True, null=True, verbose_name="date")),
                ("adopted_by_es", models.CharField(blank=True, max_length=300, null=True, verbose_name="adopted by")),
                ("adopted_by_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="adopted by")),
                ("original_language", models.CharField(blank=True, max_length=5, verbose_name="original language")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("civil_society", "Civil society"),
                            ("observer_country", "Observer countries"),
                            ("observer_organisation", "Observer organisations"),
                            ("member", "Members"),
                            ("body_members", "Members of the body"),
                            ("accredited", "Accredited to the meeting"),
                            ("troika", "Troika"),
                            ("secretariat", "Secretariat"),
                        ],
                        default="secretariat",
                        max_length=24,
                        verbose_name="audience",
                    ),
                ),
                (
                    "opens_on",
                    models.DateField(
                        blank=True,
                        db_index=True,
                        help_text="From this day on everyone may read it, whomever it was meant for.",
                        null=True,
                        verbose_name="opens to everyone on",
                    ),
                ),
                (
                    "circulated_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="draft circulated among members"
                    ),
                ),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical text",
                "verbose_name_plural": "historical texts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
