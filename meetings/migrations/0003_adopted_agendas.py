from django.db import migrations

from common.immutable import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_meetings_at_work")]
    operations = [RefuseChange("meetings_agendaversion")]
