"""Templates put together once for each language: as Django says it, and nothing of one page on the next."""

import pytest
from django.template import Context, Engine, Library
from django.utils.translation import override

from common.ready_templates import Assembly, Loader, steady

FOLDER = {
    "base.html": "{% load i18n %}<title>{% block title %}{% translate 'Texts' %}{% endblock %}</title>"
    "{% block body %}base {{ who }}{% endblock %}{% include 'foot.html' with year=1996 %}",
    "middle.html": "{% extends 'base.html' %}{% block body %}<p>{% block inner %}middle{% endblock %}</p>"
    "{{ block.super }}{% endblock %}",
    "page.html": "{% extends 'middle.html' %}{% load i18n %}"
    "{% block inner %}{% if who %}{% translate 'Meetings' %} {{ who }}{% endif %}{{ block.super }}{% endblock %}",
    "super.html": "{% extends 'middle.html' %}{% block body %}[{{ block.super }}]{% endblock %}",
    "foot.html": "{% load i18n %}{% translate 'Year' %} {{ year }} {{ who }}",
    "tree.html": "{{ tree.0 }}{% if tree.1 %}{% with tree=tree.1 %}{% include 'tree.html' %}{% endwith %}{% endif %}",
    "names.html": "{% load i18n %}{% include 'gives.html' %}({{ word }}){% block one %}{% translate 'Texts' as word %}"
    "{% endblock %}({{ word }}){% for who in all %}{% include 'foot.html' with year=who only %}{% endfor %}",
    "gives.html": "{% load i18n %}{% translate 'Year' as word %}{{ word }}",
    "spoken.html": "{% load i18n %}{% translate 'Texts' %}{% language 'en' %}{% translate 'Texts' %}{% endlanguage %}",
    "asked.html": "{% extends base %}{% block body %}asked {{ block.super }}{% endblock %}",
    "gone.html": "{% if who %}{% include 'not-there.html' %}{% url 'no-such-page' %}{% endif %}fine",
    "address.html": "{% url 'home' %} {% url 'participant-detail' who %}",
    "loop.html": "{% for one in all %}{% if one == who %}{% block hit %}<{{ one }}>{% endblock %}{% else %}-{% endif %}"
    "{% empty %}none{% endfor %}",
}
READER = {"who": "ana & co", "all": ["eva", "ana & co"], "tree": ("a", ("b", ())), "base": "base.html"}


def engine(kind: str) -> Engine:
    inner = ("django.template.loaders.locmem.Loader", FOLDER)
    return Engine(loaders=[(kind, [inner])], libraries={"i18n": "django.templatetags.i18n"})


ready, plain = engine("common.ready_templates.Loader"), engine("django.template.loaders.cached.Loader")


@pytest.mark.parametrize("name", FOLDER)
@pytest.mark.parametrize("language", ["es", "en"])
def test_template_says_what_django_says(name, language):
    for reader in (READER, {"base": "middle.html"}, {"who": "", "all": [], "base": "page.html"}):
        if name == "gone.html" and reader.get("who"):
            continue
        if name == "address.html":
            reader = reader | {"who": "cr"}
        with override(language):
            expected = plain.get_template(name).render(Context(reader))
            assert ready.get_template(name).render(Context(reader)) == expected
            assert ready.get_template(name).render(Context(reader)) == expected  # from what was put together


def test_nothing_of_one_reader_stays_for_the_next():
    template = ready.get_template("page.html")
    with override("es"):
        assert "eva" in template.render(Context({"who": "eva"}))
        assert "eva" not in template.render(Context({"who": "ana"}))
        assert "Reuniones" not in template.render(Context({}))


def test_each_language_has_its_own_words():
    template = ready.get_template("spoken.html")
    for language, words in (("es", "TextosTexts"), ("en", "TextsTexts"), ("es", "TextosTexts")):
        with override(language):
            assert template.render(Context({})) == words


def test_page_that_depends_on_nothing_is_one_piece():
    with override("en"):
        nodes = Assembly(ready.get_template("base.html")).nodes()
    words = "".join(getattr(node, "s", "…") for node in nodes)
    assert words.startswith("<title>Texts</title>") and len(nodes) == 3


def test_tag_is_said_once_only_where_it_is_marked_as_steady():
    library, said = Library(), []

    @library.simple_tag
    @steady
    def kept(words: str) -> str:
        said.append(words)
        return words

    @library.simple_tag
    def counted(words: str) -> str:
        said.append(words)
        return words

    source = {"tags.html": "{% kept 'a' %}{% kept who %}{% counted 'b' %}"}
    tagged = Engine(loaders=[("common.ready_templates.Loader", [("django.template.loaders.locmem.Loader", source)])])
    tagged.template_builtins.append(library)
    for who in ("eva", "ana"):
        assert tagged.get_template("tags.html").render(Context({"who": who})) == f"a{who}b"
    assert said == ["a", "eva", "b", "ana", "b"]


def test_what_is_missing_is_told_where_it_is_asked_for():
    with pytest.raises(Exception, match="not-there"):
        ready.get_template("gone.html").render(Context({"who": "eva"}))


def test_portal_uses_it():
    from django.template import engines

    assert isinstance(engines["django"].engine.template_loaders[0], Loader)
