"""The same edition gives the same bytes: in another process, folder, time zone, locale and language."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils.translation import override

from declarations.rendering import render_edition
from tests.declarations.papers import content, edition_of

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
sys.path.insert(0, {root!r})
import django
django.setup()
from django.utils.translation import activate
activate({language!r})
from declarations.rendering import render_edition
from tests.declarations.papers import content, edition_of
import hashlib
for paper in ("es", "en", "both"):
    print(hashlib.sha256(render_edition(edition_of(content()), paper).content).hexdigest())
"""


def hashes_elsewhere(language: str, folder: Path, **environment: str) -> list[str]:
    """The hashes that a fresh process gets, started in ``folder`` with its own settings of the machine."""
    from django.conf import settings

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(root=str(ROOT), language=language)],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "crm_portal.settings",
            "SECRET_KEY": "another",
            "SITE_URL": settings.SITE_URL,
            "VAR_DIR": str(folder),
            "LOG_LEVEL": "ERROR",
        }
        | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def hashes_here() -> list[str]:
    edition = edition_of(content())
    return [hashlib.sha256(render_edition(edition, paper).content).hexdigest() for paper in ("es", "en", "both")]


@pytest.mark.slow
def test_papers_are_the_same_in_other_processes_folders_zones_locales_and_languages(tmp_path):
    here = hashes_here()
    assert len(set(here)) == 3
    first = hashes_elsewhere("en", tmp_path, TZ="Pacific/Auckland", LANG="de_DE.UTF-8", LC_ALL="C")
    second = hashes_elsewhere("es", Path("/"), TZ="America/Managua", LC_ALL="C.UTF-8", VAR_DIR=str(tmp_path))
    no_fonts = hashes_elsewhere("es", tmp_path, FONTCONFIG_FILE="/dev/null", HOME=str(tmp_path))
    assert here == first == second == no_fonts


def test_papers_are_the_same_whatever_language_the_caller_speaks():
    edition = edition_of(content())
    for paper in ("es", "en", "both"):
        with override("es"):
            spanish = render_edition(edition, paper).content
        with override("en"):
            assert render_edition(edition, paper).content == spanish


@pytest.mark.slow
def test_papers_differ_when_anything_that_they_say_differs(settings, tmp_path):
    here = hashes_here()
    assert hashes_elsewhere("es", tmp_path, SITE_URL="https://elsewhere.example") != here
    changed = edition_of(content(title_es="Otra declaración"))
    assert hashlib.sha256(render_edition(changed, "es").content).hexdigest() != here[0]
