"""Things of others, asked for by their number or their name: who may not know of them finds nothing, by any number."""

from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils.translation import override

from declarations.models import Text
from members.models import Mandate, Person
from tests.access.changes import make_targets
from tests.access.visits import signed_in, words
from tests.access.world import make_attachment, make_draft
from tests.factories import InstitutionFactory, MandateFactory, NoticeFactory, PersonFactory, text_with_paragraphs
from tests.members.accounts import at

pytestmark = pytest.mark.django_db


def statuses(client, name, numbers, **kwargs):
    with override("es"):
        return {number: client.get(reverse(name, kwargs={"pk": number} | kwargs)).status_code for number in numbers}


def test_people_and_mandates_of_another_country_are_kept_by_no_number(personas):
    """A focal point goes through every number there is."""
    client = signed_in(personas["neighbour"])
    reviewer = MandateFactory(
        person=PersonFactory(name="Propia"),
        function="national_reviewer",
        participant=personas["neighbour"].mandates.get().participant,
    )
    people = range(1, Person.objects.order_by("-pk").first().pk + 3)
    mandates = range(1, Mandate.objects.order_by("-pk").first().pk + 3)
    edited = statuses(client, "people:person-edit", people)
    ended = statuses(client, "people:mandate-end", mandates)
    assert {number for number, status in edited.items() if status == 200} == {reviewer.person_id}
    assert {number for number, status in ended.items() if status == 200} == {reviewer.pk}
    assert set(edited.values()) == set(ended.values()) == {200, 404}


def test_form_of_a_focal_point_takes_nothing_of_another_country(personas):
    client, today = signed_in(personas["neighbour"]), "2026-01-01"
    mexico = personas["neighbour"].mandates.get().participant_id
    costa_rica = personas["member"].mandates.get().participant
    own = {"participant": mexico, "function": "national_reviewer", "start": today, "language": "es"}
    foreign = {
        "participant": {"participant": costa_rica.pk, "name": "Zoila", "email": "zq@example.org"},
        "person": {"person": personas["deputy"].person_id},
        "officer": {"person": personas["secretariat"].person_id},
        "institution": {
            "institution": InstitutionFactory(participant=costa_rica).pk,
            "name": "Zoila",
            "email": "zq@example.org",
        },
        "function": {"function": "secretariat_coordinator", "name": "Zoila", "email": "zq@example.org"},
    }
    before = Mandate.objects.count(), Person.objects.count()
    for what, data in foreign.items():
        assert client.post(at("people:delegation-name"), own | data).status_code == 422, what
    assert (Mandate.objects.count(), Person.objects.count()) == before
    sound = own | {"name": "Zoila", "email": "zq@example.org"}
    assert client.post(at("people:delegation-name"), sound).status_code == 302, "so that the refusals mean something"


def test_invitation_tells_nobody_which_people_there_are(personas):
    """Whoever may not invite somebody learns not even that there is such a person, nor such an invitation."""
    targets, none = make_targets(personas), Person.objects.order_by("-pk").first().pk + 100
    for who in ("observer_country", "neighbour", "expired"):
        client = signed_in(personas[who])
        for name, there in (("send", "INVITEE"), ("revoke", "INVITATION")):
            answers = [client.post(at(f"members:invitation-{name}", pk=pk)) for pk in (targets[there], none)]
            assert [answer.status_code for answer in answers] == [404, 404], (who, name)


def test_sessions_and_second_factors_of_others_are_out_of_reach(personas):
    owner, client = personas["member"], signed_in(personas["neighbour"])
    signed_in(owner).get(at("secretariat:desk"))
    session = UserSession.objects.filter(user=owner).first()
    key = Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    client.post(at("usersessions_list"), {"session": session.pk if session else 1})
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        for method in ("get", "post"):
            status = getattr(client, method)(at(name, pk=key.pk), {"name": "mine"}).status_code
            assert status in (302, 404), name
    assert UserSession.objects.filter(user=owner).count() == (1 if session else 0)
    assert Authenticator.objects.get(pk=key.pk).data == {"name": "x"}


def test_part_of_one_thing_is_not_reached_through_another(personas):
    """The numbers of two things are put together that do not belong together."""
    officer = signed_in(personas["secretariat"])
    attachment, other = make_attachment("member"), NoticeFactory()
    draft, stranger = make_draft(), text_with_paragraphs(1, symbol="stranger")
    uid = stranger.paragraphs.get().uid
    crossed = [
        at("secretariat:notice-file-remove", pk=other.pk, attachment=attachment.pk),
        at("declarations:paragraph-edit", symbol=draft.symbol, uid=uid),
        at("declarations:paragraph-act", symbol=draft.symbol, uid=uid, act="delete"),
        at("declarations:paragraph-edit", symbol=draft.symbol, uid=uuid4()),
    ]
    assert [officer.post(path).status_code for path in crossed] == [404] * len(crossed)
    assert stranger.paragraphs.exists() and attachment.notice.attachments.exists()


def test_draft_has_no_name_by_which_anybody_else_finds_it(personas):
    draft = make_draft()
    Text.objects.filter(pk=draft.pk).update(audience="public")
    for who in ("visitor", "member", "observer_country", "administrator"):
        client = signed_in(personas[who])
        for name in ("text-detail", "text-preview", "text-workroom"):
            response = client.get(at(f"declarations:{name}", symbol="draft"))
            assert response.status_code in (302, 404) and "zqdraft" not in words(response), (who, name)
        missing = client.get(at("declarations:text-detail", symbol="there-is-none"))
        hidden = client.get(at("declarations:text-detail", symbol="draft"))
        assert missing.status_code == hidden.status_code == 404
        assert words(missing).replace("there-is-none", "draft") == words(hidden), "hidden is as if it were not"


def test_line_that_no_checklist_has_is_not_there(personas):
    key = make_targets(personas)["INCOMING"]
    assert signed_in(personas["secretariat"]).post(at("people:handover-tick", key=key, item="none")).status_code == 404
