"""A text as plain text in one language, for people and for programs that want nothing but words. Not read back."""

from declarations.adoption_words import adoption_lines
from declarations.canonical import CanonicalParagraph, CanonicalText
from declarations.forms_of_text.signs import MISSING, SUMMARY, is_missing, other_than, xml_safe

EDITION = {"es": "Edición {} de {}. Código {}", "en": "Edition {} of {}. Code {}"}
RULE = "—" * 12
STEP = "    "  # before the words, for each level


def write_plain(content: CanonicalText, language: str) -> str:
    """Title, meeting, place and date, which edition it is, then each paragraph with its label, a blank line between.

    How it was adopted stands at the end, below a rule.
    Words stand as they are; line breaks inside a paragraph are kept and control characters become U+FFFD.
    """
    title = getattr(content, f"title_{language}") or getattr(content, f"title_{other_than(language)}")
    facts = (getattr(content, f"meeting_{language}"), getattr(content, f"place_{language}"), content.adopted_on)
    head = [title, " · ".join(fact for fact in facts if fact)]
    if content.nature == "summary":
        head.append(SUMMARY[language])
    if content.edition:
        head.append(EDITION[language].format(content.edition, content.symbol, content.code))
    lines = ["\n".join(line for line in head if line), *(_paragraph(one, language) for one in content.paragraphs)]
    lines += _adoption(content, language)
    return xml_safe("\n\n".join(lines) + "\n")


def _adoption(content: CanonicalText, language: str) -> list[str]:
    """A rule and what stands behind the text; nothing for a text that was not adopted here."""
    lines = [words for line in adoption_lines(content.adoption, (language,)) for _language, words in line.words]
    return [RULE, *lines] if lines else []


def _paragraph(paragraph: CanonicalParagraph, language: str) -> str:
    label = getattr(paragraph, f"label_{language}")
    body = MISSING[language] if is_missing(paragraph, language) else getattr(paragraph, f"body_{language}")
    before = STEP * paragraph.level
    return before + f"{label} {body}".strip().replace("\n", f"\n{before}")
