"""The latest notices for the home of the intranet."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from members.models import User
from tests.factories import NoticeFactory, PublishedNoticeFactory

pytestmark = pytest.mark.django_db
HOME = """{% load secretariat_tags %}{% my_notices as notices %}{% include "secretariat/_notices_home.html" %}"""


def home_of(user, rf):
    request = rf.get("/")
    request.user = User.objects.get(pk=user.pk)
    with translation.override("es"):
        return Template(HOME).render(Context({"request": request}))


def test_home_shows_what_is_published_for_the_reader_and_marks_what_is_new(personas, rf):
    now = timezone.now()
    User.objects.filter(pk=personas["member"].pk).update(previous_visit_at=now - timedelta(hours=1))
    PublishedNoticeFactory(title_es="zqold", audience="member", published_at=now - timedelta(hours=2))
    PublishedNoticeFactory(title_es="zqclosed", audience="secretariat")
    NoticeFactory(title_es="zqdraft", audience="public")
    assert "Novedad" not in home_of(personas["member"], rf)
    PublishedNoticeFactory(title_es="zqnew", audience="public")
    home = home_of(personas["member"], rf)
    assert home.index("zqnew") < home.index("zqold") and home.count("Novedad") == 1
    assert "zqclosed" not in home and "zqdraft" not in home
