from django.db import migrations


class Migration(migrations.Migration):
    """What an account may do follows from mandates; the flag opened nothing any more."""

    dependencies = [("members", "0002_mandate_overlaps")]
    operations = [migrations.RemoveField(model_name="user", name="is_staff")]
