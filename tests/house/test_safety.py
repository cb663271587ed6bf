"""Doors that must stay shut: one room renders PDFs, and marking a string as safe is done in named places only."""

import ast
import re

from tests.house.places import name, python_files, templates

# Where strings are put together as HTML from parts that were escaped or made by us, and why that is right.
MARKS_SAFE: dict[str, str] = {
    "common/lists.py": "links of our own around words that were escaped",
    "common/templatetags/components.py": "attributes of our own, and what a block of a template already rendered",
    "common/structured.py": "JSON in which every sign that HTML knows is escaped",
    "common/templatetags/list_pieces.py": "pages of a list and fields of a filter: our own marks, labels escaped",
    "common/widgets.py": "fields whose names, values and labels were escaped one by one",
    "common/rendering/pdf.py": "the body of a paper, which a template escaped",
    "crm_portal/templatetags/history.py": "rows of our own around words that were escaped one by one",
    "crm_portal/templatetags/participant_rows.py": "rows of our own around words that were escaped one by one",
    "crm_portal/templatetags/portal.py": "the lines of a menu: our own addresses, and labels that were escaped",
    "declarations/templatetags/text_lines.py": "lines of our own around words that were escaped one by one",
    "meetings/templatetags/meeting_lines.py": "lines of our own around words that were escaped one by one",
    "members/accounts/pictures.py": "a square to scan, drawn from words that do not stand in its markup",
    "declarations/templatetags/agreed_lines.py": "lines of our own around words that were escaped one by one",
    "declarations/templatetags/concordance_lines.py": "lines of our own around words that were escaped one by one",
    "declarations/templatetags/follow_up.py": "lines of our own around words that were escaped one by one",
    "declarations/templatetags/redline_lines.py": "marks of our own around words that were escaped one by one",
    "declarations/templatetags/decision_lines.py": "lines of our own around words that were escaped one by one",
    "declarations/templatetags/form_lines.py": "links of our own, names of forms, and words that were escaped",
    "declarations/templatetags/negotiation_lines.py": "rows of our own around words that were escaped one by one",
    "declarations/templatetags/pdf_lines.py": "lines of our own around words that were escaped one by one",
    "declarations/templatetags/text_facts.py": "lines of our own around words that were escaped one by one",
    "declarations/templatetags/passages.py": "markup of our own around words that were escaped one by one",
    "secretariat/templatetags/secretariat_tags.py": "what our Markdown parser made of words; it passes no HTML through",
}
RENDERS = "common/rendering/pdf.py"


def calls(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_weasyprint_when_called_is_called_in_one_room():
    rendering = re.compile(r"(weasyprint\.)?(HTML|CSS)$")
    others = {name(path) for path in python_files() if any(rendering.fullmatch(call) for call in calls(path))}
    assert others <= {RENDERS}


def test_safe_string_when_made_in_code_is_in_a_named_place():
    marking = {
        name(path) for path in python_files() if any(call.endswith(("mark_safe", "SafeString")) for call in calls(path))
    }
    assert marking == set(MARKS_SAFE)


def test_template_when_it_shows_a_value_escapes_it():
    unsafe = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|{%\s*autoescape\s+off")
    assert [name(path) for path in templates() if unsafe.search(path.read_text())] == []


def test_template_when_it_carries_script_or_style_does_so_in_files():
    """The content security policy allows nothing inline. In a letter, mail programs heed nothing else."""
    inline = re.compile(
        r"<style\b|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\b(src=|type=\"application/(ld\+)?json\"))", re.I
    )
    pages = [path for path in templates() if not {"print", "mail"} & set(path.parts)]
    assert [name(path) for path in pages if inline.search(path.read_text())] == []
