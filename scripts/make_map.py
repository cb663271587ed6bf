"""Draws the map of the members from world-atlas (Natural Earth, public domain). Build time only; commit the result.

    python scripts/make_map.py countries-50m.json

Writes ``templates/components/map_shapes.html``: each country a link around its shape,
in an Albers conic projection that keeps areas comparable from the Arctic to Darién. Small countries get a lens.
"""

import json
import math
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "templates" / "components" / "map_shapes.html"
MEMBERS = {
    "084": "bz", "124": "ca", "188": "cr", "214": "do", "222": "sv", "320": "gt",
    "340": "hn", "484": "mx", "558": "ni", "591": "pa", "840": "us",
}  # fmt: skip
NEIGHBOURS = {"192", "332", "388", "170", "862", "304", "218", "044", "630"}
Point = tuple[float, float]
Frame = tuple[float, float, float, float]

# The drawing is 7200 by 6450, so that whole numbers are fine enough.
# Central America, where seven of the eleven lie, once more and larger: left, top, right, bottom.
LENS: Frame = (70, 4230, 3480, 6380)
# Where each name stands (east, north), which end of it, and whether on the country or in the sea beside it.
NAMES = {
    "ca": (-104, 57, "middle", "land"),
    "us": (-98.5, 39.3, "middle", "land"),
    "mx": (-102.2, 23.6, "middle", "land"),
    "do": (-68.6, 20.4, "end", "sea"),
    "gt": (-90.45, 15.4, "middle", "land"),
    "bz": (-87.9, 17.1, "start", "sea"),
    "hn": (-86.6, 14.6, "middle", "land"),
    "sv": (-89.6, 12.85, "middle", "sea"),
    "ni": (-85.1, 12.6, "middle", "land"),
    "cr": (-85.75, 9.4, "end", "sea"),
    "pa": (-80.2, 10.05, "middle", "sea"),
}


def arcs_of(atlas: dict) -> list[list[Point]]:
    """The arcs of the topology in degrees."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for deltas in atlas["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    return arcs


def rings(geometry: dict) -> Iterator[list[int]]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        yield from polygon


def albers(lon: float, lat: float, middle: float = -97, first: float = 14, second: float = 58) -> Point:
    """Albers' equal-area conic on a unit sphere, y growing southwards; east of the date line is west."""
    lon = lon - 360 if lon > 90 else lon
    one, two, base = (math.radians(degrees) for degrees in (first, second, 38))
    n = (math.sin(one) + math.sin(two)) / 2
    c = math.cos(one) ** 2 + 2 * n * math.sin(one)
    theta = n * math.radians(lon - middle)
    rho = math.sqrt(c - 2 * n * math.sin(math.radians(lat))) / n
    return rho * math.sin(theta), rho * math.cos(theta) - math.sqrt(c - 2 * n * math.sin(base)) / n


def simplify(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker: drop points nearer than ``tolerance`` to the line between those kept."""
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = math.hypot(x2 - x1, y2 - y1)
    far, where = 0.0, 0
    for place, (x, y) in enumerate(line[1:-1], 1):
        away = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length if length else math.hypot(x - x1, y - y1)
        if away > far:
            far, where = away, place
    if far <= tolerance:
        return [line[0], line[-1]]
    return simplify(line[: where + 1], tolerance)[:-1] + simplify(line[where:], tolerance)


class Sheet:
    """One drawing of the atlas: where it lies on the page, how large, and how fine."""

    def __init__(
        self, arcs: list[list[Point]], scale: float, x: float, y: float, tolerance: float, least: float
    ) -> None:
        self.scale, self.x, self.y, self.least = scale, x, y, least
        self.arcs = [simplify([self.place(*point) for point in arc], tolerance) for arc in arcs]

    def place(self, lon: float, lat: float) -> Point:
        x, y = albers(lon, lat)
        return self.x + x * self.scale, self.y + y * self.scale

    def ring(self, numbers: Iterable[int]) -> list[Point]:
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += arc[1:] if points else arc
        return points

    def path(self, geometry: dict, frame: Frame | None = None) -> str:
        """The country as relative SVG path data; rings too small to see are left out, and those outside ``frame``."""
        drawn = []
        for numbers in rings(geometry):
            points = self.ring(numbers)
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            if (max(xs) - min(xs)) + (max(ys) - min(ys)) < self.least:
                continue
            if frame and (max(xs) < frame[0] or min(xs) > frame[2] or max(ys) < frame[1] or min(ys) > frame[3]):
                continue
            drawn.append(data(points))
        return "".join(drawn)


def data(points: list[Point]) -> str:
    """Whole numbers, relative moves; each step starts from the rounded point, so that nothing drifts."""
    rounded = [(round(x), round(y)) for x, y in points]
    words = f"M{rounded[0][0]} {rounded[0][1]}l"
    for (x1, y1), (x2, y2) in pairwise(rounded[:-1]):
        if (x1, y1) != (x2, y2):
            words += f"{x2 - x1} {y2 - y1} "
    return words.strip().replace(" -", "-") + "z"


def neighbours(sheet: Sheet, countries: list[dict], frame: Frame | None = None) -> str:
    shapes = "".join(sheet.path(country, frame) for country in countries if country.get("id") in NEIGHBOURS)
    return f'<path class="map__land" d="{shapes}"/>'


def linked(sheet: Sheet, key: str, geometry: dict, frame: Frame | None = None) -> str:
    """One country: a link with its name where the page knows the country, else the bare shape."""
    lon, lat, anchor, ground = NAMES[key]
    x, y = sheet.place(lon, lat)
    words = "{{ country.name }}"
    name = f'<text class="map__name map__name--{ground}" x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'
    path = f'<path id="map-{key}" class="map__member" d="{sheet.path(geometry, frame)}"/>'
    return (
        f"{{% with country=countries.{key} %}}{{% if country %}}"
        f'<a class="map__link" href="{{{{ country.get_absolute_url }}}}">{path}{name}</a>'
        f"{{% else %}}{path}{{% endif %}}{{% endwith %}}"
    )


def draw(atlas: dict) -> str:
    countries = atlas["objects"]["countries"]["geometries"]
    arcs = arcs_of(atlas)
    whole = Sheet(arcs, 4900, 4640, 3640, tolerance=10, least=70)
    lens = Sheet(arcs, 11500, -760, 180, tolerance=8, least=40)
    members = {MEMBERS[country["id"]]: country for country in countries if country.get("id") in MEMBERS}
    inside = ("mx", "gt", "bz", "sv", "hn", "ni", "cr", "pa")
    left, top, right, bottom = LENS
    frame = f'x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"'
    lines = [
        neighbours(whole, countries),
        *(linked(whole, key, members[key]) for key in ("ca", "us", "mx", "do")),
        f'<path class="map__member" d="{"".join(whole.path(members[key]) for key in inside[1:])}"/>',
        f'<clipPath id="map-lens"><rect {frame}/></clipPath><rect class="map__lens" {frame}/>',
        f'<g class="map__near" clip-path="url(#map-lens)">{neighbours(lens, countries, LENS)}',
        f'<path class="map__member" d="{lens.path(members["mx"], LENS)}"/>',
        *(linked(lens, key, members[key], LENS) for key in inside[1:]),
        "</g>",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    OUT.write_text(draw(json.loads(Path(sys.argv[1]).read_text())))
    sys.stdout.write(f"{OUT.stat().st_size / 1000:.1f} kB\n")
