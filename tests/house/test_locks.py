"""What pip installs is what uv locked: the same versions with the same hashes."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def locked_by_uv() -> dict[str, tuple[str, set[str]]]:
    """Version and hashes of every package in ``uv.lock``."""
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    found = {}
    for package in packages:
        files = package.get("wheels", []) + ([package["sdist"]] if "sdist" in package else [])
        if files:
            found[package["name"]] = (package["version"], {file["hash"] for file in files})
    return found


def locked_for_pip(name: str) -> dict[str, tuple[str, set[str]]]:
    found = {}
    for block in (ROOT / name).read_text().replace("\\\n", " ").splitlines():
        requirement, *hashes = block.split("--hash=")
        package, version = requirement.split(";")[0].strip().split("==")
        found[package] = (version, {hash_.strip() for hash_ in hashes})
    return found


def names_declared(*groups: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = list(project["project"]["dependencies"])
    for group in groups:
        lines += project["dependency-groups"][group]
    return {line.split("==")[0].split("[")[0].strip().lower() for line in lines}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_for_pip_when_compared_with_uv_says_the_same(name):
    by_uv = locked_by_uv()
    assert {package: by_uv[package] for package in locked_for_pip(name)} == locked_for_pip(name)


def test_locks_when_read_hold_every_declared_package():
    assert names_declared() <= set(locked_for_pip("requirements.lock"))
    assert names_declared("dev") <= set(locked_for_pip("requirements-dev.lock"))
    assert set(locked_for_pip("requirements-dev.lock")) == set(locked_by_uv())
