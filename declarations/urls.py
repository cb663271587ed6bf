"""Addresses of texts. ``FILES`` are unprefixed and ``PAGES`` prefixed addresses that stand outside ``texts/``."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from declarations.urls_adoption import ADOPTION, CERTIFICATES
from declarations.urls_comparing import COMPARING
from declarations.urls_negotiation import BEGINNING, NEGOTIATION
from declarations.urls_word import WORD
from declarations.views import changes, files, imports, steps, texts, verify, workroom

app_name = "declarations"
urlpatterns = [
    path("", texts.TextList.as_view(), name="text-list"),
    path(_("decisions/"), texts.DecisionList.as_view(), name="decision-list"),
    *BEGINNING,
    path(_("import/"), imports.TextImport.as_view(), name="text-import"),
    path(_("steps/<int:pk>/decisions/"), steps.StepCite.as_view(), name="step-cite"),
    path("<slug:symbol>/", texts.TextDetail.as_view(), name="text-detail"),
    path(_("<slug:symbol>/editions/<int:number>/"), texts.EditionDetail.as_view(), name="edition-detail"),
    path(_("<slug:symbol>/editions/<int:number>/files/"), texts.Renderings.as_view(), name="edition-renderings"),
    path("<slug:symbol>/citation.<slug:form>", texts.text_citation, name="text-citation"),
    path(_("<slug:symbol>/preview/"), texts.TextPreview.as_view(), name="text-preview"),
    *ADOPTION,
    *COMPARING,
    path(_("<slug:symbol>/workroom/"), workroom.Workroom.as_view(), name="text-workroom"),
    path(_("<slug:symbol>/workroom/audience/"), workroom.audience, name="text-audience"),
    path(_("<slug:symbol>/workroom/circulate/"), workroom.circulate, name="text-circulate"),
    path(_("<slug:symbol>/workroom/publish/"), workroom.publish, name="text-publish"),
    path(_("<slug:symbol>/workroom/paragraphs/"), workroom.ParagraphAdd.as_view(), name="paragraph-add"),
    path(_("<slug:symbol>/workroom/paragraphs/<uuid:uid>/"), workroom.ParagraphEdit.as_view(), name="paragraph-edit"),
    *NEGOTIATION,
    *WORD,
    path(_("<slug:symbol>/workroom/paragraphs/<uuid:uid>/<slug:act>/"), workroom.paragraph_act, name="paragraph-act"),
]

FILES = [
    path("f/<slug:code>/<slug:language>.pdf", files.rendering_file, name="rendering-file"),
    path("f/<slug:code>/text.json", files.canonical_file, name="canonical-file"),
    path("f/<slug:code>/changes/<slug:language>.pdf", changes.changes_pdf, name="changes-pdf"),
    path("f/<slug:code>/changes/<slug:language>.docx", changes.changes_docx, name="changes-docx"),
    path("f/<slug:code>/<slug:language>.<slug:form>", files.form_file, name="form-file"),
    *CERTIFICATES,
    path("v/<str:code>", verify.verify_short, name="verify-code"),
]
PAGES = [path(_("verify/"), verify.Verify.as_view(), name="verify")]
