"""A text under negotiation in the tests of access: its addresses, what changes it, and what those stand for.

Rows as ``tests/access/matrix.py`` and ``tests/access/changes.py`` have them, of which these are a part.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from declarations.services.paragraphs import fingerprint
from declarations.services.proposals import make_proposal
from declarations.services.settling import settle_proposal
from tests.factories import a_negotiated_text

IN, GONE, SIGN_IN, NOT_GET = 200, 404, 302, 405
REST = "the rest"
ACTS = {"visitor": SIGN_IN, REST: NOT_GET}
CHAIRS = ("secretariat", "presidency")
CHAIRING = dict.fromkeys(CHAIRS, IN) | {"visitor": SIGN_IN, REST: GONE}
PROPOSERS = ("member", "neighbour", "deputy", "presidency", "troika", "secretariat")
PROPOSING = dict.fromkeys(PROPOSERS, IN) | {"visitor": SIGN_IN, REST: GONE}
READING = PROPOSING | {"reviewer": IN}  # observers, civil society and visitors never

TEXT = {"symbol": "negotiated"}
PARAGRAPH, PROPOSAL = TEXT | {"uid": "NEGOTIATED-PARAGRAPH"}, TEXT | {"pk": "PROPOSAL"}
Row = tuple[dict[str, int], dict[str, Any]]
DOORS: dict[str, Row] = {
    "declarations:text-begin": (CHAIRING, {}),
    "declarations:drafting-open": (ACTS, TEXT),
    "declarations:drafting-group": (READING, TEXT),
    "declarations:drafter-name": (ACTS, TEXT),
    "declarations:drafting-keep": (ACTS, TEXT),
    "declarations:drafting-enter": (ACTS, TEXT),
    "declarations:drafting-result": (READING, TEXT),
    "declarations:drafting-presence": (READING, TEXT),
    "declarations:proposal-make": (PROPOSING, PARAGRAPH),
    "declarations:paragraph-split": (CHAIRING, PARAGRAPH),
    "declarations:proposal-position": (ACTS, PROPOSAL),
    "declarations:proposal-withdraw": (ACTS, PROPOSAL),
    "declarations:proposal-reopen": (ACTS, PROPOSAL),
    "declarations:proposal-settle": (CHAIRING, PROPOSAL),
}


def beginning(target: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "declaration", "title_es": "zq", "title_en": "zq", "form_key": str(uuid4())}


def proposing(target: dict[str, Any]) -> dict[str, Any]:
    told = {"participant": target["OF-COSTA-RICA"], "language": "es", "words_es": "zq otras", "words_en": ""}
    return told | {"form_key": str(uuid4()), "seen": target["SEEN-PARAGRAPH"]}


def of_costa_rica(target: dict[str, Any]) -> dict[str, Any]:
    return {"participant": target["OF-COSTA-RICA"]}


Data = Callable[[dict[str, Any]], dict[str, Any]]
OWN = ("member", "deputy")
CHANGES: dict[str, tuple[tuple[str, ...], Data, dict[str, str]]] = {
    "declarations:text-begin": (CHAIRS, beginning, {}),
    "declarations:drafting-open": (("secretariat",), lambda _: {}, {"symbol": "working"}),
    "declarations:drafting-group": (
        CHAIRS, lambda _: {"pen": "group", "numbering_es": "roman", "numbering_en": "roman"}, TEXT
    ),
    "declarations:drafter-name": (
        (*OWN, *CHAIRS), lambda target: of_costa_rica(target) | {"person": target["DEPUTY"]}, TEXT
    ),
    "declarations:drafting-keep": (CHAIRS, lambda _: {}, TEXT),
    "declarations:drafting-enter": (CHAIRS, lambda _: {}, TEXT),
    "declarations:proposal-make": ((*OWN, "secretariat"), proposing, PARAGRAPH),
    "declarations:paragraph-split": (
        CHAIRS, lambda target: {"seen": target["SEEN-PARAGRAPH"], "at_es": 11, "at_en": 13}, PARAGRAPH
    ),
    "declarations:proposal-position": (
        OWN, lambda target: of_costa_rica(target) | {"stance": "support"}, TEXT | {"pk": "PROPOSAL-OF-MEXICO"}
    ),
    "declarations:proposal-withdraw": (OWN, lambda _: {}, PROPOSAL),
    "declarations:proposal-settle": (CHAIRS, lambda _: {"outcome": "rejected"}, PROPOSAL),
    "declarations:proposal-reopen": (CHAIRS, lambda _: {}, TEXT | {"pk": "PROPOSAL-REJECTED"}),
}  # fmt: skip


def make_negotiation(personas: dict[str, Any]) -> dict[str, Any]:
    """A negotiated text with proposals of two members: two open, one accepted, one not accepted."""
    text = a_negotiated_text(4, symbol="negotiated", audience="public")
    first, second, third, fourth = text.paragraphs.order_by("order")
    costa_rica = personas["member"].mandates.get().participant
    mexico = personas["neighbour"].mandates.get().participant
    own, theirs = _proposal(text, first, costa_rica), _proposal(text, second, mexico)
    accepted, rejected = _proposal(text, third, mexico), _proposal(text, fourth, costa_rica)
    settle_proposal(accepted, outcome="accepted", by="tests")
    settle_proposal(rejected, outcome="rejected", by="tests")
    fourth.body_es = "Otras palabras desde la versión 1."
    fourth.save()
    return {
        "NEGOTIATED-PARAGRAPH": first.uid,
        "SEEN-PARAGRAPH": fingerprint(first),
        "PROPOSAL": own.pk,
        "PROPOSAL-OF-MEXICO": theirs.pk,
        "PROPOSAL-REJECTED": rejected.pk,
        "OF-COSTA-RICA": costa_rica.pk,
    }


def _proposal(text: Any, paragraph: Any, participant: Any) -> Any:
    return make_proposal(
        text, paragraph=paragraph, kind="replace", language="es", words={"es": f"zq {paragraph.order} palabras"},
        reason="zq", participant=participant, form_key=uuid4(), seen=fingerprint(paragraph), by="tests",
    )  # fmt: skip
