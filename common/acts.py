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
    # files and mail
    "download_file": _("downloaded a closed paper"),
    "discard_file": _("discarded a file"),
    "retry_letter": _("sent a message again"),
    "resend_letter": _("sent a letter again"),
    "choose_mail_frequency": _("chose how often mail comes"),
    # accounts
    "demo_account_made": _("made an account for the demonstration"),
    "invitation_sent": _("sent an invitation"),
    "invitation_accepted": _("accepted the invitation"),
    "invitation_revoked": _("revoked the invitation"),
    "signed_in": _("signed in"),
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
    "password_set": _("set the password of an account"),
    "email_change_asked": _("asked for another e-mail address"),
    "email_changed": _("confirmed another e-mail address"),
    "single_sign_on_linked": _("linked single sign-on"),
    # access
    "access_granted": _("granted exceptional access"),
    "access_revoked": _("revoked exceptional access"),
    "preview_begun": _("began to look at the portal as somebody else"),
    "preview_ended": _("ended looking at the portal as somebody else"),
    # the journal itself
    "export_journal": _("exported lines of the journal"),
}
# Parts of the machine that act in nobody's name.
MACHINES: dict[str, Promise] = {
    "load_record": _("The loader of the record"),
    "make_demo_accounts": _("The maker of the demonstration"),
    "sign-in": _("The sign-in page"),
    "system": _("The portal"),
}


def words_of(act: str) -> str:
    """What ``act`` is called; an act from before its words were changed is called by its own name."""
    return str(ACTS.get(act) or act.replace("_", " "))
