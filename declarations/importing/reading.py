"""From a file to one language of a text: gate, reader of its format, header, structure."""

import re
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from common.refusals import Refusal
from declarations.importing import forms
from declarations.importing.blocks import Block, Reading
from declarations.importing.gate import MAX_BLOCKS, SourceFile, check_file, decode_source
from declarations.importing.header import split_header
from declarations.importing.markdown import read_markdown
from declarations.importing.plain import read_plain
from declarations.importing.word import read_word
from declarations.importing.words import fold, plain

GLUED = re.compile(r"^(\d{1,3}[.)]|[a-z]\))(?=[^\W\d])")
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def read_file(source: SourceFile, language: str) -> Reading:
    """The blocks and header of a file given as Spanish or English. Raises ``Refusal``.

    A header that says another language is a mistake of hands, and refused.
    """
    form = check_file(source)
    if form == "docx":
        reading = read_word(source)
    else:
        text = decode_source(source)
        header, body, warnings = split_header(source.name, text)
        reading = read_markdown(source.name, body) if form == "markdown" else read_plain(body)
        reading = replace(reading, header=header, warnings=[*warnings, *reading.warnings])
    _check(source, reading, language)
    whole = " ".join(block.words for block in reading.blocks)
    if forms.language_of(plain(whole)) not in ("", language):
        reading.warnings.append(("language-doubtful", {"language": language}))
    if count := whole.count("\ufffd"):
        reading.warnings.append(("damaged-signs", {"count": count}))
    if count := len(DIRECTION.findall(whole)):
        reading.warnings.append(("direction-signs", {"count": count}))
    reading.warnings.extend(_glued(reading.blocks))
    return reading


def _check(source: SourceFile, reading: Reading, language: str) -> None:
    if not any(block.words for block in reading.blocks):
        raise Refusal(_("%(name)s holds no words."), name=source.name)
    if len(reading.blocks) > MAX_BLOCKS:
        raise Refusal(
            _("%(name)s has %(count)s paragraphs; at most %(limit)s are taken."),
            name=source.name,
            count=len(reading.blocks),
            limit=MAX_BLOCKS,
        )
    said = reading.header.get("language", language).lower()[:2]
    if said != language:
        raise Refusal(
            _("%(name)s says that its language is “%(said)s”, and was given as “%(given)s”."),
            name=source.name,
            said=reading.header["language"],
            given=language,
        )


def _glued(blocks: list[Block]) -> list[tuple[str, dict[str, str]]]:
    return [
        ("label-glued", {"words": fold(block.words)[:40]})
        for block in blocks
        if not block.label and GLUED.match(block.words)
    ]
