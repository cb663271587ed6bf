"""What a correction changed is seen by whoever may see the text, and by nobody else: on its page, in Word, as PDF."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.translation import override

from declarations.models import Text
from declarations.services.publishing import publish_text
from tests.access.test_exits import read
from tests.access.visits import signed_in
from tests.access.world import make_world
from tests.personas import NAMES

pytestmark = pytest.mark.django_db


def corrected(thing):
    """Edition 2 of the text of ``thing``, with the PDF of what it changed; every word of them bears its mark."""
    text = Text.objects.get(pk=thing.text.pk)
    text.paragraphs.filter(order=1).update(body_es=f"{thing.mark} otra cosa", body_en=f"{thing.mark} something else")
    edition = publish_text(text, by="tests", reason=thing.mark)
    paper = edition.redlines.get(language="es")
    content = b"%PDF " + thing.mark.encode() + b"\n%%EOF"
    paper.file.save(f"redlines/{thing.mark}.pdf", ContentFile(content), save=False)
    paper.state, paper.sha256, paper.size = "ready", "d" * 64, len(content)
    paper.save()
    return edition


def exits(edition):
    yield reverse("declarations:edition-changes", kwargs={"symbol": edition.text.symbol, "number": 2})
    yield reverse("changes-pdf", kwargs={"code": edition.code, "language": "es"})
    yield reverse("changes-docx", kwargs={"code": edition.code, "language": "es"})


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_was_corrected_is_seen_by_whoever_sees_the_text_alone(language, personas):
    things, faults = make_world(personas), []
    editions = {name: corrected(thing) for name, thing in things.items()}
    with override(language):
        for who in NAMES:
            client = signed_in(personas[who])
            for name, thing in things.items():
                for path in exits(editions[name]):
                    status, said, chain = read(client, path)
                    is_in = status == 200 and not (chain and path not in chain[-1][0])
                    if is_in is not (who in thing.seen) or (thing.mark in said and not is_in):
                        faults.append(f"{path} for {who}: {status}")
    assert not faults, "\n".join(faults)


def test_pdf_that_is_not_ready_is_not_there_for_anybody(personas):
    thing = make_world(personas)["public"]
    edition = corrected(thing)
    edition.redlines.filter(language="es").update(state="failed")
    path = reverse("changes-pdf", kwargs={"code": edition.code, "language": "es"})
    assert {read(signed_in(personas[who]), path)[0] for who in ("visitor", "secretariat")} == {404}
