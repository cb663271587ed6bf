"""A text on its way to its edition shows itself through no exit to whoever does not take part, until it is published.

Not on the table, and not adopted with all files but one ready: in page, file, list, feed, archive, verification.
"""

import hashlib
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from declarations.models import Rendering, RenderingState, Text
from declarations.services.adoption import RemarkWords
from declarations.tasks import publish_adopted, sweep_adopted
from members.models import Delivery, Letter
from tests.access.test_exits import lists, read
from tests.access.visits import signed_in, words
from tests.declarations.adopting import adopted, negotiated, prepared
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db
MARK = "zqadopting"
OUTSIDE = ("visitor", "civil_society", "observer_country", "observer_organisation", "liaison")
PDF = b"%PDF-1.7 " + MARK.encode()


def text_for_all(symbol):
    meeting = MeetingFactory(key=f"of-{symbol}", audience="public", time_zone="UTC")
    titles = {"title_es": MARK, "title_en": MARK}
    text = negotiated(2, symbol=symbol, audience="public", meeting=meeting, **titles)
    text.paragraphs.update(body_es=f"{MARK} es", body_en=f"{MARK} en")
    return text


@pytest.fixture
def tabled(personas):
    text = text_for_all("on-the-table")
    remark = RemarkWords(personas["member"].mandates.get().participant, "statement", f"{MARK} dice", "")
    return prepared(personas, text, remarks=(remark,)).text


@pytest.fixture
def in_between(personas):
    """Adopted, for the public, two of its three files ready."""
    adoption = adopted(personas, text_for_all("in-between"))
    for rendering in adoption.edition.renderings.all()[:2]:
        make_file(rendering)
    return adoption


def make_file(rendering):
    rendering.file.save(f"renderings/zq-{rendering.language}.pdf", ContentFile(PDF), save=False)
    rendering.state, rendering.size, rendering.sha256 = RenderingState.READY, len(PDF), hashlib.sha256(PDF).hexdigest()
    rendering.save()


def of_text(text):
    """Every address that is about this text alone."""
    symbol = {"symbol": text.symbol}
    names = ("text-detail", "text-preview", "text-workroom", "text-adoption", "adoption-prepare")
    yield from (reverse(f"declarations:{name}", kwargs=symbol) for name in names)
    yield from (reverse("declarations:text-citation", kwargs=symbol | {"form": form}) for form in ("txt", "bib", "ris"))
    for name in ("edition-detail", "edition-renderings"):
        yield reverse(f"declarations:{name}", kwargs=symbol | {"number": 1})


def of_edition(edition):
    yield from (
        reverse("rendering-file", kwargs={"code": edition.code, "language": one}) for one in ("es", "en", "both")
    )
    yield reverse("canonical-file", kwargs={"code": edition.code})
    for form in ("md", "txt", "docx", "xml"):
        yield reverse("form-file", kwargs={"code": edition.code, "language": "es", "form": form})


def around(text):
    """Pages, feeds and archives in which it could stand."""
    key = {"key": text.meeting.key}
    names = ("meeting-detail", "meeting-calendar", "meeting-pack", "document-archive")
    yield from (reverse(f"meetings:{name}", kwargs=key) for name in names)
    yield from lists()


def leaks(who, client, text):
    """Pages that name the text to ``who``, though it is not published."""
    shown = [path for path in around(text) if MARK in read(client, path)[1]]
    return [f"{path} shows {who} the text" for path in shown]


def of_verification(client, edition):
    """What the verify page says of the code, of a file and of the canonical form."""
    yield read(client, f"{reverse('verify')}?code={edition.code}")[1]
    yield read(client, reverse("verify-code", kwargs={"code": edition.code}))[1]
    for content in (PDF, edition.canonical.encode()):
        given = {"file": SimpleUploadedFile("a.pdf", content)}
        yield words(client.post(reverse("verify"), given))


@pytest.mark.parametrize(("language", "outside"), [("es", OUTSIDE), ("en", OUTSIDE[:1])])
def test_text_on_the_table_is_not_there_for_whoever_does_not_take_part(language, outside, personas, tabled):
    faults = []
    with override(language):
        for who in outside:
            client = signed_in(personas[who])
            faults += leaks(who, client, tabled)
            faults += [f"{one} for {who}" for one in of_text(tabled) if MARK in read(client, one)[1]]
        assert (
            MARK in read(signed_in(personas["member"]), reverse("declarations:text-adoption", args=[tabled.symbol]))[1]
        )
    assert not faults, "\n".join(faults)


def test_adopted_text_is_not_there_before_its_last_file(personas, in_between):
    edition, text, faults = in_between.edition, in_between.text, []
    with override("es"):
        for who in OUTSIDE:
            client = signed_in(personas[who])
            faults += leaks(who, client, text)
            for path in (*of_text(text), *of_edition(edition)):
                status, said, chain = read(client, path)
                if MARK in said or (status == 200 and not chain):
                    faults.append(f"{path} for {who}: {status}")
            faults += [f"verification for {who}" for said in of_verification(client, edition) if MARK in said]
        member = signed_in(personas["member"])
        assert MARK in read(member, text.get_absolute_url())[1]
        assert read(member, reverse("canonical-file", kwargs={"code": edition.code}))[0] == 200
    assert not faults, "\n".join(faults)
    assert not Letter.objects.filter(text__contains=MARK).exists() and not Delivery.objects.exists()


def test_everything_is_there_from_the_minute_of_its_last_file(personas, in_between):
    """The same pages, so that the tests above can fail; and what was said in the negotiation stays among members."""
    edition, text = in_between.edition, in_between.text
    make_file(Rendering.objects.get(edition=edition, state=RenderingState.PENDING))
    assert sweep_adopted() == 1
    publish_adopted(edition.pk)
    assert Text.objects.get(pk=text.pk).state == "published"
    with override("es"):
        for who in ("visitor", "observer_country", "civil_society"):
            client = signed_in(personas[who])
            assert len(leaks(who, client, text)) >= 3
            for path in (text.get_absolute_url(), *of_edition(edition)):
                assert read(client, path)[0] == 200, path
            assert all(MARK in said for said in of_verification(client, edition))
            for name in ("text-adoption", "adoption-prepare", "text-workroom"):
                status, said, chain = read(client, reverse(f"declarations:{name}", kwargs={"symbol": text.symbol}))
                assert (status == 404 or chain) and MARK not in said, name
        assert (
            f"<loc>http://testserver{text.get_absolute_url()}"
            in read(signed_in(personas["visitor"]), "/sitemap.xml")[1]
        )
    call_command("verify_journal", stdout=StringIO())
