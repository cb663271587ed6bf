"""Every door, every persona; and nothing that one may not see through any exit."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from common.access import Audience
from members.access import audiences_of, troika
from tests.access.addresses import all_names
from tests.access.matrix import MATRIX
from tests.access.world import make_attachment, make_draft, make_things
from tests.factories import NoticeFactory, PublishedNoticeFactory, letter_to
from tests.factories.meetings import PlanFactory
from tests.factories.members import InstitutionFactory
from tests.personas import NAMES

pytestmark = pytest.mark.django_db
PUBLIC_FILES = ("rendering-file", "canonical-file")  # of a public text: the same for everyone


@pytest.fixture
def things(db):
    return make_things()


@pytest.fixture
def draft(db):
    return make_draft()


def test_every_address_stands_in_the_matrix():
    assert all_names() == set(MATRIX)


def test_every_persona_has_a_status_behind_every_door():
    assert not [(name, persona) for name, door in MATRIX.items() for persona in NAMES if not door.status(persona)]


@pytest.mark.parametrize(("language", "who"), [("es", NAMES), ("en", ("visitor", "member", "secretariat"))])
def test_every_door_opens_to_whom_the_matrix_says(language, who, personas, things, draft, client):
    PlanFactory(key="plan")
    stand_ins = {
        "PUBLIC-CODE": things[Audience.PUBLIC].edition.code,
        "PARAGRAPH": draft.paragraphs.first().uid,
        "PUBLIC-NOTICE": PublishedNoticeFactory(audience="public").pk,
        "DRAFT-NOTICE": NoticeFactory().pk,
        "MEMBERS-FILE": make_attachment("member").file_id,
        "LETTER": letter_to().pk,
        "TEXT-PK": draft.pk,
        "DEPUTY": personas["deputy"].person_id,
        "DEPUTY-MANDATE": personas["deputy"].mandates.get().pk,
        "INSTITUTION": InstitutionFactory().pk,
        "INCOMING": troika()[2].key,
        "BELIZE": things[Audience.PUBLIC].meeting.country_id,
    }
    faults = []
    with override(language):
        for persona in who:
            user = personas[persona]
            client.logout()
            if user.is_authenticated:
                client.force_login(user, backend="members.accounts.backend.AccountBackend")
            for name, door in MATRIX.items():
                kwargs = {key: stand_ins.get(value, value) for key, value in door.kwargs.items()}
                response = client.get(reverse(name, kwargs=kwargs))
                words(response)
                if response.status_code != door.status(persona):
                    faults.append(f"{name} for {persona}: {response.status_code}, not {door.status(persona)}")
                stored = "no-store" not in response.get("Cache-Control", "no-store")
                if user.is_authenticated and stored and name not in PUBLIC_FILES:
                    faults.append(f"{name} for {persona}: may be stored")
    assert not faults, "\n".join(faults)


LISTS = [
    "home",
    "participants",
    "history",
    "history-csv",
    "sitemap",
    "meetings:meeting-list",
    "meetings:body-list",
    "declarations:text-list",
    "declarations:decision-list",
    "secretariat:desk",
]


def exits(thing):
    """Every address that shows this one thing, or part of it."""
    key, symbol, code = thing.meeting.key, thing.text.symbol, thing.edition.code
    yield reverse("meetings:meeting-detail", kwargs={"key": key})
    yield reverse("meetings:meeting-calendar", kwargs={"key": key})
    for name in ("declarations:text-detail",):
        yield reverse(name, kwargs={"symbol": symbol})
        yield reverse(name, kwargs={"symbol": symbol}) + "?view=both"
    for form in ("txt", "bib", "ris"):
        yield reverse("declarations:text-citation", kwargs={"symbol": symbol, "form": form})
    for name in ("declarations:edition-detail", "declarations:edition-renderings"):
        yield reverse(name, kwargs={"symbol": symbol, "number": 1})
    yield reverse("rendering-file", kwargs={"code": code, "language": "es"})
    yield reverse("canonical-file", kwargs={"code": code})


def words(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


@pytest.mark.parametrize("persona", NAMES)
def test_nothing_leaks_through_any_exit(persona, personas, things, draft, visit):
    """A thing's own addresses are 404 to whoever is not in its audience, and no list, file or feed bears its mark."""
    user = personas[persona]
    seen, faults = audiences_of(user), []
    shared = [reverse(name) for name in LISTS]
    shared += [
        reverse("participant-detail", kwargs={"key": "bz"}),
        reverse("participant-json", kwargs={"key": "bz"}),
        reverse("meetings:body-detail", kwargs={"key": "grcm"}),
    ]
    pages = {path: words(response) for path in shared if (response := visit(path, as_=user)).status_code == 200}
    for audience, thing in things.items():
        expected = 200 if audience in seen else 404
        for path in exits(thing):
            response = visit(path, as_=user)
            said = words(response)
            if response.status_code != expected:
                faults.append(f"{path}: {response.status_code}, not {expected}")
            elif expected == 404 and thing.mark in said:
                faults.append(f"{path}: names what it hides")
        if audience not in seen:
            faults += [f"{path} shows what is for {audience}" for path, page in pages.items() if thing.mark in page]
            verified = words(visit(reverse("verify") + f"?code={thing.edition.code}", as_=user))
            if thing.mark in verified:
                faults.append(f"verification tells of what is for {audience}")
    if Audience.SECRETARIAT not in seen:
        faults += [f"{path} shows a draft" for path, page in pages.items() if "zqdraft" in page]
    assert not faults, "\n".join(faults)


def test_what_is_public_is_seen_so_that_the_test_above_can_fail(things, visit):
    page = words(visit(reverse("declarations:text-list")))
    assert things[Audience.PUBLIC].mark in page
    assert things[Audience.PUBLIC].mark in words(visit(reverse("meetings:meeting-list")))
    assert things[Audience.PUBLIC].mark in words(visit(reverse("declarations:decision-list")))
