"""The adoption of a text in the tests of access: its addresses, and who acts on it.

Rows as ``tests/access/matrix.py`` and ``tests/access/changes.py`` have them, of which these are a part.
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from declarations.models import SealCertificate
from declarations.seals import keep_certificate
from tests.declarations.adopting import hash_of, negotiated, prepared, session_of
from tests.declarations.keys import seal_of
from tests.factories import MeetingFactory

IN, GONE, SIGN_IN, NOT_GET, REST = 200, 404, 302, 405, "the rest"
MEMBERS = ("member", "neighbour", "deputy", "reviewer", "presidency", "troika", "secretariat")
FOLLOWING = dict.fromkeys(MEMBERS, IN) | {"visitor": SIGN_IN, REST: GONE}
CHAIRS = ("secretariat", "presidency")
CHAIRING = dict.fromkeys(CHAIRS, IN) | {"visitor": SIGN_IN, REST: GONE}
ACTS = {"visitor": SIGN_IN, REST: NOT_GET}
TABLED, TO_TABLE = {"symbol": "tabled"}, {"symbol": "to-table"}
DOORS: dict[str, tuple[dict[str, int], dict[str, Any]]] = {
    "declarations:text-adoption": (FOLLOWING, TABLED),
    "declarations:adoption-table": (ACTS, TO_TABLE),
    "declarations:adoption-untable": (ACTS, TABLED),
    "declarations:adoption-prepare": (CHAIRING, TABLED),
    "declarations:adoption-withdraw": (ACTS, TABLED),
    "declarations:adoption-sign": (ACTS, TABLED),
    "seal-certificate": ({REST: IN}, {"fingerprint": "CERTIFICATE"}),
}


def preparing(target: dict[str, Any]) -> dict[str, Any]:
    """The same, with one member present instead of all."""
    own = {"manner": "session", "session": target["OF-THE-SESSION"], "adopted_on": timezone.localdate().isoformat()}
    lines = {"remark-TOTAL_FORMS": 0, "remark-INITIAL_FORMS": 0}
    return own | lines | {"present": [target["PRESENT"]], "seen": target["TO-SIGN"]}


def signing(target: dict[str, Any]) -> dict[str, Any]:
    """For both; of the two, each signs for its own."""
    return {
        f"{who}-{name}": value
        for who in CHAIRS
        for name, value in (("signatory", who), ("sha256", target["TO-SIGN"]), ("sure", "on"))
    }


CHANGES: dict[str, tuple[tuple[str, ...], Callable[[dict[str, Any]], dict[str, Any]], dict[str, Any]]] = {
    "declarations:adoption-table": (CHAIRS, lambda _: {}, TO_TABLE),
    "declarations:adoption-untable": (CHAIRS, lambda _: {"reason_es": "zq", "reason_en": "zq"}, TABLED),
    "declarations:adoption-prepare": (CHAIRS, preparing, TABLED),
    "declarations:adoption-withdraw": (CHAIRS, lambda _: {}, TABLED),
    "declarations:adoption-sign": (CHAIRS, signing, TABLED),
}


def make_adopting(personas: dict[str, Any]) -> dict[str, Any]:
    """A text on the table, prepared to be adopted, one that can be tabled, and a certificate of the seal."""
    text = negotiated(symbol="tabled", meeting=MeetingFactory(key="adopting-meeting", time_zone="UTC"))
    session = session_of(text)
    adoption = prepared(personas, text, session=session)
    negotiated(symbol="to-table", meeting=text.meeting)
    keep_certificate(seal_of("zq"))
    return {
        "TO-SIGN": hash_of(adoption),
        "OF-THE-SESSION": session.pk,
        "PRESENT": personas["member"].mandates.get().participant_id,
        "CERTIFICATE": SealCertificate.objects.get().fingerprint,
    }
