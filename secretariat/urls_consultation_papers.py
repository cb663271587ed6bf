"""Addresses of the papers of a consultation: a part of ``secretariat/urls_consultations.py``."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from secretariat.views import consultation_papers

paper_patterns = [
    path(_("<slug:symbol>/papers/<int:pk>/"), consultation_papers.paper, name="paper"),
    path(_("<slug:symbol>/papers/<int:pk>/retry/"), consultation_papers.retry, name="paper-retry"),
]
