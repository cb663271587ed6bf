import datetime

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import secretariat.models.consultations
from common.making_tables import CreateModels


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0003_shared_cache'),
        ('declarations', '0005_consultations'),
        ('meetings', '0002_adopted_agendas'),
        ('members', '0003_calendar_days'),
        ('members', '__first__'),
        ('secretariat', '0002_handover_papers'),
    ]

    operations = [CreateModels([
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('prepared', 'In preparation'), ('troika', 'With the troika'), ('troika_over', 'The troika has been heard'), ('round_one', 'Round one'), ('round_one_over', 'Round one is over'), ('round_two', 'Round two'), ('round_two_over', 'Round two is over'), ('agreed', 'Consensus; being signed'), ('adopted', 'Adopted by written consultation'), ('withdrawn', 'Withdrawn'), ('carried', 'Carried to a meeting')], default='prepared', max_length=14, verbose_name='stage')),
                ('stage_reason', models.CharField(blank=True, max_length=1000, verbose_name='reason')),
                ('stage_reason_es', models.CharField(blank=True, max_length=1000, null=True, verbose_name='reason')),
                ('stage_reason_en', models.CharField(blank=True, max_length=1000, null=True, verbose_name='reason')),
                ('cycle', models.PositiveSmallIntegerField(default=1, verbose_name='beginning')),
                ('silence', models.CharField(choices=[('consent', 'No reply in time means consent'), ('express', 'Consent must be expressed')], max_length=7, verbose_name='what no reply means')),
                ('calendar', models.CharField(choices=[('weekends', "Nobody's: only Saturdays and Sundays do not count"), ('seat', "Those of the Secretariat's seat: Costa Rica and its own office"), ('any', 'Those of any member country'), ('own', 'Those of the member that replies')], max_length=8, verbose_name='whose holidays do not count')),
                ('replies_seen', models.CharField(choices=[('at_once', 'At once'), ('after', 'When the round is over')], max_length=7, verbose_name="members read each other's replies")),
                ('troika_days', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='business days of the troika step')),
                ('time_zone', models.CharField(default=secretariat.models.consultations.zone_of_the_seat, max_length=40, verbose_name='time zone of the deadlines')),
                ('closing', models.TimeField(default=datetime.time(23, 59), verbose_name='minute of the last day at which a step closes')),
                ('opens_next_at', models.DateTimeField(blank=True, null=True, verbose_name='the next step opens by itself at')),
                ('opened_at', models.DateTimeField(editable=False, null=True, verbose_name='put to the members')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended')),
                ('prepared_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='prepared')),
                ('carried_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting', verbose_name='carried to')),
                ('text', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='consultation', to='declarations.text', verbose_name='text')),
            ],
            options={
                'verbose_name': 'written consultation',
                'verbose_name_plural': 'written consultations',
                'ordering': ['-prepared_at', '-pk'],
                'indexes': [models.Index(fields=['stage', '-prepared_at'], name='consultation_by_stage')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('stage', 'carried'), _negated=True), ('carried_to__isnull', False), _connector='OR'), name='consultation_carried_somewhere'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('stage__in', ('adopted', 'withdrawn', 'carried'))), models.Q(models.Q(('stage__in', ('adopted', 'withdrawn', 'carried')), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='consultation_ended_on_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cycle', models.PositiveSmallIntegerField(verbose_name='beginning')),
                ('kind', models.CharField(choices=[('troika', 'Troika step'), ('one', 'Round one'), ('two', 'Round two')], max_length=6, verbose_name='step')),
                ('days', models.PositiveSmallIntegerField(verbose_name='business days')),
                ('silence', models.CharField(choices=[('consent', 'No reply in time means consent'), ('express', 'Consent must be expressed')], max_length=7, verbose_name='what no reply means')),
                ('calendar', models.CharField(choices=[('weekends', "Nobody's: only Saturdays and Sundays do not count"), ('seat', "Those of the Secretariat's seat: Costa Rica and its own office"), ('any', 'Those of any member country'), ('own', 'Those of the member that replies')], max_length=8, verbose_name='whose holidays do not count')),
                ('replies_seen', models.CharField(choices=[('at_once', 'At once'), ('after', 'When the round is over')], max_length=7, verbose_name="members read each other's replies")),
                ('time_zone', models.CharField(max_length=40, verbose_name='time zone of the deadlines')),
                ('closing', models.TimeField(verbose_name='minute of the last day')),
                ('data_version', models.CharField(max_length=200, verbose_name='holidays used')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('suspended_at', models.DateTimeField(editable=False, null=True, verbose_name='suspended')),
                ('closed_at', models.DateTimeField(editable=False, null=True, verbose_name='closed')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='secretariat.consultation')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='declarations.textversion')),
            ],
            options={
                'verbose_name': 'step of a consultation',
                'verbose_name_plural': 'steps of consultations',
                'ordering': ['consultation', 'opened_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['closed_at'], name='step_not_closed')],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'cycle', 'kind'), name='step_once_in_a_beginning'), models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('consultation',), name='one_step_at_a_time_of_a_consultation'), models.CheckConstraint(condition=models.Q(('closed_at', None), ('suspended_at', None), _connector='OR'), name='no_step_closed_while_suspended')],
            },
        ),
        migrations.CreateModel(
            name='Consulted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField(verbose_name='replies count until')),
                ('counted', models.JSONField(verbose_name='business days, one by one')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='members.participant', verbose_name='member')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consulted', to='secretariat.step')),
            ],
            options={
                'verbose_name': 'member consulted',
                'verbose_name_plural': 'members consulted',
                'ordering': ['step', 'participant__name'],
                'indexes': [models.Index(fields=['due_at'], name='consulted_by_deadline')],
                'constraints': [models.UniqueConstraint(fields=('step', 'participant'), name='consulted_once_in_a_step')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cycle', models.PositiveSmallIntegerField(verbose_name='beginning')),
                ('result', models.CharField(choices=[('adopted', 'Adopted by written consultation'), ('back', 'Back to drafting'), ('withdrawn', 'Withdrawn'), ('carried', 'Carried to a meeting')], max_length=9, verbose_name='result')),
                ('record', models.TextField(verbose_name='record')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='decided')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='secretariat.consultation')),
            ],
            options={
                'verbose_name': 'outcome of a consultation',
                'verbose_name_plural': 'outcomes of consultations',
                'ordering': ['consultation', 'cycle'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'cycle'), name='one_outcome_of_a_beginning')],
            },
        ),
        migrations.CreateModel(
            name='ConsultationPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('es', 'Español'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('state', models.CharField(choices=[('pending', 'waiting'), ('ready', 'ready'), ('failed', 'failed')], default='pending', max_length=8, verbose_name='state')),
                ('file', models.FileField(blank=True, max_length=200, upload_to='', verbose_name='file')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveIntegerField(default=0, verbose_name='bytes')),
                ('error', models.TextField(blank=True, verbose_name='error')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='secretariat.consultation')),
                ('outcome', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='secretariat.outcome')),
                ('step', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='secretariat.step')),
            ],
            options={
                'verbose_name': 'paper of a consultation',
                'verbose_name_plural': 'papers of consultations',
                'ordering': ['consultation', 'pk'],
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True), ('size__gt', 0)), _connector='OR'), name='consultation_paper_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__isnull', False), ('step__isnull', True)), models.Q(('outcome__isnull', True), ('step__isnull', False)), _connector='OR'), name='paper_of_a_step_or_an_outcome'), models.UniqueConstraint(fields=('step', 'language'), name='one_paper_of_a_step'), models.UniqueConstraint(fields=('outcome', 'language'), name='one_letter_of_an_outcome')],
            },
        ),
        migrations.CreateModel(
            name='CommentsPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('pending', 'waiting'), ('ready', 'ready'), ('failed', 'failed')], default='pending', max_length=8, verbose_name='state')),
                ('file', models.FileField(blank=True, max_length=200, upload_to='', verbose_name='file')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('size', models.PositiveIntegerField(default=0, verbose_name='bytes')),
                ('error', models.TextField(blank=True, verbose_name='error')),
                ('form_key', models.UUIDField(unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked for')),
                ('language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English'), ('both', 'Spanish and English side by side')], max_length=5, verbose_name='language')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='secretariat.step')),
            ],
            options={
                'verbose_name': 'comments as PDF',
                'verbose_name_plural': 'comments as PDF',
                'ordering': ['-asked_at', '-pk'],
                'abstract': False,
                'indexes': [],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True), ('size__gt', 0)), _connector='OR'), name='commentspaper_is_whole')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='reply')),
                ('answer', models.CharField(choices=[('agree', 'Agrees'), ('comment', 'Comments, without objecting'), ('object', 'Objects'), ('time', 'Asks for more time')], max_length=7, verbose_name='reply')),
                ('words', models.TextField(blank=True, max_length=20000, verbose_name='words on the whole')),
                ('language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('sender', models.CharField(blank=True, max_length=254, verbose_name='sent by')),
                ('form_key', models.UUIDField(editable=False, unique=True)),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='entered')),
                ('consulted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='secretariat.consulted')),
                ('file', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reply', to='common.storedfile', verbose_name='message')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reply',
                'verbose_name_plural': 'replies',
                'ordering': ['consulted', 'number'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('consulted', 'number'), name='reply_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', True), ('sender', '')), models.Q(('file__isnull', False), models.Q(('sender', ''), _negated=True)), _connector='OR'), name='reply_by_mail_has_its_message')],
            },
        ),
        migrations.CreateModel(
            name='ReplyComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paragraph_uid', models.UUIDField(verbose_name='identity of the paragraph')),
                ('words', models.TextField(max_length=10000, verbose_name='words')),
                ('reply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='secretariat.reply')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ['reply', 'pk'],
                'indexes': [],
                'constraints': [models.UniqueConstraint(fields=('reply', 'paragraph_uid'), name='one_comment_on_a_paragraph'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='comment_has_words')],
            },
        ),
        migrations.CreateModel(
            name='ReplyDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(blank=True, choices=[('agree', 'Agrees'), ('comment', 'Comments, without objecting'), ('object', 'Objects'), ('time', 'Asks for more time')], max_length=7, verbose_name='reply')),
                ('words', models.TextField(blank=True, max_length=20000, verbose_name='words on the whole')),
                ('language', models.CharField(choices=[('es', 'Spanish'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('comments', models.JSONField(default=dict, verbose_name='words on paragraphs')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('edited_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='changed')),
                ('consulted', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='secretariat.consulted')),
                ('edited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reply in preparation',
                'verbose_name_plural': 'replies in preparation',
                'indexes': [],
                'constraints': [],
            },
        ),
    ])]
