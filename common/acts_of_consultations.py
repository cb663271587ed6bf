"""The words of the journal for written consultations (``common/acts.py``)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS_OF_CONSULTATIONS: dict[str, Promise] = {
    "prepare_consultation": _("prepared a written consultation"),
    "change_consultation": _("changed how the consultation is run"),
    "schedule_opening": _("said when the next step opens"),
    "refuse_opening": _("could not open the next step at its minute"),
    "open_troika": _("asked the troika"),
    "end_troika": _("ended the troika step: all had reacted"),
    "close_troika": _("closed the troika step"),
    "open_round_one": _("opened round one"),
    "close_round_one": _("closed round one"),
    "open_round_two": _("opened round two"),
    "close_round_two": _("closed round two"),
    "extend_step": _("extended the time of a step"),
    "suspend_step": _("suspended a step"),
    "resume_step": _("resumed a step"),
    "agree_consultation": _("established consensus"),
    "adopt_consultation": _("noted that the text is adopted"),
    "send_back": _("sent the text back to drafting"),
    "withdraw_consultation": _("withdrew the consultation"),
    "carry_consultation": _("carried the text to a meeting"),
    "give_reply": _("replied in the name of a member"),
    "enter_reply": _("entered a reply that a member sent by mail"),
    "remind_member": _("reminded a member that has not replied"),
    "comments_paper_asked": _("asked for the comments as PDF"),
}
