"""The administration: who keeps what, and that no save leaves a stale page or no trace."""

import pytest
from django.contrib import admin
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.translation import override

from common.admin import Audited, ReadOnlyAdmin
from common.models import Act
from common.revision import current_revision
from declarations.models import Decision, Edition, Rendering, Text
from declarations.services.publishing import publish_text
from members.models import Mandate, Participant, Person, User
from tests.factories import (
    BodyFactory,
    BodyNameFactory,
    CountryFactory,
    DecisionFactory,
    DiscrepancyFactory,
    MandateFactory,
    MeetingFactory,
    PresidencyFactory,
    ProvisionFactory,
    SourceFactory,
    StandingFactory,
    TermFactory,
    TopicFactory,
    UserFactory,
    text_with_paragraphs,
)

pytestmark = pytest.mark.django_db


def disputed():
    return DiscrepancyFactory(claims=[{"says_es": "Uno", "says_en": "One", "sources": ["a"]}])


BY_SECRETARIAT = [
    (CountryFactory, "name_en"),
    (StandingFactory, "note_en"),
    (PresidencyFactory, "theme_en"),
    (BodyFactory, "name_en"),
    (BodyNameFactory, "name_en"),
    (MeetingFactory, "city_en"),
    (TopicFactory, "name_en"),
    (SourceFactory, "title_en"),
    (disputed, "topic_en"),
    (TermFactory, "name_en"),
    (ProvisionFactory, "text_en"),
    (text_with_paragraphs, "title_en"),
    (DecisionFactory, "verb_en"),
]


def path(model, act="changelist", *args):
    with override("en"):
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{act}", args=args)


def enter(client, person):
    client.force_login(person, backend="members.accounts.backend.AccountBackend")
    return client


def as_posted(form) -> dict:
    """What a browser sends back when nothing was touched."""
    values = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(value, bool):
            value = "on" if value else None
        if value is not None:
            values[form.add_prefix(name)] = value
            if field.show_hidden_initial:
                values[form.add_initial_prefix(name)] = value
    return values


def test_admin_keeps_every_model_by_audit_or_to_be_looked_at_only():
    for model, keeper in admin.site._registry.items():
        assert isinstance(keeper, Audited | ReadOnlyAdmin), model


def test_admin_of_what_only_services_write_changes_nothing(personas, rf):
    request = rf.get("/")
    request.user = personas["secretariat"]
    for model in (Edition, Rendering, Act):
        keeper = admin.site._registry[model]
        assert keeper.has_view_permission(request)
        assert not keeper.has_add_permission(request) and not keeper.has_change_permission(request)
        assert not keeper.has_delete_permission(request)


@pytest.mark.parametrize(("factory", "field"), BY_SECRETARIAT)
def test_admin_save_raises_the_revision_and_is_journalled(client, personas, factory, field):
    thing = factory()
    enter(client, personas["secretariat"])
    address = path(type(thing), "change", thing.pk)
    form = client.get(address).context["adminform"].form
    before, words = current_revision(), "Words put right"
    answer = client.post(address, as_posted(form) | {field: words})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    thing.refresh_from_db()
    assert getattr(thing, field) == words
    assert current_revision() > before
    act = Act.objects.get(act="edited")
    assert act.actor == "secretariat@example.org" and act.after == {field: words}
    assert act.object_type == thing._meta.label_lower and act.object_id == str(thing.pk)


def test_admin_save_leaves_no_stale_page(client, personas, visit):
    body = BodyFactory(name_en="Before")
    with override("en"):
        address = body.get_absolute_url()
    assert b"Before" in visit(address).content
    enter(client, personas["secretariat"])
    form = client.get(path(type(body), "change", body.pk)).context["adminform"].form
    client.post(path(type(body), "change", body.pk), as_posted(form) | {"name_en": "After"})
    assert b"After" in visit(address).content


def test_admin_deletion_raises_the_revision_and_is_journalled(client, personas):
    enter(client, personas["secretariat"])
    topics = [TopicFactory(), TopicFactory()]
    before = current_revision()
    client.post(path(type(topics[0]), "delete", topics[0].pk), {"post": "yes"})
    client.post(path(type(topics[1])), {"action": "delete_selected", "_selected_action": [topics[1].pk], "post": "yes"})
    assert Act.objects.filter(act="deleted").count() == 2
    assert current_revision() >= before + 2


