"""What follows from publishing a notice: everyone concerned is told, once."""

from celery import shared_task
from django.db import transaction

from common import outbox
from members.mailing import tell
from secretariat.mailing.notices import accounts_asked, accounts_told, context_of, key_of
from secretariat.models import Notice, NoticeState

BATCH = 50  # accounts asked in one transaction


@shared_task
def tell_notice(notice_id: int, edition: int, after: int = 0) -> None:
    """Tell the next accounts of an edition of a notice, each as often as it chose, and ask for those that follow.

    May run twice: letters and digest lines are made once for each account. What was withdrawn or corrected
    meanwhile is not told any more.
    """
    with transaction.atomic():
        notice = Notice.objects.filter(pk=notice_id, state=NoticeState.PUBLISHED, edition=edition).first()
        asked = accounts_asked(after=after, limit=BATCH) if notice else []
        if notice and asked:
            context = context_of(notice)
            for user in accounts_told(notice, after=after, limit=BATCH):
                tell(key=key_of(notice, user), kind=notice.kind, recipient=user, about=notice, context=context)
            post_telling(notice, after=asked[-1].pk)
        outbox.done(telling_key(notice_id, edition, after))


def post_telling(notice: Notice, *, after: int = 0) -> None:
    """Ask for everyone above the account ``after`` to be told; call it in the transaction that publishes."""
    key = telling_key(notice.pk, notice.edition, after)
    outbox.post(tell_notice.name, key, notice_id=notice.pk, edition=notice.edition, after=after)


def telling_key(notice_id: int, edition: int, after: int) -> str:
    return f"tell-notice:{notice_id}.{edition}:{after}"
