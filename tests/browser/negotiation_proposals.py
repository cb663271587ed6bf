"""What eleven delegations propose for the text of ``files/negotiated.*.md``, and what becomes of it."""

from dataclasses import dataclass

from tests.browser.cast import (
    BELIZE,
    CANADA,
    COSTA_RICA,
    DOMINICANS,
    GUATEMALA,
    MEXICO,
    NICARAGUA,
    PANAMA,
    PRESIDENCY,
    SALVADOR,
    STATES,
)

DELEGATIONS = {
    MEXICO: "MX", BELIZE: "BZ", COSTA_RICA: "CR", CANADA: "CA", DOMINICANS: "DO", GUATEMALA: "GT", NICARAGUA: "NI",
    PANAMA: "PA", SALVADOR: "SV", STATES: "US", PRESIDENCY: "HN",
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A proposal: ``es`` and ``en`` are what stands and what shall stand, or the words of a new paragraph.

    ``fate``: accepted, merged (into the first offer accepted on the same paragraph), rejected, withdrawn.
    """

    who: str
    place: int
    es: tuple[str, str] | str | None
    en: tuple[str, str] | str | None
    fate: str
    kind: str = "replace"
    reason: str = ""

    def words(self, language: str, standing: str) -> str:
        """What the field of ``language`` is filled with, where ``standing`` are the words of the paragraph."""
        change = getattr(self, language)
        if isinstance(change, tuple):
            assert change[0] in standing, (change[0], standing)
            return standing.replace(*change)
        return change or standing


YES, NO, INTO, BACK = "accepted", "rejected", "merged", "withdrawn"
OFFERS = (
    Offer(MEXICO, 3, ("compartida", "compartida y diferenciada"), ("shared", "shared and differentiated"), YES,
          reason="Las capacidades no son iguales."),
    Offer(BELIZE, 18, None, "To seek to disseminate information on risks in the languages of the communities.", YES,
          reason="The paragraph has no English words yet."),
    Offer(COSTA_RICA, 14, ("90 días", "60 días"), None, NO, reason="Como dice el inglés."),
    Offer(MEXICO, 14, ("90 días", "120 días"), ("60 days", "120 days"), YES, reason="Los ministerios son varios."),
    Offer(GUATEMALA, 14, ("90 días", "30 días"), ("60 days", "30 days"), NO, reason="La temporada empieza en mayo."),
    Offer(PANAMA, 14, ("en un plazo de 90 días", "en un plazo máximo de 90 días"), None, INTO),
    Offer(CANADA, 1, ("los once Países", "los Países"), ("the eleven Member", "the Member"), NO),
    Offer(SALVADOR, 12, "Crear una red de autoridades de protección civil y de migración.",
          "To create a network of civil protection and migration authorities.", YES, "after",
          "Existe ya en el Triángulo Norte."),
    Offer(DOMINICANS, 17, None, None, YES, "delete", "Lo dice el párrafo anterior."),
    Offer(NICARAGUA, 21, ("corra peligro", "o su libertad corra peligro"), None, YES),
    Offer(STATES, 21, ("Evitar", "Procurar evitar"), ("To avoid", "To seek to avoid"), BACK),
    Offer(PRESIDENCY, 2, ("nació en Puebla", "se reunió por primera vez en Puebla"),
          ("was born in Puebla", "first met in Puebla"), YES),
    Offer(GUATEMALA, 13, ("de emergencia", "de emergencia y de reconstrucción"),
          ("emergency plans", "emergency and reconstruction plans"), YES),
    Offer(PANAMA, 15, ("al menos una vez cada dos años", "cada año"), ("at least once every two years", "every year"),
          NO),
    Offer(COSTA_RICA, 15, ("cada dos años", "cada 3 años"), ("every two years", "every 3 years"), NO),
    Offer(SALVADOR, 15, ("zonas fronterizas", "zonas fronterizas y costeras"),
          ("border areas", "border and coastal areas"), YES),
    Offer(BELIZE, 15, ("zonas fronterizas", "zonas fronterizas y marítimas"),
          ("border areas", "border and maritime areas"), INTO),
    Offer(MEXICO, 16, ("una guía", "una guía regional"), ("a guide", "a regional guide"), YES),
    Offer(CANADA, 16, ("a más tardar el", "antes del"), ("no later than", "before"), NO),
    Offer(STATES, 16, ("Solicitar a", "Invitar a"), ("To request", "To invite"), NO),
    Offer(DOMINICANS, 5, ("400 000", "500 000"), ("400,000", "500,000"), NO, reason="Según la cifra de 2025."),
    Offer(NICARAGUA, 5, ("Centroamérica", "Centroamérica y el Caribe"),
          ("Central America", "Central America and the Caribbean"), YES),
    Offer(PRESIDENCY, 5, ("cada año", "todos los años"), None, NO),
    Offer(BELIZE, 6, ("sin compañía", "sin compañía o separados de sus familias"),
          ("unaccompanied", "unaccompanied or separated from their families"), YES),
    Offer(PANAMA, 6, ("Preocupados", "Profundamente preocupados"), ("Concerned", "Deeply concerned"), NO),
    Offer(GUATEMALA, 7, ("protección civil", "protección civil y de salud"),
          ("civil protection authorities", "civil protection and health authorities"), YES),
    Offer(COSTA_RICA, 8, ("sociedad civil", "sociedad civil organizada"), ("civil society", "organised civil society"),
          NO),
    Offer(SALVADOR, 11, ("Tomar nota del", "Acoger con beneplácito el"), ("To take note of", "To welcome"), NO),
    Offer(CANADA, 11, ("Tomar nota", "Tomar nota con aprecio"), ("To take note", "To take note with appreciation"),
          YES),
    Offer(STATES, 12, ("con pleno respeto", "en tiempo real y con pleno respeto"),
          ("with full respect", "in real time and with full respect"), NO),
    Offer(DOMINICANS, 12, ("autoridades migratorias", "autoridades migratorias y consulares"),
          ("migration authorities", "migration and consular authorities"), YES),
    Offer(NICARAGUA, 20, ("sin discriminación", "sin discriminación alguna"),
          ("without discrimination", "without any discrimination"), YES),
    Offer(PRESIDENCY, 20, ("Asegurar", "Procurar"), ("To ensure", "To seek"), NO),
    Offer(MEXICO, 20, ("asistencia humanitaria", "asistencia humanitaria y consular"),
          ("humanitarian assistance", "humanitarian and consular assistance"), YES),
    Offer(BELIZE, 22, ("Facilitar", "Facilitar sin costo"), ("To facilitate", "To facilitate, free of charge,"), YES),
    Offer(COSTA_RICA, 22, ("Facilitar", "Facilitar con prontitud"), ("To facilitate", "To facilitate promptly"), NO),
    Offer(GUATEMALA, 22, ("a quienes los perdieron", "a quienes los perdieron o no los tenían"),
          ("who lost them", "who lost them or had none"), YES),
    Offer(PANAMA, 23, ("Adoptar", "Aplicar"), ("To adopt", "To apply"), NO),
    Offer(CANADA, 24, ("a las mujeres", "a las mujeres, a las personas LGBTI"), ("to women", "to women, LGBTI persons"),
          NO),
    Offer(STATES, 24, ("particular", "especial"), ("particular", "special"), NO),
    Offer(SALVADOR, 24, ("con discapacidad", "con discapacidad o enfermedad"),
          ("with disabilities", "with disabilities or illness"), YES),
    Offer(DOMINICANS, 25, ("durante los traslados", "durante los traslados y el retorno"),
          ("during transfers", "during transfers and return"), YES),
    Offer(NICARAGUA, 26, ("personal capacitado", "personal capacitado y suficiente"),
          ("trained staff", "sufficient trained staff"), YES),
    Offer(PRESIDENCY, 27, ("Invitar a la OIM y al ACNUR", "Invitar al ACNUR y a la OIM"),
          ("IOM and UNHCR", "UNHCR and IOM"), YES),
    Offer(MEXICO, 27, ("acompañar", "apoyar"), None, NO),
    Offer(GUATEMALA, 29, ("migración laboral", "migración laboral circular"),
          ("labour migration", "circular labour migration"), NO),
    Offer(BELIZE, 29, ("Ampliar", "Ampliar gradualmente"), ("To expand", "To gradually expand"), YES),
    Offer(STATES, 30, ("12 meses", "6 meses"), ("12 months", "6 months"), NO),
    Offer(COSTA_RICA, 30, ("12 meses", "24 meses"), ("12 months", "24 months"), NO),
    Offer(PANAMA, 30, ("12 meses", "12 meses prorrogables"), ("12 months", "12 renewable months"), YES),
    Offer(CANADA, 31, None, None, NO, "delete"),
    Offer(SALVADOR, 31, ("voluntario", "voluntario, digno y seguro"), ("voluntary", "voluntary, dignified and safe"),
          YES),
    Offer(DOMINICANS, 32, ("tras los desastres", "durante los desastres y después de ellos"),
          ("after disasters", "during and after disasters"), YES),
    Offer(NICARAGUA, 33, ("buenas prácticas", "experiencias"), ("good practices", "experiences"), NO),
    Offer(PRESIDENCY, 35, ("recursos", "recursos adicionales"), ("resources", "additional resources"), YES),
    Offer(MEXICO, 36, ("el seguimiento", "el seguimiento periódico"), ("the follow-up", "the regular follow-up"), YES),
    Offer(GUATEMALA, 37, ("cada seis meses", "cada tres meses"), ("every six months", "every three months"), NO),
    Offer(CANADA, 38, ("los avances", "los avances y los obstáculos"), ("progress", "progress and obstacles"), YES),
    Offer(STATES, 38, "Publicar un resumen anual de esos avances.", "To publish a yearly summary of that progress.",
          NO, "after"),
    Offer(PANAMA, 40, ("hospitalidad", "generosa hospitalidad"), ("the hospitality", "the generous hospitality"), YES),
)  # fmt: skip

# Which offer, by its number here; who supports, objects, reserves.
POSITIONS = (
    (0, "support", (COSTA_RICA, GUATEMALA, SALVADOR)),
    (0, "reserve", (STATES,)),
    (3, "support", (DOMINICANS, NICARAGUA)),
    (3, "object", (GUATEMALA,)),
    (4, "support", (SALVADOR,)),
    (9, "support", (COSTA_RICA, MEXICO)),
    (21, "support", (DOMINICANS,)),
    (39, "reserve", (PANAMA,)),
    (47, "object", (MEXICO, CANADA)),
    (49, "support", (COSTA_RICA,)),
)
