from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_alter_historicalbody_history_date_and_more"),
        ("secretariat", "0001_initial"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="notice",
            name="notice_for_which_body",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("audience", "body_members"), _negated=True),
                    ("body__isnull", False),
                    ("meeting__isnull", False),
                    _connector="OR",
                ),
                name="notice_for_which_body",
                violation_error_message="Say of which body or meeting.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="notice",
            name="notice_for_which_meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("audience", "accredited"), _negated=True), ("meeting__isnull", False), _connector="OR"
                ),
                name="notice_for_which_meeting",
                violation_error_message="Say to which meeting.",
            ),
        ),
    ]
