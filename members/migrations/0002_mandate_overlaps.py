from django.db import migrations

from members.overlaps import RefuseOverlap


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [RefuseOverlap()]
