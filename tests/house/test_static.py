"""A page names only static files that are there."""

import re

from django.contrib.staticfiles import finders

from tests.house.places import name, templates

STATIC = re.compile(r"{%\s*static\s+[\"']([^\"']+)[\"']")


def test_static_file_when_named_by_a_template_is_there():
    named = {(name(path), file) for path in templates() for file in STATIC.findall(path.read_text())}
    assert named
    assert [(page, file) for page, file in sorted(named) if finders.find(file) is None] == []
