"""``make weaken``: weaken every rule of access in turn, in a copy, and show that the suite fails for each of them.

First the sound code is tested, and it is written down which test comes by which line. Then each rule is weakened
(``scripts/weakenings.py``) and the tests that come by it are run, the likeliest first, until one fails
(``scripts/weaken_plugin.py``). A weakening that no test notices is named, and the command ends with 1.
``scripts/second_locks.py`` names those that change nothing, with the reason.
"""

import argparse
import dataclasses
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from scripts.second_locks import SECOND_LOCKS  # noqa: E402
from scripts.weaken_plugin import NOTICED, SURVIVED  # noqa: E402
from scripts.weakenings import APPS, Weakening, weakenings  # noqa: E402

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__", ".*_cache", ".coverage*")
# What the portal does. The house's own rules (sizes, catalogues) would notice any change of the code, and so nothing.
TESTS = [f"tests/{folder}" for folder in ("access", "security", *APPS)]
FIRST = ("tests/security/test_forced", "tests/access", "tests/security")
LANES = 2
LONG = 3  # seconds of a test that many quicker ones go before


class Copy:
    """A copy of the code, so that nobody's work in between is taken for a fault."""

    def __init__(self, folder: Path) -> None:
        self.code, self.folder = folder / "code", folder
        shutil.copytree(ROOT, self.code, ignore=LEFT_OUT)
        self.tests = [folder for folder in TESTS if (self.code / folder).exists()]

    def run(self, lane: str, *options: str, **environment: str) -> subprocess.CompletedProcess:
        quiet = ("-q", "--reuse-db", "-p", "no:cacheprovider", "-m", "not browser and not slow")
        command = [sys.executable, "-m", "pytest", *quiet, *options, *self.tests]
        # Names of tests that come from sets are the same in every run.
        environment |= {"PYTHONPATH": str(self.code), "VAR_DIR": str(self.folder / lane), "PYTHONHASHSEED": "0"}
        return subprocess.run(command, cwd=self.code, env=os.environ | environment, capture_output=True, text=True)


class Sound:
    """The sound code: that its tests pass, and which of them come by which line."""

    def __init__(self, copy: Copy) -> None:
        from coverage import CoverageData

        watched = [f"--cov={app}" for app in APPS]
        done = copy.run("sound", "-n", str(LANES), *watched, "--cov-context=test", "--cov-report=", "--durations=0")
        lines = done.stdout.splitlines()
        # A test that fails on sound code proves nothing: it is left out, and named.
        self.failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
        self.data, self.code = CoverageData(str(copy.code / ".coverage")), copy.code
        self.data.read()
        void = {line.split(" ", 2)[1] for line in self.failed}
        self.tests = {context.rsplit("|", 1)[0] for context in self.data.measured_contexts() if context} - void
        self.seconds: dict[str, float] = {}
        for line in lines:
            words = line.split(maxsplit=2)
            if len(words) == 3 and words[0].endswith("s") and words[1] in ("call", "setup"):
                self.seconds[words[2]] = self.seconds.get(words[2], 0) + float(words[0][:-1])

    def tests_of(self, weakening: Weakening) -> list[str]:
        """The tests that come by, the likeliest to notice first: those about access; long ones after all others."""
        by_line = self.data.contexts_by_lineno(str(self.code / weakening.file))
        lines = weakening.lines or by_line
        found = {context.rsplit("|", 1)[0] for line in lines for context in by_line.get(line, ()) if context}
        if not weakening.lines:  # read when the module is loaded: every test of access may notice
            found |= {test for test in self.tests if test.startswith(FIRST)}
        return sorted(found & self.tests, key=lambda test: self.rank(test, weakening))

    def rank(self, test: str, weakening: Weakening) -> tuple[int, float]:
        app = weakening.file.split("/")[0]
        places: tuple[str | tuple[str, ...], ...] = (
            (f"tests/{app}/test_access", "tests/access/test_audiences", "tests/access/test_preview"),
            tuple(f"tests/{other}/test_access.py" for other in APPS),
            ("tests/access/test_services", "tests/access/test_changes", "tests/access/test_requests"),
            f"tests/{app}",
            "tests/security",
            "tests/",
        )
        if "urls" in weakening.file or "settings" in weakening.file:
            places = (*FIRST, "tests/")
        near = next(place for place, start in enumerate(places) if test.startswith(start))
        seconds = self.seconds.get(test, 0.0)
        return (len(places), seconds) if seconds > LONG else (near, seconds)


