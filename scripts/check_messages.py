"""Are both catalogues complete: every string of the code collected and translated, none guessed, placeholders equal?

The strings are collected anew in a copy of the code, so that nothing of the working tree changes.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("es", "en")
LEFT_OUT = shutil.ignore_patterns(".*", "var", "record", "static", "tests", "bench", "docs", "scripts", "*.pyc")


def output_of(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def entries(catalogue: Path, kind: str) -> list[str]:
    """The strings of one kind (``--untranslated``, ``--only-fuzzy``) in a catalogue, its header left out."""
    lines = output_of("msgattrib", kind, "--no-obsolete", "--no-wrap", str(catalogue)).splitlines()
    return [line.removeprefix("msgid ") for line in lines if line.startswith("msgid ") and line != 'msgid ""']


def collected(copy: Path) -> Path:
    """The catalogues as they would be if the strings were collected now; English is left as it is committed."""
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    shutil.copytree(ROOT / "static", copy / "static")
    command = [sys.executable, "manage.py", "makemessages", "-l", "es", "-l", "en", "--no-obsolete", "--no-wrap"]
    environment = os.environ | {"DEBUG": "1", "VAR_DIR": str(copy / "var"), "PYTHONPATH": str(copy)}
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"The strings could not be collected:\n{done.stderr}")
    return copy / "locale"


def complaints() -> list[str]:
    found = []
    with tempfile.TemporaryDirectory(prefix="crm-portal-messages-") as folder:
        locale = collected(Path(folder) / "copy")
        for language in LANGUAGES:
            catalogue = locale / language / "LC_MESSAGES" / "django.po"
            for kind, what in (("--untranslated", "not translated"), ("--only-fuzzy", "only guessed")):
                found += [f"{language}: {what}: {text}" for text in entries(catalogue, kind)]
            formats = subprocess.run(["msgfmt", "--check-format", "-o", "/dev/null", catalogue], capture_output=True)
            found += formats.stderr.decode().splitlines()
    return found


if __name__ == "__main__":
    found = complaints()
    print("\n".join(found) or "Both catalogues are complete.")
    sys.exit(bool(found))
