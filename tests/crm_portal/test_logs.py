"""What the log keeps: what was asked for, without the links that open something to whoever has them."""

import pytest
from django.core import signing

from crm_portal.logs import without_keys
from members.models import Invitation
from members.models.invitations import new_nonce
from members.services.invitations import token_of

SIGNED = signing.dumps([1, "a@example.org", "b@example.org"], salt="any")


@pytest.mark.parametrize(
    "key",
    [token_of(Invitation(pk=3, nonce=new_nonce())), SIGNED, f"dbc123-{'0123456789abcdef' * 2}"],
    ids=["invitation", "e-mail", "password"],
)
def test_key_in_an_address_is_not_logged(key):
    told = without_keys(None, "info", {"request": f"GET /es/cuenta/any/{key}/", "event": f"Not Found: /x/{key}/"})
    assert told == {"request": "GET /es/cuenta/any/…/", "event": "Not Found: /x/…/"}


@pytest.mark.parametrize(
    "path", ["/es/textos/crm-16-summary/", "/es/organos/grupo-regional-de-consulta-sobre-migracion/", "/static/a.css"]
)
def test_other_addresses_are_logged_as_they_are(path):
    assert without_keys(None, "info", {"request": f"GET {path}", "code": 404}) == {
        "request": f"GET {path}",
        "code": 404,
    }
