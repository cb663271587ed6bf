"""What waits on the desks of presidency, focal points and coordinators beside "Needs you": commitments with a day."""

from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from declarations.access_commitments import can_follow_up, has_own_commitments
from declarations.followed import overdue
from declarations.models import Commitment
from declarations.queries_commitments import AHEAD, mine
from members.access import is_secretariat
from secretariat.queries.columns import in_either_language
from secretariat.queries.queues import Due, Line, Queue, RowAct, named, queue_of

PARAGRAPH = "decision__paragraph"


class Asked(NamedTuple):
    """A commitment that is due: the key of its decision, the title of its text, the label of its paragraph."""

    key: str
    title_es: str | None
    title_en: str | None
    label: str
    due_on: Any
    is_mine: bool


def queues_of_member(user: Any, whole: str = "") -> list[Queue]:
    """Commitments of those whom ``user`` acts for that are due; for the presidency all others that are overdue too.

    One query, none for whoever neither reports nor follows up. The Secretariat's stand on its own desk.
    """
    follows, reports = can_follow_up(user), has_own_commitments(user)
    if not (follows or reports) or is_secretariat(user):
        return []
    rows = _due(user, follows)
    own = _queue("mine", _("Our commitments that are due"), [_own(one) for one in rows if one.is_mine], whole)
    if not follows:
        return [own]
    late = [_late(one) for one in rows if not one.is_mine]
    return [own, _queue("overdue", _("Commitments overdue"), late, whole)]


def _due(user: Any, follows: bool) -> list[Asked]:
    own = mine(user).running().filter(due_on__lte=timezone.localdate() + AHEAD).order_by()
    asked = Q(pk__in=own.values("pk"))
    if follows:
        asked |= Q(overdue(), pk__in=Commitment.objects.visible_to(user).confirmed().order_by().values("pk"))
    rows = Commitment.objects.filter(asked).annotate(
        label=in_either_language(f"{PARAGRAPH}__label"), is_mine=Exists(own.filter(pk=OuterRef("pk")))
    )
    titles = (F(f"{PARAGRAPH}__text__title_es"), F(f"{PARAGRAPH}__text__title_en"))
    found = rows.order_by("due_on", "pk").values_list("decision__key", *titles, "label", "due_on", "is_mine")
    return [Asked(*row) for row in found]


def _queue(key: str, title: str, lines: list[Line], whole: str) -> Queue:
    page = reverse("commitments:commitment-mine" if key == "mine" else "commitments:commitment-board")
    return queue_of(key, title, lines, whole=whole, page=page)


def _line(one: Asked, act: RowAct) -> Line:
    url = reverse("commitments:commitment-detail", args=[one.key])
    about = (one.label,) if one.label else ()
    return Line(**named(one.title_es, one.title_en), url=url, about=about, due=Due(one.due_on), acts=(act,))


def _own(one: Asked) -> Line:
    return _line(one, RowAct(_("Say how far it is"), reverse("commitments:report-write", args=[one.key])))


def _late(one: Asked) -> Line:
    return _line(one, RowAct(_("Remind"), reverse("commitments:commitment-remind", args=[one.key]), {}))
