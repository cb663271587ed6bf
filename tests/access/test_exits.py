"""Nothing that one may not see through any exit: page, file, feed, table, search, letter, in a preview as without."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from members.mailing import tell, write_digests
from members.mailing.sending import reason_against
from members.models import Delivery, Letter, Participant, User
from members.services.mandates import end_mandate
from secretariat.mailing.notices import accounts_told, context_of
from tests.access.convening import letter_read_by, make_letter
from tests.access.visits import signed_in, words
from tests.access.world import ACCOUNTS, MEMBERS, make_circulated, make_draft, make_world
from tests.personas import NAMES

pytestmark = pytest.mark.django_db
LISTS = (
    "home",
    "participants",
    "history",
    "history-csv",
    "sitemap",
    "sources",
    "meetings:meeting-list",
    "meetings:calendar",
    "meetings:body-list",
    "meetings:plan-list",
    "meetings:work-of-bodies",
    "meetings:activity-statistics",
    "meetings:activity-statistics-csv",
    "declarations:text-list",
    "declarations:decision-list",
    "commitments:commitment-csv",
    "commitments:commitment-board",
    "commitments:commitment-mine",
    "commitments:state-of-play",
    "commitments:reading-list",
    "secretariat:desk",
    "secretariat:notice-list",
    "people:directory",
    "people:delegation",
    "people:handover-now",
    "members:security",
    "journal",
    "journal-csv",
)
WHOLE = ("member", "secretariat", "granted")  # the things of which every part is looked at
ASKED = (
    "declarations:text-list",
    "declarations:decision-list",
    "meetings:meeting-list",
    "secretariat:notice-list",
    "journal",
)


@pytest.fixture
def world(personas):
    """Everything of the small world, and the letter by which each meeting was convened."""
    things = make_world(personas)
    for thing in things.values():
        make_letter(thing.meeting, thing.mark)
    return things


@pytest.fixture
def drafts(personas):
    return {"zqdraft": make_draft(), "zqcirculated": make_circulated(personas["secretariat"])}


def read(client, path):
    """Status and words of an answer, redirects followed."""
    response = client.get(path, follow=True)
    return response.status_code, words(response), response.redirect_chain


def lists():
    """Every page, table and map that shows many things; the lists that one can ask, asked for the marks."""
    yield from (reverse(name) for name in LISTS)
    yield from (f"{reverse(name)}?words=zq&q=zq" for name in ASKED)
    yield reverse("participant-detail", kwargs={"key": "bz"})
    yield reverse("participant-json", kwargs={"key": "bz"})
    yield reverse("meetings:body-detail", kwargs={"key": "grcm"})
    yield reverse("meetings:body-calendar", kwargs={"key": "grcm"})


def exits(thing, is_whole):
    """Addresses that show this one thing, with who may see it; with ``is_whole`` also those that show parts of it."""
    symbol, code = {"symbol": thing.text.symbol}, thing.edition.code
    page = reverse("declarations:text-detail", kwargs=symbol)
    yield reverse("meetings:meeting-detail", kwargs={"key": thing.meeting.key}), thing.met
    yield page, thing.seen
    yield reverse("secretariat:notice-detail", kwargs={"pk": thing.notice.pk}), thing.told
    # a paper is read by whom it is for and who sees its meeting; an exception for the meeting opens none of its papers
    yield reverse("stored-file", kwargs={"pk": thing.paper.file_id}), thing.read
    yield reverse("meetings:document-archive", kwargs={"key": thing.meeting.key}), thing.read
    # a letter is no page: of a meeting that everybody sees, those convened alone read it
    letter, convened = {"key": thing.meeting.key, "number": 1}, letter_read_by(thing.meeting.audience, thing.met)
    yield reverse("meetings:convocation", kwargs=letter), convened
    yield reverse("meetings:convocation-paper", kwargs=letter | {"language": "es"}), convened
    if not is_whole:
        return
    yield reverse("meetings:meeting-calendar", kwargs={"key": thing.meeting.key}), thing.met
    yield reverse("meetings:meeting-pack", kwargs={"key": thing.meeting.key}), thing.met
    yield page + "?view=both", thing.seen
    for form in ("txt", "bib", "ris"):
        yield reverse("declarations:text-citation", kwargs=symbol | {"form": form}), thing.seen
    for name in ("edition-detail", "edition-renderings"):
        yield reverse(f"declarations:{name}", kwargs=symbol | {"number": 1}), thing.seen
    yield reverse("rendering-file", kwargs={"code": code, "language": "es"}), thing.seen
    yield reverse("canonical-file", kwargs={"code": code}), thing.seen
    yield reverse("form-file", kwargs={"code": code, "language": "es", "form": "md"}), thing.seen
    yield reverse("stored-file", kwargs={"pk": thing.attachment.file_id}), thing.told
    for kind, obj in (("declarations.text", thing.text), ("secretariat.notice", thing.notice)):
        yield reverse("journal-object", kwargs={"kind": kind, "key": obj.pk}), {"secretariat"}


def faults_of(client, who, world, eyes=None):
    """What ``who`` is shown and may not see, or may see and is not shown, behind ``client``."""
    eyes, found = eyes or who, []
    pages = {path: said for path in lists() for status, said, _chain in [read(client, path)] if status == 200}
    for name, thing in world.items():
        for path, seen in exits(thing, name in WHOLE):
            status, said, chain = read(client, path)
            is_in = status == 200 and not (chain and "/files/" not in path and path != chain[-1][0])
            hidden = eyes not in seen
            if hidden and thing.mark in said:
                found.append(f"{path} shows {who} what it hides")
            if hidden is is_in and not (hidden and chain):
                found.append(f"{path} for {who}: {status}, {'hidden' if hidden else 'seen'}")
        if eyes not in thing.seen | thing.met | thing.told:
            offered = "hq" + thing.mark[2:]
            found += [f"{path} shows {who} {thing.mark}" for path, said in pages.items() if thing.mark in said]
            found += [f"{path} offers {who} {offered}" for path, said in pages.items() if offered in said]
            if name in WHOLE and thing.mark in read(client, reverse("verify") + f"?code={thing.edition.code}")[1]:
                found.append(f"verification tells {who} of {thing.mark}")
    for mark, seen in (("zqdraft", {"secretariat"}), ("zqcirculated", MEMBERS)):
        if eyes not in seen:
            found += [f"{path} shows {who} {mark}" for path, said in pages.items() if mark in said]
    return found


def test_nothing_leaks_through_any_exit(personas, world, drafts):
    """A thing's own addresses are 404 to whoever may not see it, and no list, file or feed bears its mark."""
    faults = []
    with override("es"):
        for who in NAMES:
            faults += faults_of(signed_in(personas[who]), who, world)
    assert not faults, "\n".join(faults)


