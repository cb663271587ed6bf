"""What came of a meeting stands on its page by kind: declaration, decisions, conclusions, recommendations."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from declarations.services.publishing import publish_text
from tests.factories import text_with_paragraphs
from tests.meetings.papers import vice_ministerial

pytestmark = pytest.mark.django_db


def test_outcomes_stand_by_kind_in_the_order_in_which_they_rank(client):
    meeting = vice_ministerial()
    for kind in ("recommendations", "declaration", "conclusions", "decisions"):
        for number in (1, 2):
            publish_text(text_with_paragraphs(1, symbol=f"{kind}-{number}", kind=kind, meeting=meeting), by="tests")
    with override("en"):
        said = client.get(reverse("meetings:meeting-detail", kwargs={"key": meeting.key})).content.decode()
    kinds = ["Declaration", "Decisions", "Conclusions", "Recommendations"]
    places = [said.index(f'<h3 class="kind">{kind}</h3>') for kind in kinds]
    assert places == sorted(places) and said.count('<h3 class="kind">') == 4
    for kind, place in zip(kinds, places, strict=True):
        assert place < said.index(f"/{kind.lower()}-1/") < said.index(f"/{kind.lower()}-2/")


def test_outcomes_of_one_kind_need_no_heading(client):
    text = text_with_paragraphs(1, symbol="only", kind="conclusions", meeting=vice_ministerial())
    publish_text(text, by="tests")
    with override("en"):
        said = client.get(reverse("meetings:meeting-detail", kwargs={"key": text.meeting.key})).content.decode()
    assert 'class="kind"' not in said and "Conclusions" in said
