from django.db import migrations

from common.immutable import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("declarations", "0001_initial")]
    operations = [RefuseChange("declarations_edition")]
