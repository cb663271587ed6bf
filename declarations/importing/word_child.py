"""Reads a DOCX in a process of its own, under limits: ``python -m declarations.importing.word_child < packed.zip``.

Standard input is an archive that passed ``archive.check_archive``; standard output is JSON: blocks, or a refusal.
Automatic labels are written before the words and marked, then mammoth reads the document; at the end the words that
came out are compared with the words in the file, so that none can be lost in silence.
"""

import io
import json
import resource
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 20  # of processor
MAX_PARAGRAPHS = 10_000  # empty ones and cells included


def limit() -> None:
    """No more memory, processor or files than a document needs; writing anything is impossible."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def read(packed: bytes) -> dict[str, Any]:
    """Blocks as lists (words, label, depth, heading, place), and what mammoth and the check had to say."""
    from declarations.importing import word_html, word_parts
    from declarations.importing.numbering import Numbering, W

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = word_parts.main_part(parts)
    folder = main.rpartition("/")[0]
    trees = {
        name: ElementTree.fromstring(content)  # noqa: S314
        for name, content in parts.items()
        if name.startswith(f"{folder}/") and name.endswith(".xml")
    }
    if sum(1 for _ in trees[main].iter(W + "p")) > MAX_PARAGRAPHS:
        return {"refused": "long", "words": ""}
    numbering = Numbering(trees.get(f"{folder}/numbering.xml"), trees.get(f"{folder}/styles.xml"))
    tracked = any(next(trees[main].iter(W + mark), None) is not None for mark in ("ins", "del", "moveFrom"))
    pictures = sum(1 for _ in trees[main].iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))
    for name in (main, f"{folder}/footnotes.xml", f"{folder}/endnotes.xml"):
        if name in trees:
            word_parts.clean(trees[name])
            for paragraph in trees[name].iter(W + "p"):
                word_parts.print_label(paragraph, numbering)
            parts[name] = ElementTree.tostring(trees[name], encoding="utf-8", xml_declaration=True)
    blocks = word_html.blocks_of(word_html.to_html(parts))
    wanted = word_parts.raw_words(trees[main]) + word_parts.notes_words(trees, folder)
    if lost := Counter(wanted) - Counter(word for block in blocks for word in f"{block[1]} {block[0]}".split()):
        return {"refused": "lost", "words": " ".join(list(lost)[:12])}
    return {"blocks": blocks + word_parts.page_blocks(trees, folder), "pictures": pictures, "tracked": tracked}


def main(read: Callable[[bytes], dict[str, Any]]) -> None:
    """Answer standard input with what ``read`` makes of it, under the limits."""
    packed = sys.stdin.buffer.read()
    limit()
    try:
        answer = read(packed)
    except MemoryError:
        answer = {"refused": "memory"}
    except RecursionError:
        answer = {"refused": "broken", "words": "nested too deeply"}
    except Exception as error:  # any fault of a damaged document ends here, in words
        answer = {"refused": "broken", "words": f"{type(error).__name__}"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(read)
