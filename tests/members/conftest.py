"""What the tests of people and accounts share."""

import pytest


@pytest.fixture
def enter(client):
    def as_(user):
        client.force_login(user, backend="members.accounts.backend.AccountBackend")
        return client

    return as_
