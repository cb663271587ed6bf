import io

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from common.models import Act, Source
from common.refusals import Refusal
from declarations.importing.report import ImportReport
from declarations.models import Decision, Edition, Paragraph, Text
from declarations.services.importing import import_text
from declarations.services.publishing import publish_text
from tests.declarations.importing_documents import COMMUNIQUE_1996, DECLARATION_EN, DECLARATION_ES, text
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
BY = "import_text"
ES, EN = text(DECLARATION_ES, "prueba.es.md"), text(DECLARATION_EN, "prueba.en.md")


@pytest.fixture
def meeting():
    return MeetingFactory(key="crm-99", city_es="Puerto Prueba", city_en="Puerto Prueba")


def rows(imported: Text) -> list[Paragraph]:
    return list(imported.paragraphs.order_by("order"))


def make(meeting, **what) -> Text:
    return import_text(**{"meeting": meeting, "kind": "declaration", "spanish": ES, "english": EN, "by": BY} | what)


def refused(meeting, **what) -> str:
    before = list(Paragraph.objects.values()), list(Text.objects.values()), Act.objects.count()
    with pytest.raises(Refusal) as error:
        make(meeting, **what)
    assert (list(Paragraph.objects.values()), list(Text.objects.values()), Act.objects.count()) == before
    with override("en"):
        return str(error.value)


def test_import_writes_a_draft_for_the_secretariat_in_both_languages(meeting):
    imported = make(meeting)
    assert (imported.symbol, imported.state, imported.nature, imported.audience) == (
        "crm-99-declaration",
        "draft",
        "full",
        "secretariat",
    )
    assert imported.title_es == "Declaración de prueba sobre faros"
    assert imported.title_en == "Test declaration on lighthouses"
    assert imported.adopted_on.iso == "2012-06-22" and imported.original_language == "es"
    found = rows(imported)
    assert [row.order for row in found] == list(range(1, len(found) + 1))
    assert all(row.body_es and row.body_en for row in found)
    assert (found[3].label_es, found[3].label_en) == ("•", "1.")


def test_import_reports_what_it_guessed_in_either_language(meeting):
    report = ImportReport.from_json(make(meeting).import_report)
    assert report.kinds["decision"] == 2 and report.unaligned == []
    with override("en"):
        lines = report.lines()
    assert "Aligned: 18 of 18." in lines and "The header's “sello” is not used." in lines
    with override("es"):
        assert "Aligned" not in " ".join(report.lines())


def test_import_reports_the_paragraph_that_one_language_lacks(meeting):
    there = "Expressed their interest in the 7 lighthouses of Belize, which IOM visited in 2011."
    other = text(DECLARATION_EN.replace(there, "Drew 99 maps of Canada."), "x.md")
    report = make(meeting, english=other).import_report
    assert [one["language"] for one in report["unaligned"]] == ["es", "en"]
    assert report["unaligned"][0]["words"].startswith("• Expresaron")


def test_import_leaves_one_journal_entry(meeting):
    imported = make(meeting)
    act = Act.objects.get(act="import_text")
    assert act.object_id == str(imported.pk) and act.after["paragraphs"] == 18
    assert len(act.after["sha256"]["es"]) == 64


def test_import_of_one_language_leaves_the_other_empty(meeting):
    imported = make(meeting, english=None)
    assert imported.title_es and not imported.title_en
    assert all(row.body_es and not row.body_en for row in rows(imported))
    assert imported.import_report["unaligned"] == []


def test_title_is_made_of_kind_and_meeting_when_the_file_has_none(meeting):
    imported = make(meeting, spanish=text("1. Medir los faros.\n\n2. Medir los puentes.\n"), english=None)
    assert "Puerto Prueba" in imported.title_es
    assert [warning["code"] for warning in imported.import_report["warnings"]] == ["title-made"]


def test_second_import_of_a_draft_is_refused_without_replace(meeting):
    make(meeting)
    assert "--symbol crm-99-declaration-2" in refused(meeting)
    assert "--replace" in refused(meeting, symbol="crm-99-declaration")


def test_another_text_of_the_kind_takes_the_next_symbol(meeting):
    make(meeting)
    assert make(meeting, symbol="crm-99-declaration-2").pk != Text.objects.get(symbol="crm-99-declaration").pk
    assert "crm-99-declaration-3" in refused(meeting)


