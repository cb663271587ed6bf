"""The reader of DOCX: gate, child process under limits, blocks."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import structlog
from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from declarations.forms_of_text.docx_reading import Piece, Returned
from declarations.importing.archive import check_archive
from declarations.importing.blocks import Block, Reading
from declarations.importing.gate import SourceFile
from declarations.importing.words import fold

log = structlog.get_logger(__name__)
TIMEOUT = 40  # seconds of the clock
ROOT = Path(__file__).resolve().parent.parent.parent
REFUSALS = {
    "lost": _("%(name)s holds words that cannot be read from where they stand (“%(words)s”): put them in ordinary "
              "paragraphs."),
    "long": _("%(name)s has far more paragraphs than a text of the conference."),
    "memory": _("%(name)s needs more memory than a document may take."),
    "broken": _("%(name)s is a damaged DOCX: its parts cannot be read (%(words)s)."),
}  # fmt: skip


def read_word(source: SourceFile) -> Reading:
    """The blocks of a DOCX. Raises ``Refusal`` for what is damaged, harmful or takes too long."""
    answer = read_apart("declarations.importing.word_child", source)
    blocks = [Block(fold(text), fold(label), *rest) for text, label, *rest in answer["blocks"]]
    if not any(block.words for block in blocks):
        raise Refusal(_("%(name)s holds no words."), name=source.name)
    warnings = [("pictures", {"count": answer["pictures"]})] if answer["pictures"] else []
    if answer["tracked"]:
        warnings.append(("tracked-changes", {}))
    return Reading(blocks, warnings=warnings)


def read_returned(source: SourceFile) -> Returned:
    """A DOCX that went out and came back, with its marks, tracked changes accepted. Raises ``Refusal`` likewise."""
    answer = read_apart("declarations.importing.returned_child", source)
    return Returned(**answer | {"pieces": [Piece(**piece) for piece in answer["pieces"]]})


def read_apart(module: str, source: SourceFile) -> dict[str, Any]:
    """What the child ``module`` answers to the archive, which has passed the gate. Raises ``Refusal``."""
    packed = check_archive(source.name, source.data)
    try:
        child = subprocess.run(  # noqa: S603  # a module of our own
            [sys.executable, "-B", "-m", module],
            input=packed, capture_output=True, timeout=TIMEOUT, check=False, cwd=ROOT,
            env={"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Refusal(_("%(name)s takes too long to read."), name=source.name) from error
    if child.returncode:
        log.warning("word_child_failed", code=child.returncode, error=child.stderr[-500:].decode(errors="replace"))
        raise Refusal(_("%(name)s takes too long or too much memory to read."), name=source.name)
    answer = json.loads(child.stdout)
    if "refused" in answer:
        raise Refusal(REFUSALS[answer["refused"]], name=source.name, words=answer.get("words", ""))
    return answer
