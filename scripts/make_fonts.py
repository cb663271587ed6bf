"""Makes the web fonts in ``static/fonts`` from the full Source faces (build time only; the results are committed).

    python scripts/make_fonts.py SOURCE_SANS_DIR SOURCE_SERIF_DIR

Each is cut to Latin, with kerning, the figures a page of dates needs, and small capitals for acronyms (A–Z only).
The Open Font License reserves the name "Source" for the unmodified faces, so the cut ones are called Puebla.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parent.parent / "static" / "fonts"
FACES = {
    "puebla-sans-regular": (0, "TTF/SourceSans3-Regular.ttf"),
    "puebla-sans-semibold": (0, "TTF/SourceSans3-Semibold.ttf"),
    "puebla-serif-regular": (1, "TTF/SourceSerif4-Regular.ttf"),
    "puebla-serif-italic": (1, "TTF/SourceSerif4-It.ttf"),
}
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, *range(0x2010, 0x2016), 0x2018, 0x2019, 0x201A]
LETTERS += [0x201C, 0x201D, 0x201E, 0x2020, 0x2021, 0x2022, 0x2026, 0x202F, 0x2039, 0x203A, 0x20AC, 0x2190, 0x2192]
FEATURES = ["kern", "mark", "ccmp", "locl", "liga", "onum", "lnum", "tnum", "pnum", "case", "c2sc"]


def keep_plain_small_capitals(font: TTFont) -> None:
    """Small capitals are only for acronyms: keep A–Z and the figures, drop the accented ones."""
    cmap = font.getBestCmap()
    plain = {cmap[code] for code in (*range(0x30, 0x3A), *range(0x41, 0x5B))}
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "c2sc":
            continue
        for index in record.Feature.LookupListIndex:
            for rule in table.LookupList.Lookup[index].SubTable:
                rule = getattr(rule, "ExtSubTable", rule)
                if hasattr(rule, "mapping"):
                    rule.mapping = {old: new for old, new in rule.mapping.items() if old in plain}


def rename(font: TTFont, name: str) -> None:
    family = " ".join(name.split("-")[:2]).title()
    for record in list(font["name"].names):
        if record.nameID in (0, 13, 14):  # copyright and licence stay as they are
            continue
        font["name"].removeNames(record.nameID)
    for number, words in ((1, family), (2, "Regular"), (3, name), (4, name), (6, name.title().replace("-", ""))):
        font["name"].setName(words, number, 3, 1, 0x409)


def make(name: str, source: Path) -> None:
    font = TTFont(source)
    if "italic" not in name:
        keep_plain_small_capitals(font)
    options = Options(flavor="woff2", hinting=False, notdef_outline=True, name_IDs=["*"])
    options.layout_features = [tag for tag in FEATURES if tag != "c2sc" or "italic" not in name]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    rename(font, name)
    font.flavor = "woff2"
    font.save(OUT / f"{name}.woff2")


if __name__ == "__main__":
    folders = [Path(folder) for folder in sys.argv[1:3]]
    for face, (family, path) in FACES.items():
        make(face, folders[family] / path)
