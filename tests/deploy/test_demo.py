"""The demonstration ends when ``make`` is interrupted, and not because its caller starts another program."""

import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from scripts.demo import caller_was_interrupted
print("looking", flush=True)
until = time.monotonic() + float(sys.argv[2])
found = False
while time.monotonic() < until and not found:
    found = caller_was_interrupted(os.getppid())
print(found)
"""


def looking(seconds: float) -> subprocess.Popen:
    command = [sys.executable, "-c", LOOK, str(ROOT), str(seconds)]
    looks = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert looks.stdout.readline() == "looking\n"
    return looks


def test_caller_that_starts_other_programs_is_not_interrupted():
    looks = looking(1.5)
    while looks.poll() is None:
        subprocess.run(["true"], check=True)  # for a moment all signals are blocked
    assert looks.communicate()[0] == "False\n"


def test_caller_that_waits_with_the_interruption_blocked_is():
    looks = looking(30)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        assert looks.communicate()[0] == "True\n"
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
