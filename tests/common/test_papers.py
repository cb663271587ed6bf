"""A PDF for one reader belongs to whoever sent its form, also where somebody else knows the form's key."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from common.papers import ask_for
from declarations.models import StatePaper
from declarations.tasks_commitments import make_state_paper

pytestmark = pytest.mark.django_db


def test_form_of_somebody_else_gives_no_paper(personas):
    key, wanted = uuid4(), {"language": "es"}
    paper, is_new = ask_for(StatePaper, task=make_state_paper.name, form_key=key, by=personas["member"], wanted=wanted)
    assert is_new
    assert ask_for(StatePaper, task=make_state_paper.name, form_key=key, by=personas["member"], wanted=wanted) == (
        paper,
        False,
    )
    with pytest.raises(PermissionDenied):
        ask_for(StatePaper, task=make_state_paper.name, form_key=key, by=personas["neighbour"], wanted=wanted)
