"""No floor knows the one above it: not in its imports (import-linter), not in its relations."""

import subprocess
from pathlib import Path

import pytest
from django.apps import apps

from tests.house.places import FLOORS, ROOT


def relations():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model:
                yield model, field


def test_relation_when_between_floors_points_downwards():
    upwards = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model, field in relations()
        if model._meta.app_label in FLOORS
        and field.related_model._meta.app_label in FLOORS
        and FLOORS.index(model._meta.app_label) < FLOORS.index(field.related_model._meta.app_label)
    ]
    assert upwards == []


@pytest.mark.slow
def test_imports_when_linted_keep_floors_and_rooms():
    done = subprocess.run([ROOT / ".venv/bin/lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
def test_imports_when_a_floor_looks_up_are_refused(tmp_path: Path):
    """The gate can fail: a planted import from the ground to the first floor is reported."""
    for floor in FLOORS:
        (tmp_path / floor).mkdir()
        (tmp_path / floor / "__init__.py").write_text("")
    (tmp_path / "common" / "planted.py").write_text("import members\n")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    command = [ROOT / ".venv/bin/lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode != 0
    assert "common.planted -> members" in done.stdout
