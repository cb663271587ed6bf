"""A hundred thousand documents: what a reader may see is found by indexes, not by looking at every row."""

import json

import pytest
from django.db import connection

from common.access import Audience
from declarations.filters import NEWEST_TEXTS
from declarations.models import Text
from members.models import User
from tests.factories import MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.engines, pytest.mark.slow]
MANY = 100_000
FILL = """
INSERT INTO declarations_text (symbol, kind, nature, state, meeting_id, title, title_es, title_en, title_status_en,
    adopted_by, adopted_by_es, adopted_by_en, original_language, url, audience, import_report, adopted_on,
    certainty, note, note_es, note_en)
SELECT 'many-' || n, 'paper', 'full', CASE WHEN (n / 7) %% 10 = 0 THEN 'draft' ELSE 'published' END, %s,
    'Texto', 'Texto', 'Text', '', '', '', '', 'es', '',
    (ARRAY['public', 'member', 'secretariat', 'troika', 'body_members', 'accredited'])[1 + (n / 31) %% 6], '{}',
    (1996 + n %% 30)::text || '-' || lpad((1 + n %% 12)::text, 2, '0'), 'firm', '', '', ''
FROM generate_series(1, %s) AS n
"""


@pytest.fixture
def many_texts(personas):
    if connection.vendor != "postgresql":
        pytest.skip("the plan is PostgreSQL's to choose")
    with connection.cursor() as cursor:
        cursor.execute(FILL, [MeetingFactory().pk, MANY])
        cursor.execute("ANALYZE declarations_text")


def plan_of(queryset) -> dict:
    return json.loads(queryset.explain(format="json", analyze=True))[0]


def nodes(plan: dict) -> list[dict]:
    """The plan's steps over the texts themselves."""
    found = [plan] if plan.get("Relation Name") == "declarations_text" else []
    return found + [node for part in plan.get("Plans", []) for node in nodes(part)]


def test_what_a_reader_may_see_is_found_by_indexes(personas, many_texts):
    """One test for all readers: the hundred thousand are written once."""
    for persona in ("visitor", "observer_country", "member", "liaison", "secretariat"):
        user = personas[persona]
        user = User.objects.get(pk=user.pk) if user.pk else user
        visible = Text.objects.visible_to(user)
        steps = nodes(plan_of(visible.order_by(*NEWEST_TEXTS)[:30])["Plan"])
        looked_at = sum(step["Actual Rows"] + step.get("Rows Removed by Filter", 0) for step in steps)
        assert steps and not [step for step in steps if step["Node Type"] == "Seq Scan"], persona
        assert looked_at < MANY / 20, persona
        (step,) = nodes(plan_of(visible.filter(symbol="many-77"))["Plan"])
        assert step["Node Type"] == "Index Scan", persona
    member = User.objects.get(pk=personas["member"].pk)
    assert set(Text.objects.visible_to(member).values_list("audience", flat=True)) == {Audience.PUBLIC, Audience.MEMBER}
