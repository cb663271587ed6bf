import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('declarations', '0003_versions_never_change'),
    ]

    operations = [
        migrations.CreateModel(
            name='EditionRedline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redlines', to='declarations.edition')),
                ('language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English'), ('both', 'Spanish and English side by side')], max_length=4, verbose_name='language')),
                ('state', models.CharField(choices=[('pending', 'waiting'), ('ready', 'ready'), ('failed', 'failed')], default='pending', max_length=8, verbose_name='state')),
                ('file', models.FileField(blank=True, max_length=200, upload_to='', verbose_name='file')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveIntegerField(default=0, verbose_name='bytes')),
                ('error', models.TextField(blank=True, verbose_name='error')),
            ],
            options={
                'verbose_name': 'marked changes of an edition',
                'verbose_name_plural': 'marked changes of editions',
                'ordering': ['edition', 'language'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'language'), name='edition_redline_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True), ('size__gt', 0)), _connector='OR'), name='edition_redline_is_whole')],
                'indexes': [],
            },
        ),
    ]
