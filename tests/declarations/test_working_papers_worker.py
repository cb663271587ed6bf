"""The text as it would read, as PDF: asked for on the page, made by a real worker, fetched by whoever asked alone."""

import base64
import io

import pikepdf
import pytest

from tests.declarations.test_edition_redlines import words_of_pdf
from tests.declarations.test_rendering_worker import portal, start, until

__all__ = ["portal", "start"]
pytestmark = pytest.mark.slow

ASK = """
import uuid
from django.urls import reverse
from tests.access.visits import signed_in
from tests.factories import a_negotiated_text
from tests.personas import make_personas
from declarations.models import WorkingPaper
from declarations.services.paragraphs import fingerprint
from declarations.services.proposals import make_proposal
from declarations.services.settling import settle_proposal
personas = make_personas()
text = a_negotiated_text(3, symbol=SYMBOL)
first, second, _third = text.paragraphs.order_by("order")
country = personas["neighbour"].mandates.get().participant
for paragraph, words in ((first, "Palabras aceptadas."), (second, "Palabras propuestas.")):
    made = make_proposal(text, paragraph=paragraph, kind="replace", language="es", words={"es": words}, reason="",
                         participant=country, form_key=uuid.uuid4(), seen=fingerprint(paragraph), by="tests")
    if paragraph == first:
        settle_proposal(made, outcome="accepted", by="tests")
asked = {"kind": "result", "language": "es", "form_key": str(uuid.uuid4())}
client = signed_in(personas["member"])
answers = [client.post(reverse("declarations:working-paper-ask", args=[SYMBOL]), asked).status_code for _ in range(2)]
result = answers, WorkingPaper.objects.get().state
"""
FETCH = """
import base64
from members.models import User
from declarations.models import WorkingPaper
from tests.access.visits import signed_in
from django.test import Client
paper = WorkingPaper.objects.get()
readers = {name: signed_in(User.objects.get(email=f"{name}@example.org")) for name in
           ("member", "deputy", "neighbour", "secretariat", "observer_country")} | {"visitor": Client()}
answers = {name: reader.get(paper.get_absolute_url()) for name, reader in readers.items()}
content = b"".join(answers["member"].streaming_content)
result = {name: answer.status_code for name, answer in answers.items()}, base64.b64encode(content).decode(), str(
    paper.asked_by.person)
"""


def test_result_is_made_by_the_worker_for_whoever_asked(portal, start):

    assert portal.run(ASK, "result-1") == [[302, 302], "pending"]
    start()
    until(lambda: portal.ask("SELECT state FROM declarations_workingpaper")[0]["state"] != "pending", 300, "it is made")
    statuses, content, reader = portal.run(FETCH, "result-1")
    assert statuses.pop("member") == 200
    assert statuses.pop("visitor") in (302, 404)
    assert set(statuses.values()) == {404}
    content = base64.b64decode(content)
    words = words_of_pdf(content, "-raw")
    assert "B O R R A D O R" in words, "behind the words, aslant: one letter after the other"
    assert f"Para {reader}" in words
    assert "Palabras aceptadas." in words and "Palabras propuestas." not in words
    with pikepdf.open(io.BytesIO(content)) as opened:
        assert str(opened.Root.Lang) == "es"
