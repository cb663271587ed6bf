"""The style page shows everything that the pages are made of."""

import re

import pytest
from django.conf import settings

from tests.crm_portal.pages import elements, text_of

pytestmark = pytest.mark.django_db
TAGS = re.compile(r"@register\.(?:simple_tag|inclusion_tag|simple_block_tag).*?\ndef (\w+)", re.S)


@pytest.mark.parametrize("path", ["/es/styleguide/", "/en/styleguide/"])
def test_style_page_when_opened_answers_in_its_language(visit, path):
    assert visit(path).status_code == 200


def test_component_when_it_exists_is_named_on_the_style_page(visit):
    tags = TAGS.findall((settings.BASE_DIR / "common/templatetags/components.py").read_text())
    page = text_of(visit("/en/styleguide/"))
    pages_own = {"crumb", "cite", "label"}  # seen in the breadcrumb, within the sources, and in every name
    assert [tag for tag in tags if f"{{% {tag} " not in page and tag not in pages_own] == []


def test_token_when_it_exists_is_shown_with_its_values(visit):
    sheet = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    page = text_of(visit("/en/styleguide/"))
    assert [name for name in set(re.findall(r"(--[a-z0-9-]+):", sheet)) if name not in page] == []


def test_icon_when_it_exists_is_shown(visit):
    names = re.findall(r'symbol id="([a-z]+)"', (settings.BASE_DIR / "static/img/icons.svg").read_text())
    shown = {one["href"].partition("#")[2] for one, _ in elements(visit("/en/styleguide/"), "use")}
    assert set(names) <= shown


def test_style_page_when_opened_asks_two_queries(client, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/es/styleguide/")
