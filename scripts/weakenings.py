"""What can be weakened: every rule of access of the portal, found where it stands in the code.

A term of a ``Q`` or of a filter is dropped, one side of an ``&`` or ``and`` is left out, a guard that refuses is taken
away, a predicate answers yes, an audience reads everything, ``visible_to`` lets all through, a closed address is open,
or a middleware that guards is left out.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("common", "members", "meetings", "declarations", "secretariat", "crm_portal")
RULES = ("access", "grants", "preview", "middleware")  # rooms in which terms and predicates are rules of access
PREDICATES = ("can_", "may_", "is_", "has_", "needs_", "speaks_", "presides", "attends", "works_", "reads_")
REFUSALS = ("Http404", "PermissionDenied")
GUARDS = ("Security", "ResponseHeaders", "CSP", "Csrf", "Login", "SessionLifetime", "SecondFactor", "Preview", "XFrame")
OPENED = '__import__("common.public").public.login_not_required({})'


@dataclass(frozen=True)
class Weakening:
    """One rule made weaker: the bytes from ``start`` to ``end`` of ``file`` replaced by ``by``.

    ``lines`` are those that run when the rule is asked; none where the rule is read when the module is loaded.
    """

    file: str
    line: int
    lines: tuple[int, ...]
    start: int
    end: int
    by: str
    where: str
    what: str

    @property
    def name(self) -> str:
        """What stays the same when lines move."""
        return f"{self.file} {self.where}: {self.what}".replace("  ", " ")

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.where}: {self.what}"


class Rules(ast.NodeVisitor):
    """Finds what can be weakened in one file."""

    def __init__(self, file: str, source: str) -> None:
        self.file, self.source, self.found = file, source.encode(), list[Weakening]()
        self.starts = [0]
        for line in self.source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.is_rule_room = any(part.split(".")[0].startswith(RULES) for part in Path(file).parts)
        self.functions: list[ast.FunctionDef] = []
        self.statements: list[ast.stmt] = []

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.stmt):
            self.statements.append(node)
            super().visit(node)
            self.statements.pop()
        else:
            super().visit(node)

    def place(self, node: ast.AST, end: bool = False) -> int:
        line, column = (node.end_lineno, node.end_col_offset) if end else (node.lineno, node.col_offset)  # type: ignore
        return self.starts[line - 1] + column

    def words(self, node: ast.AST) -> str:
        return " ".join(self.source[self.place(node) : self.place(node, end=True)].decode().split())

    def weaken(self, node: ast.AST, by: str, what: str) -> None:
        lines: tuple[int, ...] = ()
        if self.functions:
            last = self.statements[-1]
            end = last.body[0].lineno - 1 if hasattr(last, "body") else last.end_lineno
            lines = tuple(range(last.lineno, (end or last.lineno) + 1))
        where = self.functions[-1].name if self.functions else "module"
        start, end = self.place(node), self.place(node, end=True)
        self.found.append(Weakening(self.file, node.lineno, lines, start, end, by, where, what))  # type: ignore

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.functions.append(node)
        self.generic_visit(node)
        self.functions.pop()

    def visit_If(self, node: ast.If) -> None:
        """``if …: raise Http404``: the guard never refuses."""
        refuses = len(node.body) == 1 and isinstance(node.body[0], ast.Raise)
        asks = self.words(node.test).removeprefix("not isinstance(by, str) and ").startswith(("not can_", "not is_sec"))
        if refuses and (asks or any(name in self.words(node.body[0]) for name in REFUSALS)):
            self.weaken(node.test, "False", f"does not refuse when {self.words(node.test)}")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """A call that only guards."""
        if isinstance(node.value, ast.Call) and self.words(node.value.func).split(".")[-1].startswith("_only"):
            self.weaken(node, "pass", f"does not ask {self.words(node)}")
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        is_predicate = bool(self.functions) and self.functions[-1].name.startswith(PREDICATES)
        if self.is_rule_room and is_predicate and node.value and self.words(node.value) not in ("True", "False"):
            self.weaken(node.value, "True", f"{self.words(node.value)} answers yes")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = self.words(node.func)
        if name.endswith(".visible_to"):
            owner = name.removesuffix(".visible_to")
            self.weaken(node, f"{owner}.all()", f"{owner} lets all through")
        if name == "path" and self.file.endswith(("urls.py", "urls_intranet.py")) and len(node.args) > 1:
            self.open(node)
        parts = [*node.args, *node.keywords]
        if self.is_rule_room and len(parts) > 1 and (name == "Q" or name.endswith((".filter", ".exclude"))):
            for part in parts:
                kept = ", ".join(self.words(one) for one in parts if one is not part)
                self.weaken(node, f"{name}({kept})", f"without the term {self.words(part)}")
        if self.is_rule_room and name == "Q" and len(parts) == 1 and isinstance(node.keywords[0:1], list):
            self.drop_terms(node)
        self.generic_visit(node)

    def open(self, node: ast.Call) -> None:
        """An address is open to visitors."""
        names = [self.words(word.value) for word in node.keywords if word.arg == "name"]
        if names:
            view = node.args[1]
            self.weaken(view, OPENED.format(self.words(view)), f"{names[0][1:-1]} is open")

    def drop_terms(self, node: ast.Call) -> None:
        """The same for terms in ``Q(**{…})``."""
        terms = node.keywords[0].value if node.keywords else None
        if not isinstance(terms, ast.Dict) or len(terms.keys) < 2:
            return
        pairs = [f"{self.words(key)}: {self.words(value)}" for key, value in zip(terms.keys, terms.values, strict=True)]  # type: ignore
        for pair in pairs:
            kept = ", ".join(one for one in pairs if one is not pair)
            self.weaken(node, f"Q(**{{{kept}}})", f"without the term {pair}")

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
        if self.is_rule_room and not self.functions:
            for key, value in zip(node.keys, node.values, strict=True):
                if key and ("Audience" in self.words(value) or self.words(value) == "MEMBERS"):
                    self.weaken(value, "set(Audience)", f"{self.words(key)} reads everything")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """The middlewares that guard, one by one."""
        if self.words(node.targets[0]) == "MIDDLEWARE" and isinstance(node.value, ast.List):
            for one in node.value.elts:
                name = self.words(one)[1:-1].rsplit(".", 1)[-1]
                if name.startswith(GUARDS):
                    self.weaken(one, '"django.middleware.common.CommonMiddleware"', f"without {name}")
        self.generic_visit(node)


def weakenings() -> Iterator[Weakening]:
    """All of them, in the order of the files. An address that is open anyway is not opened."""
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            source = path.read_text()
            rules = Rules(str(path.relative_to(ROOT)), source)
            rules.visit(ast.parse(source))
            yield from rules.found
