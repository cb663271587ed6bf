"""The file for the next presidency as a workbook: a sheet for each part."""

from common.workbooks import Sheet, write_workbook
from secretariat.queries.handover import HandoverFile

SHEET_NAME = 31  # signs that the title of a sheet may have


def workbook_of_handover(file: HandoverFile) -> bytes:
    """The parts that the PDF has, as XLSX in the active language. No cell starts a formula."""
    return write_workbook(
        Sheet(
            part.title[:SHEET_NAME],
            [list(part.heads), *([cell.words for cell in row] for row in part.rows)],
            part.widths,
        )
        for part in file.parts
    )
