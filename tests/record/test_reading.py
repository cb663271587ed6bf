import pytest

from crm_portal.record.entries import BadRecord
from crm_portal.record.reading import read_record


def problems_of(record):
    with pytest.raises(BadRecord) as refused:
        read_record(record.directory)
    return [str(problem) for problem in refused.value.problems]


def test_record_when_right(small_record):
    record = read_record(small_record.directory)
    assert record["meeting"]["crm-06"].values["ordinal"] == 6
    assert record["standing"]["cr-member"].values["participant"] == "cr"
    assert record["decision"]["crm-06-a2"].values["meeting"] == "crm-06"
    assert record["paragraph"]["crm-06-a2"].values["order"] == 2


@pytest.mark.parametrize("start", ["1996", "1996-03", "1996-03-13"])
def test_dates_when_partial_keep_their_precision(small_record, start):
    small_record.edit("participants.yaml", "1996-03-13", start)
    assert read_record(small_record.directory)["standing"]["cr-member"].values["start"] == start


def test_held_together_when_one_meeting_says_so_holds_for_both(small_record):
    record = read_record(small_record.directory)
    assert record["meeting"]["crm-06"].values["beside"] == ["grcm-2001"]


REFUSALS = {
    "bad YAML": ("meetings.yaml", "bodies: [vm]", "bodies: [vm", "not YAML"),
    "unknown field": ("meetings.yaml", "ordinal: 6", "number: 6", "meeting has no field 'number'"),
    "field given twice": ("meetings.yaml", "ordinal: 6", "ordinal: 6\n  ordinal: 7", "ordinal is given twice"),
    "missing language": (
        "topics.yaml",
        "name: {es: Reglas, en: Rules}",
        "name: {es: Reglas}",
        "topic rules: name lacks its language en",
    ),
    "one language for both": ("topics.yaml", "{es: Reglas, en: Rules}", "Reglas", "name needs both languages"),
    "third language": ("topics.yaml", "en: Rules", "en: Rules, fr: Règles", "name has no field 'fr'"),
    "missing field": ("topics.yaml", "name: {es: Reglas, en: Rules}", "", "topic rules lacks name"),
    "wrong choice": ("meetings.yaml", "kind: vice_ministerial", "kind: summit", "kind: 'summit' is none of"),
    "date that is none": ("meetings.yaml", "2001-03-22", "22.3.2001", "start: not a date, month or year"),
    "day that does not exist": ("meetings.yaml", "2001-03-22", "2001-02-30", "start: day"),
    "number that is none": ("meetings.yaml", "ordinal: 6", "ordinal: VI", "ordinal: 'VI' is no whole number"),
    "dangling reference": ("meetings.yaml", "country: cr", "country: xx", "there is no participant 'xx' in the record"),
    "dangling reference in a list": ("bodies.yaml", "reports_to: vm", "succeeds: [old]", "there is no body 'old'"),
    "duplicate key": (
        "sources.yaml",
        "key: history",
        "key: report",
        "source report is given twice, first at sources.yaml:1",
    ),
    "no key": ("topics.yaml", "key: rules", "key:", "topic without key"),
    "key that is none": ("topics.yaml", "key: rules", "key: Rules & more", "is no key"),
    "text too long": ("topics.yaml", "en: Rules", f"en: {'x' * 130}", "at most 120 characters"),
    "list expected": ("meetings.yaml", "bodies: [vm]", "bodies: vm", "a list is expected here"),
    "value expected": ("meetings.yaml", "country: cr", "country: [cr]", "country takes keys"),
    "entry expected": ("topics.yaml", "- key: rules", "- rules\n- key: rules", "an entry (topic) with named fields"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_record_when_wrong_is_refused_with_file_and_line(small_record, name):
    file, old, new, reason = REFUSALS[name]
    line = small_record.edit(file, old, new)
    found = problems_of(small_record)
    assert any(problem.startswith(f"{file}:") and reason in problem for problem in found), found
    numbers = [int(problem.split(":")[1]) for problem in found if reason in problem]
    assert any(abs(number - line) <= 1 for number in numbers), (line, found)


def test_ordinal_when_two_meetings_claim_it(small_record):
    small_record.edit(
        "meetings.yaml", "- key: grcm-2001\n  kind: grcm", "- key: grcm-2001\n  kind: vice_ministerial\n  ordinal: 6"
    )
    assert problems_of(small_record) == ["meetings.yaml:9: meeting grcm-2001 has the same ordinal as crm-06"]


def test_dates_when_in_the_wrong_order(small_record):
    small_record.edit("meetings.yaml", "  start: 2001\n", "  start: 2001\n  end: 2000-12\n")
    assert problems_of(small_record) == ["meetings.yaml:9: meeting grcm-2001 ends before it starts"]


def test_claims_when_incomplete(small_record):
    small_record.write(
        "discrepancies.yaml",
        """
        - key: name
          topic: {es: Nombre, en: Name}
          claims:
            - says: {es: Uno}
              sources: [report]
        """,
    )
    assert problems_of(small_record) == ["discrepancies.yaml:4: a claim is {says: {es: …, en: …}, sources: [key, …]}"]


def test_record_when_wrong_in_many_places_names_them_all(small_record):
    small_record.edit("meetings.yaml", "country: cr", "country: xx")
    small_record.edit("topics.yaml", "en: Rules", "fr: Règles")
    small_record.edit("bodies.yaml", "kind: technical", "kind: secret")
    assert len(problems_of(small_record)) == 4


def test_file_when_nothing_reads_it(small_record):
    small_record.write("meeting.yaml", "- key: x\n")
    assert problems_of(small_record) == [
        "meeting.yaml:1: no such file belongs to the record; its files are named in README.md"
    ]


def test_file_when_not_in_utf8(small_record):
    (small_record.directory / "topics.yaml").write_bytes("- key: rules\n  name: {es: Año, en: Year}".encode("latin-1"))
    (problem,) = problems_of(small_record)
    assert problem.startswith("topics.yaml:1: not YAML in UTF-8")


def test_directory_when_empty(tmp_path):
    with pytest.raises(BadRecord, match="not one YAML file"):
        read_record(tmp_path)
