"""Where the house keeps its own files; what was brought in from elsewhere is left out."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("common", "members", "meetings", "declarations", "secretariat", "crm_portal")


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders or FLOORS:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


def templates() -> Iterator[Path]:
    yield from sorted((ROOT / "templates").rglob("*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
