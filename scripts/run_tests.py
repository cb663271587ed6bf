"""``make test``: the suite on SQLite, then the engines' part on PostgreSQL and Redis; at the end, what could not run.

``REQUIRE_ENGINES=1`` makes a missing engine a failure.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from scripts.engines import Engines, engines  # noqa: E402

NO_TESTS = 5  # pytest's exit code when nothing was chosen


def run(title: str, report: Path, *options: str, **environment: str) -> bool:
    """One pytest run under ``environment``; True when nothing failed."""
    print(f"\n── {title} ──", flush=True)
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    command = [sys.executable, "-m", "pytest", "-q", f"--junit-xml={report}", *options]
    process = subprocess.Popen(command, cwd=ROOT, env=kept | environment, stdin=subprocess.DEVNULL)
    try:
        return process.wait() in (0, NO_TESTS)
    except BaseException:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        raise


def outcomes(report: Path) -> tuple[dict[str, str], set[str]]:
    """The tests of one run that were skipped, with the reason, and the names of those that ran."""
    skipped: dict[str, str] = {}
    ran: set[str] = set()
    for case in ElementTree.parse(report).iter("testcase") if report.exists() else ():
        name = f"{case.get('classname')}.{case.get('name')}"
        mark = case.find("skipped")
        if mark is None:
            ran.add(name)
        else:
            skipped[name] = mark.get("message", "no reason given")
    return skipped, ran


def could_not_run(found: Engines, reports: list[Path]) -> list[str]:
    """By name and reason: engines that are missing, and tests that every run skipped."""
    lines = [f"{engine}: {reason}" for engine, reason in found.missing.items()]
    results = [outcomes(report) for report in reports]
    ran = set().union(*(names for _skipped, names in results))
    skipped = {name: reason for reasons, _ran in results for name, reason in reasons.items() if name not in ran}
    return lines + [f"{name}: {reason}" for name, reason in sorted(skipped.items())]


def main() -> int:
    required = os.environ.get("REQUIRE_ENGINES") == "1"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's own loop runs in the tests' thread
    with tempfile.TemporaryDirectory(prefix="crm-portal-reports-") as folder, engines() as found:
        reports = [Path(folder) / f"{part}.xml" for part in ("sqlite", "browser", "engines")]
        good = run("The suite, on SQLite", reports[0], "-n", "2", "--dist", "loadfile", "-m", "not browser")
        # One browser and one portal at a time: both cores are theirs.
        good = run("In a browser, against the whole portal", reports[1], "-m", "browser") and good
        if found.missing:
            good = good and not required
        else:
            title = "The engines' part, on PostgreSQL and Redis"
            good = run(title, reports[2], "-m", "engines", **found.environment()) and good
        left = could_not_run(found, reports)
    print("\n── Could not run ──", *(left or ["nothing: every test ran"]), sep="\n  ")
    print("\nAll that ran is well." if good else "\nNot well: see above.")
    return 0 if good else 1


def ask_to_stop(number: int, _frame: object) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, ask_to_stop)
    sys.exit(main())