def test_what_may_be_seen_is_seen_so_that_the_test_above_can_fail(personas, world, drafts):
    with override("en"):
        member, officer = signed_in(personas["member"]), signed_in(personas["secretariat"])
        assert world["member"].mark in read(member, reverse("declarations:text-list"))[1]
        assert "zqcirculated" in read(member, reverse("declarations:text-list"))[1]
        assert world["member"].mark in read(member, reverse("secretariat:notice-list"))[1]
        for name in ("meetings:meeting-list", "declarations:decision-list", "journal", "journal-csv"):
            assert world["secretariat"].mark in read(officer, reverse(name))[1], name


FACES = {
    "public": ("visitor", None),
    "civil_society": ("civil_society", "rrocm"),
    "observer_organisation": ("observer_organisation", "oim"),
    "member": ("neighbour", "mx"),
}


@pytest.mark.parametrize("face", FACES)
def test_preview_shows_nothing_more_than_whom_it_imitates_sees(face, personas, world, drafts):
    who, country = FACES[face]
    client = signed_in(personas["secretariat"])
    chosen = Participant.objects.get(key=country).pk if country else ""
    client.post(reverse("secretariat:preview"), {"face": face, "participant": chosen})
    world.pop("granted")  # what was granted to somebody is not borrowed
    shown = [fault for fault in faults_of(client, f"a preview as {who}", world, eyes=who) if "shows" in fault]
    assert not shown, "\n".join(shown)
    assert read(client, reverse("journal"))[0] == 404


def test_session_shows_nothing_from_the_minute_in_which_the_mandate_ends(personas, world, drafts):
    user = personas["member"]
    client = signed_in(user)
    assert not faults_of(client, "member", world)
    end_mandate(mandate=user.mandates.get(), by=personas["secretariat"], reason="Fin")
    assert not faults_of(client, "a former member", world, eyes="expired")


def test_mandate_that_is_held_over_shows_what_it_showed(personas, world, drafts):
    mandate = personas["neighbour"].mandates.get()
    mandate.end, mandate.is_holdover = timezone.localdate() - timedelta(days=1), True
    mandate.save()
    assert not faults_of(signed_in(personas["neighbour"]), "neighbour", world)


def test_letters_go_to_whom_a_notice_is_for_and_to_nobody_else(personas, world):
    names = {user.pk: name for name, user in personas.items() if name != "visitor"}
    for name, thing in world.items():
        told = {names[user.pk] for user in accounts_told(thing.notice)}
        without_mandate = {"administrator", "expired", "nobody"} if name in ("public", "opened") else set()
        by_grant = {"observer_organisation"} if name == "granted" else set()
        assert told - {"administrator"} == thing.told - without_mandate - by_grant, name


def test_letters_and_digests_tell_nobody_what_they_may_not_see(personas, world, time_machine):
    """Whatever waits for an account: what it may not see is withheld when the letter or the digest goes out."""
    for thing in world.values():
        for who in ACCOUNTS:
            user = User.objects.get(pk=personas[who].pk)
            user.mail_frequency = "each" if who in ("member", "observer_country") else "daily"
            user.save(update_fields=["mail_frequency"])
            context = context_of(thing.notice)
            tell(key=f"{thing.mark}:{who}", kind="notice", recipient=user, about=thing.notice, context=context)
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert write_digests(timezone.now())
    hidden_from = {who: [thing.mark for thing in world.values() if who not in thing.told] for who in ACCOUNTS}
    sent = 0
    for letter in Letter.objects.select_related("recipient__person"):
        who = letter.recipient.person.name
        if reason_against(letter) or who not in hidden_from:
            continue
        sent += 1
        assert not [mark for mark in hidden_from[who] if mark in letter.text + letter.html + letter.subject], who
    assert sent > len(world) and Delivery.objects.filter(letter=None).exists()
