"""Addresses of comparing: versions and editions of a text, its two languages. ``COMPARING`` stands among its others."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from declarations.views import changes, concordance, versions

COMPARING = [
    path(_("<slug:symbol>/editions/<int:number>/changes/"), changes.edition_changes, name="edition-changes"),
    path(_("<slug:symbol>/versions/"), versions.text_versions, name="text-versions"),
    path(_("<slug:symbol>/versions/changes/"), versions.version_changes, name="version-changes"),
    path(_("<slug:symbol>/versions/changes.docx"), versions.version_changes_docx, name="version-changes-docx"),
    path(_("<slug:symbol>/versions/papers/"), versions.working_paper_ask, name="working-paper-ask"),
    path(_("working-papers/<int:pk>/"), versions.working_paper, name="working-paper"),
    path(_("<slug:symbol>/concordance/"), concordance.text_concordance, name="text-concordance"),
    path(_("<slug:symbol>/concordance/approve/"), concordance.language_approve, name="language-approve"),
    path(_("<slug:symbol>/concordance/<uuid:uid>/accept/"), concordance.difference_accept, name="difference-accept"),
    path(_("<slug:symbol>/concordance/<uuid:uid>/reopen/"), concordance.difference_reopen, name="difference-reopen"),
    path(_("<slug:symbol>/concordance/<uuid:uid>/approve/"), concordance.words_approve, name="words-approve"),
]
