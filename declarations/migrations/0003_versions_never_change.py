from django.db import migrations

from common.immutable import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("declarations", "0002_editions_never_change")]
    operations = [RefuseChange("declarations_textversion")]
