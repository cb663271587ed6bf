"""Sizes that serve: what does not fit is split by thing."""

import ast

import pytest

from tests.house.places import ROOT, name, python_files, templates

FILE, FUNCTION, TEMPLATE, STYLES = 300, 30, 90, 150


def lines(path) -> int:
    return len(path.read_text().splitlines())


def long_functions(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION:
            yield f"{name(path)}: {node.name} has {length(node)} lines"


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its decorators and docstring."""
    words = ast.get_docstring(function, clean=False)
    return function.end_lineno - function.lineno + 1 - (len(words.splitlines()) if words else 0)


def ours():
    from tests.house.places import FLOORS

    return python_files(*FLOORS, "scripts", "bench")


def test_python_file_when_measured_fits():
    assert [f"{name(path)}: {lines(path)}" for path in ours() if lines(path) > FILE] == []


def test_function_when_measured_fits():
    assert [long for path in ours() for long in long_functions(path)] == []


def test_template_when_measured_fits():
    assert [f"{name(path)}: {lines(path)}" for path in templates() if lines(path) > TEMPLATE] == []


def test_styles_when_measured_fit():
    sheets = sorted((ROOT / "static").rglob("*.css"))
    assert [f"{name(path)}: {lines(path)}" for path in sheets if lines(path) > STYLES] == []


@pytest.mark.parametrize("word", ["utils", "helpers", "core", "misc"])
def test_module_when_named_says_what_it_holds(word):
    assert [name(path) for path in ours() if path.stem == word] == []
