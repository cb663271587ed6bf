"""What a first visit transfers, as Chromium counts it: page, styles, fonts, scripts, pictures."""

import shutil
from collections import Counter

ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


def browser() -> str:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


def weigh(addresses: dict[str, str]) -> dict[str, Counter[str]]:
    """Bytes over the wire by kind (``document``, ``font``, …) of each page, visited with nothing kept."""
    from playwright.sync_api import sync_playwright

    weights = {}
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser(), args=ARGUMENTS)
        for name, address in addresses.items():
            visit = chromium.new_context()
            page = visit.new_page()
            finished = []
            page.on("requestfinished", lambda request, finished=finished: finished.append(request))
            page.goto(address, wait_until="networkidle")
            weights[name] = Counter()
            for request in finished:
                sizes = request.sizes()
                weights[name][request.resource_type] += sizes["responseBodySize"] + sizes["responseHeadersSize"]
            visit.close()
        chromium.close()
    return weights
