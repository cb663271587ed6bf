"""The words of access: for whom a thing is meant.

Who is in which audience on a date is a fact of ``members/access.py``; what an audience may see is a
decision of each app's own ``access.py``. This room only names the words, once, for all of them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """For whom a thing is meant. The default everywhere is the narrowest one, the Secretariat.

    Who is of a body, or accredited to a meeting, depends on which: these two words are matched with the meeting of
    the thing (``meetings/access.py``), the others with the reader alone.
    """

    PUBLIC = "public", _("Public")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    OBSERVER_COUNTRY = "observer_country", _("Observer countries")
    OBSERVER_ORGANISATION = "observer_organisation", _("Observer organisations")
    MEMBER = "member", _("Members")
    BODY_MEMBERS = "body_members", _("Members of the body")
    ACCREDITED = "accredited", _("Accredited to the meeting")
    TROIKA = "troika", _("Troika")
    SECRETARIAT = "secretariat", _("Secretariat")
