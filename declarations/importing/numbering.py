"""Word's automatic numbering: the labels that Word prints and does not store with the words.

``numbering.xml`` says how each level counts, ``styles.xml`` which styles are numbered. Runs in the child process,
knows nothing of Django.
"""

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTERS = 26


class Numbering:
    """Counts the numbered paragraphs of one document in their order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self.levels: dict[str, dict[int, Element]] = {}
        self.starts: dict[tuple[str, int], int] = {}
        self.counter_of: dict[str, str] = {}  # numbering → the list whose count it goes on with
        self.counts: dict[str, dict[int, int]] = {}
        self.styles = {s.get(W + "styleId", ""): s for s in styles.iter(W + "style")} if styles is not None else {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Element) -> None:
        abstract = {a.get(W + "abstractNumId"): a for a in numbering.iter(W + "abstractNum")}
        linked = {value(a, "styleLink"): a for a in abstract.values() if value(a, "styleLink")}
        for num in numbering.iter(W + "num"):
            number, of = num.get(W + "numId", ""), value(num, "abstractNumId")
            base = abstract.get(of)
            if base is not None and value(base, "numStyleLink"):
                base = linked.get(value(base, "numStyleLink"), base)
            levels = {level_of(level): level for level in base.findall(W + "lvl")} if base is not None else {}
            self.counter_of[number] = of
            for override in num.findall(W + "lvlOverride"):
                level = level_of(override)
                own = override.find(W + "lvl")
                if own is not None:
                    levels[level] = own
                if value(override, "startOverride"):
                    self.starts[number, level] = whole(value(override, "startOverride"), 1)
                    self.counter_of[number] = f"own {number}"
            self.levels[number] = levels

    def label(self, paragraph: Element) -> tuple[str, int] | None:
        """The printed label and the level of a paragraph, or ``None``; counts it."""
        found = self._place(paragraph)
        if found is None:
            return None
        number, level = found
        levels = self.levels.get(number)
        if not levels or level not in levels:
            return None
        counts = self.counts.setdefault(self.counter_of[number], {})
        start = self.starts.get((number, level), whole(value(levels[level], "start"), 1))
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return self._print(number, levels, counts, level), level

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        """Numbering and level of a paragraph: its own, or its style's, or its style's ancestors'."""
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle") if properties is not None else ""
        own = properties.find(W + "numPr") if properties is not None else None
        number, level = number_of(own)
        seen: set[str] = set()
        while style and style not in seen and style in self.styles and (number is None or level is None):
            seen.add(style)
            of_style = self.styles[style].find(f"{W}pPr/{W}numPr")
            style_number, style_level = number_of(of_style)
            if number is None and style_number is not None:
                number = style_number
                level = self._level_for_style(number, style) if level is None and style_level is None else level
            level = style_level if level is None else level
            style = value(self.styles[style], "basedOn")
        if number is None or number == "0":
            return None
        return number, level or 0

    def _level_for_style(self, number: str, style: str) -> int | None:
        found = [level for level, lvl in self.levels.get(number, {}).items() if value(lvl, "pStyle") == style]
        return found[0] if found else None

    def _print(self, number: str, levels: dict[int, Element], counts: dict[int, int], level: int) -> str:
        form = value(levels[level], "numFmt")
        if form in ("bullet", ""):
            return "•"
        text = value(levels[level], "lvlText")
        is_legal = levels[level].find(W + "isLgl") is not None
        for other in range(level + 1):
            form = value(levels[other], "numFmt") if other in levels else "decimal"
            start = self.starts.get((number, other), whole(value(levels[other], "start"), 1)) if other in levels else 1
            count = counts.setdefault(other, start) if f"%{other + 1}" in text else 0
            text = text.replace(f"%{other + 1}", printed(count, "decimal" if is_legal and other < level else form))
        return " ".join(text.split())


def value(element: Element | None, child: str) -> str:
    found = element.find(W + child) if element is not None else None
    return found.get(W + "val", "") if found is not None else ""


def whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default


def level_of(element: Element) -> int:
    return whole(element.get(W + "ilvl", ""), 0)


def number_of(properties: Element | None) -> tuple[str | None, int | None]:
    number, level = value(properties, "numId"), value(properties, "ilvl")
    return number or None, whole(level, 0) if level else None


def printed(count: int, form: str) -> str:
    """A count as Word prints it in the format ``form``; formats of other scripts are printed as numbers."""
    if form == "none":
        return ""
    if form.endswith("Letter") and count > 0:
        letters = chr(97 + (count - 1) % LETTERS) * ((count - 1) // LETTERS + 1)
        return letters.upper() if form.startswith("upper") else letters
    if form.endswith("Roman") and 0 < count < 4000:
        return roman(count).upper() if form.startswith("upper") else roman(count)
    if form == "decimalZero":
        return f"{count:02d}"
    return f"{count}{'º' if form == 'ordinal' else ''}"


def roman(count: int) -> str:
    signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    digits = ""
    for worth, sign in (*signs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        digits += sign * (count // worth)
        count %= worth
    return digits
