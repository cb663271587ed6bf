"""A real worker, killed while it makes the files of a text just adopted: it is published once all the same, sealed."""

import pytest

from tests.declarations.keys import key_file
from tests.declarations.test_rendering_worker import A_MINUTE_LATER, Portal, child_that_renders, kill, until

pytestmark = pytest.mark.slow

ADOPT = """
from tests.personas import make_personas
from tests.declarations.adopting import adopted, negotiated
text = negotiated(0, symbol=SYMBOL)
from tests.factories import ParagraphFactory
words = "los Estados miembros acuerdan cooperar en favor de las personas migrantes; " * 12
for order in range(1, 61):
    ParagraphFactory(text=text, order=order, body_es=words, body_en=words)
result = adopted(make_personas(), text).edition.code
"""
STATE = "SELECT state FROM declarations_text WHERE symbol = ?"
FILES = """
SELECT r.state, r.sealed_by FROM declarations_rendering r JOIN declarations_edition e ON e.id = r.edition_id
JOIN declarations_text t ON t.id = e.text_id WHERE t.symbol = ?
"""
PUBLISHED = "SELECT id FROM common_act WHERE act = 'publish_adopted'"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("portal")
    made = Portal(folder)
    made.env["SEAL_PKCS12"] = str(key_file(folder, "Sello"))
    return made


def test_worker_when_killed_leaves_the_text_unpublished_and_the_next_one_publishes_it_sealed(portal):
    portal.run(ADOPT, "adopted")
    worker = portal.worker()
    try:
        child_that_renders(worker.pid)
    finally:
        kill(worker.pid, group=True)
        worker.wait()
    assert portal.ask(STATE, "adopted") == [{"state": "adopted"}]
    assert {one["state"] for one in portal.ask(FILES, "adopted")} >= {"pending"}, "killed too late to prove anything"
    portal.ask(A_MINUTE_LATER)
    worker = portal.worker()
    try:
        until(lambda: portal.ask(STATE, "adopted")[0]["state"] == "published", 600, "the text is published")
    finally:
        kill(worker.pid, group=True)
        worker.wait()
    sealed = {"state": "ready", "sealed_by": "Sello, Conferencia de prueba"}
    assert portal.ask(FILES, "adopted") == [sealed] * 3
    assert len(portal.ask(PUBLISHED)) == 1
