import pytest
from django.utils.translation import override


@pytest.fixture
def in_english():
    """For tests that read what a refusal says: Spanish is the portal's first language."""
    with override("en"):
        yield
