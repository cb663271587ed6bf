"""The menus of the portal, declared once: the name of an address, what it is called, and who may open it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from declarations.access_commitments import can_follow_commitments, can_follow_up, has_own_commitments
from meetings.access_plans import can_follow_work
from members.access import countries_of, is_administrator, is_secretariat
from members.access_people import reads_directory
from secretariat.access_consultations import reads_consultations


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu: ``name`` is the name of an address without arguments.

    ``may`` says who may open it, everybody where it is not said; the page itself asks again. ``is_parent`` says
    whether the addresses that begin with its own lie beneath it.
    """

    name: str
    label: str | Promise
    may: Callable[[Any], bool] | None = None
    is_parent: bool = True


def _acts_for_somebody(user: Any) -> bool:
    return bool(countries_of(user))


def _keeps_journal(user: Any) -> bool:
    return is_secretariat(user) or is_administrator(user)


def _reports_alone(user: Any) -> bool:
    """Who keeps the follow-up finds their own on its board."""
    return has_own_commitments(user) and not can_follow_up(user)


def _reads_follow_up_alone(user: Any) -> bool:
    """A member who neither keeps the follow-up nor reports on it: national reviewers, drafters, liaison officers."""
    return can_follow_commitments(user) and not has_own_commitments(user) and not can_follow_up(user)


MAIN = (
    Entry("about", _("The Conference")),
    Entry("participants", _("Members and observers")),
    Entry("history", _("Presidencies and history")),
    Entry("meetings:body-list", _("Bodies")),
    Entry("meetings:meeting-list", _("Meetings")),
    Entry("declarations:text-list", _("Texts")),
)

RECORD = (
    Entry("sources", _("Sources")),
    Entry("discrepancies", _("Open questions of the record")),
    Entry("glossary", _("Glossary")),
)

ABOUT_THE_PORTAL = (
    Entry("verify", _("Verify a document")),
    Entry("styleguide", _("Style guide")),
)
PORTAL = (*ABOUT_THE_PORTAL, Entry("account_login", _("Sign in")))
INTRANET = (*ABOUT_THE_PORTAL, Entry("secretariat:desk", _("Desk")))

# Beneath the masthead of the intranet, for whoever signed in. Meetings and texts stand in the menu above it.
DESK = (
    Entry("secretariat:desk", _("Desk"), is_parent=False),
    Entry("secretariat:notice-list", _("Notices")),
    Entry("people:directory", _("Directory"), reads_directory),
    Entry("people:delegation", _("My delegation"), _acts_for_somebody),
    Entry("consultations:list", _("Written consultations"), reads_consultations),
    Entry("meetings:work-of-bodies", _("Work plans"), can_follow_work),
    Entry("commitments:commitment-board", _("Follow-up"), can_follow_up),
    Entry("commitments:commitment-mine", _("Our commitments"), _reports_alone),
    Entry("commitments:state-of-play", _("State of play"), _reads_follow_up_alone),
    Entry("secretariat:letter-list", _("Mail log"), is_secretariat),
    Entry("journal", _("Journal"), _keeps_journal),
    Entry("secretariat:preview", _("Preview"), is_secretariat, is_parent=False),
    Entry("admin:index", _("Reference data"), _keeps_journal),
)
ACCOUNT = (
    Entry("members:security", _("Account and security"), is_parent=False),
    Entry("people:contact", _("My contact data")),
    Entry("members:mail-settings", _("Notices by mail")),
    Entry("meetings:calendars", _("My calendar")),
)
