"""The part of ``make weaken`` that runs inside pytest: one weak rule at a time, each in a process of its own.

Everything is loaded once. For each weakening the process forks; the child exchanges the code of the functions of one
file for the weaker one, and runs the tests that come by until one fails. Nothing is written to any file of the portal.
"""

import ast
import gc
import json
import os
import signal
import sys
import time
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

NOTICED, SURVIVED, FAULT = 0, 1, 2
SLOW = ("transactional_db", "live_server")
ENOUGH = 120  # seconds of work after which no further test is begun for one weakening: it counts as not noticed
PATIENCE = 240  # seconds of work after which a test that turns in circles is given up
WAITING = 1800  # seconds by the clock on the wall after which one that waits for something is: the machine may be busy
WARM = ("db", "loaded_record")  # fixtures that are dear the first time
GUARD = "django.middleware.common.CommonMiddleware"  # stands in for a middleware that is left out


def pytest_runtestloop(session: Any) -> bool:
    """Instead of running the tests: run them once for each weakening that ``WEAKEN`` names."""
    work = json.loads(Path(os.environ["WEAKEN"]).read_text())
    items = {item.nodeid: item for item in session.items}
    for fixture in WARM:
        if warming := next((item for item in session.items if fixture in item.fixturenames), None):
            # Another one follows, so that pytest takes down what belongs to this test alone.
            run(warming, next(item for item in session.items if item is not warming))
    noticing: set[str] = set()
    learned: dict[str, list[str]] = {}
    with Path(os.environ["WEAKEN"]).with_suffix(".said").open("w") as said:
        for place, job in enumerate(work):
            met = learned.setdefault(job["weakening"]["file"], [])
            ordered = sorted((name for name in job["tests"] if name in items), key=lambda name: nearness(name, met))
            status, test = in_a_child(job["weakening"], [items[name] for name in ordered])
            if test:
                noticing.add(test)
                met.append(test)
            said.write(json.dumps([place, status, test]) + "\n")
            said.flush()
        for test in sorted(noticing):  # what fails on sound code too has noticed nothing
            status, _test = in_a_child(None, [items[test]])
            said.write(json.dumps([-1, status, test]) + "\n")
    return True


def nearness(test: str, met: list[str]) -> int:
    """What has noticed a weakening of the same file is asked first, then its neighbours in their file of tests."""
    modules = {name.split("::")[0] for name in met}
    return 0 if test in met else 1 if test.split("::")[0] in modules else 2


def in_a_child(weakening: dict[str, Any] | None, items: list[Any]) -> tuple[int, str]:
    """How it ended, and the test that failed."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = FAULT
        try:
            os.close(reading)
            silence()
            signal.setitimer(signal.ITIMER_PROF, PATIENCE)
            signal.alarm(WAITING)
            if weakening:
                weaken(weakening)
            failed = first_failure(items)
            status = NOTICED if failed else SURVIVED
            os.write(writing, (failed or "").encode())
        except BaseException as fault:
            os.write(writing, f"! {type(fault).__name__}: {fault}".encode()[:2000])
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        words = answer.read().decode()
    _pid, status = os.waitpid(child, 0)
    return (os.WEXITSTATUS(status) if os.WIFEXITED(status) else FAULT), words


def silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def first_failure(items: list[Any]) -> str | None:
    ordered = sorted(items, key=lambda item: any(name in item.fixturenames for name in SLOW))
    began = time.process_time()
    for place, item in enumerate(ordered):
        if time.process_time() - began > ENOUGH:
            break
        if not run(item, ordered[place + 1] if place + 1 < len(ordered) else item):
            return str(item.nodeid)
    return None


def run(item: Any, following: Any) -> bool:
    """Whether a test passes; what lasts for the whole session stays set up behind it."""
    from _pytest.runner import runtestprotocol

    reports = runtestprotocol(item, log=False, nextitem=following)
    return not any(report.failed for report in reports)


def weaken(weakening: dict[str, Any]) -> None:
    file = Path(weakening["file"]).resolve()
    source = file.read_bytes()
    weak = source[: weakening["start"]] + weakening["by"].encode() + source[weakening["end"] :]
    if weakening["where"] != "module":
        import_module(".".join(Path(weakening["file"]).with_suffix("").parts))  # tag libraries are loaded late
        exchange(file, source, weak)
    elif weakening["what"].endswith(" is open"):
        open_address(weakening["what"].split()[0], file)
    elif weakening["what"].startswith("without "):
        from django.conf import settings

        name = source[weakening["start"] : weakening["end"]].decode().strip('"')
        settings.MIDDLEWARE[settings.MIDDLEWARE.index(name)] = GUARD
    else:
        reassign(file, weak, weakening["line"])


def exchange(file: Path, source: bytes, weak: bytes) -> None:
    """Give every living function of ``file`` the code that it has in the weaker source."""
    gc.unfreeze()  # the portal freezes what it has loaded (``crm_portal/wsgi.py``), and then nobody finds it
    before, after = codes(compile(source, str(file), "exec")), codes(compile(weak, str(file), "exec"))
    changed = {key for key in before if before[key] != after.get(key)}
    found = 0
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename == str(file):
            key = (thing.__code__.co_qualname, thing.__code__.co_firstlineno)
            if key in changed:
                thing.__code__ = next(code for place, code in after.items() if place[0] == key[0])
                found += 1
    if not found:
        raise LookupError(f"no living function of {file} is weaker")


def codes(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """All functions in a module's code, by name and line."""
    found = {}
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found[constant.co_qualname, constant.co_firstlineno] = constant
            found |= codes(constant)
    return found


def open_address(name: str, file: Path) -> None:
    """What ``login_not_required`` would do where the address stands."""
    from django.contrib.auth.decorators import login_not_required
    from django.urls import URLPattern, get_resolver

    def walk(patterns: list) -> int:
        opened = 0
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                if pattern.name == name:
                    pattern.callback = login_not_required(pattern.callback)
                    opened += 1
            else:
                opened += walk(pattern.url_patterns)
        return opened

    if not walk(get_resolver().url_patterns):
        raise LookupError(f"no address {name} in {file}")


def reassign(file: Path, weak: bytes, line: int) -> None:
    """A table of the module, with the weaker entry."""
    tree = ast.parse(weak)
    table = next(node for node in tree.body if node.lineno <= line <= (node.end_lineno or 0))
    module = next(one for one in sys.modules.values() if getattr(one, "__file__", None) == str(file))
    exec(compile(ast.Module([table], []), str(file), "exec"), module.__dict__)
