"""What the compose file and the image promise, read from them: no engine is needed to keep it."""

import re

import pytest

from tests.deploy.stack import compose, variables
from tests.house.places import ROOT

SECRETS = {"SECRET_KEY", "POSTGRES_PASSWORD"}


@pytest.fixture(scope="module")
def services():
    return compose()["services"]


@pytest.fixture(scope="module")
def dockerfile():
    return (ROOT / "Dockerfile").read_text()


def test_compose_when_secrets_are_missing_refuses_to_start():
    words = (ROOT / "docker-compose.yml").read_text()
    assert variables(words) >= SECRETS | {"SITE_URL", "ALLOWED_HOSTS"}
    assert not re.search(r"\$\{(SECRET_KEY|POSTGRES_PASSWORD)(:-[^}]*)?\}", words)


def test_services_when_counted_are_those_of_the_served_edition(services):
    assert set(services) == {"migrate", "web", "worker", "beat", "db", "redis", "proxy"}


def test_ports_when_published_are_the_proxys_alone(services):
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]


def test_service_when_it_dies_comes_back_and_tells_its_health(services):
    lasting = {name: service for name, service in services.items() if name != "migrate"}
    assert {service["restart"] for service in lasting.values()} == {"unless-stopped"}
    assert [name for name, service in lasting.items() if "test" not in service.get("healthcheck", {})] == []


def test_portal_when_it_runs_has_no_rights_it_does_not_need(services, dockerfile):
    for name in ("migrate", "web", "worker", "beat"):
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["read_only"] is True
    last_stage = dockerfile.split("\nFROM ")[-1]
    user = re.findall(r"^USER (\S+)", last_stage, re.M)
    assert user
    assert user[-1] not in ("root", "0")


def test_volumes_when_mounted_are_named(services):
    named = set(compose()["volumes"])
    for service in services.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in named or source in ("./deploy/nginx.conf", "${SEAL_FOLDER")


def test_image_when_built_installs_locked_packages_with_hashes(dockerfile):
    installs = re.findall(r"pip install.*", dockerfile)
    assert installs
    assert all("--require-hashes" in line for line in installs)


def test_image_when_based_names_a_version(dockerfile, services):
    bases = re.findall(r"^FROM (\S+)", dockerfile, re.M) + [s["image"] for s in services.values() if "build" not in s]
    assert all(":" in base and not base.endswith(":latest") for base in bases)


def test_image_when_built_takes_no_secrets_or_leftovers_along():
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".*", "var", "tests"} <= set(left_out)
