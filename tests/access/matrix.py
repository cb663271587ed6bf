"""Who comes in where: every address of the portal, for every persona (``tests/personas.py``).

A row gives the status for everyone named; ``REST`` stands for the others. An address that is not here fails the suite.
"""

from dataclasses import dataclass, field

IN, GONE, SIGN_IN, SEE_OTHER, NOT_GET = 200, 404, 302, 302, 405
REST = "the rest"
EVERYONE = {REST: IN}
ONLY_SECRETARIAT = {"secretariat": IN, "visitor": SIGN_IN, REST: GONE}
ACTS_OF_SECRETARIAT = {"visitor": SIGN_IN, REST: NOT_GET}
SIGNED_IN = {"visitor": SIGN_IN, REST: IN}


@dataclass(frozen=True)
class Door:
    """One address: its arguments in the world of ``tests/access/world.py``, and who gets which status by GET."""

    expected: dict[str, int]
    kwargs: dict[str, object] = field(default_factory=dict)

    def status(self, persona: str) -> int:
        return self.expected.get(persona, self.expected.get(REST, 0))


TEXT = {"symbol": "meeting-for-public-declaration"}
DRAFT = {"symbol": "draft"}
EDITION = TEXT | {"number": 1}

MATRIX: dict[str, Door] = {
    "front-door": Door({REST: SEE_OTHER}),
    "home": Door(EVERYONE),
    "about": Door(EVERYONE),
    "participants": Door(EVERYONE),
    "participant-detail": Door(EVERYONE, {"key": "bz"}),
    "participant-json": Door(EVERYONE, {"key": "bz"}),
    "history": Door(EVERYONE),
    "history-csv": Door(EVERYONE),
    "sources": Door(EVERYONE),
    "glossary": Door(EVERYONE),
    "discrepancies": Door(EVERYONE),
    "styleguide": Door(EVERYONE),
    "robots": Door(EVERYONE),
    "sitemap": Door(EVERYONE),
    "health-live": Door(EVERYONE),
    "health-ready": Door(EVERYONE),
    "meetings:body-list": Door(EVERYONE),
    "meetings:body-detail": Door(EVERYONE, {"key": "grcm"}),
    "meetings:plan-list": Door(EVERYONE),
    "meetings:plan-detail": Door(EVERYONE, {"key": "plan"}),
    "meetings:meeting-list": Door(EVERYONE),
    "meetings:meeting-detail": Door(EVERYONE, {"key": "meeting-for-public"}),
    "meetings:meeting-calendar": Door(EVERYONE, {"key": "meeting-for-public"}),
    "declarations:text-list": Door(EVERYONE),
    "declarations:decision-list": Door(EVERYONE),
    "declarations:text-detail": Door(EVERYONE, TEXT),
    "declarations:text-citation": Door(EVERYONE, TEXT | {"form": "bib"}),
    "declarations:edition-detail": Door(EVERYONE, EDITION),
    "declarations:edition-renderings": Door(EVERYONE, EDITION),
    "rendering-file": Door(EVERYONE, {"code": "PUBLIC-CODE", "language": "es"}),
    "canonical-file": Door(EVERYONE, {"code": "PUBLIC-CODE"}),
    "verify": Door(EVERYONE),
    "verify-code": Door({REST: SEE_OTHER}, {"code": "PUBLIC-CODE"}),
    "members:sign-in": Door({"visitor": IN, REST: SEE_OTHER}),
    "members:sign-out": Door({REST: NOT_GET}),
    "members:mail-settings": Door(SIGNED_IN),
    "members:mail-fewer": Door({REST: GONE}, {"token": "forged"}),
    "secretariat:desk": Door(SIGNED_IN),
    "secretariat:preview": Door(ONLY_SECRETARIAT),
    "secretariat:preview-end": Door(ACTS_OF_SECRETARIAT),
    "secretariat:access": Door(ONLY_SECRETARIAT, {"kind": "text", "pk": "TEXT-PK"}),
    "secretariat:access-revoke": Door(ACTS_OF_SECRETARIAT, {"pk": 1}),
    "secretariat:message-retry": Door(ACTS_OF_SECRETARIAT, {"pk": 1}),
    "secretariat:rendering-retry": Door(ACTS_OF_SECRETARIAT, {"pk": 1}),
    "declarations:text-preview": Door(ONLY_SECRETARIAT, DRAFT),
    "declarations:text-workroom": Door(ONLY_SECRETARIAT, DRAFT),
    "declarations:text-import": Door(ONLY_SECRETARIAT),
    "declarations:text-audience": Door(ACTS_OF_SECRETARIAT, DRAFT),
    "declarations:text-circulate": Door(ACTS_OF_SECRETARIAT, DRAFT),
    "declarations:text-publish": Door(ACTS_OF_SECRETARIAT, DRAFT),
    "declarations:paragraph-add": Door(ONLY_SECRETARIAT, DRAFT),
    "declarations:paragraph-edit": Door(ONLY_SECRETARIAT, DRAFT | {"uid": "PARAGRAPH"}),
    "declarations:paragraph-act": Door(ACTS_OF_SECRETARIAT, DRAFT | {"uid": "PARAGRAPH", "act": "up"}),
    "admin:index": Door({"secretariat": IN, "administrator": IN, REST: SIGN_IN}),
}