def test_replacing_keeps_the_identity_of_paragraphs_that_are_still_there(meeting):
    before = {row.body_es: row.uid for row in rows(make(meeting))}
    longer = DECLARATION_ES.replace("- Expresaron", "- Contaron las 4 barcas del puerto.\n- Expresaron").replace(
        "necesita un farero", "necesita siempre un buen farero"
    )
    after = rows(make(meeting, spanish=text(longer, "x.md"), replace=True))
    assert len(after) == 19
    same = [row for row in after if row.uid in before.values()]
    assert len(same) == 18
    (fresh,) = [row for row in after if row not in same]
    assert fresh.body_es.startswith("Contaron") and not fresh.body_en
    farero = next(row for row in after if "farero" in row.body_es)
    assert farero.uid == next(uid for body, uid in before.items() if "farero" in body)


def test_replacing_one_language_keeps_the_other_and_aligns_it_anew(meeting):
    before = [row.uid for row in rows(make(meeting, english=None))]
    imported = make(meeting, spanish=None, replace=True)
    assert [row.uid for row in rows(imported)] == before
    assert all(row.body_es and row.body_en for row in rows(imported))
    assert imported.title_es and imported.title_en


def test_replacing_is_refused_when_a_followed_up_paragraph_would_go(meeting):
    paragraph = next(row for row in rows(make(meeting)) if "espejos" in row.body_es)
    Decision.objects.create(key="espejos", meeting=meeting, paragraph=paragraph)
    spanish, english = text("1. Limpiar los ríos.\n"), text("1. To clean the rivers.\n")
    assert "“espejos”" in refused(meeting, spanish=spanish, english=english, replace=True)
    assert Paragraph.objects.filter(pk=paragraph.pk).exists()


def test_import_for_a_published_text_prepares_a_correction_and_leaves_the_edition(meeting):
    imported = make(meeting)
    uids = [row.uid for row in rows(imported)]
    edition = publish_text(imported, by=BY)
    frozen = edition.canonical
    assert "published" in refused(meeting)
    corrected = text(DECLARATION_ES.replace("12 faros", "13 faros").replace("sobre faros", "sobre luces"), "x.md")
    again = make(meeting, spanish=corrected, symbol="crm-99-declaration")
    assert [row.uid for row in rows(again)] == uids
    assert Edition.objects.get().canonical == frozen
    assert again.state == "published" and again.title_es == "Declaración de prueba sobre faros"
    assert "title-kept" in [warning["code"] for warning in again.import_report["warnings"]]
    second = publish_text(again, by=BY, reason="Un faro más.")
    assert second.number == 2 and "13 faros" in second.canonical


def test_import_is_refused_when_the_symbol_is_another_text(meeting):
    make(meeting)
    assert "another text" in refused(meeting, kind="communique", symbol="crm-99-declaration", replace=True)


@pytest.mark.parametrize("symbol", ["con espacio", "á", "x" * 81, "../x"])
def test_import_is_refused_when_the_symbol_cannot_be_one(meeting, symbol):
    assert "cannot be a symbol" in refused(meeting, symbol=symbol)


def test_import_is_refused_without_a_file_or_with_an_unknown_kind(meeting):
    assert "Give a Spanish file" in refused(meeting, spanish=None, english=None)
    assert "not a kind of text" in refused(meeting, kind="novel")


def test_only_the_secretariat_imports(meeting, personas):
    assert "Secretariat" in refused(meeting, by=personas["member"])
    assert make(meeting, by=personas["secretariat"]).pk


def test_header_values_that_are_not_known_are_reported_and_not_used(meeting):
    header = (
        "---\ndate: ayer\nnature: rumor\naudience: everybody\nmeeting: crm-1\nplace: Lejos\nurl: javascript:x\n---\n"
    )
    imported = make(meeting, spanish=text(f"{header}# Prueba\n\nTexto.\n", "x.md"), english=None)
    assert (imported.adopted_on, imported.nature, imported.audience, imported.url) == (None, "full", "secretariat", "")
    codes = sorted(warning["code"] for warning in imported.import_report["warnings"])
    assert codes == ["header-value-unused"] * 4 + ["meeting-differs", "place-differs"]
    with override("en"):
        assert len(ImportReport.from_json(imported.import_report).lines()) == 9


