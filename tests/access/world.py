"""A small world in which something could leak: the same things for every audience, each with a mark of its own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from common.access import Audience
from common.uploads import store_upload
from declarations.models import Edition, Rendering, RenderingState, Text
from declarations.services.publishing import publish_text
from declarations.services.texts import circulate_draft
from meetings.models import AgendaItem, Delegate, DelegationFile, DocumentFile, Meeting, Seat
from meetings.services.agenda_versions import adopt_agenda
from members.access import troika
from members.grants import grant
from secretariat.models import Notice, NoticeAttachment
from tests.access.adopting import make_adopting
from tests.access.comparing import make_comparing
from tests.access.consulting import make_consulting
from tests.access.convening import make_convening
from tests.access.following import make_following
from tests.access.negotiating import make_negotiation
from tests.access.papers import make_papers
from tests.access.plans import make_plans
from tests.access.replying import make_replying
from tests.access.word import make_word
from tests.access.yearly import make_yearly
from tests.factories import (
    AgendaItemFactory,
    BodyFactory,
    BodyMembershipFactory,
    BodyStepFactory,
    CalendarDayFactory,
    CountryFactory,
    DecisionFactory,
    DelegateFactory,
    DocumentFactory,
    DocumentFileFactory,
    InstitutionFactory,
    MeetingFactory,
    NoticeFactory,
    PlanFactory,
    PresidencyFactory,
    PublishedNoticeFactory,
    SessionFactory,
    TopicFactory,
    letter_to,
    text_with_paragraphs,
)
from tests.personas import NAMES

EVERYONE = set(NAMES)
ACCOUNTS = EVERYONE - {"visitor"}
MEMBERS = {"member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat"}
SECRETARIAT = {"secretariat"}
# Who sees what is meant for an audience, said here by hand: what the code says is what is tested.
SEEN_BY: dict[str, set[str]] = {
    "public": EVERYONE,
    "civil_society": MEMBERS | {"civil_society"},
    "observer_country": MEMBERS | {"observer_country"},
    "observer_organisation": MEMBERS | {"observer_organisation"},
    "member": MEMBERS,
    "body_members": {"liaison", "member", "deputy", "secretariat"},  # a seat, and the delegation of a country in it
    "accredited": {"observer_country", "secretariat"},
    "troika": {"presidency", "troika", "secretariat"},
    "secretariat": SECRETARIAT,
}
DOCUMENT = (b"%PDF ", b"\n%%EOF")


@dataclass
class Thing:
    """A published text, its meeting and a notice with a file. ``mark`` stands in all their words, and in no address.

    ``seen`` says by whom the text is seen, ``met`` the meeting and ``told`` the notice.
    """

    mark: str
    meeting: Meeting
    text: Text
    edition: Edition
    rendering: Rendering
    notice: Notice
    attachment: NoticeAttachment
    paper: DocumentFile
    seen: set[str]
    met: set[str]
    told: set[str]

    @property
    def read(self) -> set[str]:
        """By whom its paper is read: an exception that opens the meeting opens no paper of it."""
        return self.met - {"observer_organisation"} if self.mark == "zqgranted" else self.met


def make_things() -> dict[str, Thing]:
    """One thing per audience, published, with a PDF that is ready."""
    return {audience: make_thing(audience) for audience in Audience.values}


def make_world(personas: dict[str, Any]) -> dict[str, Thing]:
    """The same, and things that are open by a seat, an accreditation, a grant, or the day on which they open."""
    today = timezone.localdate()
    things = make_things()
    sit_in_the_body(personas, things)
    for name, opens_on in (("opened", today), ("opens", today + timedelta(days=3))):
        things[name] = make_thing(name, audience="secretariat", opens_on=opens_on)
    things["opened"].seen, things["opened"].told = EVERYONE, ACCOUNTS
    things["granted"] = make_thing("granted", audience="secretariat")
    for obj in (things["granted"].text, things["granted"].meeting, things["granted"].notice):
        grant(obj, to=personas["observer_organisation"], until=today, reason="Invitada", by=personas["secretariat"])
    for held in ("seen", "met", "told"):
        setattr(things["granted"], held, SECRETARIAT | {"observer_organisation"})
    return things


def sit_in_the_body(personas: dict[str, Any], things: dict[str, Thing]) -> None:
    """The liaison officer has a seat in the body of all meetings, Costa Rica sits in it, an observer is accredited."""
    body = things["body_members"].meeting.bodies.get()
    Seat.objects.create(mandate=personas["liaison"].mandates.get(), body=body)
    BodyMembershipFactory(body=body, participant=personas["member"].mandates.get().participant)
    DelegateFactory(
        meeting=things["accredited"].meeting,
        person=personas["observer_country"].person,
        participant=None,
        capacity="observer",
        state="accredited",
    )


def make_draft() -> Text:
    """A text for the public that was never published; its mark is ``zqdraft``."""
    return text_with_paragraphs(
        2, symbol="draft", title_es="zqdraft", title_en="zqdraft", meeting=MeetingFactory(key="draft-meeting")
    )


def make_circulated(by: Any) -> Text:
    """A draft that the members may read; its mark is ``zqcirculated``."""
    text = text_with_paragraphs(2, symbol="circulated", title_es="zqcirculated", title_en="zqcirculated")
    circulate_draft(text, by=by)
    return text


def make_attachment(audience: str, mark: str = "zqfile", **fields: Any) -> NoticeAttachment:
    """A file that goes with a published notice for ``audience``."""
    notice = PublishedNoticeFactory(audience=audience, **fields)
    stored = store_upload(SimpleUploadedFile(f"{mark}.txt", mark.encode()), by="tests")
    return NoticeAttachment.objects.create(notice=notice, file=stored, title_es=mark, title_en=mark)


def make_thing(name: str, *, audience: str = "", opens_on: date | None = None) -> Thing:
    mark, audience = "zq" + name.replace("_", ""), audience or name
    meeting = make_meeting(f"meeting-for-{name.replace('_', '-')}", mark, audience)
    text = text_with_paragraphs(
        2, symbol=f"{meeting.key}-declaration", title_es=mark, title_en=mark, meeting=meeting, audience=audience
    )
    text.paragraphs.update(body_es=f"{mark} es", body_en=f"{mark} en")
    decision = DecisionFactory(key=meeting.key, paragraph=text.paragraphs.first(), meeting=meeting)
    decision.addressees.add(meeting.country)
    decision.addressed_bodies.add(*meeting.bodies.all())
    offer(name, audience, text, decision)
    if opens_on:
        Text.objects.filter(pk=text.pk).update(opens_on=opens_on)
        text.refresh_from_db()
    edition = publish_text(text, by="tests")
    text.refresh_from_db()
    words = {"title_es": mark, "title_en": mark, "words_es": mark, "words_en": mark}
    attachment = make_attachment(audience, mark, meeting=meeting, opens_on=opens_on, **words)
    things = (meeting, text, edition, make_rendering(edition, mark), attachment.notice, attachment)
    things += (make_paper(meeting, mark, audience, opens_on),)
    seen = SEEN_BY[audience]
    return Thing(mark, *things, seen=seen, met=seen, told=seen - {"visitor"})


def make_paper(meeting: Meeting, mark: str, audience: str, opens_on: date | None) -> DocumentFile:
    """A document of the meeting with its Spanish file."""
    titles = {"title_es": mark, "title_en": mark}
    document = DocumentFactory(meeting=meeting, audience=audience, opens_on=opens_on, **titles)
    return DocumentFileFactory(document=document, words=f"{mark} palabras", name="paper.txt")


def offer(name: str, audience: str, text: Text, decision: Any) -> None:
    """What filters would offer because of this thing alone: a topic, an addressee, a host, each marked ``hq…``."""
    words = "hq" + name.replace("_", "")
    topic = TopicFactory(key=f"topic-{name}".replace("_", "-"), name_es=words, name_en=words)
    host = CountryFactory(key=f"host-{name}".replace("_", "-"), name_es=words, name_en=words)
    MeetingFactory(
        key=f"abroad-{name}".replace("_", "-"), audience=audience, country=host, name_es=words, name_en=words
    )
    text.topics.add(topic)
    decision.topics.add(topic)
    decision.addressees.add(host)


def make_meeting(key: str, mark: str, audience: str) -> Meeting:
    country = CountryFactory(key="bz", name_es="Belice", name_en="Belize", iso2="BZ")
    meeting = MeetingFactory(key=key, name_es=mark, name_en=mark, audience=audience, country=country)
    meeting.presidency = PresidencyFactory(year=2012, country=country)
    meeting.save()
    meeting.bodies.add(BodyFactory(key="grcm", kind="technical"))
    return meeting


def make_rendering(edition: Edition, mark: str) -> Rendering:
    rendering = edition.renderings.get(language="es")
    rendering.file.save(f"{mark}.pdf", ContentFile(mark.encode().join(DOCUMENT)), save=False)
    rendering.state, rendering.sha256, rendering.size = RenderingState.READY, edition.sha256[::-1], 10
    rendering.save()
    return rendering


def make_delegate(meeting: Meeting, focal_point: Any) -> Delegate:
    """Somebody of Costa Rica's delegation, accredited to ``meeting``, which is convened for it."""
    Meeting.objects.filter(pk=meeting.pk).update(state="convened", start="2999-06-21", end="2999-06-22")
    country = focal_point.mandates.get().participant
    return DelegateFactory(meeting=meeting, participant=country, badge_code="DELEGATE0X", state="accredited")


