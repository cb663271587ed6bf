"""Who may see a text and its editions, and who may publish one."""

from typing import Any

from django.db.models import Q, QuerySet

from common.access import Audience
from meetings.access import attends, meant_for
from members.access import DELEGATION, audiences_of, countries_of, is_secretariat, presides
from members.grants import granted

CONFIRMED = Q(commitment=None) | Q(commitment__confirmed_at__isnull=False)  # of a decision
AT_WORK = ("draft", "tabled", "adopted")  # states before a text is published


def visible_texts(user: Any) -> Q:
    """A published text: whoever it is meant for. One at work: the Secretariat, and the members once it is circulated.

    A draft is for members, also while it is tabled, and adopted with its files still to be made; what is published is
    public if so decided, at once or from the day on which it opens (report of 20 years, "web": public documents on the
    public site, internal documents on the intranet). The presidency, which heads the Drafting Group, and whoever drafts
    for a member read the text that they work on.
    """
    return texts_seen(user)


def visible_editions(user: Any) -> Q:
    """An edition is seen by whoever sees its text; one just adopted by members alone, until all its files are ready."""
    return texts_seen(user, "text__")


def visible_decisions(user: Any) -> Q:
    """A decision is seen by whoever sees the text that it stands in; nobody sees one whose reading is not confirmed.

    What a text adopted here decides is proposed by the portal and confirmed by an officer (``access_commitments.py``).
    """
    return texts_seen(user, "paragraph__text__") & CONFIRMED


def _published(user: Any, path: str) -> Q:
    meant = meant_for(user, path=path, opens=True)
    if getattr(user, "is_authenticated", False):
        meant |= Q(**{f"{path}pk__in": _granted(user)})
    return Q(**{f"{path}state": "published"}) & meant


def texts_seen(user: Any, path: str = "") -> Q:
    """``visible_texts`` for what hangs on a text by ``path``."""
    published = _published(user, path)
    at_work = Q(**{f"{path}state__in": AT_WORK})
    if is_secretariat(user):
        return published | at_work
    seen = published
    if Audience.MEMBER in audiences_of(user):
        circulated = Q(**{f"{path}circulated_at__isnull": False})
        if Audience.TROIKA in audiences_of(user) and presides(user):
            circulated |= Q(**{f"{path}drafting__isnull": False})
        seen |= at_work & circulated
    if (drafts := _drafted_by(user)) is not None:
        seen |= at_work & Q(**{f"{path}pk__in": drafts})
    return seen


def _drafted_by(user: Any) -> QuerySet | None:
    """The texts for which ``user`` is named as a drafter. None without a person, and in a preview."""
    if not getattr(user, "is_authenticated", False) or not user.person_id or getattr(user, "_preview", None):
        return None
    from declarations.models import Drafter

    return Drafter.objects.filter(person=user.person_id).order_by().values("drafting__text")


def _granted(user: Any) -> QuerySet:
    from declarations.models import Text

    return granted(user, Text)


def may_be_meant_for(audience: str, text: Any) -> bool:
    """Whether a paper of the text's meeting can be meant for ``audience`` (``meetings.access.attends``)."""
    return text.meeting is None or attends(audience, text.meeting.kind)


def visible_proposals(user: Any) -> Q:
    """Proposals, and with them brackets and positions: members, drafters and the Secretariat, never an observer.

    Observers do not take part in drafting (report of 20 years, "observer rights"); what was not agreed is not shown to
    them after the adoption either.
    """
    seen = texts_seen(user, "text__")
    if Audience.MEMBER in audiences_of(user):
        return seen
    drafts = _drafted_by(user)
    return Q(text__in=drafts) if drafts is not None else Q(pk__in=())


def visible_work(user: Any) -> Q:
    """The texts whose making ``user`` may follow: versions, redlines, concordance, proposals.

    The Secretariat those of the record too; members and drafters those that are negotiated, as far as they see the
    text. Observers, civil society and visitors none, before the adoption and after it (report of 20 years, "observer
    rights").
    """
    seen = texts_seen(user)
    if is_secretariat(user):
        return seen
    negotiated = seen & Q(drafting__isnull=False)
    if Audience.MEMBER in audiences_of(user):
        return negotiated
    drafts = _drafted_by(user)
    return negotiated & Q(pk__in=drafts) if drafts is not None else Q(pk__in=())


def visible_working_papers(user: Any) -> Q:
    """Papers made for ``user``, as long as the work on their text may be followed; none in a preview."""
    from declarations.models import Text

    if getattr(user, "_preview", None) or not getattr(user, "is_authenticated", False):
        return Q(pk__in=())
    return Q(asked_by=user, text__in=Text.objects.filter(visible_work(user)).order_by())


def delegations_of(user: Any, text: Any) -> set[int]:
    """The members (primary keys of participants) for which ``user`` may propose and take positions on ``text``.

    Head of delegation, focal point and deputy, and whoever the member named as its drafter (report of 20 years,
    "drafting group": one drafter for each member). Nobody in a preview. Asked once for an account and a text, as
    mandates are: two queries at most, then none.
    """
    if not getattr(user, "is_authenticated", False) or getattr(user, "_preview", None):
        return set()
    from declarations.models import Drafter

    own = countries_of(user, *DELEGATION) if Audience.MEMBER in audiences_of(user) else set()
    if user.person_id is None:
        return own
    if (known := getattr(user, "_drafts_for", None)) is None:
        known = user._drafts_for = {}
    if text.pk not in known:
        named = Drafter.objects.filter(person=user.person_id, drafting__text=text.pk).order_by()
        known[text.pk] = set(named.values_list("participant", flat=True))
    return own | known[text.pk]


def can_chair(user: Any, _text: Any = None) -> bool:
    """Heads the Drafting Group and keeps its words: the presidency, and the Secretariat for it.

    The group is headed by the PPT (report of 20 years, "drafting group").
    """
    return not getattr(user, "_preview", None) and (is_secretariat(user) or presides(user))


def signs_for(user: Any) -> set[str]:
    """For whom ``user`` may sign an adoption: ``presidency``, ``secretariat``, both or neither; nobody in a preview.

    The PPT chairs the meetings and the Secretariat keeps their texts (report of 20 years, "functions of the PPT",
    "functions of the ST"). One account signs for one of them alone.
    """
    if getattr(user, "_preview", None):
        return set()
    asked = {"presidency": presides, "secretariat": is_secretariat}
    return {signatory for signatory, is_one in asked.items() if is_one(user)}


def can_judge(user: Any, text: Any) -> bool:
    """Approves the words of a language and accepts differences: who heads the group, or keeps a text of the record.

    What is negotiated and published is the Secretariat's again, for a corrigendum.
    """
    if getattr(user, "_preview", None):
        return False
    is_negotiated = getattr(text, "drafting", None) is not None and text.state != "published"
    return can_chair(user, text) if is_negotiated else is_secretariat(user)


def can_edit(user: Any) -> bool:
    """The Secretariat keeps the working copies of texts."""
    return is_secretariat(user)


def can_publish(user: Any, _text: Any = None) -> bool:
    """The Secretariat publishes."""
    return is_secretariat(user)
