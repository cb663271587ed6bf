"""Roof and front door. The Celery application is made here so that every process has it."""

from crm_portal.celery import app as celery_app

__all__ = ["celery_app"]
