"""``make bench``: everything in one run, about eight minutes; prints figures and goals, writes docs/BENCHMARKS.md."""

import json
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench import multiply, negotiation, queue, weights
from bench.load import THREADS, WORKERS, get, missing_tools, served, side_by_side, timed
from bench.report import Table, markdown
from bench.sites import PARAGRAPHS, ROOT, Site
from scripts.engines import engines

CONNECTIONS, ROUNDS, SECONDS = 8, 3, 2  # whole seconds: wrk takes no others
TIMED = 25  # requests for the median of a page's time
MADE_ANEW = {"PUBLIC_PAGES_BYTES": "0"}
START = time.monotonic()


def say(words: str) -> None:
    print(f"[{time.monotonic() - START:4.0f} s] {words}", file=sys.stderr, flush=True)


def bare_pages(site: Site, folder: Path, addresses: dict[str, str]) -> dict[str, str]:
    """Write down what the portal answers, for the bare view to answer the same; its environment."""
    folder.mkdir()
    names = {}
    with served("crm_portal.wsgi", site.environment, folder / "log") as portal:
        for number, address in enumerate(addresses.values()):
            names[address] = f"{number}.html"
            (folder / names[address]).write_bytes(get(portal + address))
    (folder / "addresses.json").write_text(json.dumps(names))
    return {"BENCH_PAGES": str(folder), "DJANGO_SETTINGS_MODULE": "bench.bare", "PYTHONPATH": str(ROOT)}


def throughput(site: Site, bare: str, addresses: dict[str, str], *, kept: bool) -> Table:
    """Requests a second of every page against the bare view."""
    say(f"{site.name}: pages {'kept' if kept else 'made anew'}")
    table = Table(
        f"{site.name.capitalize()}: pages {'kept' if kept else 'made anew'}, against the bare view",
        ["page", "requests/s", "bare requests/s", "ratio", "median, ms"],
    )
    ratios, latencies = [], []
    with served("crm_portal.wsgi", site.environment | ({} if kept else MADE_ANEW), site.folder / "log") as portal:
        for name, address in addresses.items():
            get(portal + address)
            ours, theirs = side_by_side(
                portal + address, bare + address, connections=CONNECTIONS, seconds=SECONDS, rounds=ROUNDS
            )
            ratios.append(ours.rate / theirs.rate)
            latencies.append(ours.latency)
            figures = [f"{ours.rate:.0f}", f"{theirs.rate:.0f}", f"{ratios[-1]:.2f}", f"{ours.latency:.1f}"]
            table.rows.append([name, *figures])
    goal = (0.6 if site.redis_url else 0.8) if kept else 0.1
    table.goal(f"every ratio at least {goal} (lowest {min(ratios):.2f})", met=min(ratios) >= goal)
    if kept:
        table.goal(f"median under 5 ms (highest {max(latencies):.1f} ms)", met=max(latencies) < 5)
    return table


def hundredfold(small: Site, large: Site, addresses: dict[str, str]) -> Table:
    """Time and queries of every page made anew, at the record's size and at a hundred times it."""
    say(f"{small.name}: a hundred times the record")
    table = Table(
        f"{small.name.capitalize()}: at a hundred times the record",
        ["page", "queries", "queries ×100", "ms", "ms ×100", "ratio"],
    )
    few, many = small.ask("bench.pages", "queries"), large.ask("bench.pages", "queries")
    ratios = []
    with ExitStack() as stack:
        one, hundred = (
            stack.enter_context(served("crm_portal.wsgi", site.environment | MADE_ANEW, site.folder / "log"))
            for site in (small, large)
        )
        for name, address in addresses.items():
            before, after = timed(one + address, hundred + address, rounds=TIMED)
            ratios.append(after / before)
            times = [f"{before:.1f}", f"{after:.1f}", f"{ratios[-1]:.2f}"]
            table.rows.append([name, str(few[name]), str(many[name]), *times])
    highest = max([*few.values(), *many.values()])
    table.goal(f"at most 8 queries (highest {highest})", met=highest <= 8)
    table.goal(f"at most 1.2 times the time (highest {max(ratios):.2f})", met=max(ratios) <= 1.2)
    return table


def papers(site: Site) -> Table:
    """PDFs against plain WeasyPrint."""
    say("PDFs")
    columns = ["PDF", "portal, s", "plain, same kind, s", "ratio", "plain, default kind, s", "ratio to default"]
    table = Table(f"PDFs of {PARAGRAPHS} paragraphs, against plain WeasyPrint on the same HTML", columns)
    ratios = []
    for language, taken in site.ask("bench.papers").items():
        ratios.append(taken["portal"] / taken["same"])
        first = [f"{taken['portal']:.2f}", f"{taken['same']:.2f}", f"{ratios[-1]:.2f}"]
        table.rows.append([language, *first, f"{taken['default']:.2f}", f"{taken['portal'] / taken['default']:.2f}"])
    table.goal(f"at most 1.1 times plain WeasyPrint making the same kind of PDF (highest {max(ratios):.2f})",
               met=max(ratios) <= 1.1)  # fmt: skip
    return table


