from textwrap import dedent

import pytest

SMALL = {
    "sources.yaml": """
        - key: report
          title: {es: Informe, en: Report}
        - key: history
          title: {es: Historial, en: History}
        """,
    "participants.yaml": """
        - key: cr
          kind: country
          iso2: CR
          name: {es: Costa Rica, en: Costa Rica}
          standings:
            - key: cr-member
              status: member
              start: 1996-03-13
              sources: [report]
        """,
    "topics.yaml": """
        - key: rules
          name: {es: Reglas, en: Rules}
        """,
    "bodies.yaml": """
        - key: grcm
          kind: technical
          name: {es: Grupo, en: Group}
          reports_to: vm
          sources: [report]
        - key: vm
          kind: decision
          name: {es: Viceministros, en: Vice-Ministers}
          sources: [report]
        """,
    "meetings.yaml": """
        - key: crm-06
          kind: vice_ministerial
          ordinal: 6
          bodies: [vm]
          city: {es: San José, en: San José}
          country: cr
          start: 2001-03-22
          sources: [report]
        - key: grcm-2001
          kind: grcm
          bodies: [grcm]
          start: 2001
          beside: [crm-06]
          sources: [report]
        """,
    "decisions/crm-06.yaml": """
        - symbol: crm-06-summary
          kind: decisions
          nature: summary
          meeting: crm-06
          title: {es: Lo acordado (resumen), en: What was agreed (summary)}
          adopted_on: 2001-03-22
          sources: [history]
          paragraphs:
            - key: crm-06-a1
              label: {es: Acuerdo 1, en: Agreement 1}
              body: {es: Se adopta el término., en: The term is adopted.}
              verb: {es: adoptar, en: adopt}
              addressees: [cr]
              topics: [rules]
              sources: [history]
            - key: crm-06-a2
              label: {es: Acuerdo 2, en: Agreement 2}
              body: {es: Se acoge la propuesta., en: The proposal is taken up.}
              verb: {es: acoger, en: welcome}
              addressed_bodies: [grcm]
              due_on: 2001-11
              sources: [history]
        """,
    "texts.yaml": """
        - symbol: charter
          kind: framework
          nature: reference
          title: {es: Carta, en: Charter}
          title_status_en: own_translation
          sources: [report]
        """,
}


class SmallRecord:
    """A record of few entries in a directory of its own, to be changed by a test."""

    def __init__(self, directory):
        self.directory = directory
        for file, text in SMALL.items():
            self.write(file, text)

    def write(self, file, text):
        path = self.directory / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")

    def edit(self, file, old, new):
        """Replace ``old``, which must be there once, and return the number of its line."""
        path = self.directory / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def small_record(tmp_path):
    return SmallRecord(tmp_path / "small")
