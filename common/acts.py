"""The words of the journal: what each act is called, as a reader would tell it ("Ana Mora … edited …").

Every act that code records stands here (``tests/common/test_journal_words.py``); its words fit behind any name.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTS: dict[str, Promise] = {
    # what is kept in the administration
    "added": pgettext_lazy("act", "added"),
    "edited": pgettext_lazy("act", "edited"),
    "deleted": pgettext_lazy("act", "deleted"),
    "load_record": _("loaded the historical record"),
    # texts
    "import_text": _("imported the text"),
    "add_paragraph": _("added a paragraph"),
    "edit_paragraph": _("edited a paragraph"),
    "move_paragraph": _("moved a paragraph"),
    "delete_paragraph": _("deleted a paragraph"),
    "choose_audience": _("changed the audience"),
    "draft_circulated": _("circulated the draft among the members"),
    "draft_recalled": _("took the draft back from the members"),
    "publish_text": _("published an edition"),
    "retry_rendering": _("asked again for a PDF"),
    # bodies and meetings
    "seat_given": _("gave a seat in the body"),
    "seat_taken": _("took a seat in the body away"),
    "accredited": _("accredited a person to the meeting"),
    "accreditation_withdrawn": _("withdrew an accreditation to the meeting"),
    # files and mail
    "download_file": _("downloaded a closed paper"),
    "discard_file": _("discarded a file"),
    "retry_letter": _("sent a message again"),
    "resend_letter": _("sent a letter again"),
    "choose_mail_frequency": _("chose how often mail comes"),
    # notices
    "draft_notice": _("drafted a notice"),
    "edit_notice": _("edited a notice"),
    "correct_notice": _("corrected a notice"),
    "publish_notice": _("published a notice"),
    "withdraw_notice": _("withdrew a notice"),
    "attach_file": _("attached a file"),
    "remove_attachment": _("took an attached file away"),
    # accounts
    "demo_account_made": _("made an account for the demonstration"),
    "invitation_sent": _("sent an invitation"),
    "invitation_accepted": _("accepted the invitation"),
    "invitation_revoked": _("revoked the invitation"),
    "signed_in": _("signed in"),
    "signed_in_by_switcher": _("signed in by the demonstration's switcher"),
    "signed_out": _("signed out"),
    "session_ended": _("ended a session"),
    "session_ran_out": _("was signed out after the longest time"),
    "device_trusted": _("trusted a device"),
    "sign_in_failed": _("refused a sign-in"),
    "second_factor_failed": _("failed at the second factor"),
    "second_factor_added": _("added a second factor"),
    "second_factor_removed": _("removed a second factor"),
    "second_factor_reset": _("reset the second factor of an account"),
    "recovery_codes_made": _("made new recovery codes"),
    "recovery_code_used": _("used a recovery code"),
    "devices_forgotten": _("withdrew trust from all devices"),
    "password_changed": _("changed the password"),
    "password_reset": _("set a new password by mail"),
    "password_reset_asked": _("sent a link for a new password"),
    "email_change_asked": _("asked for another e-mail address"),
    "email_changed": _("confirmed another e-mail address"),
    "single_sign_on_linked": _("linked single sign-on"),
    # people, mandates, the presidency
    "appoint": _("gave a mandate"),
    "end_mandate": _("ended a mandate"),
    "hold_over": _("held a mandate over until a successor is named"),
    "create_person": _("wrote down a person"),
    "edit_person": _("edited the data of a person"),
    "confirm_contact_data": _("confirmed their contact data"),
    "contact_reminder_sent": _("asked for contact data to be confirmed"),
    "create_institution": _("wrote down an institution"),
    "edit_institution": _("edited an institution"),
    "export_directory": _("took the directory away as a file"),
    "set_handover": _("set the minute of the handover"),
    "handover_item_done": _("ticked a line of the handover checklist"),
    "handover_item_reopened": _("took a tick of the handover checklist back"),
    "presidency_handed_over": _("noticed that the presidency passed"),
    # access
    "access_granted": _("granted exceptional access"),
    "access_revoked": _("revoked exceptional access"),
    "preview_begun": _("began to look at the portal as somebody else"),
    "preview_ended": _("ended looking at the portal as somebody else"),
    # the journal itself
    "export_journal": _("exported lines of the journal"),
}
# What acts tell before and after that is no field of the thing itself.
FACTS: dict[str, Promise | str] = {
    "account": _("account"),
    "act": _("act"),
    "address": _("address of the computer"),
    "as": _("as whom"),
    "attempts": _("attempts"),
    "capacity": _("as"),
    "closed": _("enters the closed session"),
    "edition": _("edition"),
    "email": _("e-mail"),
    "error": _("error"),
    "file": _("file"),
    "filter": _("asked for"),
    "kind": _("kind"),
    "kinds": _("kinds"),
    "left": _("left over"),
    "letter": _("letter"),
    "lines": _("lines"),
    "mandate": _("mandate"),
    "mark": _("mark of the unknown address"),
    "name": _("name"),
    "person": _("person"),
    "presidency": _("presidency"),
    "provider": _("provider"),
    "reason": _("reason"),
    "rows": _("rows"),
    "sha256": "SHA-256",
    "since": _("since"),
    "size": _("size in bytes"),
    "state": _("state"),
    "to": _("to whom"),
    "uid": _("identity"),
    "until": _("until"),
    "usable": _("usable"),
    "with_": _("signed in with"),
}
# Parts of the machine that act in nobody's name.
MACHINES: dict[str, Promise] = {
    "load_record": _("The loader of the record"),
    "notice_handovers": _("The clock of the handover"),
    "remind_of_contact_data": _("The clock of the contact data"),
    "appoint_command": _("An operator's command"),
    "make_demo_accounts": _("The maker of the demonstration"),
    "sign-in": _("The sign-in page"),
    "system": _("The portal"),
}


def words_of(act: str) -> str:
    """What ``act`` is called; an act from before its words were changed is called by its own name."""
    return str(ACTS.get(act) or act.replace("_", " "))
