"""Workbooks: nothing in them starts, what is written is read the same, what is harmful never reaches a parser."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given
from hypothesis import strategies as st

from common.refusals import Refusal
from common.spreadsheets import FORMULA_SIGNS
from common.uploads import check_upload
from common.uploads.kinds import XLSX
from common.workbooks import Sheet, given_words, read_workbook, safe_words, tidy, write_workbook

SIGNS = st.sampled_from(["=", "'", "_x000D_", "_x005F_", "_", "x0041_", "@", "a", "\n", " "])


@given(st.lists(SIGNS, max_size=8).map("".join) | st.text())
@example("_x0041_x0042_")
@example("'\n=")
def test_words_when_made_safe_are_given_back_and_start_nothing(words):
    safe = safe_words(words)
    assert not safe.startswith(FORMULA_SIGNS)
    assert given_words(safe) == tidy(words) == tidy(tidy(words))


def test_workbook_when_read_gives_what_was_written():
    rows = [["Título", "=1+1"], ["línea\notra", ""], ["_x000D_", "2026"]]
    file = io.BytesIO(write_workbook([Sheet("Hoja", rows, [10, 10], choices={0: "Hoja!$A$1:$A$2"}, blank=2)]))
    (read,) = read_workbook("a.xlsx", file).values()
    assert [[given_words(cell or "") for cell in row] for row in read[:3]] == rows


def test_cells_when_numbers_days_or_formulas_are_read_as_people_write_them():
    book = openpyxl.Workbook()
    book.active.append([2026, 2026.0, 1.5, True, date(2026, 3, 13), datetime(2026, 3, 13, 9, 5), "=1+1", "#REF!", None])
    file = io.BytesIO()
    book.save(file)
    ((row,),) = read_workbook("a.xlsx", file).values()
    assert row[:6] == ["2026", "2026", "1.5", "True", "2026-03-13", "2026-03-13 09:05:00"]
    assert row[6] == {"formula": "=1+1"} and row[7] == {"formula": "#REF!"}


def test_workbook_when_damaged_or_too_wide_is_refused():
    with pytest.raises(Refusal, match="dañado"):
        read_workbook("a.xlsx", io.BytesIO(b"PK\x03\x04 nothing"))
    with pytest.raises(Refusal, match="muchas más"):
        read_workbook("a.xlsx", io.BytesIO(write_workbook([Sheet("Hoja", [["x"] * 61])])))


def with_part(name, content):
    """A true workbook with one part written anew."""
    source = zipfile.ZipFile(io.BytesIO(write_workbook([Sheet("Hoja", [["x"]])])))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in source.namelist():
            archive.writestr(member, source.read(member) if member != name else content(source.read(member)))
    return SimpleUploadedFile("a.xlsx", file.getvalue())


def test_workbook_when_it_is_a_bomb_or_declares_entities_never_reaches_the_parser():
    sheet = "xl/worksheets/sheet1.xml"
    assert check_upload(with_part(sheet, bytes), kinds=(XLSX,))
    with pytest.raises(Refusal, match="bomba zip"):
        check_upload(with_part(sheet, lambda whole: whole + b" " * 15_000_000), kinds=(XLSX,))
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(Refusal, match="entidades"):
        check_upload(with_part(sheet, lambda whole: declared + whole), kinds=(XLSX,))