def test_admin_deletion_of_several_is_of_all_or_none(personas, rf):
    first, held = BodyFactory(), BodyFactory()
    BodyFactory(reports_to=held)
    request = rf.post("/")
    request.user = personas["secretariat"]
    bodies = type(first).objects.filter(pk__in=[first.pk, held.pk]).order_by("pk")
    before = current_revision()
    with pytest.raises(ProtectedError):
        admin.site.get_model_admin(type(first)).delete_queryset(request, bodies)
    assert bodies.count() == 2 and not Act.objects.filter(act="deleted").exists()
    assert current_revision() == before


def test_admin_opens_by_mandate(visit, personas):
    with override("en"):
        index = reverse("admin:index")
    for name in ("secretariat", "administrator"):
        assert visit(index, personas[name]).status_code == 200
    for name in ("visitor", "member", "troika", "nobody", "expired"):
        assert visit(index, personas[name]).status_code == 302, name


def test_admin_of_an_officer_whose_mandate_ended_is_closed(visit, personas):
    with override("en"):
        assert visit(reverse("admin:index"), personas["expired"]).status_code == 302


def test_admin_of_accounts_is_the_administrator_s_and_of_the_record_the_secretariat_s(visit, personas):
    for model, keeper, other in (
        (User, "administrator", "secretariat"),
        (Mandate, "administrator", "secretariat"),
        (Participant, "secretariat", "administrator"),
        (Text, "secretariat", "administrator"),
        (Edition, "secretariat", "administrator"),
        (Act, "secretariat", "administrator"),
    ):
        assert visit(path(model), personas[keeper]).status_code == 200, model
        assert visit(path(model), personas[other]).status_code == 403, model


def test_admin_has_no_second_way_in(client, personas):
    with override("en"):
        login, sign_in = reverse("admin:login"), reverse("account_login")
    answer = client.post(login, {"username": "secretariat@example.org", "password": "una clave larga"})
    assert answer.status_code == 302 and answer["Location"].startswith(sign_in)
    assert "_auth_user_id" not in client.session
    enter(client, personas["member"])
    assert client.get(login, follow=True).redirect_chain[-1][0] == "/en/intranet/"


def test_admin_makes_no_account_gives_no_mandate_and_changes_no_person(client, personas):
    """Their rules stand in services: accounts by invitation, mandates by appointment, contact data by its person."""
    member = personas["member"]
    mandate = member.mandates.get()
    for name in ("administrator", "secretariat"):
        enter(client, personas[name])
        for model in (User, Mandate, Person):
            assert client.get(path(model, "add")).status_code == 403, (name, model)
        for thing in (mandate, member.person):
            assert (
                client.post(path(type(thing), "change", thing.pk), {"name": "Otra", "end": "2020-01-01"}).status_code
                == 403
            )
            assert client.post(path(type(thing), "delete", thing.pk), {"post": "yes"}).status_code == 403
    mandate.refresh_from_db()
    assert mandate.end is None and Person.objects.get(pk=member.person_id).name == "member"


def test_admin_closes_an_account_and_changes_nothing_else_of_it(client, personas):
    member, password = personas["member"], personas["member"].password
    enter(client, personas["administrator"])
    answer = client.post(path(User, "change", member.pk), {"email": "otra@example.org", "password": "x"})
    assert answer.status_code == 302
    member.refresh_from_db()
    assert (member.is_active, member.email, member.password) == (False, "member@example.org", password)
    assert Act.objects.get(act="edited").after == {"is_active": False}


def test_admin_opens_to_an_officer_by_mandate_alone(visit):
    """Nobody has to set a flag on the account of whoever came by invitation."""
    officer = UserFactory()
    MandateFactory(person=officer.person, function="secretariat_officer", participant=None)
    with override("en"):
        assert visit(reverse("admin:index"), User.objects.get(pk=officer.pk)).status_code == 200


def test_admin_shows_everything_it_keeps(client, personas):
    publish_text(DecisionFactory().paragraph.text, by="test")
    UserFactory()
    for name in ("secretariat", "administrator"):
        enter(client, personas[name])
        for model, keeper in admin.site._registry.items():
            if keeper.admin_site.may_keep(personas[name], keeper.kept_by):
                assert client.get(path(model)).status_code == 200, model
                thing = model._default_manager.first()
                if thing is not None:
                    assert client.get(path(model, "change", thing.pk)).status_code == 200, model
    assert Decision.objects.exists()
