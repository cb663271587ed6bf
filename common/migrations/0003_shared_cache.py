"""The table of the cache that processes share where there is no Redis (``settings.CACHES``)."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """By Django's own command, which knows the engine; nothing happens where the table is there."""
    call_command("createcachetable", "shared_cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("common", "0002_append_only")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