def closed_addresses() -> set[str]:
    """The names of the addresses that ask a visitor to sign in."""
    import tests.environment  # noqa: F401, I001 - before Django reads its settings
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_portal.settings")
    django.setup()
    from tests.access.addresses import closed_names

    return {name.split(":")[-1] for name in closed_names()}


def chosen(only: str) -> list[Weakening]:
    closed = closed_addresses()
    found = [one for one in weakenings() if any(word in str(one) for word in only.split("|"))]
    return [one for one in found if not one.what.endswith(" is open") or one.what.split()[0] in closed]


def weaken_in_lane(copy: Copy, lane: int, jobs: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """How each of ``jobs`` ended, in their order: with the test that noticed, or what pytest said."""
    work = copy.folder / f"lane{lane}.json"
    work.write_text(json.dumps(jobs))
    folder = f"sound/gw{lane}"  # with the database that the tests of the sound code have made
    done = copy.run(folder, "--tb=native", "-p", "scripts.weaken_plugin", WEAKEN=str(work))
    said = [json.loads(line) for line in work.with_suffix(".said").read_text().splitlines()]
    void = {test for place, status, test in said if place < 0 and status != SURVIVED}
    ended = [(status, test) for place, status, test in said if place >= 0]
    if len(ended) < len(jobs):
        sys.exit(f"The suite could not be run: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return [(9, f"! only {test}, which fails anyway") if test in void else (status, test) for status, test in ended]


def weaken_all(found: list[Weakening], folder: Path) -> int:
    """Weaken every one of ``found``; how many were neither noticed nor named as second locks."""
    copy = Copy(folder)
    sound = Sound(copy)
    print(*sound.failed, f"{len(sound.tests)} tests come by the rules", sep="\n", flush=True)
    jobs = [{"weakening": dataclasses.asdict(one), "tests": sound.tests_of(one)} for one in found]
    with ThreadPoolExecutor(LANES) as lanes:
        ended = list(lanes.map(lambda lane: weaken_in_lane(copy, lane, jobs[lane::LANES]), range(LANES)))
    unnoticed = 0
    for place, weakening in enumerate(found):
        status, words = ended[place % LANES][place // LANES]
        is_lock = status != NOTICED and weakening.name in SECOND_LOCKS
        unnoticed += status != NOTICED and not is_lock
        verdict = "noticed    " if status == NOTICED else "second lock" if is_lock else "NOT NOTICED"
        tests = len(jobs[place]["tests"])
        print(f"{verdict} {weakening}\n    {words or f'{tests} tests pass'}", flush=True)
    return unnoticed


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--list", action="store_true", help="only name the weakenings")
    asked.add_argument("--only", default="", help="only those whose line contains this, or one of these|words")
    asked.add_argument("--part", default="1/1", help="only this part of them, as 2/3; each takes its own time")
    options = asked.parse_args()
    found = chosen(options.only)
    if not options.only and (gone := set(SECOND_LOCKS) - {one.name for one in found}):
        sys.exit("These second locks are not there any more:\n" + "\n".join(sorted(gone)))
    part, parts = map(int, options.part.split("/"))
    found = found[part - 1 :: parts]
    if options.list:
        print(*found, f"{len(found)} weakenings", sep="\n")
        return 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="crm-portal-weak-") as folder:
        unnoticed = weaken_all(found, Path(folder))
    locks = sum(one.name in SECOND_LOCKS for one in found)
    print(
        f"\n{len(found) - unnoticed - locks} of {len(found) - locks} weakenings noticed"
        f" ({locks} second locks), in {time.monotonic() - began:.0f} s"
    )
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
