"""What the workroom of a negotiation asks of the database does not grow with the text; nor with who proposes in it."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from declarations.models import Paragraph, Position, Proposal
from declarations.services.paragraphs import add_paragraph
from declarations.services.rows import words_of
from members.models import Participant
from tests.access.visits import signed_in
from tests.factories import TextFactory, a_negotiated_text

pytestmark = pytest.mark.django_db
WORKROOM, PAGE = 15, 12  # at most, whatever the size of the text
NO_QUESTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def path(name, text, **kwargs):
    with override("en"):
        return reverse(f"declarations:{name}", kwargs={"symbol": text.symbol} | kwargs)


def questions(client, address):
    client.get(address)  # what is written down once at the beginning of a visit
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return [one["sql"] for one in queries if not one["sql"].startswith(NO_QUESTION)]


def a_large_text(paragraphs, proposals):
    """A negotiated text with so many paragraphs and open proposals, each supported by one, objected to by another."""
    text = a_negotiated_text(1, symbol=f"large-{paragraphs}", title_es="Texto extenso", title_en="Large text")
    first = text.paragraphs.get()
    Paragraph.objects.bulk_create(
        Paragraph(
            text=text, order=order, kind="operative", label_es=f"{order}.", label_en=f"{order}.",
            body_es=f"Párrafo {order}: " + "los países miembros acuerdan cooperar en la gestión migratoria. " * 3,
            body_en=f"Paragraph {order}: " + "the member countries agree to cooperate in migration management. " * 3,
        )
        for order in range(first.order + 1, first.order + paragraphs)
    )  # fmt: skip
    rows, members = (
        list(text.paragraphs.order_by("order")),
        list(Participant.objects.filter(key__in=("cr", "mx", "pa"))),
    )
    made = Proposal.objects.bulk_create(
        Proposal(
            text=text, paragraph=row, paragraph_uid=row.uid, participant=members[number % 3], language="es",
            words_es=row.body_es.replace("acuerdan", f"acuerdan, en {number} días,"), base_es=row.body_es,
            base_en=row.body_en, form_key=uuid4(),
        )
        for number in range(proposals)
        for row in [rows[number % len(rows)]]
    )  # fmt: skip
    Position.objects.bulk_create(
        Position(proposal=one, participant=members[(number + step) % 3], stance=stance)
        for number, one in enumerate(made)
        for step, stance in ((1, "support"), (2, "object"))
    )
    return text


@pytest.mark.parametrize("who", ["member", "reviewer", "presidency", "secretariat"])
def test_workroom_of_a_large_text_asks_at_most_fifteen_times(personas, who):
    text = a_large_text(200, 400)
    asked = questions(signed_in(personas[who]), path("text-workroom", text))
    assert len(asked) <= WORKROOM, "\n".join(asked)


def test_workroom_asks_as_often_for_one_paragraph_as_for_thirty(personas):
    client = signed_in(personas["member"])
    one, thirty = a_large_text(1, 1), a_large_text(30, 60)
    asked = [len(questions(client, path("text-workroom", text))) for text in (one, thirty)]
    assert asked[0] == asked[1]


@pytest.mark.parametrize("who", ["member", "presidency", "secretariat"])
def test_pages_of_a_negotiation_ask_at_most_twelve_times(personas, who):
    text, client = a_large_text(30, 90), signed_in(personas[who])
    paragraph, proposal = text.paragraphs.first(), text.proposals.first()
    pages = [
        path("paragraph-edit", text, uid=paragraph.uid),
        path("proposal-make", text, uid=paragraph.uid),
        path("drafting-group", text),
        path("drafting-result", text),
        path("drafting-presence", text),
    ]
    if who != "member":
        pages += [path("proposal-settle", text, pk=proposal.pk), path("paragraph-split", text, uid=paragraph.uid)]
        pages += [path("paragraph-edit", text, uid=paragraph.uid) + "?edit=1"]
    asked = {page: questions(client, page) for page in pages}
    many = {page: queries for page, queries in asked.items() if len(queries) > PAGE}
    assert not many, "\n\n".join(f"{page}: {len(found)}\n" + "\n".join(found) for page, found in many.items())


def test_text_of_the_record_keeps_its_page(personas):
    text = TextFactory(symbol="of-the-record")
    answer = signed_in(personas["secretariat"]).get(path("text-workroom", text))
    assert answer.status_code == 200 and "declarations/text_workroom.html" in [one.name for one in answer.templates]


def test_numbers_behind_a_new_paragraph_are_written_at_once():
    asked = []
    for count in (5, 300):
        text = a_negotiated_text(1, symbol=f"numbered-{count}")
        first = text.paragraphs.get()
        Paragraph.objects.bulk_create(
            Paragraph(text=text, order=first.order + n, is_numbered_es=True, is_numbered_en=True, body_es="x")
            for n in range(1, count + 1)
        )
        with CaptureQueriesContext(connection) as queries:
            numbered = {"body_es": "nuevo", "is_numbered_es": True, "is_numbered_en": True}
            add_paragraph(text, after=first, words=words_of(first) | numbered, by="tests")
        asked.append(len(queries))
        labels = text.paragraphs.filter(order__gt=first.order).order_by("order").values_list("label_es", "label_en")
        assert list(labels) == [(f"{n}.", f"{n}.") for n in range(1, count + 2)]
    assert asked[0] == asked[1] < 20
