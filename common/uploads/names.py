"""The name of a file as a person gave it, made fit to be shown and to be saved under."""

import re
import unicodedata
from pathlib import PurePosixPath

MAX_LENGTH = 150  # characters
MAX_BYTES = 240  # in UTF-8; file systems take 255
UNFIT = re.compile(r'[:*?"<>|\x7f]')  # what a desktop refuses in a name, or reads as something else
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)  # devices, under Windows
NAMELESS = "file"


def clean_name(given: str) -> str:
    """``given`` without folders, control, direction and zero-width signs; at most 150 characters, the extension kept.

    Never empty, never ``.`` or ``..``, never a path on any system. It is a label: no file is stored under it.
    """
    whole = unicodedata.normalize("NFC", given.replace("\\", "/")).split("/")[-1]
    shown = "".join(" " if sign.isspace() else sign for sign in whole if sign.isspace() or _is_shown(sign))
    name = re.sub(r"\s+", " ", UNFIT.sub("_", shown)).strip(" .")
    path = PurePosixPath(name)
    stem, suffix = (path.stem.rstrip(" ."), path.suffix) if name else ("", "")
    if len(suffix) > 11 or " " in suffix:  # a full stop in a title, not an extension
        stem, suffix = name, ""
    stem = stem or NAMELESS
    if RESERVED.match(stem):
        stem = f"_{stem}"
    while len(stem + suffix) > MAX_LENGTH or len((stem + suffix).encode()) > MAX_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .") + suffix


def _is_shown(sign: str) -> bool:
    """Not a control, direction, zero-width or unpaired sign, nor one that no standard knows."""
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")
