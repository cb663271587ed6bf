from django.db import migrations

from common.immutable import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("declarations", "0006_adoption_and_seal")]
    operations = [RefuseChange("declarations_textversion")]
