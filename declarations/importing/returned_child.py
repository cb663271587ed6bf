"""Reads a DOCX that went out and came back: ``python -m declarations.importing.returned_child < packed.zip``.

As ``word_child``: a process of its own, under the same limits; standard output is JSON.
"""

import io
import zipfile
from dataclasses import asdict
from typing import Any

from declarations.importing.word_child import MAX_PARAGRAPHS, main


def read(packed: bytes) -> dict[str, Any]:
    """What ``docx_reading.Returned`` holds, as plain values."""
    from declarations.forms_of_text.docx_reading import read_parts

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    returned = read_parts(parts)
    if len(returned.pieces) > MAX_PARAGRAPHS:
        return {"refused": "long", "words": ""}
    return asdict(returned)


if __name__ == "__main__":
    main(read)
