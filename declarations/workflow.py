"""How a text that is negotiated goes from draft to published. Texts of the record are published by the Secretariat.

A text is tabled when nothing in it is open, adopted when the presidency and the Secretariat signed the same words, and
published by the machine when all its files are ready. Each check names what is missing.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from common.states import Act, Procedure
from declarations.access import can_chair, signs_for
from declarations.models import Rendering, RenderingState, Signatory, TextState
from declarations.queries_adoption import adoption_of, latest_edition_of
from declarations.queries_concordance import open_findings

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


def has_no_open_proposals(text: Any) -> Iterator[Refusal]:
    """Decisions are taken by consensus: what is in brackets is not agreed (report of 20 years, "decision making")."""
    if count := text.proposals.open().count():
        yield Refusal(_("Proposals still open: %(count)s."), count=count)


def has_entered_what_was_accepted(text: Any) -> Iterator[Refusal]:
    if count := text.proposals.to_enter().count():
        yield Refusal(_("Accepted proposals that are not in the text yet: %(count)s."), count=count)


def has_both_languages(text: Any) -> Iterator[Refusal]:
    """Spanish and English are equal: each paragraph has its words in both, and so has the title."""
    if not (text.title_es and text.title_en):
        yield Refusal(_("Its title lacks a language."))
    words = [(es or "", en or "") for es, en in text.paragraphs.values_list("body_es", "body_en")]
    if not words:
        yield Refusal(_("It has no words yet."))
    if count := sum(not (es.strip() and en.strip()) for es, en in words):
        yield Refusal(_("Paragraphs that lack a language: %(count)s."), count=count)


def is_concordant(text: Any) -> Iterator[Refusal]:
    """Each difference between the languages was repaired, or accepted with a reason."""
    if count := len(open_findings(text)):
        yield Refusal(_("Open points of the concordance: %(count)s."), count=count)


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
                has_no_open_proposals,
                has_entered_what_was_accepted,
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
