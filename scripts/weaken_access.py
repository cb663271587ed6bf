"""``make weaken``: weaken every rule of access in turn, in a copy, and show that the suite fails for each of them.

A rule is weakened where it stands: a term of a ``Q`` or of a filter is dropped, one side of an ``&`` or ``and`` is left
out, a guard that refuses is taken away, a predicate answers yes, an audience reads everything, ``visible_to`` lets all
through. A weakening that no test notices is named, and the command ends with 1. Takes about half an hour on two cores.
"""

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parent.parent
APPS = ("common", "members", "meetings", "declarations", "secretariat", "crm_portal")
RULES = ("access", "grants", "preview", "middleware")  # rooms in which terms and predicates are rules of access
PREDICATES = ("can_", "may_", "is_", "has_", "needs_", "speaks_", "presides", "attends")
REFUSALS = ("Http404", "PermissionDenied")
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__", ".*_cache", "bench", "docs")
TESTS = (
    ("tests/members/test_access.py", "tests/meetings/test_access.py", "tests/declarations/test_access.py"),
    ("tests/access",),
    ("tests/members", "tests/secretariat", "tests/declarations", "tests/crm_portal"),
)


@dataclass(frozen=True)
class Weakening:
    """One rule made weaker: the characters from ``start`` to ``end`` of ``file`` replaced by ``by``."""

    file: str
    line: int
    start: int
    end: int
    by: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class Rules(ast.NodeVisitor):
    """Finds what can be weakened in one file."""

    def __init__(self, file: str, source: str) -> None:
        self.file, self.source, self.found = file, source, list[Weakening]()
        self.starts = [0]
        for line in source.encode().splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.is_rule_room = any(part.split(".")[0].startswith(RULES) for part in Path(file).parts)
        self.function = ""

    def place(self, node: ast.AST, end: bool = False) -> int:
        line, column = (node.end_lineno, node.end_col_offset) if end else (node.lineno, node.col_offset)  # type: ignore
        return self.starts[line - 1] + column

    def words(self, node: ast.AST) -> str:
        return self.source.encode()[self.place(node) : self.place(node, end=True)].decode()

    def weaken(self, node: ast.AST, by: str, what: str) -> None:
        self.found.append(Weakening(self.file, node.lineno, self.place(node), self.place(node, end=True), by, what))  # type: ignore

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outer, self.function = self.function, node.name
        self.generic_visit(node)
        self.function = outer

    def visit_If(self, node: ast.If) -> None:
        """``if …: raise Http404``: the guard never refuses."""
        refuses = len(node.body) == 1 and isinstance(node.body[0], ast.Raise)
        if refuses and any(name in self.words(node.body[0]) for name in REFUSALS):
            self.weaken(node.test, "False", f"does not refuse when {self.words(node.test)}")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A call that only guards."""
        if isinstance(node.value, ast.Call) and self.words(node.value.func).split(".")[-1].startswith("_only"):
            self.weaken(node, "pass", f"does not ask {self.words(node)}")
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        is_predicate = self.function.startswith(PREDICATES) and node.value is not None
        if self.is_rule_room and is_predicate and self.words(node.value) not in ("True", "False"):
            self.weaken(node.value, "True", f"{self.function} answers yes")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = self.words(node.func)
        if name.endswith(".visible_to"):
            owner = name.removesuffix(".visible_to")
            self.weaken(node, f"{owner}.all()", f"{owner} lets all through")
        drops = name == "Q" or name.endswith((".filter", ".exclude"))
        if self.is_rule_room and drops and len(node.keywords) + len(node.args) > 1:
            for part in [*node.args, *node.keywords]:
                kept = [self.words(one) for one in [*node.args, *node.keywords] if one is not part]
                self.weaken(node, f"{name}({', '.join(kept)})", f"without the term {self.words(part)}")
        if (
            self.is_rule_room
            and name == "Q"
            and len(node.keywords) == 1
            and isinstance(node.keywords[0].value, ast.Dict)
        ):
            terms = node.keywords[0].value
            for place in range(len(terms.keys)) if len(terms.keys) > 1 else ():
                kept = [
                    f"{self.words(key)}: {self.words(value)}"
                    for number, (key, value) in enumerate(zip(terms.keys, terms.values, strict=True))
                    if number != place and key
                ]
                self.weaken(node, f"Q(**{{{', '.join(kept)}}})", f"without the term {self.words(terms.values[place])}")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if self.is_rule_room and isinstance(node.op, ast.BitAnd):
            self.weaken(node, f"({self.words(node.left)})", f"without & {self.words(node.right)}")
            self.weaken(node, f"({self.words(node.right)})", f"without {self.words(node.left)} &")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        if self.is_rule_room and isinstance(node.op, ast.And):
            for part in node.values:
                kept = " and ".join(self.words(one) for one in node.values if one is not part)
                self.weaken(node, f"({kept})", f"without the condition {self.words(part)}")
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        """Tables of who reads what: an entry reads everything."""
        if self.is_rule_room and not self.function:
            for key, value in zip(node.keys, node.values, strict=True):
                if (key and "Audience" in self.words(value)) or (key and self.words(value) == "MEMBERS"):
                    self.weaken(value, "set(Audience)", f"{self.words(key)} reads everything")
        self.generic_visit(node)


def weakenings() -> Iterator[Weakening]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            source = path.read_text()
            rules = Rules(str(path.relative_to(ROOT)), source)
            rules.visit(ast.parse(source))
            yield from rules.found


class Copy:
    """A copy of the code in which one rule at a time is weak."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "code"
        shutil.copytree(ROOT, self.folder, ignore=LEFT_OUT)
        self.environment = os.environ | {"PYTHONPATH": str(self.folder), "VAR_DIR": str(folder / "var")}

    def passes(self, *tests: str) -> bool:
        known = [test for test in tests if (self.folder / test).exists()]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-qx",
            "--reuse-db",
            "-p",
            "no:cacheprovider",
            "-m",
            "not browser and not slow",
        ]
        done = subprocess.run([*command, *known], cwd=self.folder, env=self.environment, capture_output=True, text=True)
        return done.returncode == 0

    def survives(self, weakening: Weakening) -> bool:
        """Whether no test notices."""
        file = self.folder / weakening.file
        sound = file.read_bytes()
        try:
            file.write_bytes(sound[: weakening.start] + weakening.by.encode() + sound[weakening.end :])
            return all(self.passes(*tests) for tests in TESTS)
        finally:
            file.write_bytes(sound)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--list", action="store_true", help="only name the weakenings")
    asked.add_argument("--only", default="", help="only those whose line contains this")
    options = asked.parse_args()
    chosen = [one for one in weakenings() if options.only in str(one)]
    if options.list:
        print(*chosen, f"{len(chosen)} weakenings", sep="\n")
        return 0
    began, survived = time.monotonic(), list[Weakening]()
    with tempfile.TemporaryDirectory(prefix="crm-portal-weak-") as folder:
        copies: Queue[Copy] = Queue()
        for number in range(2):
            copies.put(Copy(Path(folder) / str(number)))
        sound = copies.get()
        if not all(sound.passes(*tests) for tests in TESTS):
            sys.exit("The suite fails as it is; nothing is proven.")
        copies.put(sound)

        def look(weakening: Weakening) -> None:
            copy = copies.get()
            try:
                lives = copy.survives(weakening)
            finally:
                copies.put(copy)
            print(f"{'NOT NOTICED' if lives else 'noticed'}  {weakening}", flush=True)
            if lives:
                survived.append(weakening)

        with ThreadPoolExecutor(2) as workers:
            list(workers.map(look, chosen))
    print(f"\n{len(chosen) - len(survived)} of {len(chosen)} weakenings noticed, in {time.monotonic() - began:.0f} s")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
