"""What code records and how: every act has words, the journal is written before the revision is raised."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from common.acts import ACTS, words_of
from tests.house.places import name, python_files

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text()) for path in python_files()}


def calls(tree: ast.AST, function: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == function:
            yield node


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def given(call: ast.Call, place: int, parameter: str) -> ast.expr | None:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    return call.args[place] if place < len(call.args) else named.get(parameter)


def acts_said_by(value: ast.expr | None, inside: Function | None, where: str) -> Iterator[tuple[str, str]]:
    """The acts that an expression can be: literals, either side of a choice, or what callers of ``inside`` give."""
    if isinstance(value, ast.Constant):
        yield value.value, where
    elif isinstance(value, ast.IfExp):
        yield from acts_said_by(value.body, inside, where)
        yield from acts_said_by(value.orelse, inside, where)
    elif isinstance(value, ast.Name) and inside is not None:
        for assigned in ast.walk(inside):
            if isinstance(assigned, ast.Assign) and value.id in map(ast.unparse, assigned.targets):
                yield from acts_said_by(assigned.value, inside, where)
                return
        parameters = [argument.arg for argument in (*inside.args.args, *inside.args.kwonlyargs)]
        assert value.id in parameters, f"{where}: which act this is cannot be read"
        place = parameters.index(value.id)
        for path, tree in trees().items():
            is_meant = not inside.name.startswith("_") or name(path) == where.split(":")[0]
            for call in calls(tree, inside.name) if is_meant else ():
                yield from acts_said_by(given(call, place, value.id), None, f"{name(path)}:{call.lineno}")
    elif value is not None and ast.unparse(value) == "act.name":
        yield from acts_of_procedures()
    else:
        raise AssertionError(f"{where}: which act this is cannot be read: {value and ast.unparse(value)}")


def acts_of_procedures() -> Iterator[tuple[str, str]]:
    """The acts in the tables of ``workflow`` rooms: each names itself where it is written down."""
    for path, tree in trees().items():
        for call in calls(tree, "Act"):
            if isinstance(named := given(call, 0, "name"), ast.Constant):
                yield named.value, f"{name(path)}:{call.lineno}"


def recorded() -> Iterator[tuple[str, str]]:
    for path, tree in trees().items():
        for function in functions(tree):
            for call in calls(function, "record_act"):
                yield from acts_said_by(given(call, 0, "act"), function, f"{name(path)}:{call.lineno}")


def test_act_when_code_records_it_has_words():
    found = list(recorded())
    assert len(found) > 20
    assert [f"{where}: {act}" for act, where in found if act not in ACTS] == []


def test_words_when_nothing_records_their_act_are_gone():
    assert set(ACTS) - {act for act, _where in recorded()} == set()


def test_act_without_words_is_called_by_its_own_name():
    assert words_of("of_long_ago") == "of long ago"


def test_journal_when_the_revision_is_raised_too_is_written_first():
    """Both are held until the transaction ends; taken in one order, no two transactions wait for each other."""
    wrong = []
    for path, tree in trees().items():
        for function in functions(tree):
            writes = [call.lineno for call in calls(function, "record_act")]
            raises = [call.lineno for call in calls(function, "bump_revision")]
            if writes and raises and min(raises) < max(writes):
                wrong.append(f"{name(path)}: {function.name}")
    assert wrong == []
