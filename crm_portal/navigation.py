"""The menus of the portal, declared once: the name of an address, and what it is called."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a menu: ``name`` is the name of an address without arguments."""

    name: str
    label: str | Promise


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
