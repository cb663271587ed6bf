"""Who comes in where: every address of the portal, for every persona (``tests/personas.py``).

A row gives the status for everyone named; ``REST`` stands for the others. An address that is not here fails the suite.
"""

from dataclasses import dataclass, field

from tests.access import (
    adopting,
    comparing,
    consulting,
    convening,
    following,
    negotiating,
    papers,
    plans,
    replying,
    word,
    yearly,
)

IN, GONE, SIGN_IN, SEE_OTHER, NOT_GET = 200, 404, 302, 302, 405
REST = "the rest"
EVERYONE = {REST: IN}
ONLY_SECRETARIAT = {"secretariat": IN, "visitor": SIGN_IN, REST: GONE}
ACTS = {"visitor": SIGN_IN, REST: NOT_GET}
ACTS_OF_SECRETARIAT = ACTS
PREPARING = ONLY_SECRETARIAT | {"presidency": IN}
READING_CLOSED_LINES = PREPARING | dict.fromkeys(("member", "neighbour", "deputy", "reviewer", "troika"), IN)
OF_THE_JOURNAL = {"secretariat": IN, "administrator": IN, "visitor": SIGN_IN, REST: GONE}
SIGNED_IN = {"visitor": SIGN_IN, REST: IN}

# Who acts for a participant has a directory; who runs the system, and whose mandate is over, knows of nobody.
ACTING_FOR_NOBODY = {"administrator": GONE, "expired": GONE, "nobody": GONE}
FOCAL_POINTS = {"member": IN, "neighbour": IN, "presidency": IN, "troika": IN}
# Who registers delegates for the public meeting of the world, a GRCM: members, observer organisations, civil society.
KEEPING_DELEGATIONS = {
    **FOCAL_POINTS,
    "deputy": IN,
    "observer_organisation": IN,
    "civil_society": IN,
    "secretariat": IN,
    "visitor": SIGN_IN,
    REST: GONE,
}
OF_THE_DELEGATION = {"member": IN, "deputy": IN, "secretariat": IN, "visitor": SIGN_IN, REST: GONE}
WITH_A_DELEGATION = OF_THE_DELEGATION
OF_THE_DELEGATION_FILE = {"member": IN, "visitor": SIGN_IN, REST: GONE}
OF_THE_HANDOVER = {"secretariat", "presidency", "troika"}


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
AGENDA = {"key": "meeting-with-agenda"}
SESSION, ITEM = AGENDA | {"pk": "SESSION"}, AGENDA | {"pk": "ITEM"}
NOTICE = {"pk": "PUBLIC-NOTICE"}
DRAFT_NOTICE = {"pk": "DRAFT-NOTICE"}

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
    "security-txt": Door({REST: GONE}),
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
    "meetings:body-life": Door(ONLY_SECRETARIAT, {"key": "grcm"}),
    "meetings:body-act": Door(ONLY_SECRETARIAT, {"key": "grcm", "act": "close"}),
    "meetings:body-members": Door(ONLY_SECRETARIAT, {"key": "grcm"}),
    "meetings:body-member-end": Door(ONLY_SECRETARIAT, {"pk": "MEMBERSHIP"}),
    "meetings:body-report": Door(ONLY_SECRETARIAT),
    "meetings:body-create": Door(ONLY_SECRETARIAT),
    "declarations:step-cite": Door(ONLY_SECRETARIAT, {"pk": "BODY-STEP"}),
    "meetings:calendar": Door(EVERYONE),
    "meetings:body-calendar": Door(EVERYONE, {"key": "grcm"}),
    "meetings:calendar-own": Door({REST: GONE}, {"token": "forged"}),
    "meetings:calendars": Door(SIGNED_IN),
    "meetings:calendar-revoke": Door(ACTS),
    "meetings:delegation-list": Door(KEEPING_DELEGATIONS, {"key": "meeting-for-public"}),
    "meetings:delegate-register": Door(KEEPING_DELEGATIONS, {"key": "meeting-for-public"}),
    "meetings:delegation-table": Door(KEEPING_DELEGATIONS, {"key": "meeting-for-public"}),
    "meetings:delegations-remind": Door(ACTS_OF_SECRETARIAT, {"key": "meeting-for-public"}),
    "meetings:delegates-decide": Door(ACTS_OF_SECRETARIAT, {"key": "meeting-for-public"}),
    "meetings:delegate-edit": Door(OF_THE_DELEGATION, {"pk": "DELEGATE"}),
    "meetings:delegate-withdraw": Door(OF_THE_DELEGATION, {"pk": "DELEGATE"}),
    "meetings:participant-list": Door(WITH_A_DELEGATION, {"key": "meeting-for-public"}),
    "meetings:participants-xlsx": Door(WITH_A_DELEGATION, {"key": "meeting-for-public"}),
    "meetings:delegation-file-ask": Door(ACTS, {"key": "meeting-for-public"}),
    "meetings:delegation-file": Door(OF_THE_DELEGATION_FILE, {"pk": "DELEGATION-FILE"}),
    "meetings:check-in": Door(ONLY_SECRETARIAT, {"key": "meeting-for-public"}),
    "meetings:check-in-delegate": Door(ONLY_SECRETARIAT, {"key": "meeting-for-public", "code": "DELEGATE0X"}),
    "meetings:agenda-text": Door(EVERYONE, AGENDA),
    "meetings:agenda-version": Door(EVERYONE, AGENDA | {"number": 1}),
    "meetings:agenda-version-file": Door(READING_CLOSED_LINES, AGENDA | {"number": 1}),
    "meetings:agenda-editor": Door(PREPARING, AGENDA),
    "meetings:agenda-publish": Door(PREPARING, AGENDA),
    "meetings:agenda-adopt": Door(PREPARING, AGENDA),
    "meetings:session-add": Door(PREPARING, AGENDA),
    "meetings:session-edit": Door(PREPARING, SESSION),
    "meetings:session-remove": Door(PREPARING, SESSION),
    "meetings:session-minimum": Door(ACTS, SESSION),
    "meetings:agenda-item-add": Door(PREPARING, AGENDA | {"session": "SESSION"}),
    "meetings:agenda-item-edit": Door(PREPARING, ITEM),
    "meetings:agenda-item-remove": Door(PREPARING, ITEM),
    "meetings:agenda-item-move": Door(ACTS, ITEM),
    "meetings:body-seats": Door(ONLY_SECRETARIAT, {"key": "grcm"}),
    "meetings:seat-take": Door(ACTS_OF_SECRETARIAT, {"pk": 1}),
    "declarations:text-list": Door(EVERYONE),
    "declarations:decision-list": Door(EVERYONE),
    "declarations:text-detail": Door(EVERYONE, TEXT),
    "declarations:text-citation": Door(EVERYONE, TEXT | {"form": "bib"}),
    "declarations:edition-detail": Door(EVERYONE, EDITION),
    "declarations:edition-renderings": Door(EVERYONE, EDITION),
    "rendering-file": Door(EVERYONE, {"code": "PUBLIC-CODE", "language": "es"}),
    "canonical-file": Door(EVERYONE, {"code": "PUBLIC-CODE"}),
    "form-file": Door(EVERYONE, {"code": "PUBLIC-CODE", "language": "es", "form": "docx"}),
    "stored-file": Door(
        {
            "visitor": SIGN_IN,
            "secretariat": IN,
            **FOCAL_POINTS,
            "deputy": IN,
            "reviewer": IN,
            REST: GONE,
        },
        {"pk": "MEMBERS-FILE"},
    ),
    "too-large": Door({REST: 413}),
    "verify": Door(EVERYONE),
    "verify-code": Door({REST: SEE_OTHER}, {"code": "PUBLIC-CODE"}),
    "account_login": Door({"visitor": IN, REST: SEE_OTHER}),
    "account_logout": Door({REST: NOT_GET}),
    "account_reauthenticate": Door({REST: SEE_OTHER}),
    "account_change_password": Door(SIGNED_IN),
    "account_set_password": Door({REST: SEE_OTHER}),
    "account_reset_password": Door(EVERYONE),
    "account_reset_password_done": Door(EVERYONE),
    "account_reset_password_from_key": Door(EVERYONE, {"uidb36": "1", "key": "no-key"}),
    "account_reset_password_from_key_done": Door(EVERYONE),
    "mfa_login_webauthn": Door({REST: SEE_OTHER}),
    "mfa_authenticate": Door({REST: SEE_OTHER}),
    "mfa_trust": Door({REST: SEE_OTHER}),
    "mfa_reauthenticate": Door(SIGNED_IN),
    "mfa_reauthenticate_webauthn": Door({REST: SEE_OTHER}),
    "mfa_index": Door(SIGNED_IN),
    "mfa_activate_totp": Door({REST: SEE_OTHER}),
    "mfa_deactivate_totp": Door({REST: SEE_OTHER}),
    "mfa_view_recovery_codes": Door({"visitor": SIGN_IN, REST: GONE}),
    "mfa_generate_recovery_codes": Door({REST: SEE_OTHER}),
    "mfa_list_webauthn": Door(SIGNED_IN),
    "mfa_add_webauthn": Door({REST: SEE_OTHER}),
    "mfa_edit_webauthn": Door({REST: SEE_OTHER}, {"pk": 1}),
    "mfa_remove_webauthn": Door({REST: SEE_OTHER}, {"pk": 1}),
    "usersessions_list": Door(SIGNED_IN),
    "openid_connect_login": Door({REST: GONE}, {"provider_id": "nobody"}),
    "openid_connect_callback": Door({REST: GONE}, {"provider_id": "nobody"}),
    "socialaccount_login_cancelled": Door(EVERYONE),
    "members:security": Door(SIGNED_IN),
    "members:email-change": Door({REST: SEE_OTHER}),
    "members:email-confirm": Door({REST: GONE}, {"token": "no-token"}),
    "members:devices-forget": Door({REST: SEE_OTHER}),
    "members:invitation-accept": Door({REST: GONE}, {"token": "no-token"}),
    "members:invitation-send": Door(ACTS, {"pk": 1}),
    "members:invitation-revoke": Door(ACTS, {"pk": 1}),
    "members:demo-sign-in": Door({REST: GONE}, {"pk": 1}),
    "members:mail-settings": Door(SIGNED_IN),
    "members:mail-fewer": Door({REST: GONE}, {"token": "forged"}),
    "people:directory": Door({"visitor": SIGN_IN, **ACTING_FOR_NOBODY, REST: IN}),
    "people:directory-csv": Door({"visitor": SIGN_IN, "secretariat": IN, **FOCAL_POINTS, REST: GONE}),
    "people:person-create": Door(ONLY_SECRETARIAT),
    "people:person": Door(
        {
            "visitor": SIGN_IN,
            "secretariat": IN,
            **FOCAL_POINTS,
            "deputy": IN,
            "reviewer": IN,
            "liaison": IN,
            REST: GONE,
        },
        {"pk": "DEPUTY"},
    ),
    "people:person-edit": Door({"visitor": SIGN_IN, "secretariat": IN, "member": IN, REST: GONE}, {"pk": "DEPUTY"}),
    "people:appoint": Door(ONLY_SECRETARIAT, {"pk": "DEPUTY"}),
    "people:mandate-end": Door(
        {"visitor": SIGN_IN, "secretariat": IN, "member": IN, REST: GONE}, {"pk": "DEPUTY-MANDATE"}
    ),
    "people:contact-ask": Door(ACTS_OF_SECRETARIAT, {"pk": "DEPUTY"}),
    "people:mandate-hold-over": Door(ACTS, {"pk": "DEPUTY-MANDATE"}),
    "people:delegation": Door({"visitor": SIGN_IN, "secretariat": GONE, **ACTING_FOR_NOBODY, REST: IN}),
    "people:delegation-name": Door({"visitor": SIGN_IN, **FOCAL_POINTS, REST: GONE}),
    "people:contact": Door(SIGNED_IN),
    "people:institutions": Door(ONLY_SECRETARIAT),
    "people:institution-create": Door(ONLY_SECRETARIAT),
    "people:institution-edit": Door(ONLY_SECRETARIAT, {"pk": "INSTITUTION"}),
    "people:calendar-list": Door(READING_CLOSED_LINES),
    "people:calendar-add": Door(ONLY_SECRETARIAT),
    "people:calendar-edit": Door(ONLY_SECRETARIAT, {"pk": "CALENDAR-DAY"}),
    "people:calendar-remove": Door(ACTS_OF_SECRETARIAT, {"pk": "CALENDAR-DAY"}),
    "people:handover-now": Door({"visitor": SIGN_IN, **dict.fromkeys(OF_THE_HANDOVER, SEE_OTHER), REST: GONE}),
    "people:handover": Door(
        {"visitor": SIGN_IN, **dict.fromkeys(OF_THE_HANDOVER, IN), REST: GONE}, {"key": "INCOMING"}
    ),
    "people:handover-tick": Door(ACTS, {"key": "INCOMING", "item": "archive"}),
    "secretariat:desk": Door(SIGNED_IN),
    "secretariat:preview": Door(ONLY_SECRETARIAT),
    "secretariat:preview-end": Door(ACTS_OF_SECRETARIAT),
    "secretariat:access": Door(ONLY_SECRETARIAT, {"kind": "text", "pk": "TEXT-PK"}),
    "secretariat:access-revoke": Door(ACTS_OF_SECRETARIAT, {"pk": 1}),
    "secretariat:notice-list": Door(SIGNED_IN),
    "secretariat:notice-detail": Door(SIGNED_IN, NOTICE),
    "secretariat:notice-add": Door(ONLY_SECRETARIAT),
    "secretariat:notice-edit": Door(ONLY_SECRETARIAT, NOTICE),
    "secretariat:notice-files": Door(ONLY_SECRETARIAT, DRAFT_NOTICE),
    "secretariat:notice-file-remove": Door(ACTS_OF_SECRETARIAT, DRAFT_NOTICE | {"attachment": 1}),
    "secretariat:notice-preview": Door(ONLY_SECRETARIAT, NOTICE),
    "secretariat:notice-publish": Door(ONLY_SECRETARIAT, DRAFT_NOTICE),
    "secretariat:notice-withdraw": Door(ONLY_SECRETARIAT, NOTICE),
    "secretariat:notice-letters": Door(ONLY_SECRETARIAT, NOTICE),
    "secretariat:letter-list": Door(ONLY_SECRETARIAT),
    "secretariat:letter-detail": Door(ONLY_SECRETARIAT, {"pk": "LETTER"}),
    "secretariat:letter-resend": Door(ACTS_OF_SECRETARIAT, {"pk": "LETTER"}),
    "secretariat:message-retry": Door(ACTS_OF_SECRETARIAT, {"pk": 1}),
    "secretariat:redline-retry": Door(ACTS_OF_SECRETARIAT, {"pk": 1}),
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
    "jump": Door(SIGNED_IN),
    "journal": Door(OF_THE_JOURNAL),
    "journal-csv": Door(OF_THE_JOURNAL),
    "journal-object": Door(OF_THE_JOURNAL, {"kind": "members.participant", "key": "BELIZE"}),
    "admin:index": Door({"secretariat": IN, "administrator": IN, REST: SIGN_IN}),
}
PARTS = (adopting, comparing, consulting, convening, following, negotiating, papers, plans, replying, word, yearly)
MATRIX |= {name: Door(*row) for part in PARTS for name, row in part.DOORS.items()}
