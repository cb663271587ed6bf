"""Every door, every persona: who comes in, and that no answer to somebody who signed in may be stored."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from tests.access.addresses import all_names
from tests.access.matrix import MATRIX
from tests.access.visits import words
from tests.access.world import make_stand_ins
from tests.personas import NAMES

pytestmark = pytest.mark.django_db
PUBLIC_FILES = (
    *("rendering-file", "canonical-file", "form-file", "changes-pdf", "changes-docx", "seal-certificate"),
)  # the same for everyone


def test_every_address_stands_in_the_matrix():
    assert all_names() == set(MATRIX)


def test_every_persona_has_a_status_behind_every_door():
    assert not [(name, persona) for name, door in MATRIX.items() for persona in NAMES if not door.status(persona)]


@pytest.mark.parametrize(("language", "who"), [("es", NAMES), ("en", ("visitor", "member", "secretariat"))])
def test_every_door_opens_to_whom_the_matrix_says(language, who, personas, client):
    stand_ins = make_stand_ins(personas)
    faults = []
    with override(language):
        for persona in who:
            user = personas[persona]
            client.logout()
            if user.is_authenticated:
                client.force_login(user, backend="members.accounts.backend.AccountBackend")
            for name, door in MATRIX.items():
                response = client.get(reverse(name, kwargs=stand_ins.kwargs(door.kwargs)))
                words(response)
                if response.status_code != door.status(persona):
                    faults.append(f"{name} for {persona}: {response.status_code}, not {door.status(persona)}")
                stored = "no-store" not in response.get("Cache-Control", "no-store")
                if user.is_authenticated and stored and name not in PUBLIC_FILES:
                    faults.append(f"{name} for {persona}: may be stored")
    assert not faults, "\n".join(faults)
