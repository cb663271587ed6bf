"""Addresses of a text under negotiation; ``NEGOTIATION`` stands before the acts on paragraphs, which take any word."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from declarations.views import negotiation, negotiation_group, negotiation_paragraphs, negotiation_proposals, presence
from declarations.views.negotiation_result import drafting_result

BEGINNING = [path(_("begin/"), negotiation_group.text_begin, name="text-begin")]
NEGOTIATION = [
    path(_("<slug:symbol>/workroom/open/"), negotiation_group.drafting_open, name="drafting-open"),
    path(_("<slug:symbol>/workroom/group/"), negotiation_group.drafting_group, name="drafting-group"),
    path(_("<slug:symbol>/workroom/group/drafter/"), negotiation_group.drafter_name, name="drafter-name"),
    path(_("<slug:symbol>/workroom/keep/"), negotiation.drafting_keep, name="drafting-keep"),
    path(_("<slug:symbol>/workroom/enter/"), negotiation.drafting_enter, name="drafting-enter"),
    path(_("<slug:symbol>/workroom/result/"), drafting_result, name="drafting-result"),
    path(_("<slug:symbol>/workroom/presence/"), presence.presence, name="drafting-presence"),
    path(
        _("<slug:symbol>/workroom/paragraphs/<uuid:uid>/propose/"),
        negotiation_proposals.proposal_make,
        name="proposal-make",
    ),
    path(
        _("<slug:symbol>/workroom/paragraphs/<uuid:uid>/split/"),
        negotiation_paragraphs.paragraph_split,
        name="paragraph-split",
    ),
    path(
        _("<slug:symbol>/workroom/proposals/<int:pk>/position/"),
        negotiation_proposals.proposal_position,
        name="proposal-position",
    ),
    path(
        _("<slug:symbol>/workroom/proposals/<int:pk>/withdraw/"),
        negotiation_proposals.proposal_withdraw,
        name="proposal-withdraw",
    ),
    path(
        _("<slug:symbol>/workroom/proposals/<int:pk>/reopen/"),
        negotiation_proposals.proposal_reopen,
        name="proposal-reopen",
    ),
    path(
        _("<slug:symbol>/workroom/proposals/<int:pk>/settle/"),
        negotiation_proposals.proposal_settle,
        name="proposal-settle",
    ),
]
