"""The series of a meeting's papers, and what the names of files say."""

import pytest

from meetings.models import DocumentKind
from meetings.queries.documents import series_by_kind, symbol_key
from meetings.symbols import as_file_name, kind_in, read_name, series_of
from tests.factories import BodyFactory, MeetingFactory

SERIES = {kind: f"CRM/XIX/{kind}/" for kind in DocumentKind.values}


@pytest.mark.parametrize(
    ("name", "symbol", "language", "revision"),
    [
        ("CRM-XIX-DOC-3_es.docx", "CRM/XIX/DOC/3", "es", 0),
        ("CRM_XIX_DOC_3 EN rev2.pdf", "CRM/XIX/DOC/3", "en", 2),
        ("crm xix inf 12 español.pdf", "CRM/XIX/INF/12", "es", 0),
        ("XIX-CRP-007-ENG.docx", "CRM/XIX/CRP/7", "en", 0),
        ("DOC 4 inglés.docx", "CRM/XIX/DOC/4", "en", 0),
        ("CRM-XIX-REP-1_fr.pdf", "CRM/XIX/REP/1", "fr", 0),
        ("CRM-XIX-DOC-3_es-en.docx", "CRM/XIX/DOC/3", "", 0),
        ("CRM-XIX-DOC-3.docx", "CRM/XIX/DOC/3", "", 0),
        ("Nota conceptual es.docx", "", "es", 0),
        ("documento.pdf", "", "", 0),
        ("DOC-0_es.pdf", "", "es", 0),
    ],
)
def test_name_when_it_says_symbol_and_language_is_read(name, symbol, language, revision):
    read = read_name(name, series=SERIES, known=[])
    assert (read.symbol, read.language, read.revision) == (symbol, language, revision)
    assert not read.is_of_another


def test_name_when_it_has_the_symbol_of_another_meeting_is_not_read():
    read = read_name("CRM-XVIII-DOC-3_es.docx", series=SERIES, known=[])
    assert read.is_of_another and read.symbol == "" and read.language == "es"


def test_name_when_a_paper_has_a_symbol_of_its_own_finds_it_and_not_the_shorter_one():
    known = ["CRM/XIX/DOC/1", "CRM/XIX/DOC/1/Add.1", "CRM/XIX/DOC/12"]
    assert read_name("CRM-XIX-DOC-1-Add.1_es.docx", series=SERIES, known=known).symbol == "CRM/XIX/DOC/1/Add.1"
    assert read_name("CRM-XIX-DOC-12_es.docx", series=SERIES, known=known).symbol == "CRM/XIX/DOC/12"
    assert read_name("CRM-XIX-DOC-1_es.docx", series=SERIES, known=known).symbol == "CRM/XIX/DOC/1"


def test_name_when_it_was_made_from_a_symbol_is_read_back():
    for symbol in ("CRM/XIX/DOC/3", "CRM/XIX/CRP/11"):
        assert read_name(f"{as_file_name(symbol)}_en_rev2.pdf", series=SERIES, known=[]).symbol == symbol


@pytest.mark.parametrize("evil", ["../../etc/passwd", "CRM/../x", "a\\b", "con", "\u202eexe.fdp", "日本", ""])
def test_file_name_when_a_symbol_is_odd_has_no_path_in_it(evil):
    name = as_file_name(evil)
    assert name and not set(name) & set("/\\:\u202e") and not name.startswith((".", "-")) and ".." not in name


@pytest.mark.django_db
def test_series_when_a_meeting_has_an_ordinal_a_body_or_neither():
    vice = MeetingFactory(kind="vice_ministerial", ordinal=19)
    grcm = MeetingFactory(start="2026-05-04")
    grcm.bodies.add(BodyFactory(key="grcm"))
    grcm.refresh_from_db()
    alone = MeetingFactory(key="taller-2026", kind="workshop")
    assert series_of(vice, "DOC") == "CRM/XIX/DOC/"
    assert series_of(grcm, "INF") == "CRM/GRCM/2026/INF/"
    assert series_of(alone, "DOC") == "CRM/TALLER-2026/DOC/"
    assert series_by_kind(grcm)["CRP"] == "CRM/GRCM/2026/CRP/"


def test_symbols_are_sorted_by_their_numbers():
    assert sorted(["CRM/X/DOC/10", "CRM/X/DOC/9", "CRM/X/CRP/1"], key=symbol_key) == [
        "CRM/X/CRP/1",
        "CRM/X/DOC/9",
        "CRM/X/DOC/10",
    ]
    assert kind_in("CRM/X/CRP/1") == "CRP" and kind_in("Nota 3") == "DOC"
