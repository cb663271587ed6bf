"""The clock rings for tasks that are there."""

from crm_portal.celery import app
from crm_portal.settings_clock import SCHEDULE


def test_clock_rings_for_tasks_that_are_there():
    app.loader.import_default_modules()
    assert {ring["task"] for ring in SCHEDULE.values()} <= set(app.tasks)


def test_ring_that_nobody_answers_is_dropped_before_a_second_hour():
    assert all(0 < ring["options"]["expires"] <= min(ring["schedule"], 3600) for ring in SCHEDULE.values())