@pytest.mark.engines
def test_header_values_that_no_column_holds_are_cleaned_or_not_used(meeting):
    header = f'---\nnote: "una\\0nota\\uD800"\nadopted_by: {"x" * 301}\n---\n'
    imported = make(meeting, spanish=text(f"{header}# Prueba\n\nTexto.\n", "x.md"), english=None)
    imported.refresh_from_db()
    assert (imported.note_es, imported.adopted_by_es or "") == ("una nota", "")
    assert [warning["code"] for warning in imported.import_report["warnings"]] == ["header-value-unused"]


def test_headers_that_differ_are_reported(meeting):
    english = text(DECLARATION_EN.replace("language: en", "language: en\ndate: 2013"), "x.md")
    imported = make(meeting, english=english)
    assert imported.adopted_on.iso == "2012-06-22"
    assert "headers-differ" in [warning["code"] for warning in imported.import_report["warnings"]]


def test_sources_of_the_header_are_cited_when_the_record_has_them(meeting):
    Source.objects.create(key="memoria", title_es="Memoria de prueba", title_en="Test report")
    header = "---\nsources: memoria, olvido\n---\n"
    imported = make(meeting, spanish=text(f"{header}# Prueba\n\nTexto.\n", "x.md"), english=None)
    assert [source.key for source in imported.sources.all()] == ["memoria"]
    assert imported.import_report["warnings"][0]["values"] == {"key": "sources", "value": "olvido"}


def command(*arguments) -> str:
    out = io.StringIO()
    with override("en"):
        call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def files(tmp_path):
    for name, words in (("es.md", DECLARATION_ES), ("en.md", DECLARATION_EN), ("1996.txt", COMMUNIQUE_1996)):
        (tmp_path / name).write_text(words, encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes("Reunión".encode("latin-1"))
    return tmp_path


def importing(files, kind="declaration", **options):
    chosen = [f"--{name.replace('_', '-')}={files / value if name in ('spanish', 'english') else value}"
              for name, value in options.items()]  # fmt: skip
    return ["import_text", "--meeting=crm-99", f"--kind={kind}", *chosen]


def test_command_imports_and_prints_the_report(meeting, files):
    said = command(*importing(files, spanish="es.md", english="en.md"))
    assert "Aligned: 18 of 18." in said and said.endswith("Imported as crm-99-declaration.\n")


def test_command_writes_nothing_in_a_dry_run(meeting, files):
    said = command(*importing(files, spanish="es.md"), "--dry-run")
    assert "Nothing was written (crm-99-declaration)." in said
    assert not Text.objects.exists() and not Act.objects.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"spanish": "latin.txt"}, "not UTF-8"),
        ({"spanish": "none.md"}, "no file"),
        ({"spanish": "."}, "no file"),
        ({"english": "es.md"}, "given as “en”"),
        ({}, "Give a Spanish file"),
        ({"spanish": "es.md", "symbol": "á"}, "symbol"),
    ],
)
def test_command_stops_with_one_sentence_and_writes_nothing(meeting, files, options, said):
    with pytest.raises(CommandError, match=said) as stopped:
        command(*importing(files, **options))
    assert "\n" not in str(stopped.value) and stopped.value.returncode == 1
    assert not Text.objects.exists() and not Act.objects.exists()


def test_command_stops_when_there_is_no_such_meeting(files):
    with pytest.raises(CommandError, match="crm-99"):
        command(*importing(files, spanish="es.md"))


def test_command_publishes_for_an_audience(meeting, files):
    command(*importing(files, spanish="es.md", english="en.md"))
    said = command("publish_text", "crm-99-declaration", "--audience=public")
    published = Text.objects.get()
    assert (published.state, published.audience) == ("published", "public")
    assert Edition.objects.get().code in said


def test_command_publishes_nothing_when_nothing_changed(meeting, files):
    command(*importing(files, spanish="es.md"))
    command("publish_text", "crm-99-declaration")
    with pytest.raises(CommandError):
        command("publish_text", "crm-99-declaration", "--audience=public", "--reason=Otra vez")
    assert Text.objects.get().audience == "secretariat"
    assert Edition.objects.count() == 1


def test_command_publishes_only_what_exists(db):
    with pytest.raises(CommandError, match="no-such-text"):
        command("publish_text", "no-such-text")
