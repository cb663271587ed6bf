"""The environment of the tests, set before Django reads its settings (``-p tests.environment`` in pyproject.toml)."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("SITE_URL", "http://testserver")
if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="crm-portal-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # runs side by side, with files of its own
    os.environ["VAR_DIR"] = str(Path(os.environ["VAR_DIR"]) / worker)
(Path(os.environ["VAR_DIR"]) / "static").mkdir(parents=True, exist_ok=True)
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ.setdefault("STATIC_MANIFEST", "0")
