"""Scratch portals to measure: embedded or served, at the record's size or a hundred times it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PARAGRAPHS = 120  # a long text: the Plan of Action has about as many
SENTENCES = {
    "es": "Las delegaciones acuerdan dar seguimiento, mediante las redes de funcionarios de enlace y con apoyo de la "
    "Secretaría Técnica, a las acciones previstas en el párrafo {} y presentar sus avances en la próxima reunión.",
    "en": "The delegations agree to follow up, through the networks of liaison officers and with the support of the "
    "Technical Secretariat, the actions foreseen in paragraph {} and to present their progress at the next meeting.",
}
TITLES = {"es": "Texto extenso de medición", "en": "Long text for measuring"}


@dataclass
class Site:
    """One portal with its own folder and, where it is served, its own database."""

    name: str
    folder: Path
    database_url: str = ""
    redis_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Settings as in production, without what only a public address needs."""
        settings = {
            "DEBUG": "0",
            "SECRET_KEY": "bench-only",
            "ALLOWED_HOSTS": "127.0.0.1,testserver",
            "SITE_URL": "http://127.0.0.1",
            "VAR_DIR": str(self.folder),
            "LOG_LEVEL": "ERROR",
            "REDIS_URL": self.redis_url,
            "PYTHONPATH": str(ROOT),
        }
        return settings | ({"DATABASE_URL": self.database_url} if self.database_url else {})

    def run(self, *command: str) -> str:
        """A command of this portal; its output. Raises with what it complained of."""
        environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment | self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{self.name}: {' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def ask(self, module: str, *arguments: str) -> Any:
        """What a module of the bench, run inside this portal, prints as JSON on its last line."""
        return json.loads(self.run("-m", module, *arguments).splitlines()[-1])

    def prepare(self, static: Path) -> None:
        """Database, record, static files (collected once for all), and a long text in both languages."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "static").symlink_to(static)
        self.run("manage.py", "migrate", "--verbosity", "0")
        if not (static / "staticfiles.json").exists():
            self.run("manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        self.run("manage.py", "load_record")
        self.publish("bench-long", PARAGRAPHS)

    def publish(self, symbol: str, paragraphs: int) -> None:
        """A text of our own making, imported and published by the operators' commands."""
        files = []
        for language, flag in (("es", "--spanish"), ("en", "--english")):
            path = self.folder / f"{symbol}.{language}.md"
            path.write_text(markdown(language, paragraphs), encoding="utf-8")
            files += [flag, str(path)]
        meeting = self.ask("bench.pages", "meeting")
        self.run("manage.py", "import_text", "--meeting", meeting, "--kind", "plan", "--symbol", symbol, *files)
        self.run("manage.py", "publish_text", symbol, "--audience", "public")


def markdown(language: str, paragraphs: int) -> str:
    lines = [f"# {TITLES[language]}", ""]
    for number in range(1, paragraphs + 1):
        lines += [f"{number}. {SENTENCES[language].format(number)}", ""]
    return "\n".join(lines)
