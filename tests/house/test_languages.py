"""Two languages, equal: every string collected and translated, none guessed, placeholders the same."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import check_messages
from tests.house.places import ROOT, name, python_files


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


GETTEXT = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}


def in_f_strings(source: str) -> Iterator[int]:
    """Lines where a gettext call stands inside an f-string, under whatever name it was imported."""
    tree = ast.parse(source)
    imported = (one for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names)
    names = {one.asname or one.name for one in imported if one.name in GETTEXT}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            calls = (part.func for part in ast.walk(node) if isinstance(part, ast.Call))
            yield from (
                call.lineno for call in calls if getattr(call, "id", getattr(call, "attr", "")) in names | GETTEXT
            )


def test_words_of_a_page_stand_outside_f_strings_where_the_collection_sees_them():
    """``xgettext`` reads no f-string: words inside one are never translated, and no gate would miss them."""
    found = [f"{name(path)}:{line}" for path in python_files() for line in in_f_strings(path.read_text())]
    assert found == []


def test_words_inside_an_f_string_are_found():
    source = "from django.utils.translation import gettext as _\nprint(f\"<b>{escape(_('Page'))}</b>\")\n"
    assert list(in_f_strings(source)) == [2]
    assert list(in_f_strings(source.replace('f"', '"'))) == []


def test_translations_when_imported_have_names_that_the_collection_knows():
    """``_`` or their own name: ``xgettext`` looks for no other, and what it misses stays English in Spanish pages."""
    found = []
    for path in python_files():
        imports = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
        names = [one for node in imports for one in node.names if one.name in GETTEXT]
        found += [f"{name(path)}: {one.asname}" for one in names if one.asname not in (None, "_")]
    assert found == []
