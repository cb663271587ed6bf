import pytest

from common import outbox


@pytest.fixture(autouse=True)
def broker_not_yet_found_away(monkeypatch):
    """What one test found of the broker is not remembered in the next."""
    monkeypatch.setitem(outbox._away, "until", 0.0)
