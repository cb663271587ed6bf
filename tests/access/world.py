"""A small world in which something could leak: the same things for every audience, each with a mark of its own."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from common.access import Audience
from common.uploads import store_upload
from declarations.models import Edition, Rendering, RenderingState, Text
from declarations.services.publishing import publish_text
from meetings.models import Meeting
from secretariat.models import NoticeAttachment
from tests.factories import (
    BodyFactory,
    CountryFactory,
    DecisionFactory,
    MeetingFactory,
    PresidencyFactory,
    PublishedNoticeFactory,
    text_with_paragraphs,
)


@dataclass
class Thing:
    """A published text and its meeting for one audience. ``mark`` stands in all its words, and in no address."""

    audience: str
    mark: str
    meeting: Meeting
    text: Text
    edition: Edition
    rendering: Rendering


def make_things() -> dict[str, Thing]:
    """One thing per audience, published, with a PDF that is ready."""
    return {audience: _thing(audience) for audience in Audience.values}


def make_draft() -> Text:
    """A text for the public that was never published; its mark is ``zqdraft``."""
    return text_with_paragraphs(
        2, symbol="draft", title_es="zqdraft", title_en="zqdraft", meeting=MeetingFactory(key="draft-meeting")
    )


def make_attachment(audience: str) -> NoticeAttachment:
    """A file that goes with a published notice for ``audience``."""
    notice = PublishedNoticeFactory(audience=audience)
    stored = store_upload(SimpleUploadedFile("acta.txt", b"zqfile"), by="tests")
    return NoticeAttachment.objects.create(notice=notice, file=stored, title_es="zqfile", title_en="zqfile")


def _thing(audience: str) -> Thing:
    mark = "zq" + audience.replace("_", "")
    country = CountryFactory(key="bz", name_es="Belice", name_en="Belize", iso2="BZ")
    presidency = PresidencyFactory(year=2012, country=country)
    key = f"meeting-for-{audience.replace('_', '-')}"
    meeting = MeetingFactory(key=key, name_es=mark, name_en=mark, audience=audience, country=country)
    meeting.presidency = presidency
    meeting.save()
    meeting.bodies.add(BodyFactory(key="grcm", kind="technical"))
    text = text_with_paragraphs(
        2, symbol=f"{key}-declaration", title_es=mark, title_en=mark, meeting=meeting, audience=audience
    )
    text.paragraphs.update(body_es=f"{mark} es", body_en=f"{mark} en")
    decision = DecisionFactory(key=key, paragraph=text.paragraphs.first(), meeting=meeting)
    decision.addressees.add(country)
    decision.addressed_bodies.add(BodyFactory(key="grcm", kind="technical"))
    edition = publish_text(text, by="tests")
    rendering = edition.renderings.get(language="es")
    rendering.file.save(f"{mark}.pdf", ContentFile(f"%PDF {mark}".encode()), save=False)
    rendering.state, rendering.sha256, rendering.size = RenderingState.READY, edition.sha256[::-1], 10
    rendering.save()
    text.refresh_from_db()
    return Thing(audience, mark, meeting, text, edition, rendering)
