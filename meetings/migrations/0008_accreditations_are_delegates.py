from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("meetings", "0007_delegations")]

    operations = [migrations.DeleteModel(name="Accreditation")]
