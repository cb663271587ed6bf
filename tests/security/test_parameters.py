"""What addresses and forms are asked that they never offered: other columns, other orders, too much, nonsense."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from tests.access.matrix import IN, MATRIX
from tests.access.visits import signed_in, words
from tests.access.world import make_stand_ins
from tests.members.accounts import at

pytestmark = [pytest.mark.django_db, pytest.mark.engines]  # the engines differ in what they take for words
COLUMNS = (
    "password",
    "user__password__startswith",
    "person__account__password__startswith",
    "recipient__password__regex",
    "account__password",
    "audience",
    "state__in",
    "id__in",
    "pk",
    "opens_on__isnull",
    "circulated_at__isnull",
)
ORDERS = ("sort", "ordering", "order_by", "o", "order")
NONSENSE = (
    "page=99999999999999999999",
    "page=-1",
    "page=abc",
    "page=1&page=2",
    "words=%00",
    "words=%ff%fe",
    "on=9999999-99-99",
    "on=0000-00-00",
    "as_of=2026-02-31",
    "year=100000000000000000000",
    "since=-5&until=1e9",
    "participant=%00&function=%00&kind=%00&state=%00",
    "code=%00%00",
    "view[]=x&view=%F0%9F%92%A9",
    "words=" + "a" * 20_000,
    "words=" + "%20".join("ab" for _ in range(2_000)),
    "&".join(f"p{number}=1" for number in range(900)),
)


def doors(persona):
    return [(name, door) for name, door in MATRIX.items() if door.status(persona) == IN]


def test_columns_and_orders_that_were_not_offered_reach_no_query(personas):
    """Neither the hash of a password nor an audience is found or sorted by, letter by letter or otherwise."""
    stand_ins, faults = make_stand_ins(personas), []
    query = "&".join([f"{name}=argon" for name in COLUMNS] + [f"{name}=password" for name in ORDERS])
    with override("es"):
        for who in ("visitor", "secretariat"):
            client = signed_in(personas[who])
            for name, door in doors(who):
                path = reverse(name, kwargs=stand_ins.kwargs(door.kwargs))
                with CaptureQueriesContext(connection) as queries:
                    response = client.get(f"{path}?{query}")
                    words(response)
                asked = [
                    one["sql"]
                    for one in queries
                    if "argon" in one["sql"].split(" WHERE ", 1)[-1] and one["sql"].startswith("SELECT")
                ]
                ordered = [one for one in queries if "password" in one["sql"].split(" ORDER BY ", 1)[1:2]]
                if response.status_code != IN or asked or ordered:
                    faults.append(f"{name} for {who}: {response.status_code} {asked} {ordered}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("query", NONSENSE, ids=[one[:18] for one in NONSENSE])
def test_nonsense_breaks_no_page(query, personas):
    stand_ins, faults = make_stand_ins(personas), []
    lists = ("list", "directory", "journal", "history", "participants", "discrepancies", "verify", "desk", "csv")
    with override("es"):
        client = signed_in(personas["secretariat"])
        for name, door in doors("secretariat"):
            if not name.endswith(lists):
                continue
            response = client.get(reverse(name, kwargs=stand_ins.kwargs(door.kwargs)) + f"?{query}")
            words(response)
            if response.status_code not in (200, 400, 404):
                faults.append(f"{name}: {response.status_code}")
    assert not faults, "\n".join(faults)


def test_form_that_is_too_large_is_refused_before_anything_is_done(personas):
    client = signed_in(personas["member"])
    path = at("people:contact")
    assert client.post(path, {"name": "a" * 6_000_000}).status_code == 400
    assert client.post(path, {f"field{number}": "x" for number in range(1_100)}).status_code == 400
    long = {"name": "a" * 5_000, "email": "a@example.org", "phone": "1", "position_es": "x", "language": "es"}
    assert client.post(path, long).status_code == 422
    assert client.post(path, long | {"name": "Ana\x00"}).status_code == 422


def test_address_that_is_too_long_or_odd_breaks_nothing(client):
    for path in (
        "/es/" + "a" * 5_000 + "/",
        "/es/textos/" + "a" * 300 + "/",
        "/v/" + "%F0%9F%92%A9" * 50,
        "/es/%0d%0aX: y/",
    ):
        assert client.get(path).status_code in (302, 404)
