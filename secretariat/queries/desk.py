"""What waits on the desks of those who keep the conference and its portal, computed each time they are looked at."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from common.counting import counted
from common.models import Act, Attested, Certainty, OutboxMessage
from declarations.models import Rendering, RenderingState
from members.models import Letter, LetterState
from members.queries.factors import accounts_that_lack_a_factor
from secretariat.queries.desk_meetings import queues_of_bodies, waiting_among_meetings, waiting_of_bodies
from secretariat.queries.desk_people import waiting_about_people
from secretariat.queries.desk_texts import (
    stale_queue,
    waiting_among_texts,
    waiting_follow_up,
    waiting_of_machines,
)
from secretariat.queries.queues import Line, Queue, RowAct, queue_of
from secretariat.queries.waiting import queues_of

# In this order they stand on the desk: what machines could not do, what has a day, what waits for a hand.
ORDER = (
    *("undelivered", "failed", "failed-changes", "failed-consultations", "messages"),
    *("to-sign", "delegations", "papers", "reports-due", "overdue", "ending"),
    *("reports", "handed-in", "plans", "readings", "work", "drafts", "stale-words", "lacking"),
    *("vacant", "held-over", "bodies", "invited", "stale", "facts"),
)


@dataclass(frozen=True, slots=True)
class DeskOfSecretariat:
    """The queues of the Secretariat's desk in their order, and how many PDFs are being made."""

    queues: list[Queue]
    being_made: int


@dataclass(frozen=True, slots=True)
class DeskOfAdministrator:
    """How the system is. It names no paper and no person."""

    dead: int
    waiting: int
    failed_letters: int
    without_factor: int
    links: int
    head: str
    last_at: Any


def desk_of_secretariat(user: Any, whole: str = "") -> DeskOfSecretariat:
    """All that waits for the Secretariat; the queue ``whole`` as far as ``MOST``. Four queries beside the meetings'.

    They are two for everything that is a row of a table, one for the work of the bodies, one for stale words.
    """
    kinds = [*waiting_among_texts(), *waiting_follow_up(), *waiting_of_machines(), *waiting_about_people()]
    doubtful = {model._meta.label_lower: model for model in apps.get_models() if issubclass(model, Attested)}
    beside = {name: model._default_manager.exclude(certainty=Certainty.FIRM) for name, model in doubtful.items()}
    beside["being-made"] = Rendering.objects.filter(state=RenderingState.PENDING)
    found, numbers = queues_of([*kinds, *waiting_among_meetings(), *waiting_of_bodies()], beside=beside, whole=whole)
    read = [*queues_of_bodies(user, whole=whole), stale_queue(whole=whole)]
    facts = sorted((name for name in doubtful if numbers[name]), key=lambda name: -numbers[name])
    lines = [_fact(doubtful[name], numbers[name]) for name in facts]
    read.append(queue_of("facts", _("Facts to be confirmed"), lines, whole=whole))
    found |= {one.key: one for one in read}
    return DeskOfSecretariat([found[key] for key in ORDER], numbers["being-made"])


def desk_of_administrator() -> DeskOfAdministrator:
    """The outbox, the mail, the accounts that must have a second factor and lack one, the end of the journal.

    Two queries.
    """
    numbers = counted(
        dead=OutboxMessage.objects.dead(),
        waiting=OutboxMessage.objects.filter(done_at__isnull=True, dead_at__isnull=True),
        failed_letters=Letter.objects.filter(state=LetterState.FAILED),
        without_factor=accounts_that_lack_a_factor(),
    )
    links, head, last_at = Act.objects.order_by("-pk").values_list("pk", "hash", "at").first() or (0, "", None)
    return DeskOfAdministrator(**numbers, links=links, head=head, last_at=last_at)


def _fact(model: type[Attested], number: int) -> Line:
    """The facts of one kind, and the list in the administration where they are confirmed, if there is one."""
    name = str(model._meta.verbose_name_plural)
    try:
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    except NoReverseMatch:
        return Line(name[:1].upper() + name[1:], about=(str(number),))
    url = f"{page}?certainty__in=likely,uncertain"
    return Line(name[:1].upper() + name[1:], url, about=(str(number),), acts=(RowAct(_("Confirm"), url),))
