"""What the settings read is written down for those who must set it."""

import re

from tests.house.places import ROOT

READ = re.compile(r"env(?:\.\w+)?\(\s*\"([A-Z_]+)\"")
ASKED = re.compile(r"\$\{([A-Z_]+)")


def documented() -> set[str]:
    return set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))


def test_variable_when_read_by_the_settings_is_in_the_example():
    assert set(READ.findall((ROOT / "crm_portal/settings.py").read_text())) <= documented()


def test_variable_when_asked_by_compose_is_in_the_example():
    assert set(ASKED.findall((ROOT / "docker-compose.yml").read_text())) <= documented()
