"""The plans of the conference, line by line."""

import pytest

from tests.factories import PlanFactory, PlanItemFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    plan = PlanFactory(
        key="plan-2023", title_es="Plan Estratégico", title_en="Strategic Plan", start="2023", end="2026"
    )
    pillar = PlanItemFactory(plan=plan, number="1", text_es="Gobernanza", text_en="Governance", order=1)
    PlanItemFactory(plan=plan, parent=pillar, kind="topic", number="1.1", text_es="Datos", text_en="Data", order=2)
    PlanItemFactory(plan=plan, kind="indicator", text_es="Número de talleres", text_en="Number of workshops", order=3)
    plan.sources.add(SourceFactory(title_es="El plan", title_en="The plan"))
    return plan


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/es/planes/plan-2023/", ("Plan Estratégico", "Pilar", "Gobernanza", "Datos", "Indicador", "El plan")),
        ("/en/plans/plan-2023/", ("Strategic Plan", "Pillar", "Governance", "Data", "Indicator", "The plan")),
        ("/es/planes/", ("Plan Estratégico", "2023")),
        ("/en/plans/", ("Strategic Plan",)),
    ],
)
def test_plan_shows_its_lines(visit, plan, path, words):
    page = visit(path).content.decode()
    assert 'rel="canonical"' in page
    for expected in words:
        assert expected in page


def test_lines_of_a_plan_stand_under_their_parents_and_by_kind(visit, plan):
    groups = visit("/es/planes/plan-2023/").context["dossier"].groups
    assert [(kind, [node.item.text_es for node in nodes]) for kind, nodes in groups] == [
        ("pillar", ["Gobernanza"]),
        ("indicator", ["Número de talleres"]),
    ]
    ((kind, nodes),) = groups[0][1][0].groups
    assert (kind, [node.item.text_es for node in nodes]) == ("topic", ["Datos"])


def test_plan_that_does_not_exist_is_not_found(visit):
    assert visit("/es/planes/ninguno/").status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_plans_ask_the_same_however_long_they_are(client, django_assert_num_queries, plan, rows):
    for _ in range(rows):
        parent = PlanItemFactory(plan=plan)
        PlanItemFactory(plan=plan, parent=parent)
        PlanFactory(certainty="likely")
    with django_assert_num_queries(4):
        client.get("/es/planes/plan-2023/")
    with django_assert_num_queries(3):
        client.get("/es/planes/")
