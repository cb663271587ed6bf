"""How a text that is negotiated goes from draft to published. Texts of the record are published by the Secretariat.

A text is tabled when nothing in it is open, adopted when the presidency and the Secretariat signed the same words, and
published by the machine when all its files are ready. Each check names what is missing.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.states import Act, Procedure
from declarations.access import can_chair, signs_for
from declarations.models import ProposalState, Rendering, RenderingState, Signatory, TextState
from declarations.queries_adoption import adoption_of, latest_edition_of
from declarations.queries_concordance import concordance_of

DRAFT, TABLED, ADOPTED, PUBLISHED = TextState.DRAFT, TextState.TABLED, TextState.ADOPTED, TextState.PUBLISHED


def is_negotiated(text: Any) -> bool:
    """Whether a Drafting Group is, or was, at work on ``text``; the texts of the record have none."""
    return getattr(text, "drafting", None) is not None


def _chairs(user: Any, text: Any) -> bool:
    return is_negotiated(text) and (isinstance(user, str) or can_chair(user, text))


def _signs(user: Any, text: Any) -> bool:
    return is_negotiated(text) and not isinstance(user, str) and bool(signs_for(user))


def _is_machine(user: Any, text: Any) -> bool:
    return user == "publish_adopted" and is_negotiated(text)


def has_nothing_pending(text: Any) -> Iterator[Refusal]:
    """Decisions are taken by consensus: what is in brackets is not agreed (report of 20 years, "decision making").

    What was accepted must be in the words. One query.
    """
    accepted = Q(state=ProposalState.ACCEPTED, entered_in=None, parent=None)
    open_ones = Count("pk", filter=Q(state=ProposalState.OPEN))
    counted = text.proposals.order_by().aggregate(open=open_ones, accepted=Count("pk", filter=accepted))
    if counted["open"]:
        yield Refusal(_("Proposals still open: %(count)s."), count=counted["open"])
    if counted["accepted"]:
        yield Refusal(_("Accepted proposals that are not in the text yet: %(count)s."), count=counted["accepted"])


def has_both_languages(text: Any) -> Iterator[Refusal]:
    """Spanish and English are equal: each paragraph has its words in both, and so has the title."""
    if not (text.title_es and text.title_en):
        yield Refusal(_("Its title lacks a language."))
    words = [(one.body_es or "", one.body_en or "") for one in _paragraphs(text)]
    if not words:
        yield Refusal(_("It has no words yet."))
    if count := sum(not (es.strip() and en.strip()) for es, en in words):
        yield Refusal(_("Paragraphs that lack a language: %(count)s."), count=count)


def is_concordant(text: Any) -> Iterator[Refusal]:
    """Each difference between the languages was repaired, or accepted with a reason."""
    if count := len(concordance_of(text, _paragraphs(text)).open):
        yield Refusal(_("Open points of the concordance: %(count)s."), count=count)


def _paragraphs(text: Any) -> list[Any]:
    """The paragraphs, read once for all the checks of one look at ``text``."""
    if "_looked_at" not in text.__dict__:
        text._looked_at = list(text.paragraphs.order_by("order"))
    return text._looked_at


def has_where_to_be_adopted(text: Any) -> Iterator[Refusal]:
    if text.meeting_id is None and not text.drafting.is_by_consultation:
        yield Refusal(_("It belongs to no meeting: say that it is for a written consultation."))


def is_prepared(text: Any) -> Iterator[Refusal]:
    if adoption_of(text) is None:
        yield Refusal(_("The adoption is not prepared yet."))


def is_signed_by_both(text: Any) -> Iterator[Refusal]:
    """Two persons, for the presidency and for the Secretariat, under the words as they are frozen."""
    adoption = adoption_of(text)
    edition = adoption and adoption.edition
    signatures = adoption.signatures.all() if adoption else ()
    signed = {one.signatory for one in signatures if edition is not None and one.sha256 == edition.sha256}
    for signatory in Signatory:
        if signatory not in signed:
            yield Refusal(_("The signature for %(whom)s is missing."), whom=str(signatory.label))


def has_its_files(text: Any) -> Iterator[Refusal]:
    """Nobody reads a public text whose papers are not there."""
    edition = latest_edition_of(text)
    files = Rendering.objects.filter(edition=edition) if edition else Rendering.objects.none()
    if not files or any(one.state != RenderingState.READY for one in files):
        yield Refusal(_("Its files are not all ready."))


TEXT = Procedure(
    (
        Act(
            "table_text",
            _("Table the text"),
            frozenset({DRAFT}),
            TABLED,
            _chairs,
            checks=(
                has_nothing_pending,
                has_both_languages,
                is_concordant,
                has_where_to_be_adopted,
            ),
            asks=_("Nobody can change its words or propose anything until it is taken back from the table."),
        ),
        Act(
            "untable_text",
            _("Take back from the table"),
            frozenset({TABLED}),
            DRAFT,
            _chairs,
            asks=_("The negotiation goes on. Signatures given so far fall."),
        ),
        Act(
            "adopt_text",
            _("Adopt"),
            frozenset({TABLED}),
            ADOPTED,
            _signs,
            checks=(is_prepared, is_signed_by_both),
        ),
        Act(
            "publish_adopted",
            _("Publish"),
            frozenset({ADOPTED}),
            PUBLISHED,
            _is_machine,
            checks=(is_signed_by_both, has_its_files),
        ),
    )
)
# Acts with a button of their own; adopting follows from the second signature, publishing from the last file.
OFFERED = Procedure(tuple(act for act in TEXT.acts if act.name in ("table_text", "untable_text")))
