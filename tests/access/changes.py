"""Who changes what: every address that writes something when it is posted to, for every persona.

``may`` names who does; for everyone else nothing is written. An address that is neither here nor in ``OWN_ACCOUNT``
must write nothing for anybody. ``data`` is what would do it: the test shows that it does, for the first in ``may``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common.models import OutboxMessage
from common.uploads import store_upload
from declarations.models import EditionRedline, RenderingState
from declarations.services.publishing import publish_text
from meetings.models import AgendaItem
from members.access import troika
from members.grants import grant
from members.models import Invitation, LetterState, Mandate
from secretariat.models import NoticeAttachment
from tests.access import (
    adopting,
    comparing,
    consulting,
    convening,
    following,
    negotiating,
    papers,
    plans,
    replying,
    word,
    yearly,
)
from tests.access.world import make_agenda
from tests.factories import (
    BodyFactory,
    BodyMembershipFactory,
    BodyStepFactory,
    CalendarAddressFactory,
    CalendarDayFactory,
    DecisionFactory,
    DelegateFactory,
    InstitutionFactory,
    MandateFactory,
    MeetingFactory,
    NoticeFactory,
    PersonFactory,
    PublishedNoticeFactory,
    letter_to,
    text_with_paragraphs,
)
from tests.personas import NAMES

SECRETARIAT = ("secretariat",)
FOCAL_POINTS = ("member", "neighbour", "presidency", "troika")
OF_COSTA_RICA = ("member", "deputy", "secretariat")
KEEPING_DELEGATIONS = (*FOCAL_POINTS, "deputy", "observer_organisation", "civil_society")
OWN_ACCOUNT = ("account_", "mfa_", "usersessions_", "openid_", "socialaccount_", "members:email", "members:devices")
SIGNED_IN = tuple(name for name in NAMES if name != "visitor")
WITH_A_MANDATE = tuple(name for name in SIGNED_IN if name not in ("expired", "nobody"))
# What is written at any request: that somebody is here.
OF_THE_VISIT = ("django_session", "usersessions_usersession", "members_user", "shared_cache")


@dataclass(frozen=True)
class Change:
    """``data`` and ``kwargs`` are made from what ``make_targets`` made."""

    may: tuple[str, ...]
    data: Callable[[dict[str, Any]], dict[str, Any]] = lambda target: {}
    kwargs: dict[str, str] = field(default_factory=dict)


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def words_of_notice(target: dict[str, Any]) -> dict[str, Any]:
    words = {"title_es": "zq", "title_en": "zq", "words_es": "zq", "words_en": "zq"}
    return words | {"kind": "notice", "audience": "member", "seen": 1, "form_key": str(uuid4())}


def words_of_person(target: dict[str, Any]) -> dict[str, Any]:
    return {"name": "Zoila Quesada", "email": "zq@example.org", "language": "es"}


def seat(function: str, participant: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda target: (
        words_of_person(target)
        | {"function": function, "participant": target[participant], "start": timezone.localdate().isoformat()}
    )


def paragraph(target: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "operative", "level": 0, "label_es": "9.", "label_en": "9.", "body_es": "zq", "body_en": "zq"}


def session_words(target: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "closed", "starts_at": "2012-06-21T09:00", "ends_at": "2012-06-21T10:00", "seen": 1}


def item_words(target: dict[str, Any]) -> dict[str, Any]:
    return {"title_es": "zq", "title_en": "zq", "seen": 1}


def own_contact(target: dict[str, Any]) -> dict[str, Any]:
    return words_of_person(target) | {"phone": "+506 1234", "position_es": "Directora"}


def words_of_calendar_day(_: dict[str, Any]) -> dict[str, Any]:
    return {"day": "2031-03-19", "kind": "off", "name_es": "zq", "name_en": "zq", "participant": ""}


def words_of_body() -> dict[str, Any]:
    words = [f"{name}_{language}" for name in ("name", "mandate", "objectives") for language in ("es", "en")]
    return dict.fromkeys(words, "zq") | {"kind": "adhoc"}


CITED = {"on": "2024-06-10", "decided_es": "zq", "decided_en": "zq"}
NOTICE, DRAFT = {"pk": "NOTICE"}, {"pk": "DRAFT-NOTICE"}
TEXT = {"symbol": "working"}
PREPARING = ("secretariat", "presidency")
AGENDA = {"key": "meeting-with-agenda"}
SESSION, ITEM = AGENDA | {"pk": "SESSION"}, AGENDA | {"pk": "ITEM"}
CHANGES: dict[str, Change] = {
    "people:person-create": Change(SECRETARIAT, words_of_person),
    "people:person-edit": Change(("secretariat", "member"), words_of_person, {"pk": "DEPUTY"}),
    "people:appoint": Change(SECRETARIAT, seat("national_reviewer", "MEXICO"), {"pk": "DEPUTY"}),
    "people:mandate-end": Change(("secretariat", "member"), lambda _: {"reason": "zq"}, {"pk": "DATED"}),
    "people:mandate-hold-over": Change(("secretariat", "member"), kwargs={"pk": "DATED"}),
    "people:delegation-name": Change(("neighbour",), seat("deputy", "MEXICO")),
    "people:contact": Change(SIGNED_IN, own_contact),
    "people:institution-create": Change(
        SECRETARIAT, lambda target: {"kind": "ministry", "name_es": "zq", "name_en": "zq", "participant": ""}
    ),
    "people:institution-edit": Change(
        SECRETARIAT, lambda _: {"kind": "ministry", "name_es": "zq", "name_en": "zq"}, {"pk": "INSTITUTION"}
    ),
    "people:calendar-add": Change(SECRETARIAT, words_of_calendar_day),
    "people:calendar-edit": Change(SECRETARIAT, words_of_calendar_day, {"pk": "CALENDAR-DAY"}),
    "people:calendar-remove": Change(SECRETARIAT, kwargs={"pk": "CALENDAR-DAY"}),
    "people:handover": Change(
        SECRETARIAT, lambda _: {"begins_at": f"{timezone.localdate().year + 1}-03-01T10:00"}, {"key": "INCOMING"}
    ),
    "people:handover-tick": Change(
        ("secretariat", "presidency", "troika"), lambda _: {"done": "on"}, {"key": "INCOMING", "item": "archive"}
    ),
    "meetings:body-act": Change(SECRETARIAT, lambda _: CITED | {"sure": "on"}, {"key": "zq-body", "act": "close"}),
    "meetings:body-members": Change(
        SECRETARIAT,
        lambda target: {"participant": target["MEXICO"], "role": "member", "start": "2024"},
        {"key": "zq-body"},
    ),
    "meetings:body-member-end": Change(SECRETARIAT, lambda _: {"end": "2024-06-10"}, {"pk": "MEMBERSHIP"}),
    "meetings:body-create": Change(SECRETARIAT, lambda _: CITED | words_of_body()),
    "declarations:step-cite": Change(
        SECRETARIAT, lambda target: {"decisions": [target["DECISION"]]}, {"pk": "BODY-STEP"}
    ),
    "meetings:calendars": Change(WITH_A_MANDATE),
    "meetings:calendar-revoke": Change(SIGNED_IN),
    "meetings:seat-take": Change(SECRETARIAT, kwargs={"pk": "SEAT"}),
    "meetings:session-add": Change(PREPARING, session_words, AGENDA),
    "meetings:session-edit": Change(PREPARING, session_words, SESSION),
    "meetings:session-remove": Change(PREPARING, lambda _: {"seen": 1}, SESSION),
    "meetings:session-minimum": Change(PREPARING, kwargs=SESSION),
    "meetings:agenda-item-add": Change(PREPARING, item_words, AGENDA | {"session": "SESSION"}),
    "meetings:agenda-item-edit": Change(PREPARING, item_words, ITEM),
    "meetings:agenda-item-remove": Change(PREPARING, lambda _: {"seen": 1}, ITEM),
    "meetings:agenda-item-move": Change(PREPARING, lambda _: {"act": "down", "seen": 0}, ITEM),
    "meetings:agenda-publish": Change(PREPARING, lambda _: {"audience": "member", "sure": 1}, AGENDA),
    "meetings:agenda-adopt": Change(PREPARING, lambda _: {"seen": 0}, AGENDA),
    "members:invitation-send": Change(("secretariat", "administrator", "member"), kwargs={"pk": "INVITEE"}),
    "members:invitation-revoke": Change(("secretariat", "administrator", "member"), kwargs={"pk": "INVITATION"}),
    "members:mail-settings": Change(SIGNED_IN, lambda _: {"frequency": "weekly"}),
    "secretariat:preview": Change(SECRETARIAT, lambda _: {"face": "public"}),
    "secretariat:access": Change(
        SECRETARIAT,
        lambda target: {"to": target["GUEST"], "until": tomorrow(), "reason": "zq"},
        {"kind": "text", "pk": "TEXT-PK"},
    ),
    "secretariat:access-revoke": Change(SECRETARIAT, kwargs={"pk": "GRANT"}),
    "secretariat:notice-add": Change(SECRETARIAT, words_of_notice),
    "secretariat:notice-edit": Change(SECRETARIAT, words_of_notice, DRAFT),
    "secretariat:notice-files": Change(
        SECRETARIAT,
        lambda _: {"title_es": "zq", "title_en": "zq", "file": SimpleUploadedFile("zq.txt", b"Palabras")},
        DRAFT,
    ),
    "secretariat:notice-file-remove": Change(SECRETARIAT, kwargs=DRAFT | {"attachment": "ATTACHMENT"}),
    "secretariat:notice-publish": Change(SECRETARIAT, kwargs=DRAFT),
    "secretariat:notice-withdraw": Change(SECRETARIAT, lambda _: {"reason": "zq"}, NOTICE),
    "secretariat:letter-resend": Change(SECRETARIAT, kwargs={"pk": "LETTER"}),
    "secretariat:message-retry": Change(SECRETARIAT, kwargs={"pk": "MESSAGE"}),
    "secretariat:rendering-retry": Change(SECRETARIAT, kwargs={"pk": "RENDERING"}),
    "secretariat:redline-retry": Change(SECRETARIAT, kwargs={"pk": "REDLINE"}),
    "people:contact-ask": Change(SECRETARIAT, kwargs={"pk": "DEPUTY"}),
    "meetings:delegations-remind": Change(PREPARING, kwargs={"key": "convened-meeting"}),
    "meetings:delegate-register": Change(
        KEEPING_DELEGATIONS,
        lambda _: {
            "people-TOTAL_FORMS": 1,
            "people-INITIAL_FORMS": 0,
            "people-0-name": "Zoila Quesada",
            "people-0-language": "es",
            "people-0-capacity": "interpreter",
            "form_key": str(uuid4()),
        },
        {"key": "convened-meeting"},
    ),
    "meetings:delegates-decide": Change(
        SECRETARIAT, lambda target: {"act": "accredit", "delegate": [target["DELEGATE"]]}, {"key": "convened-meeting"}
    ),
    "meetings:delegate-edit": Change(
        OF_COSTA_RICA, lambda _: {"name": "Zoila", "language": "es", "capacity": "delegate"}, {"pk": "DELEGATE"}
    ),
    "meetings:delegate-withdraw": Change(OF_COSTA_RICA, kwargs={"pk": "DELEGATE"}),
    "meetings:delegation-file-ask": Change(
        OF_COSTA_RICA,
        lambda _: {"kind": "participants", "form_key": str(uuid4())},
        {"key": "convened-meeting"},
    ),
    "meetings:check-in-delegate": Change(SECRETARIAT, kwargs={"key": "convened-meeting", "code": "ACCREDIT3D"}),
    "declarations:text-import": Change(
        SECRETARIAT,
        lambda _: {
            "meeting": "working-meeting",
            "kind": "declaration",
            "spanish": SimpleUploadedFile("zq.md", "# Título\n\n1. Las delegaciones acuerdan.\n".encode()),
        },
    ),
    "declarations:text-audience": Change(SECRETARIAT, lambda _: {"audience": "member"}, TEXT),
    "declarations:text-circulate": Change(SECRETARIAT, kwargs=TEXT),
    "declarations:text-publish": Change(SECRETARIAT, kwargs=TEXT),
    "declarations:paragraph-add": Change(SECRETARIAT, paragraph, TEXT),
    "declarations:paragraph-edit": Change(
        SECRETARIAT, lambda target: paragraph(target) | {"seen": target["FINGERPRINT"]}, TEXT | {"uid": "PARAGRAPH"}
    ),
    "declarations:paragraph-act": Change(SECRETARIAT, kwargs=TEXT | {"uid": "PARAGRAPH", "act": "down"}),
}
PARTS = (adopting, comparing, consulting, convening, following, negotiating, papers, plans, replying, word, yearly)
CHANGES |= {name: Change(*row) for part in PARTS for name, row in part.CHANGES.items()}


def make_targets(personas: dict[str, Any]) -> dict[str, Any]:
    """The things that the rows above act on, by their stand-ins."""
    from declarations.services.paragraphs import fingerprint

    secretariat, today = personas["secretariat"], timezone.localdate()
    costa_rica = personas["member"].mandates.get().participant
    text = text_with_paragraphs(3, symbol="working", meeting=MeetingFactory(key="working-meeting"))
    draft = NoticeFactory()
    stored = store_upload(SimpleUploadedFile("zq.txt", b"Palabras"), by="tests")
    invitee = MandateFactory(
        person=PersonFactory(email="invited@example.org"), function="national_reviewer", participant=costa_rica
    )
    reviewer = Mandate.objects.get(person=personas["reviewer"].person)
    reviewer.end = today + timedelta(days=30)
    reviewer.save()
    letter = letter_to(personas["member"])
    letter.state = LetterState.FAILED
    letter.save()
    first = text.paragraphs.first()
    item = make_agenda(secretariat)
    AgendaItem.objects.filter(pk=item.pk).update(minutes=15)  # since it was adopted
    CalendarAddressFactory(account=personas["member"])
    body = BodyFactory(key="zq-body", start="2020")
    decision = DecisionFactory(paragraph=first)
    decision.addressed_bodies.add(body)
    convened = MeetingFactory(key="convened-meeting", state="convened", start="2999-06-21", end="2999-06-22")
    DelegateFactory(meeting=convened, participant=costa_rica, state="accredited", badge_code="ACCREDIT3D")
    given = grant(text, to=personas["nobody"], until=today, reason="zq", by=secretariat)
    return {
        "DEPUTY": personas["deputy"].person_id,
        "DATED": reviewer.pk,
        "MEXICO": personas["neighbour"].mandates.get().participant_id,
        "INSTITUTION": InstitutionFactory().pk,
        "CALENDAR-DAY": CalendarDayFactory(participant=None).pk,
        "INCOMING": troika()[2].key,
        "INVITEE": invitee.person_id,
        "INVITATION": Invitation.objects.create(person=invitee.person, email="once@example.org", language="es").pk,
        "TEXT-PK": text.pk,
        "GUEST": personas["observer_country"].pk,
        "GRANT": given.pk,
        "NOTICE": PublishedNoticeFactory().pk,
        "DRAFT-NOTICE": draft.pk,
        "ATTACHMENT": NoticeAttachment.objects.create(notice=draft, file=stored, title_es="zq", title_en="zq").pk,
        "LETTER": letter.pk,
        "MESSAGE": OutboxMessage.objects.create(kind="zq", key="zq", dead_at=timezone.now()).pk,
        "RENDERING": (failed := failed_rendering()).pk,
        "REDLINE": EditionRedline.objects.create(edition=failed.edition, language="es", state="failed").pk,
        "PARAGRAPH": first.uid,
        "DELEGATE": DelegateFactory(meeting=convened, participant=costa_rica).pk,
        "SESSION": item.session_id,
        "ITEM": item.pk,
        "FINGERPRINT": fingerprint(first),
        **papers.make_papers(personas),
        "MEMBERSHIP": BodyMembershipFactory(body__start="2020").pk,
        "BODY-STEP": BodyStepFactory(body=body).pk,
        "DECISION": decision.pk,
        **plans.make_plans(personas),
        **replying.make_replying(personas),
        **consulting.make_consulting(personas),
        **convening.make_convening(personas),
        **negotiating.make_negotiation(personas),
        **word.make_word(personas),
        **comparing.make_comparing(personas),
        **adopting.make_adopting(personas),
        **following.make_following(personas),
        **yearly.make_yearly(personas),
    }


def failed_rendering() -> Any:
    edition = publish_text(text_with_paragraphs(1, symbol="published"), by="tests")
    rendering = edition.renderings.first()
    rendering.file.save("zq.pdf", ContentFile(b"%PDF"), save=False)
    rendering.state = RenderingState.FAILED
    rendering.save()
    return rendering
