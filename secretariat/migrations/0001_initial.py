import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from common.making_tables import CreateModels


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('common', '0001_initial'),
        ('meetings', '0001_initial'),
    ]

    operations = [CreateModels([
        migrations.CreateModel(
            name='CircularSeries',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='year')),
                ('last', models.PositiveSmallIntegerField(default=0, verbose_name='last number')),
            ],
            options={
                'verbose_name': 'series of circulars',
                'verbose_name_plural': 'series of circulars',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('notice', 'Notice'), ('circular', 'Circular')], default='notice', max_length=8, verbose_name='kind')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('title_es', models.CharField(blank=True, max_length=200, null=True, verbose_name='title')),
                ('title_en', models.CharField(blank=True, max_length=200, null=True, verbose_name='title')),
                ('words', models.TextField(blank=True, verbose_name='words')),
                ('words_es', models.TextField(blank=True, null=True, verbose_name='words')),
                ('words_en', models.TextField(blank=True, null=True, verbose_name='words')),
                ('audience', models.CharField(choices=[('public', 'Public'), ('civil_society', 'Civil society'), ('observer_country', 'Observer countries'), ('observer_organisation', 'Observer organisations'), ('member', 'Members'), ('body_members', 'Members of the body'), ('accredited', 'Accredited to the meeting'), ('troika', 'Troika'), ('secretariat', 'Secretariat')], default='secretariat', max_length=24, verbose_name='audience')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='meetings.body', verbose_name='body')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='meetings.meeting', verbose_name='meeting')),
                ('opens_on', models.DateField(blank=True, null=True, verbose_name='opens to every account on')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9, verbose_name='state')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number')),
                ('edition', models.PositiveSmallIntegerField(default=0, verbose_name='edition')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('form_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='key of the form')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='created')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('corrected_at', models.DateTimeField(blank=True, null=True, verbose_name='corrected')),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['state', 'audience', '-published_at'], name='notice_visible')],
                'constraints': [models.UniqueConstraint(fields=('year', 'number'), name='circular_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('published_at__isnull', False), ('title_en__gt', ''), ('title_es__gt', ''), ('words_en__gt', ''), ('words_es__gt', '')), _connector='OR'), name='notice_published_in_both_languages'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'notice'), ('number__isnull', True)), models.Q(('kind', 'circular'), ('number__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('kind', 'circular'), ('number__isnull', False), ('year__isnull', False)), _connector='OR'), name='circular_has_a_number'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'body_members'), _negated=True), ('body__isnull', False), ('meeting__isnull', False), _connector='OR'), name='notice_for_which_body', violation_error_message='Say of which body or meeting.'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'accredited'), _negated=True), ('meeting__isnull', False), _connector='OR'), name='notice_for_which_meeting', violation_error_message='Say to which meeting.')],
            },
        ),
        migrations.CreateModel(
            name='NoticeAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='secretariat.notice')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='common.storedfile')),
                ('title', models.CharField(max_length=150, verbose_name='title')),
                ('title_es', models.CharField(max_length=150, null=True, verbose_name='title')),
                ('title_en', models.CharField(max_length=150, null=True, verbose_name='title')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'ordering': ['pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
    ])]
