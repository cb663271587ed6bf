"""Fields of a form drawn in one stroke.

Django draws each choice of a list with two templates of its own; for the filters above a list that costs more than all
the lines of the list.
"""

from html import escape
from typing import Any

from django import forms
from django.utils.safestring import SafeString


class Select(forms.Select):
    """A list of choices without groups."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        attributes = _attributes({"name": name} | self.build_attrs(self.attrs, attrs))
        options = "".join(_option("" if key is None else str(key), words, chosen) for key, words in self.choices)
        return SafeString(f"<select{attributes}>{options}</select>")


def _option(key: str, words: Any, chosen: list[str]) -> str:
    mark = " selected" if key in chosen else ""
    shown = words if isinstance(words, SafeString) else escape(str(words))
    return f'<option value="{escape(key)}"{mark}>{shown}</option>\n'


class NumberInput(forms.NumberInput):
    """A field for a number."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given = {"type": self.input_type, "name": name, "value": self.format_value(value)}
        return SafeString(f"<input{_attributes(given | self.build_attrs(self.attrs, attrs))}>")


def _attributes(given: dict[str, Any]) -> str:
    """As Django writes them: nothing for what is not set, the name alone for what is just true."""
    said = ((name, value) for name, value in given.items() if value is not None and value is not False)
    return "".join(f" {name}" if value is True else f' {name}="{escape(str(value))}"' for name, value in said)
