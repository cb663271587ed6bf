import django.db.models.deletion
import simple_history.models
from django.db import migrations, models

import common.periods


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_letters_grants_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalCivilSocietyChapter",
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
                ("key", models.SlugField(max_length=60, verbose_name="key")),
                ("name_es", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                ("name_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="name")),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical national chapter",
                "verbose_name_plural": "historical national chapters",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInstitution",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ministry", "Ministry"),
                            ("directorate", "Directorate or institute"),
                            ("organisation", "Organisation"),
                            ("network", "Civil society network"),
                            ("secretariat", "Secretariat"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("name_es", models.CharField(max_length=200, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=200, null=True, verbose_name="name")),
                ("acronym_es", models.CharField(blank=True, max_length=30, null=True, verbose_name="acronym")),
                ("acronym_en", models.CharField(blank=True, max_length=30, null=True, verbose_name="acronym")),
                ("website", models.URLField(blank=True, verbose_name="web site")),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical institution",
                "verbose_name_plural": "historical institutions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalParticipant",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("country", "Country"),
                            ("organisation", "Organisation"),
                            ("network", "Civil society network"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("iso2", models.CharField(blank=True, max_length=2, verbose_name="ISO 3166-1 alpha-2")),
                ("iso3", models.CharField(blank=True, max_length=3, verbose_name="ISO 3166-1 alpha-3")),
                ("acronym_es", models.CharField(blank=True, max_length=30, null=True, verbose_name="acronym")),
                ("acronym_en", models.CharField(blank=True, max_length=30, null=True, verbose_name="acronym")),
                ("name_es", models.CharField(max_length=200, null=True, verbose_name="name")),
                ("name_en", models.CharField(max_length=200, null=True, verbose_name="name")),
                (
                    "official_name_es",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="official name"),
                ),
                (
                    "official_name_en",
                    models.CharField(blank=True, max_length=200, null=True, verbose_name="official name"),
                ),
                ("about_es", models.TextField(blank=True, null=True, verbose_name="about")),
                ("about_en", models.TextField(blank=True, null=True, verbose_name="about")),
                ("history_user_id", models.BigIntegerField(null=True)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField()),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
            ],
            options={
                "verbose_name": "historical participant",
                "verbose_name_plural": "historical participants",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPresidency",
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
                ("key", models.SlugField(max_length=20, verbose_name="key")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "begins_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="The minute at which this country takes over; until then the presidency before it goes on.",
                        null=True,
                        verbose_name="handover",
                    ),
                ),
                ("theme_es", models.CharField(blank=True, max_length=300, null=True, verbose_name="theme")),
                ("theme_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="theme")),
                (
                    "theme_status_es",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("official", "official wording"),
                            ("own_translation", "our translation"),
                            ("press", "wording of the press"),
                        ],
                        max_length=16,
                        verbose_name="Spanish theme",
                    ),
                ),
                (
                    "theme_status_en",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("official", "official wording"),
                            ("own_translation", "our translation"),
                            ("press", "wording of the press"),
                        ],
                        max_length=16,
                        verbose_name="English theme",
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
            ],
            options={
                "verbose_name": "historical presidency",
                "verbose_name_plural": "historical presidencies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStanding",
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
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("observer_country", "Observer country"),
                            ("observer_organisation", "Observer organisation"),
                            ("civil_society", "Civil society network"),
                        ],
                        max_length=24,
                        verbose_name="status",
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
            ],
            options={
                "verbose_name": "historical standing",
                "verbose_name_plural": "historical standings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__isnull", True), ("end__isnull", False), _connector="OR"),
                name="mandate_ended_on_a_day",
            ),
        ),
        migrations.AddField(
            model_name="historicalcivilsocietychapter",
            name="country",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="members.participant",
            ),
        ),
        migrations.AddField(
            model_name="historicalcivilsocietychapter",
            name="network",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="members.participant",
            ),
        ),
        migrations.AddField(
            model_name="historicalinstitution",
            name="participant",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="members.participant",
                verbose_name="participant",
            ),
        ),
        migrations.AddField(
            model_name="historicalpresidency",
            name="country",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="members.participant",
            ),
        ),
        migrations.AddField(
            model_name="historicalstanding",
            name="participant",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="members.participant",
            ),
        ),
    ]
