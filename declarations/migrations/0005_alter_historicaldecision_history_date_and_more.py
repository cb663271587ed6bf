from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0004_alter_historicaldecision_history_date_and_more"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicaldecision",
            name="history_date",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="historicaltext",
            name="history_date",
            field=models.DateTimeField(),
        ),
    ]
