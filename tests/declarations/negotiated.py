"""A text of twelve paragraphs at work, with ten proposals of the members: to look at, and to test pages with."""

from uuid import uuid4

from declarations.models import Paragraph, Text
from declarations.services.drafting import open_drafting
from declarations.services.paragraphs import fingerprint
from declarations.services.proposals import make_proposal, take_position
from tests.factories import ParagraphFactory, TextFactory

# kind, label, Spanish, English
PARAGRAPHS = (
    ("title", "", "Declaración sobre la gobernanza de la migración en situaciones de movilidad mixta",
     "Declaration on the governance of migration in situations of mixed movements"),
    ("preamble", "", "Los Viceministros de los Países Miembros de la Conferencia Regional sobre Migración, reunidos "
     "en la XXX Reunión Viceministerial,", "The Vice-Ministers of the Member Countries of the Regional Conference on "
     "Migration, gathered at the XXX Vice-Ministerial Meeting,"),
    ("preamble", "", "Reafirmando la responsabilidad compartida de los Estados de origen, tránsito, destino y retorno,",
     "Reaffirming the shared responsibility of States of origin, transit, destination and return,"),
    ("preamble", "", "Reconociendo la contribución de las personas migrantes al desarrollo sostenible de la región,",
     "Recognising the contribution of migrants to the sustainable development of the region,"),
    ("heading", "", "Acuerdan:", "Agree:"),
    ("operative", "1.", "Tomar nota del informe de la Secretaría sobre las actividades realizadas durante 2026.",
     "To take note of the report of the Secretariat on the activities carried out during 2026."),
    ("operative", "2.", "Fortalecer el intercambio de información entre las autoridades migratorias, con pleno "
     "respeto de la protección de los datos personales.", "To strengthen the exchange of information between "
     "migration authorities, with full respect for the protection of personal data."),
    ("operative", "3.", "Adoptar los Lineamientos regionales para la atención de niñas, niños y adolescentes "
     "migrantes no acompañados, y difundirlos en un plazo de 90 días.", "To adopt the Regional Guidelines for the "
     "care of unaccompanied migrant children and adolescents, and to disseminate them within 90 days."),
    ("operative", "4.", "Solicitar a la Secretaría que presente, a más tardar el 30 de junio de 2027, una propuesta "
     "de indicadores para el seguimiento del Plan Estratégico.", "To request the Secretariat to present, no later "
     "than 30 June 2027, a proposal of indicators to follow up on the Strategic Plan."),
    ("operative", "5.", "Invitar a los organismos observadores a acompañar la ejecución de los compromisos asumidos.",
     "To invite observer organisations to support the implementation of the commitments made."),
    ("operative", "6.", "Promover vías regulares de migración laboral.", ""),
    ("closing", "", "Los Países Miembros agradecen a la Presidencia Pro-Témpore la hospitalidad brindada.",
     "The Member Countries thank the Pro-Tempore Presidency for the hospitality extended."),
)  # fmt: skip
# paragraph, kind, language, words, reason, the other delegations that support, object, reserve
PROPOSALS = (
    (3, "replace", "es", ("compartida de los Estados", "compartida, y diferenciada según sus capacidades, de los "
     "Estados"), "Las capacidades no son iguales.", (1, 4), (), (2,)),
    (6, "replace", "en", ("take note of", "welcome"), "The report deserves more than being noted.", (2,), (), ()),
    (6, "replace", "es", ("Tomar nota", "Acoger con beneplácito"), "", (0,), (), ()),
    (7, "replace", "es", ("con pleno respeto de", "en tiempo real y con pleno respeto de"), "", (), (0, 3),
     (5,)),
    (7, "after", "es", ("", "Establecer un punto de contacto permanente en cada autoridad migratoria."), "", (5,), (),
     ()),
    (8, "replace", "es", ("90 días", "120 días"), "Las imprentas necesitan más tiempo.", (1, 2, 6), (), ()),
    (8, "replace", "es", ("90 días", "60 días"), "Urge: la temporada empieza en marzo.", (), (4,), ()),
    (9, "replace", "es", ("30 de junio de 2027", "30 de septiembre de 2027"), "", (3,), (), ()),
    (10, "delete", "es", None, "Ya figura en el Plan Estratégico.", (), (2,), (1,)),
    (12, "before", "en", ("", "To convene a technical meeting on climate-related mobility in the first half of 2027."),
     "Follow-up of the forum of October 2025.", (), (), ()),
)  # fmt: skip


def a_text_at_work(**fields) -> Text:
    """The text with its paragraphs, opened to its group; its proposals are made by ``propose_all``."""
    titles = {"title_es": PARAGRAPHS[0][2], "title_en": PARAGRAPHS[0][3]}
    text = TextFactory(**({"adopted_on": None, "audience": "member"} | titles | fields))
    for order, (kind, label, spanish, english) in enumerate(PARAGRAPHS, start=1):
        words = {"label_es": label, "label_en": label, "body_es": spanish, "body_en": english}
        ParagraphFactory(text=text, order=order, kind=kind, **words)
    open_drafting(text, by="tests")
    return Text.objects.get(pk=text.pk)


def propose_all(text: Text, members: list) -> list:
    """The proposals, each by the next of ``members``, with the positions of others."""
    made = []
    for number, (order, kind, language, words, reason, *held) in enumerate(PROPOSALS):
        paragraph = Paragraph.objects.get(text=text, order=order)
        maker = members[number % len(members)]
        proposal = make_proposal(
            text, paragraph=paragraph, kind=kind, language=language, words=_words(paragraph, language, words),
            reason=reason, participant=maker, form_key=uuid4(), seen=fingerprint(paragraph), by="tests",
        )  # fmt: skip
        for stance, holders in zip(("support", "object", "reserve"), held, strict=True):
            for place in holders:
                holder = members[(number + place + 1) % len(members)]
                if holder != maker:
                    take_position(proposal, participant=holder, stance=stance, by="tests")
        made.append(proposal)
    return made


def _words(paragraph, language, words):
    if words is None:
        return {}
    before, after = words
    return {language: getattr(paragraph, f"body_{language}").replace(before, after) if before else after}
