"""Migrations say what the models say."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
@pytest.mark.engines
def test_migrations_when_compared_with_models_are_in_step():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
