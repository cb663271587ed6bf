from django.db import migrations

from common.immutable import RefuseChange


class Migration(migrations.Migration):
    dependencies = [("secretariat", "0003_consultations")]
    operations = [
        RefuseChange("secretariat_reply"),
        RefuseChange("secretariat_replycomment"),
        RefuseChange("secretariat_outcome"),
    ]
