from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0003_text_circulated_at_text_opens_on_alter_text_audience_and_more"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicaldecision",
            name="history_date",
            field=models.DateTimeField(db_index=True),
        ),
        migrations.AlterField(
            model_name="historicaltext",
            name="history_date",
            field=models.DateTimeField(db_index=True),
        ),
    ]
