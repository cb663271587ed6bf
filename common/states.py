"""States and the acts that lead from one to another, as a table; the only writer of a state is ``move``.

Each app writes its tables in ``workflow.py``. A table answers two questions from the same lines: which buttons to show
(``offers``), and whether an act may be done (``move``); a button that is shown is therefore a button that works.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.journal import record_act
from common.refusals import Refusal

Reason = Refusal
Check = Callable[[Any], Iterable[Reason]]


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a procedure: from which states to which, who may, and what must be true.

    An empty ``target`` leaves the state as it is. ``name`` is the word in the journal. ``checks`` give the reasons why
    it cannot be done yet, none when it can. ``asks`` is the question before an act that is hard to undo.
    ``needs_reason`` asks for words in both languages, kept in ``<reason>_es`` and ``<reason>_en`` of the thing.
    """

    name: str
    label: str | Promise
    sources: frozenset[str]
    target: str
    may: Callable[[Any, Any], bool]
    checks: tuple[Check, ...] = ()
    asks: str | Promise = ""
    needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An act that somebody may do to a thing, with the reasons that still stand in its way."""

    act: Act
    reasons: list[Reason]

    @property
    def is_open(self) -> bool:
        return not self.reasons


class NotNow(Refusal):
    """The thing is in a state in which the act cannot be done: somebody was quicker, or the page is old."""

    status = 409


@dataclass(frozen=True)
class Procedure:
    """The acts of one kind of thing; ``state`` names the field, ``reason`` the translated field for reasons."""

    acts: tuple[Act, ...]
    state: str = "state"
    reason: str = "state_reason"
    by_name: dict[str, Act] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {act.name: act for act in self.acts})

    def offers(self, thing: Any, user: Any) -> list[Offer]:
        """The acts that ``user`` may do to ``thing`` in its present state, each with what is still missing."""
        now = getattr(thing, self.state)
        return [
            Offer(act, reasons_against(act, thing)) for act in self.acts if now in act.sources and act.may(user, thing)
        ]

    def offer(self, thing: Any, name: str, user: Any) -> Offer | None:
        """One of them, without asking what stands in the way of the others; none where ``user`` may not do it now."""
        act = self.by_name[name]
        is_theirs = getattr(thing, self.state) in act.sources and act.may(user, thing)
        return Offer(act, reasons_against(act, thing)) if is_theirs else None

    @transaction.atomic
    def move(
        self,
        thing: models.Model,
        name: str,
        *,
        by: Any,
        reason: dict[str, str] | None = None,
        told: dict[str, Any] | None = None,
        **facts: Any,
    ) -> None:
        """Do the act ``name``: the state, its reason and ``facts`` (fields) are written, and one line of the journal.

        ``told`` is what that line says besides the state and the reason.

        The row is locked first, so that of two at once one is told that it is too late (``NotNow``). Raises
        ``PermissionDenied`` for whoever may not, ``ValidationError`` with every reason that stands in the way.
        ``thing`` is brought up to date.
        """
        act = self.by_name[name]
        model = type(thing)
        locked = model._base_manager.select_for_update(of=("self",)).get(pk=thing.pk)
        if not act.may(by, locked):
            raise PermissionDenied
        before = getattr(locked, self.state)
        if before not in act.sources:
            raise NotNow(_("This was done or changed meanwhile. See how it stands now."))
        if against := reasons_against(act, locked):
            raise ValidationError(against)
        target = act.target or before
        changes = {self.state: target} | facts | self._words(act, reason)
        for one, value in changes.items():
            setattr(locked, one, value)
        locked.save(update_fields=list(changes))
        after = {self.state: target} | {key: value for key, value in ((reason or {}) | (told or {})).items() if value}
        record_act(act.name, locked, by=by, before={self.state: before}, after=after)
        thing.refresh_from_db()

    def _words(self, act: Act, reason: dict[str, str] | None) -> dict[str, str]:
        words = {language: (reason or {}).get(language, "").strip() for language in ("es", "en")}
        if act.needs_reason and not all(words.values()):
            raise Refusal(_("Give the reason in both languages."))
        return {f"{self.reason}_{language}": said for language, said in words.items()} if act.needs_reason else {}


def reasons_against(act: Act, thing: Any) -> list[Reason]:
    """Why ``act`` cannot be done to ``thing`` yet, in the order of the checks."""
    return [reason for check in act.checks for reason in check(thing)]
