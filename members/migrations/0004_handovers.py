import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0003_historicalcivilsocietychapter_historicalinstitution_and_more'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('presidency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='handover', serialize=False, to='members.presidency', verbose_name='presidency')),
                ('at', models.DateTimeField(verbose_name='handover')),
                ('noticed_at', models.DateTimeField(auto_now_add=True, verbose_name='noticed')),
            ],
            options={
                'verbose_name': 'handover of the presidency',
                'verbose_name_plural': 'handovers of the presidency',
            },
        ),
        migrations.CreateModel(
            name='HandoverItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='key')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='done by')),
                ('presidency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handover_items', to='members.presidency', verbose_name='presidency')),
            ],
            options={
                'verbose_name': 'line of a handover checklist',
                'verbose_name_plural': 'lines of handover checklists',
                'ordering': ['presidency', 'key'],
                'constraints': [models.UniqueConstraint(fields=('presidency', 'key'), name='handover_item_once'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='handover_item_done_by_somebody')],
            },
        ),
    ]
