"""The historical record: the YAML files of ``record/`` and their way into the database."""
