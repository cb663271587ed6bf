"""The figures as a person reads them: on the terminal and in docs/BENCHMARKS.md, each goal with its verdict."""

import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version

METHOD = """\
`make bench` measures everything below in one run on one machine and writes this file.

- **Servers.** Portal and bare view run under the same gunicorn ({workers} worker, {threads} threads), load comes from
  wrk with {connections} connections over loopback. The bare view is Django without middleware or database, answering
  the same bytes from memory (`bench/bare.py`).
- **By turns.** Portal and bare view are measured alternately, {rounds} rounds of {seconds:g} s each; figures are
  medians, so what else the machine does falls on both. A ratio is the portal's figure divided by the bare view's.
- **Kept** pages are answered from the memory of the process under the present site revision; **made** pages are made
  anew each time (`PUBLIC_PAGES_BYTES=0`).
- **Embedded** is SQLite, **served** is PostgreSQL and Redis, both private to the run.
- **Hundredfold.** Sources, meetings, texts, paragraphs, decisions, editions and PDFs are copied {times} times
  (`bench/multiply.py`); members and presidencies do not grow so. Times are of pages made anew, asked one by one.
- **PDFs** are made in one process, by turns with plain WeasyPrint on the same HTML, styles and fonts; a text of
  {paragraphs} paragraphs in each language.
- **Queue.** Short texts are published and a worker makes their PDFs; cores at work is the processor time of the worker
  and its children by the clock, from the first PDF made to the last.
- **Weight** is what Chromium transfers on a first visit, headers included.
- **Negotiation.** A text of 200 paragraphs with 400 proposals: saves by the services that the pages call, and the first
  paint of its workroom as Chromium tells it, for a member who signed in, with nothing kept.
"""


@dataclass
class Table:
    """One table, and what its goals came to."""

    title: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)

    def goal(self, words: str, *, met: bool) -> None:
        self.goals.append(f"{'met' if met else 'NOT MET'}: {words}")

    def as_text(self) -> str:
        widths = [max(len(row[place]) for row in [self.columns, *self.rows]) for place in range(len(self.columns))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                 for row in [self.columns, *self.rows]]  # fmt: skip
        return "\n".join([f"\n{self.title}", *lines, *(f"→ {goal}" for goal in self.goals)])

    def as_markdown(self) -> str:
        rules = ["---", *["---:"] * (len(self.columns) - 1)]
        lines = ["| " + " | ".join(row) + " |" for row in [self.columns, rules, *self.rows]]
        return "\n".join([f"## {self.title}", "", *lines, "", *(f"- {goal}" for goal in self.goals), ""])


def machine() -> str:
    """What the figures were taken on."""
    names = ("django", "gunicorn", "weasyprint")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    today = datetime.now(UTC).date().isoformat()
    return f"{today}: {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {versions}."


def markdown(tables: list[Table], left_out: list[str], **method: object) -> str:
    parts = ["# Benchmarks", "", f"Measured {machine()}", "", METHOD.format(**method)]
    parts += [table.as_markdown() for table in tables]
    if left_out:
        parts += ["## Not measured", "", *(f"- {reason}" for reason in left_out), ""]
    return "\n".join(parts).rstrip() + "\n"
