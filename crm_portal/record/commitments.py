"""How the decisions of the record are followed up: what each verb does, and which recorded dues come again.

The record holds the verb and the due as its sources put them; here stands, once for each, how they are read. A verb
or a due of the record that is missing here fails the tests. What became of a decision the record does not say.
"""

from typing import Any

from common.periods import PartialDate
from declarations.models import DueKind, VerbClass

VERBS: dict[str, VerbClass] = {
    "aceptar": VerbClass.APPROVE,
    "acoger": VerbClass.THANK,
    "acordar": VerbClass.DECIDE,
    "activar": VerbClass.DECIDE,
    "actualizar": VerbClass.DECIDE,
    "adoptar": VerbClass.APPROVE,
    "agradecer": VerbClass.THANK,
    "analizar": VerbClass.CONSIDER,
    "anexar": VerbClass.DECIDE,
    "apoyar": VerbClass.EXPRESS,
    "aprobar": VerbClass.APPROVE,
    "autorizar": VerbClass.APPROVE,
    "avalar": VerbClass.APPROVE,
    "confiar": VerbClass.EXPRESS,
    "conformar": VerbClass.CREATE,
    "considerar": VerbClass.CONSIDER,
    "constituir": VerbClass.CREATE,
    "continuar": VerbClass.DECIDE,
    "crear": VerbClass.CREATE,
    "debatir": VerbClass.CONSIDER,
    "decidir": VerbClass.DECIDE,
    "destacar": VerbClass.EXPRESS,
    "dialogar": VerbClass.CONSIDER,
    "diferenciar": VerbClass.DECIDE,
    "encomendar": VerbClass.ENTRUST,
    "especificar": VerbClass.DECIDE,
    "establecer": VerbClass.CREATE,
    "expresar": VerbClass.EXPRESS,
    "fortalecer": VerbClass.DECIDE,
    "inaugurar": VerbClass.CREATE,
    "incluir": VerbClass.DECIDE,
    "incorporar": VerbClass.DECIDE,
    "instar": VerbClass.REQUEST,
    "instruir": VerbClass.ENTRUST,
    "mantener": VerbClass.DECIDE,
    "modificar": VerbClass.DECIDE,
    "organizar": VerbClass.DECIDE,
    "otorgar": VerbClass.DECIDE,
    "poder": VerbClass.DECIDE,
    "promover": VerbClass.DECIDE,
    "recibir": VerbClass.TAKE_NOTE,
    "recomendar": VerbClass.RECOMMEND,
    "reconocer": VerbClass.THANK,
    "reiterar": VerbClass.EXPRESS,
    "remitir": VerbClass.DECIDE,
    "reservarse": VerbClass.EXPRESS,
    "solicitar": VerbClass.REQUEST,
    "subrayar": VerbClass.EXPRESS,
    "tomar nota": VerbClass.TAKE_NOTE,
}
# Dues that the record gives in words alone, or that come again; the others have a date beside them. What says neither
# a day nor a meeting stays without a date: "at once", "standing", "the next report", "the next meeting" of either kind.
DUES: dict[str, tuple[DueKind, int | None]] = {
    "1997–1998": (DueKind.DATE, None),
    "antes de la próxima reunión": (DueKind.NONE, None),
    "cada año": (DueKind.RECURRING, 12),
    "cada trimestre": (DueKind.RECURRING, 3),
    "de inmediato": (DueKind.NONE, None),
    "dos veces al año": (DueKind.RECURRING, 6),
    "en tres meses como máximo": (DueKind.DATE, None),
    "permanente": (DueKind.NONE, None),
    "próximo GRCM": (DueKind.NEXT_GRCM, None),
    "próximo informe": (DueKind.NONE, None),
}
MEMBERS = "países miembros"


def commitment_of(decision: dict[str, Any]) -> dict[str, Any]:
    """How a decision (its values in the record) is followed up. A date that is a year or a month ends with it."""
    due, due_on = decision["due_es"], decision["due_on"]
    kind, months = (DueKind.DATE, None) if due_on else DUES.get(due, (DueKind.NONE, None))
    return {
        "verb_class": str(VERBS.get(decision["verb_es"], "")),
        "due_kind": str(kind),
        "due_on": PartialDate(due_on).last_day.isoformat() if due_on else None,
        "every_months": months,
        "to_secretariat": "st" in decision["addressed_bodies"],
        "to_presidency": "ppt" in decision["addressed_bodies"],
        "to_members": MEMBERS in decision["addressed_others_es"],
    }
