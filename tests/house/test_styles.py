"""The design language: one set of tokens, few and small files, faces that are there."""

import gzip
import re

from tests.house.places import ROOT, name, templates

STATIC = ROOT / "static"
# The administration keeps Django's own tokens.
SHEETS = [path for path in sorted((STATIC / "css").glob("*.css")) if not path.name.startswith("admin")]
TOKENS = (STATIC / "css" / "tokens.css").read_text()
# Set in a style sheet beside what uses them, not for all: a width, a tone, a depth.
LOCAL = {"--hang", "--level", "--step-in", "--year", "--tone", "--ground", "--cell"}
# Names of what scripts, tests or the browser look for, not of a look.
PLAIN = {"public", "intranet"}


def page_sheets():
    return re.findall(
        r'rel="stylesheet" href="{% static "(css/[a-z]+\.css)"', (ROOT / "templates/base.html").read_text()
    )


def test_token_when_used_exists():
    known = set(re.findall(r"(--[a-z0-9-]+):", TOKENS)) | LOCAL
    used = {(path.name, token) for path in SHEETS for token in re.findall(r"var\((--[a-z0-9-]+)", path.read_text())}
    assert [(sheet, token) for sheet, token in sorted(used) if token not in known] == []


def test_token_when_it_exists_is_used():
    everything = "".join(path.read_text() for path in [*SHEETS, *STATIC.rglob("print*.css")])
    tokens = set(re.findall(r"(--[a-z0-9-]+):", TOKENS))
    assert [token for token in sorted(tokens) if f"var({token})" not in everything] == []


def test_colour_when_it_has_a_value_by_day_has_one_by_night():
    day, night = TOKENS.split("@media (prefers-color-scheme: dark)")
    colours = re.findall(r"(--color-[a-z-]+):", day)
    assert [colour for colour in colours if f"{colour}:" not in night.split("@media")[0]] == []


def test_colour_when_named_outside_the_tokens_is_for_paper_or_the_focus():
    hexes = {path.name for path in SHEETS if re.search(r":[^;{]*#[0-9a-f]{3,8}\b", path.read_text())}
    assert hexes <= {"tokens.css", "paper.css", "frame.css", *(path.name for path in STATIC.rglob("print*.css"))}


def contrast(one, two):
    def light(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        r, g, b = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    darker, lighter = sorted((light(one), light(two)))
    return (lighter + 0.05) / (darker + 0.05)


def test_words_when_set_on_any_ground_reach_the_contrast_of_wcag():
    faint = []
    for scheme in TOKENS.split("@media")[:2]:
        colour = dict(re.findall(r"--color-([a-z-]+):\s*(#[0-9a-f]{6})", scheme))
        pairs = [
            (ink, ground) for ink in ("ink", "ink-soft", "link", "accent") for ground in ("paper", "surface", "sunken")
        ]
        pairs += [(tone, f"{tone}-ground") for tone in ("accent", "jade", "info", "warning", "error")]
        pairs += [
            ("on-deep", "deep"),
            ("on-deep-soft", "deep"),
            ("paper", "link"),
            ("paper", "error"),
            ("paper", "member"),
        ]
        faint += [(ink, ground) for ink, ground in pairs if contrast(colour[ink], colour[ground]) < 4.5]
    assert faint == []


def test_sheets_when_a_page_is_read_are_few_and_small():
    assert len(page_sheets()) <= 6
    weight = sum(len(gzip.compress((STATIC / path).read_bytes())) for path in page_sheets())
    assert weight < 14_000


def test_faces_when_a_text_is_read_weigh_little():
    faces = list((STATIC / "fonts").glob("*.woff2"))
    assert sum(path.stat().st_size for path in faces) <= 75_000
    assert len(list((STATIC / "fonts").glob("OFL*.txt"))) == 2


def test_map_when_drawn_weighs_little():
    assert (ROOT / "templates/components/map_shapes.html").stat().st_size <= 45_000


def test_icon_when_used_in_a_template_is_drawn():
    drawn = set(re.findall(r'symbol id="([a-z]+)"', (STATIC / "img/icons.svg").read_text()))
    used = {
        (name(path), icon) for path in templates() for icon in re.findall(r'{% icon "([a-z_-]+)"', path.read_text())
    }
    assert [use for use in sorted(used) if use[1] not in drawn] == []


def test_class_when_used_in_a_component_is_in_a_sheet():
    """A class that no sheet knows is a slip of the pen."""
    known = set(re.findall(r"\.([a-z][a-z0-9_-]*)", "".join(path.read_text() for path in STATIC.rglob("*.css"))))
    strange = set()
    for path in [*(ROOT / "templates/components").glob("*.html"), *(ROOT / "templates").glob("base*.html")]:
        for words in re.findall(r'class="([^"]*)"', path.read_text()):
            plain = re.sub(r"{%.*?%}|\S*{{.*?}}\S*", " ", words)
            strange |= {(name(path), one) for one in plain.split() if one not in known | PLAIN}
    assert sorted(strange) == []
