from declarations.models.decisions import Decision
from declarations.models.editions import Edition, Rendering, RenderingLanguage, RenderingState
from declarations.models.texts import Nature, Paragraph, ParagraphKind, Text, TextKind, TextState

__all__ = [
    "Decision",
    "Edition",
    "Nature",
    "Paragraph",
    "ParagraphKind",
    "Rendering",
    "RenderingLanguage",
    "RenderingState",
    "Text",
    "TextKind",
    "TextState",
]
