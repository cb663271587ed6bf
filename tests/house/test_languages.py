"""Two languages, equal: every string collected and translated, none guessed, placeholders the same."""

import subprocess
from pathlib import Path

import pytest

from scripts import check_messages
from tests.house.places import ROOT


@pytest.mark.slow
def test_catalogues_when_strings_are_collected_anew_are_complete():
    assert check_messages.complaints() == []


def test_catalogue_when_a_placeholder_is_lost_is_refused(tmp_path: Path):
    """The gate can fail: a planted translation without its placeholder is reported."""
    planted = '#, python-format\nmsgid "%(count)s texts"\nmsgstr "textos"\n'
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (tmp_path / "planted.po").write_text(header + planted)
    done = subprocess.run(["msgfmt", "--check-format", "-o", "/dev/null", tmp_path / "planted.po"], capture_output=True)
    assert done.returncode != 0


def test_catalogue_when_a_string_is_not_translated_is_reported(tmp_path: Path):
    planted = tmp_path / "planted.po"
    planted.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "texts"\nmsgstr ""\n')
    assert check_messages.entries(planted, "--untranslated") == ['"texts"']


def test_template_when_it_names_the_portal_in_code_uses_the_catalogue():
    """A page's language comes from the request, never from the template."""
    fixed = [path.name for path in (ROOT / "templates").rglob("base*.html") if '<html lang="e' in path.read_text()]
    assert fixed == []
