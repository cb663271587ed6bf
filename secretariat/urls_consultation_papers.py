"""Addresses of the papers of a consultation: a part of ``secretariat/urls_consultations.py``."""

from django.urls import URLPattern

paper_patterns: list[URLPattern] = []
