from django.db import migrations

from common.immutable import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]
    operations = [RefuseChange("meetings_agendaversion")]
