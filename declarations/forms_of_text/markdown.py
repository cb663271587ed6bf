"""A text as Markdown in one language (``crm-text-markdown/1``): readable as it is, and read back without loss.

The notation: a YAML header with the facts, each value written as JSON; the title as ``# …``; then one line for each
paragraph, blank lines between. A line is

    depth as ``> > ``, or ``## `` for a heading · label as ``**1\\.**`` · words · ``<!-- uid=… kind=… level=… -->``

The comment holds the identity, kind and depth; label and words are read from the line itself. In both, signs that mean
something to Markdown stand behind a backslash, a line break is ``<br>``, and what cannot be seen (control characters,
tabs, signs of writing direction) is an entity such as ``&#9;``. An emphasised ``*[English text missing]*`` stands for
words that only the other language has.

How the text was adopted stands behind its words, each line with the comment ``<!-- adoption -->``: programs
find it in the header, and these lines are of no paragraph.
"""

import json
import re
from collections.abc import Iterator

from declarations.adoption_words import adoption_lines
from declarations.canonical import FORMAT as CANONICAL
from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.forms_of_text.facts import Half, Passage, facts_by_name, joined
from declarations.forms_of_text.signs import MISSING, is_missing, other_than

FORMAT = "crm-text-markdown/1"
HEADINGS = ("heading", "annex")
DEEPEST_HEADING = 6
APART = " <!-- adoption -->"
AROUND = {"adoption": ("## ", ""), "whose": ("**", "**"), "remark": ("> ", "")}
SPECIAL = re.compile(r"[\\`*_\[\]<>&~|$]")
AT_START = re.compile(r"^(?:([#+\-=:])|(\d+)([.)]))")
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
WRITTEN = re.compile(r"\\(.)|&#(\d+);|<br>")
LINE = re.compile(r"^(?:#+ |(?:> )*)(.*?) <!-- uid=(\S+) kind=(\S+) level=(\d+) -->$", re.DOTALL)
LABEL = re.compile(r"^\*\*((?:[^\\*]|\\.)*)\*\*(?: |$)")


def write_markdown(content: CanonicalText, language: str) -> str:
    """``content`` in ``language``; see the notation above."""
    facts = facts_by_name(content)
    header = [f"format: {FORMAT}", f"language: {language}", *(f"{name}: {_value(facts[name])}" for name in facts)]
    title = getattr(content, f"title_{language}") or getattr(content, f"title_{other_than(language)}")
    lines = [f"# {_escaped(title)}", *(_line(paragraph, language) for paragraph in content.paragraphs)]
    lines += _adoption(content, language)
    return "\n".join(["---", *header, "---", ""]) + "\n" + "\n\n".join(lines) + "\n"


def read_markdown(*files: str) -> CanonicalText:
    """The text of which ``files`` are the languages, as ``write_markdown`` wrote them. Raises ``ValueError``."""
    return joined([_half(file) for file in files])


def _value(value: object) -> str:
    """JSON that is YAML as well: what YAML would not take as it stands is written as an escape."""
    words = json.dumps(value, ensure_ascii=False)
    return UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", words)


def _line(paragraph: CanonicalParagraph, language: str) -> str:
    label = getattr(paragraph, f"label_{language}")
    words = _escaped(getattr(paragraph, f"body_{language}"))
    if is_missing(paragraph, language):
        words = f"*{MISSING[language]}*"
    before = "> " * paragraph.level
    if paragraph.kind in HEADINGS:
        before = "#" * min(paragraph.level + 2, DEEPEST_HEADING) + " "
    marked = f"**{_escaped(label)}** " if label else ""
    about = f"<!-- uid={paragraph.uid} kind={paragraph.kind} level={paragraph.level} -->"
    return f"{before}{marked}{words} {about}"


def _adoption(content: CanonicalText, language: str) -> Iterator[str]:
    for line in adoption_lines(content.adoption, (language,)):
        before, after = AROUND.get(line.kind, ("", ""))
        for _language, words in line.words:
            yield f"{before}{_escaped(words)}{after}{APART}"


def _escaped(words: str) -> str:
    """On one line, so that Markdown shows these very words."""
    words = SPECIAL.sub(r"\\\g<0>", words)
    words = AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", words)
    if words[:1] == " ":
        words = "&#32;" + words[1:]
    words = UNSEEN.sub(lambda sign: f"&#{ord(sign[0])};", words)
    return words.replace("\n", "<br>")


def _unescaped(written: str) -> str:
    return WRITTEN.sub(lambda found: found[1] or ("\n" if found[2] is None else chr(int(found[2]))), written)


def _half(file: str) -> Half:
    lines = file.split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        raise ValueError("not a text in this notation")
    end = lines.index("---", 1)
    header = dict(line.split(": ", 1) for line in lines[1:end])
    if header.pop("format") != FORMAT:
        raise ValueError("not a text in this notation")
    language = header.pop("language")
    facts = {"format": CANONICAL, "paragraphs": []} | {name: json.loads(value) for name, value in header.items()}
    passages = (_passage(line, language) for line in lines[end + 1 :] if _is_passage(line))
    return Half(CanonicalText.from_json(json.dumps(facts)), language, tuple(passages))


def _is_passage(line: str) -> bool:
    """Not the title, nor what is said of the adoption: no sign of a paragraph can look like its comment."""
    return bool(line) and not line.startswith("# ") and not line.endswith(APART)


def _passage(line: str, language: str) -> Passage:
    found = LINE.match(line)
    if found is None:
        raise ValueError(f"a line without its comment: {line[:60]}")
    words, uid, kind, level = found.groups()
    label = LABEL.match(words)
    body = words[label.end() :] if label else words
    body = "" if body == f"*{MISSING[language]}*" else _unescaped(body)
    return Passage(uid, kind, int(level), _unescaped(label[1]) if label else "", body)
