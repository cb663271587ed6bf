from django.db import migrations

from members.overlaps import RefuseOverlap


class Migration(migrations.Migration):
    dependencies = [("members", "0003_historicalcivilsocietychapter_historicalinstitution_and_more")]
    operations = [RefuseOverlap()]
