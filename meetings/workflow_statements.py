"""The states of a statement: drafted and submitted by its delegation, published by the Secretariat with its yes."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.states import Act, Offer, Procedure
from meetings.models import Statement
from meetings.speaking import speaking_refusal, speaks_in_writing
from members.access import is_secretariat


def _is_own(user: Any, statement: Statement) -> bool:
    return speaks_in_writing(user, statement.participant_id)


def _publishes(user: Any, statement: Statement) -> bool:
    return is_secretariat(user)


def _withdraws(user: Any, statement: Statement) -> bool:
    return _is_own(user, statement) or is_secretariat(user)


def may_speak(statement: Statement) -> Iterator[Refusal]:
    """The rule that keeps its participant from speaking in its session, where one does."""
    if statement.session is None:
        yield Refusal(_("Say in which session it is made."))
    elif refusal := speaking_refusal(statement.participant, statement.session):
        yield refusal


def has_words(statement: Statement) -> Iterator[Refusal]:
    """One language is enough: the one in which it is spoken."""
    words = f"{statement.words_es or ''}{statement.words_en or ''}"
    if not (words.strip() or statement.files.exists()):
        yield Refusal(_("It has no words and no file yet."))


def is_agreed(statement: Statement) -> Iterator[Refusal]:
    """Nobody publishes what its delegation has not agreed to."""
    if not statement.may_publish:
        yield Refusal(_("The delegation has not agreed to have it published."))


STATEMENTS = Procedure(
    acts=(
        Act(
            "submit_statement", _("Submit"), frozenset({"draft"}), "submitted", _is_own,
            checks=(may_speak, has_words),
        ),
        Act("recall_statement", _("Take back to work on it"), frozenset({"submitted"}), "draft", _is_own),
        Act(
            "publish_statement", _("Publish"), frozenset({"submitted"}), "published", _publishes,
            checks=(may_speak, has_words, is_agreed),
            asks=_("Whoever sees the meeting will read it, as its delegation wrote it."),
        ),
        Act(
            "withdraw_statement", _("Withdraw"), frozenset({"submitted", "published"}), "withdrawn", _withdraws,
            asks=_("Nobody but the delegation and the Secretariat will read it any more; it cannot be brought back."),
        ),
    )
)  # fmt: skip


def offers_on(statement: Statement, user: Any) -> list[Offer]:
    """What ``user`` can do to a statement, with what still stands in the way; nothing for a visitor."""
    return STATEMENTS.offers(statement, user) if user.is_authenticated else []
