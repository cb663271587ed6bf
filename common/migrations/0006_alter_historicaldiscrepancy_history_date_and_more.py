from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0005_shared_cache'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicaldiscrepancy',
            name='history_date',
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name='historicalprovision',
            name='history_date',
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name='historicalsource',
            name='history_date',
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name='historicalterm',
            name='history_date',
            field=models.DateTimeField(),
        ),
    ]
