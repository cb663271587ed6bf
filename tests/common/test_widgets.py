"""Fields drawn in one stroke say what Django's own would, and let no markup through."""

import re

import pytest
from django import forms

from common.filters import Offered
from common.widgets import NumberInput, Select

CHOICES = [("", "Any"), ("gt", "Guatemala"), ("x&y", "<b>Fish & chips</b>"), (3, "Three")]


def pieces(markup):
    """The tags and words of ``markup``, whatever white space stands between them."""
    return [piece.strip() for piece in re.findall(r"<[^>]*>|[^<]+", markup) if piece.strip()]


@pytest.mark.parametrize("value", [None, "", "gt", "x&y", 3, "nobody"])
@pytest.mark.parametrize("attrs", [{}, {"id": "id_x", "required": True, "disabled": False, "aria-describedby": 'a"b'}])
def test_select_when_drawn_is_the_one_that_django_draws(value, attrs):
    ours, theirs = (widget(choices=CHOICES).render("x", value, attrs) for widget in (Select, forms.Select))
    assert pieces(ours) == pieces(theirs)
    assert "<b>" not in ours and ours.count(" selected") == (value != "nobody")


@pytest.mark.parametrize("value", [None, "", 1996, '"><script>'])
def test_number_field_when_drawn_is_the_one_that_django_draws(value):
    attrs = {"min": 1990, "max": 2199, "id": "id_since"}
    ours, theirs = (widget().render("since", value, attrs) for widget in (NumberInput, forms.NumberInput))
    assert pieces(ours) == pieces(theirs)


def test_offered_choices_when_a_form_is_made_are_not_copied_and_refuse_what_is_not_among_them():
    offered = Offered((("gt", "Guatemala"),))

    class Asked(forms.Form):
        country = forms.ChoiceField(choices=offered)

    assert Asked().fields["country"].choices is offered
    assert Asked({"country": "gt"}).is_valid() and not Asked({"country": "hn"}).is_valid()
