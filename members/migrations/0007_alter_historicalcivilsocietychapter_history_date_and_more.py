from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0006_alter_historicalcivilsocietychapter_history_date_and_more"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalcivilsocietychapter",
            name="history_date",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="historicalinstitution",
            name="history_date",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="historicalparticipant",
            name="history_date",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="historicalpresidency",
            name="history_date",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="historicalstanding",
            name="history_date",
            field=models.DateTimeField(),
        ),
    ]