def make_delegation_file(meeting: Meeting, asked_by: Any) -> DelegationFile:
    made = DelegationFile(meeting=meeting, asked_by=asked_by, kind="participants", language="es", form_key=uuid4())
    made.file.save("delegations/zqlist.pdf", ContentFile(b"zq".join(DOCUMENT)), save=False)
    made.state, made.sha256, made.size = "ready", "f" * 64, 14
    made.save()
    return made


def make_agenda(by: Any) -> AgendaItem:
    """The first of two items in the plenary of a Vice-Ministerial Meeting whose agenda is public and was adopted."""
    meeting = MeetingFactory(
        key="meeting-with-agenda", kind="vice_ministerial", time_zone="America/Panama", agenda_audience="public"
    )
    session = SessionFactory(meeting=meeting)
    first, _second = AgendaItemFactory(session=session, minutes=30), AgendaItemFactory(session=session)
    adopt_agenda(meeting=meeting, seen=0, by=by)
    return first


@dataclass
class StandIns:
    """What the arguments in the matrix stand for."""

    values: dict[str, Any] = field(default_factory=dict)

    def kwargs(self, named: dict[str, Any]) -> dict[str, Any]:
        return {key: self.values.get(value, value) for key, value in named.items()}


def make_stand_ins(personas: dict[str, Any]) -> StandIns:
    """Makes what the rows of the matrix name: a public text with its meeting, a draft, and one of everything else."""
    public, draft = make_thing("public"), make_draft()
    PlanFactory(key="plan")
    delegate = make_delegate(public.meeting, personas["member"])
    item = make_agenda(personas["secretariat"])
    return StandIns(
        {
            "PUBLIC-CODE": public.edition.code,
            "PARAGRAPH": draft.paragraphs.first().uid,
            "PUBLIC-NOTICE": public.notice.pk,
            "DRAFT-NOTICE": NoticeFactory().pk,
            "MEMBERS-FILE": make_attachment("member").file_id,
            "LETTER": letter_to().pk,
            "TEXT-PK": draft.pk,
            "DEPUTY": personas["deputy"].person_id,
            "DEPUTY-MANDATE": personas["deputy"].mandates.get().pk,
            "INSTITUTION": InstitutionFactory().pk,
            "CALENDAR-DAY": CalendarDayFactory(participant=None).pk,
            "MEMBERSHIP": BodyMembershipFactory().pk,
            "BODY-STEP": BodyStepFactory().pk,
            "INCOMING": troika()[2].key,
            "BELIZE": public.meeting.country_id,
            "SESSION": item.session_id,
            "ITEM": item.pk,
            "DELEGATE": delegate.pk,
            "DELEGATION-FILE": make_delegation_file(public.meeting, personas["member"]).pk,
            **make_papers(personas),
            **make_plans(personas),
            **make_replying(personas),
            **make_consulting(personas),
            **make_convening(personas),
            **make_negotiation(personas),
            **make_word(personas),
            **make_adopting(personas),
            **make_comparing(personas),
            **make_following(personas),
            **make_yearly(personas),
        }
    )
