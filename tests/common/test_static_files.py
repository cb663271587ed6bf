"""The addresses of style sheets and scripts: those of the manifest, each made once."""

import pytest
from django.core.files.storage import storages
from django.test import override_settings

BACKEND = {"staticfiles": {"BACKEND": "common.static_files.StaticFiles"}}


@pytest.fixture
def files(tmp_path):
    manifest = '{"version": "1.1", "hash": "", "paths": {"css/base.css": "css/base.0123.css"}}'
    (tmp_path / "staticfiles.json").write_text(manifest)
    with override_settings(STATIC_ROOT=tmp_path, STATIC_URL="/static/", STORAGES=BACKEND, DEBUG=False):
        yield storages.create_storage(BACKEND["staticfiles"])


def test_address_is_that_of_the_manifest_and_is_made_once(files):
    assert files.url("css/base.css") == "/static/css/base.0123.css"
    files.hashed_files = {}
    assert files.url("css/base.css") == "/static/css/base.0123.css"


def test_file_that_was_not_collected_is_an_error_each_time(files):
    for _time in range(2):
        with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
            files.url("css/nowhere.css")


def test_address_while_files_are_collected_is_made_anew(files):
    assert files.url("css/base.css", force=True) == "/static/css/base.0123.css"
    files.hashed_files = {"css/base.css": "css/base.4567.css"}
    assert files.url("css/base.css", force=True) == "/static/css/base.4567.css"
