"""Nothing is changed by another site: every POST without the token of our own form is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.access.changes import CHANGES, OF_THE_VISIT, OWN_ACCOUNT, make_targets
from tests.access.matrix import MATRIX
from tests.access.test_changes import WRITES
from tests.access.visits import signed_in

pytestmark = pytest.mark.django_db
# A link in a letter is its own permission, and a mail program has no token (RFC 8058); a paper that is checked
# is written nowhere, and its page must set no cookie.
EXEMPT = {"members:mail-fewer", "verify"}


def addresses(targets):
    for name, change in CHANGES.items():
        kwargs = change.kwargs or MATRIX[name].kwargs
        yield name, reverse(name, kwargs={key: targets.get(value, value) for key, value in kwargs.items()})
    for name, door in MATRIX.items():
        if name.startswith((*OWN_ACCOUNT, "secretariat:preview", "members:demo")) and name not in CHANGES:
            yield name, reverse(name, kwargs=door.kwargs)


def test_post_without_the_token_is_refused_and_writes_nothing(personas, targets):
    faults, tried = [], 0
    with override("es"):
        for who in ("visitor", "secretariat"):
            client = signed_in(personas[who], enforce_csrf_checks=True)
            for name, path in addresses(targets):
                with CaptureQueriesContext(connection) as queries:
                    response = client.post(path, {"any": "thing"}, headers={"origin": "https://evil.example"})
                tried += 1
                written = {found[1] for query in queries if (found := WRITES.match(query["sql"]))} - set(OF_THE_VISIT)
                if response.status_code not in (403, 405) or written:
                    faults.append(f"{name} by {who}: {response.status_code}, writes to {written}")
    assert tried > 80 and not faults, "\n".join(faults)


def test_only_named_views_go_without_the_token():
    from tests.access.addresses import exempt_names

    assert exempt_names() == EXEMPT


@pytest.fixture
def targets(personas):
    return make_targets(personas)
