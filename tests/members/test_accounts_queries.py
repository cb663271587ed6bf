"""What the door costs a page of somebody who is signed in."""

import pytest

from tests.members.accounts import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "number"), [("secretariat", 6), ("member", 7), ("nobody", 6)])
def test_security_page_asks_little(name, number, personas, client, django_assert_num_queries):
    client.force_login(personas[name])
    client.get(at("members:security"))
    with django_assert_num_queries(number):
        client.get(at("members:security"))
