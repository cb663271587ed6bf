"""How a written consultation goes from preparation to its end. Each check names what stands in the way.

The presidency sends a course of action to the troika; with its consensus to the members, for five business days; with
what changed once more, for five; then, with consensus, it acts and informs (report of 20 years, "consultation
procedure"). What the sources leave open is chosen for each consultation (``docs/decisions/0020-consultations.md``).
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.states import Act, Procedure, reasons_against
from declarations.models import TextState
from declarations.workflow import TEXT
from members.access import troika
from secretariat.access_consultations import can_run
from secretariat.models import Stage, StepKind
from secretariat.queries.consultations import is_past_its_time, stands_in, step_of, words_now
from secretariat.standing_replies import against_consensus

PREPARED, TROIKA, TROIKA_OVER = Stage.PREPARED, Stage.TROIKA, Stage.TROIKA_OVER
ONE, ONE_OVER, TWO, TWO_OVER = Stage.ROUND_ONE, Stage.ROUND_ONE_OVER, Stage.ROUND_TWO, Stage.ROUND_TWO_OVER
AGREED, ADOPTED, WITHDRAWN, CARRIED = Stage.AGREED, Stage.ADOPTED, Stage.WITHDRAWN, Stage.CARRIED
RUNNING = frozenset({TROIKA, ONE, TWO})
BETWEEN = frozenset({TROIKA_OVER, ONE_OVER, TWO_OVER})
OPENS = {  # the act that opens a step, and what it opens
    "open_troika": StepKind.TROIKA,
    "open_round_one": StepKind.ONE,
    "open_round_two": StepKind.TWO,
}
CLOSES = {TROIKA: "close_troika", ONE: "close_round_one", TWO: "close_round_two"}
NEXT = {PREPARED: "open_troika", TROIKA_OVER: "open_round_one", ONE_OVER: "open_round_two"}
CLOCK = "run_consultations"


def _runs(user: Any, consultation: Any) -> bool:
    return not isinstance(user, str) and can_run(user, consultation)


def _opens(user: Any, consultation: Any) -> bool:
    """Whoever runs it, or the clock at the minute that was chosen."""
    return user == CLOCK or _runs(user, consultation)


def _is_clock(user: Any, _consultation: Any) -> bool:
    return user == CLOCK


def text_is_draft(consultation: Any) -> Iterator[Refusal]:
    if consultation.text.state != TextState.DRAFT:
        yield Refusal(_("The text is no longer a draft."))


def words_in_both_languages(consultation: Any) -> Iterator[Refusal]:
    """Spanish and English are equal: what is sent has its title and each paragraph in both."""
    text = consultation.text
    words = list(text.paragraphs.values_list("body_es", "body_en"))
    if not (text.title_es and text.title_en):
        yield Refusal(_("Its title lacks a language."))
    if not words:
        yield Refusal(_("It has no words yet."))
    if count := sum(not ((es or "").strip() and (en or "").strip()) for es, en in words):
        yield Refusal(_("Paragraphs that lack a language: %(count)s."), count=count)


def troika_is_known(_consultation: Any) -> Iterator[Refusal]:
    """Outgoing, current and next presidency; one that the record does not know is not asked, and the page says so."""
    if troika()[1] is None:
        yield Refusal(_("The record does not know who presides now: there is no troika to ask."))


def consensus(consultation: Any) -> Iterator[Refusal]:
    """The consensus of those who were asked in the last step, by what silence means in it."""
    step = step_of(consultation)
    if step is not None:
        yield from against_consensus(stands_in(step), step.silence)


def words_as_sent(consultation: Any) -> Iterator[Refusal]:
    """What is adopted is what round two was asked about, to the letter."""
    step = step_of(consultation)
    if step is None or words_now(consultation) != step.version.canonical:
        yield Refusal(_("The words were changed after round two was opened. Only what the members read is adopted."))


def can_be_tabled(consultation: Any) -> Iterator[Refusal]:
    """What else the text lacks before it can be signed."""
    yield from reasons_against(TEXT.by_name["table_text"], consultation.text)


def not_suspended(consultation: Any) -> Iterator[Refusal]:
    if (step := step_of(consultation)) is not None and step.suspended_at is not None:
        yield Refusal(_("The step is suspended."))


def is_suspended(consultation: Any) -> Iterator[Refusal]:
    if (step := step_of(consultation)) is None or step.suspended_at is None:
        yield Refusal(_("The step is not suspended."))


def not_lapsed(consultation: Any) -> Iterator[Refusal]:
    """A deadline that has passed stays passed, also in the seconds before the clock closes the step."""
    if (step := step_of(consultation)) is not None and is_past_its_time(step):
        yield Refusal(_("Its time is over."))


def has_lapsed(consultation: Any) -> Iterator[Refusal]:
    if (step := step_of(consultation)) is not None and not is_past_its_time(step):
        yield Refusal(_("Its time is not over yet."))


def all_have_replied(consultation: Any) -> Iterator[Refusal]:
    """The sources give the troika no time: where all three have reacted, nobody waits for the end of the one chosen."""
    step = step_of(consultation)
    waited = [stand.name for stand in stands_in(step) if not stand.answer] if step else []
    if waited:
        yield Refusal(_("Waiting for %(names)s."), names=", ".join(waited))


def text_is_adopted(consultation: Any) -> Iterator[Refusal]:
    if consultation.text.state not in (TextState.ADOPTED, TextState.PUBLISHED):
        yield Refusal(_("The text is not signed by both yet."))


def text_is_not_adopted(consultation: Any) -> Iterator[Refusal]:
    if consultation.text.state in (TextState.ADOPTED, TextState.PUBLISHED):
        yield Refusal(_("The text is adopted: both have signed it."))


SENDING = (text_is_draft, words_in_both_languages)
CONSULTATIONS = Procedure(
    (
        Act(
            "open_troika", _("Ask the troika"), frozenset({PREPARED}), TROIKA, _opens,
            checks=(*SENDING, troika_is_known),
        ),
        Act(
            "end_troika", _("End the troika step: all have reacted"), frozenset({TROIKA}), TROIKA_OVER, _runs,
            checks=(not_suspended, all_have_replied),
        ),
        Act(
            "close_troika", _("Close the troika step"), frozenset({TROIKA}), TROIKA_OVER, _is_clock,
            checks=(not_suspended, has_lapsed),
        ),
        Act(
            "open_round_one", _("Open round one"), frozenset({TROIKA_OVER}), ONE, _opens,
            checks=(consensus, *SENDING),
        ),
        Act(
            "close_round_one", _("Close round one"), frozenset({ONE}), ONE_OVER, _is_clock,
            checks=(not_suspended, has_lapsed),
        ),
        Act("open_round_two", _("Open round two"), frozenset({ONE_OVER}), TWO, _opens, checks=SENDING),
        Act(
            "close_round_two", _("Close round two"), frozenset({TWO}), TWO_OVER, _is_clock,
            checks=(not_suspended, has_lapsed),
        ),
        Act(
            "agree_consultation", _("Establish consensus"), frozenset({TWO_OVER}), AGREED, _runs,
            checks=(consensus, text_is_draft, words_as_sent, can_be_tabled),
            asks=_("The text goes on the table; presidency and Secretariat sign it, and it is adopted."),
        ),
        Act("adopt_consultation", _("Adopted"), frozenset({AGREED}), ADOPTED, _is_clock, checks=(text_is_adopted,)),
        Act(
            "extend_step", _("Extend the time"), RUNNING, "", _runs,
            checks=(not_suspended, not_lapsed), needs_reason=True,
        ),
        Act(
            "suspend_step", _("Suspend"), RUNNING, "", _runs,
            checks=(not_suspended, not_lapsed), needs_reason=True,
        ),
        Act("resume_step", _("Resume"), RUNNING, "", _runs, checks=(is_suspended,)),
        Act(
            "send_back", _("Back to drafting"), BETWEEN | {AGREED}, PREPARED, _runs, checks=(text_is_not_adopted,),
            asks=_("It begins anew with the troika. What was replied so far stays as it is."), needs_reason=True,
        ),
        Act(
            "withdraw_consultation", _("Withdraw"), RUNNING | BETWEEN | {PREPARED, AGREED}, WITHDRAWN, _runs,
            checks=(text_is_not_adopted,), asks=_("It ends here, and everybody who was asked is told."),
            needs_reason=True,
        ),
        Act(
            "carry_consultation", _("Carry to a meeting"), BETWEEN | {AGREED}, CARRIED, _runs,
            checks=(text_is_not_adopted,), asks=_("It ends here; the text goes on at the meeting."), needs_reason=True,
        ),
    ),
    state="stage",
    reason="stage_reason",
)  # fmt: skip
