"""Every address that changes something, posted to by every persona: who may not is refused, and nothing is written."""

import re

import pytest
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.access.changes import CHANGES, OF_THE_VISIT, OWN_ACCOUNT, make_targets
from tests.access.matrix import MATRIX
from tests.access.visits import signed_in
from tests.access.world import make_stand_ins
from tests.personas import NAMES

pytestmark = pytest.mark.django_db
REFUSED = (404,)
WRITES = re.compile(r'^(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')
SAMPLE = ("visitor", "administrator", "neighbour")  # those who are asked in English too
# Doors of others: a link in a letter, a passkey's question, the demonstration, whose tests are in tests/members/.
BY_LINK = ("members:mail-fewer", "members:invitation-accept", "members:demo-sign-in")
EXPORTS = ("people:directory-csv", "journal-csv")  # who takes them away stands in the journal
# 422: a form that offers nothing, or in which somebody speaks in another's name
NOBODYS_DATA = ("people:contact", "people:delegation-name", "meetings:statement-write")


def post(client, name, targets, change=None):
    """The answer, and the tables that were written to; all of it taken back."""
    kwargs = change.kwargs if change and change.kwargs else MATRIX[name].kwargs
    path = reverse(name, kwargs={key: targets.get(value, value) for key, value in kwargs.items()})
    data = change.data(targets) if change else {}
    reset_queries()  # the log takes 9,000
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        response = client.post(path, data)
        transaction.set_rollback(True)
    written = {found[1] for query in queries if (found := WRITES.match(query["sql"]))}
    return response, written - set(OF_THE_VISIT)


@pytest.fixture
def targets(personas):
    return make_targets(personas)


def refusal(persona, response):
    """What is wrong with the answer to somebody who may not; empty when nothing is."""
    if persona == "visitor":
        asked = response.status_code == 302 and response.url.startswith(reverse("account_login"))
        return "" if asked else f"{response.status_code}, not the page to sign in"
    return "" if response.status_code in REFUSED else f"{response.status_code}, not refused"


@pytest.mark.parametrize(("language", "who"), [("es", NAMES), ("en", SAMPLE)])
def test_nothing_is_changed_by_whoever_may_not(language, who, personas, targets):
    faults = []
    with override(language):
        for persona in who:
            client = signed_in(personas[persona])
            for name, change in CHANGES.items():
                if persona in change.may:
                    continue
                response, written = post(client, name, targets, change)
                wrong = refusal(persona, response)
                if wrong and not (response.status_code == 422 and name in NOBODYS_DATA):
                    faults.append(f"{name} by {persona}: {wrong}")
                if written:
                    faults.append(f"{name} by {persona}: writes to {', '.join(sorted(written))}")
                if "no-store" not in response["Cache-Control"]:
                    faults.append(f"{name} by {persona}: may be stored")
    assert not faults, "\n".join(faults)


def test_everything_is_changed_by_whoever_may(personas, targets):
    """The same data does it, so that the test above can fail."""
    faults = []
    with override("es"):
        for name, change in CHANGES.items():
            for persona in change.may if len(change.may) < len(NAMES) - 1 else change.may[:1]:
                response, written = post(signed_in(personas[persona]), name, targets, change)
                if not written or response.status_code >= 400:
                    faults.append(f"{name} by {persona}: {response.status_code}, writes to {written}")
    assert not faults, "\n".join(faults)


def test_address_that_is_not_named_as_changing_changes_nothing(personas):
    targets = make_stand_ins(personas).values
    silent = [name for name in MATRIX if name not in CHANGES and not name.startswith((*OWN_ACCOUNT, "admin:"))]
    faults = []
    with override("es"):
        for persona in ("visitor", "member", "secretariat", "administrator"):
            client = signed_in(personas[persona])
            for name in silent:
                if name in BY_LINK:
                    continue
                response, written = post(client, name, targets)
                if written - ({"common_act"} if name in EXPORTS else set()):
                    faults.append(f"{name} by {persona}: {response.status_code}, writes to {sorted(written)}")
    assert not faults, "\n".join(faults)


def test_every_change_stands_in_the_matrix():
    assert set(CHANGES) <= set(MATRIX)
