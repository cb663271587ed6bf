"""The bodies as a tree of a day, under the names of that day; one body with its family, names and work."""

import pytest

from declarations.services.publishing import publish_text
from tests.factories import (
    BodyFactory,
    BodyMembershipFactory,
    BodyNameFactory,
    CountryFactory,
    DecisionFactory,
    DiscrepancyFactory,
    MeetingFactory,
    ParagraphFactory,
    SourceFactory,
    TextFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    """Vice-Ministers, the consultation group under them, the Secretariat with its names, and a group that ended."""
    vm = BodyFactory(key="vm", kind="decision", name_es="Reunión de Viceministros", start="1996-03-13", order=1)
    grcm = BodyFactory(key="grcm", kind="technical", name_es="GRCM", reports_to=vm, start="1997-03-14", order=2)
    st = BodyFactory(key="st", kind="secretariat", name_es="Secretaría", start="2001-03", order=3)
    BodyNameFactory(body=st, name_es="Unidad Técnica de Apoyo", start="2001-03", end="2002-05-30")
    BodyNameFactory(body=st, name_es="Secretaría Técnica", start="2002-05-31", end="2018")
    BodyNameFactory(body=st, name_es="Secretaría Ejecutiva", start="2019")
    BodyNameFactory(body=st, name_es="La ST", start="2002", is_alternative=True)
    future = BodyFactory(key="futuro", name_es="Grupo del futuro", reports_to=grcm, start="2010-11-18", end="2011-06")
    return {"vm": vm, "grcm": grcm, "st": st, "futuro": future}


@pytest.mark.parametrize(("path", "heading"), [("/es/organos/", "Órganos"), ("/en/bodies/", "Bodies")])
def test_bodies_stand_under_those_they_report_to(visit, conference, path, heading):
    response = visit(path)
    tree = response.context["tree"]
    assert f"<h1>{heading}</h1>" in response.content.decode() and 'rel="canonical"' in response.content.decode()
    assert [(node.body.key, [child.body.key for child in node.children]) for node in tree.roots] == [
        ("vm", ["grcm"]),
        ("st", []),
    ]
    assert [body.key for body in tree.ended] == ["futuro"]


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("2001-06-01", "Unidad Técnica de Apoyo"),
        ("2002-05-31", "Secretaría Técnica"),
        ("2020-01-01", "Secretaría Ejecutiva"),
    ],
)
def test_body_bears_the_name_of_the_day(visit, conference, on, name):
    tree = visit(f"/es/organos/?on={on}").context["tree"]
    assert next(node.named.name_es for node in tree.roots if node.body.key == "st") == name


@pytest.mark.engines
def test_body_bears_the_dated_name_where_another_has_no_date(visit):
    body = BodyFactory(start="1996")
    BodyNameFactory(body=body, name_en="Technical Unit", start="1996-03")
    BodyNameFactory(body=body, name_en="The office", start=None)
    assert [node.named.name_en for node in visit("/en/bodies/").context["tree"].roots] == ["Technical Unit"]


def test_tree_of_a_day_knows_no_later_body_and_none_that_had_ended(visit, conference):
    early = visit("/es/organos/?on=1996-12-31").context["tree"]
    assert (early.count, [node.body.key for node in early.roots], early.ended) == (1, ["vm"], [])
    during = visit("/es/organos/?on=2011-01-01").context["tree"]
    assert [node.body.key for node in during.roots[0].children[0].children] == ["futuro"] and not during.ended


def test_body_page_shows_family_names_members_meetings_decisions_and_sources(visit, conference):
    body = conference["futuro"]
    before, after = BodyFactory(name_es="Grupo anterior"), BodyFactory(name_es="Grupo posterior")
    body.succeeds.add(before)
    after.succeeds.add(body)
    BodyMembershipFactory(body=body, participant=CountryFactory(key="mx", name_es="México"), role="coordinator")
    BodyMembershipFactory(body=body, participant=CountryFactory(key="bz", name_es="Belice"))
    body.sources.add(SourceFactory(title_es="Historial"))
    body.discrepancies.add(DiscrepancyFactory(topic_es="Fecha de creación"))
    meeting = MeetingFactory(name_es="Reunión del grupo")
    meeting.bodies.add(body)
    paragraph = ParagraphFactory(text=TextFactory(meeting=meeting), order=1, body_es="Se crea el grupo.")
    DecisionFactory(paragraph=paragraph).creates.add(body)
    publish_text(paragraph.text, by="test")
    response = visit("/es/organos/futuro/")
    dossier, page = response.context["dossier"], response.content.decode()
    assert (dossier.predecessors, dossier.successors) == ([before], [after])
    assert [one.participant.key for one in (*dossier.coordinators, *dossier.members)] == ["mx", "bz"]
    for words in (
        "GRCM",
        "Reunión del grupo",
        "Se crea el grupo.",
        "creó este órgano",
        "Historial",
        "Fecha de creación",
    ):
        assert words in page


def test_body_page_names_only_meetings_and_decisions_that_the_reader_may_see(visit, conference, personas):
    closed = MeetingFactory(name_es="Sesión cerrada", audience="member")
    closed.bodies.add(conference["grcm"])
    paragraph = ParagraphFactory(text=TextFactory(meeting=closed), order=1, body_es="Palabras reservadas.")
    DecisionFactory(paragraph=paragraph).addressed_bodies.add(conference["grcm"])
    publish_text(paragraph.text, by="test")
    visitor, member = (
        visit("/es/organos/grcm/", as_=personas[name]).content.decode() for name in ("visitor", "member")
    )
    for words in ("Sesión cerrada", "Palabras reservadas."):
        assert words in member and words not in visitor


def test_body_that_does_not_exist_is_not_found(visit):
    assert visit("/es/organos/nadie/").status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_bodies_ask_the_same_however_many_they_are(client, django_assert_num_queries, rows):
    for _ in range(rows):
        body = BodyNameFactory(body__start="1996", body__certainty="likely").body
        body.sources.add(SourceFactory())
        BodyFactory(reports_to=body)
        BodyFactory(end="1999")
    with django_assert_num_queries(6):
        client.get("/es/organos/")


@pytest.mark.parametrize("rows", [1, 30])
def test_body_page_asks_the_same_however_much_there_is(client, django_assert_num_queries, conference, rows):
    body = conference["grcm"]
    for _ in range(rows):
        BodyNameFactory(body=body, certainty="likely").sources.add(SourceFactory())
        BodyMembershipFactory(body=body, certainty="likely").sources.add(SourceFactory())
        BodyFactory(reports_to=body).succeeds.add(body)
        body.succeeds.add(BodyFactory())
        meeting = MeetingFactory(certainty="likely")
        meeting.bodies.add(body)
        paragraph = ParagraphFactory(text=TextFactory(meeting=meeting), order=1)
        DecisionFactory(paragraph=paragraph).addressed_bodies.add(body)
        publish_text(paragraph.text, by="test")
    with django_assert_num_queries(9):
        client.get("/es/organos/grcm/")
