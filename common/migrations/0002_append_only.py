from django.db import migrations

from common.immutable import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]
    operations = [RefuseChange("common_act")]