def draining(site: Site) -> Table:
    """Waiting PDFs made by one and by two processes."""
    table = Table("Waiting PDFs", ["worker processes", "PDFs made", "PDFs a minute", "cores at work"])
    rates = []
    for processes, waiting in ((1, 100), (2, 500)):
        say(f"{waiting} waiting PDFs, {processes} worker processes")
        done = queue.measure(site, waiting=waiting, processes=processes, log=site.folder / "worker.log")
        rates.append(done.rate)
        table.rows.append([str(processes), str(done.made), f"{done.rate:.0f}", f"{done.cores:.2f}"])
    ratio = rates[1] / rates[0]
    table.goal(f"500 PDFs with both cores busy: two processes make {ratio:.2f} times what one makes", met=ratio >= 1.7)
    return table


def negotiating(site: Site) -> Table:
    """A text of 200 paragraphs with 400 proposals: saves, a redline, the workroom in a browser."""
    say("a large negotiation")
    table = Table("A negotiation of 200 paragraphs and 400 proposals, medians in ms", ["what", "ms"])
    taken = site.ask("bench.negotiation", "saves")
    compared = site.ask("bench.negotiation", "redline")
    table.rows += [[f"save: {name}", f"{ms:.0f}"] for name, ms in taken.items()]
    table.rows.append(["redline of two versions, both languages", f"{compared:.0f}"])
    table.goal(f"each save under 150 ms (highest {max(taken.values()):.0f} ms)", met=max(taken.values()) < 150)
    table.goal(f"a redline under 1 s ({compared:.0f} ms)", met=compared < 1000)
    if weights.browser():
        filled = site.ask("bench.negotiation", "fill")
        with served("crm_portal.wsgi", site.environment, site.folder / "log") as portal:
            painted = negotiation.paint(portal, filled, visits=5)
        table.rows.append(["first paint of its workroom", f"{painted:.0f}"])
        table.goal(f"first paint under 1 s ({painted:.0f} ms)", met=painted < 1000)
    return table


def weighing(site: Site, addresses: dict[str, str]) -> Table:
    """Kilobytes of a first visit."""
    say("page weights")
    kinds = ["document", "stylesheet", "font", "script", "image"]
    table = Table("Weight of a first visit, kB", ["page", *kinds, "total"])
    with served("crm_portal.wsgi", site.environment, site.folder / "log") as portal:
        weighed = weights.weigh({name: portal + address for name, address in addresses.items()})
    for name, parts in weighed.items():
        table.rows.append([name, *(f"{parts[kind] / 1000:.1f}" for kind in kinds), f"{parts.total() / 1000:.1f}"])
    heaviest = max(parts.total() for parts in weighed.values()) / 1000
    table.goal(f"every page under 150 kB, fonts included (heaviest {heaviest:.0f} kB)", met=heaviest < 150)
    return table


def edition(small: Site, large: Site, static: Path) -> list[Table]:
    """One edition of the system, embedded or served: kept, made anew, and at a hundred times the record."""
    say(f"{small.name}: making the scratch portals")
    small.prepare(static)
    large.prepare(static)
    large.run("-m", "bench.multiply")
    addresses = small.ask("bench.pages", "addresses")
    bare_environment = bare_pages(small, small.folder / "bare", addresses)
    with served("bench.bare:make_application()", bare_environment, small.folder / "log") as bare:
        tables = [throughput(small, bare, addresses, kept=kept) for kept in (True, False)]
    return [*tables, hundredfold(small, large, addresses)]


def main() -> int:
    if line := missing_tools():
        print(line, file=sys.stderr)
        return 1
    left_out: list[str] = []
    with tempfile.TemporaryDirectory(prefix="crm-portal-bench-") as name, engines() as found:
        folder = Path(name)
        (static := folder / "static").mkdir()
        small, large = Site("embedded", folder / "embedded"), Site("embedded ×100", folder / "embedded-100")
        tables = edition(small, large, static)
        if found.missing:
            left_out += [f"served: {engine}: {reason}" for engine, reason in found.missing.items()]
        else:
            tables += edition(*served_sites(folder, found.database_url, found.redis_url), static)
        if weights.browser():
            tables.append(weighing(small, small.ask("bench.pages", "addresses")))
        else:
            left_out.append("weights: Chromium is not installed")
        tables += [papers(small), draining(small), negotiating(small)]
    figures = {"workers": WORKERS, "threads": THREADS, "connections": CONNECTIONS, "rounds": ROUNDS,
               "seconds": SECONDS, "times": multiply.TIMES, "paragraphs": PARAGRAPHS}  # fmt: skip
    (ROOT / "docs/BENCHMARKS.md").write_text(markdown(tables, left_out, **figures), encoding="utf-8")
    print(*(table.as_text() for table in tables), sep="\n")
    print(*(f"Not measured: {reason}" for reason in left_out), sep="\n")
    say("written to docs/BENCHMARKS.md")
    return 0


def served_sites(folder: Path, database_url: str, redis_url: str) -> tuple[Site, Site]:
    """Two databases on the private PostgreSQL, one for each size."""
    import psycopg2

    connection = psycopg2.connect(database_url)
    connection.autocommit = True
    sites = []
    for name in ("served", "served-100"):
        connection.cursor().execute(f'CREATE DATABASE "bench-{name}"')
        url = f"{database_url.rsplit('/', 1)[0]}/bench-{name}"
        sites.append(Site(name.replace("-", " ×"), folder / name, url, redis_url))
    connection.close()
    return sites[0], sites[1]


if __name__ == "__main__":
    sys.exit(main())
