"""What the settings read is written down for those who must set it."""

import re

from tests.house.places import ROOT

READ = re.compile(r"env(?:\.\w+)?\(\s*\"([A-Z0-9_]+)\"")
ASKED = re.compile(r"\$\{([A-Z0-9_]+)")


def documented() -> set[str]:
    return set(re.findall(r"^#?([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.M))


def test_variable_when_read_by_the_settings_is_in_the_example():
    read = {name for path in (ROOT / "crm_portal").glob("settings*.py") for name in READ.findall(path.read_text())}
    assert read >= {"SECRET_KEY", "FILES_S3_BUCKET"}
    assert read - documented() == set()


def test_variable_when_asked_by_compose_is_in_the_example():
    assert set(ASKED.findall((ROOT / "docker-compose.yml").read_text())) <= documented()
