"""What those who negotiate a text do at its pages, and where nobody else may see anything of it."""

from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from tests.browser.cast import BELIZE, COUNTRY, ORGANISATION, PRESIDENCY, SOCIETY, VISITOR, Cast, follow, submit
from tests.browser.conftest import ROOT
from tests.browser.negotiation_proposals import DELEGATIONS, OFFERS, Offer

FILES = ROOT / "tests" / "browser" / "files"
TITLE = {"es": "Declaración de prueba de Tegucigalpa", "en": "Test Declaration of Tegucigalpa"}
OUTSIDERS = (COUNTRY, ORGANISATION, SOCIETY, VISITOR)
# A form of another page, filled in and sent as by its page: ``values`` are words, or [what stands, what shall stand].
SEND = """async ([url, picked, values]) => {
  const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
  const form = page.querySelector(picked), data = new FormData(form);
  for (const [name, value] of Object.entries(values)) {
    const stands = data.get(name) ?? "";
    if (Array.isArray(value) && !stands.includes(value[0])) throw `${value[0]}: ${stands}`;
    data.set(name, Array.isArray(value) ? stands.replace(...value) : value);
  }
  const answer = await fetch(form.getAttribute("action") || url, {method: "POST", body: data, redirect: "manual"});
  return answer.type === "opaqueredirect" ? "" : `${answer.status} ${(await answer.text()).slice(0, 20000)}`;
}"""
LINKS = {"replace": ":not([href*='kind='])"} | {
    kind: f"[href$='kind={kind}']" for kind in ("before", "after", "delete")
}
# Select the words to be replaced, as one does with the mouse.
SELECT = """(field, words) => {
  const start = field.value.indexOf(words);
  field.focus(); field.setSelectionRange(start, start + words.length);
}"""


class Room:
    """The workroom of one text: who goes where in it. ``uids`` are its paragraphs as they stood at the beginning."""

    def __init__(self, cast: Cast, symbol: str) -> None:
        self.cast, self.symbol = cast, symbol
        self.uids: list[str] = []
        self.proposals: dict[tuple[int, str], str] = {}

    def at(self, who: str, name: str = "text-workroom", language: str = "es", **kwargs: object) -> Page:
        return self.cast.at(who, f"declarations:{name}", language, symbol=self.symbol, **kwargs)

    def path(self, name: str, language: str = "es", **kwargs: object) -> str:
        with override(language):
            return reverse(f"declarations:{name}", kwargs={"symbol": self.symbol} | kwargs)

    def of(self, offer: Offer) -> str:
        """The key of the proposal that ``offer`` became."""
        return self.proposals[offer.place, DELEGATIONS[offer.who]]

    def look(self) -> None:
        """Read from the page which paragraphs and proposals there are."""
        page = self.at(PRESIDENCY)
        self.uids = self.uids or page.locator(".nrow").evaluate_all("rows => rows.map(one => one.dataset.uid)")
        cards = page.locator(".pcard").evaluate_all(
            """cards => cards.map(card => [card.closest(".nrow").dataset.uid, card.querySelector("b").textContent,
            card.querySelector("a[href*='#v-']").href.split("#v-")[1]])"""
        )
        self.proposals = {(self.uids.index(uid) + 1, code): pk for uid, code, pk in cards}


def send(page: Page, url: str, picked: str, values: dict[str, object]) -> None:
    """Send the form ``picked`` of the page at ``url``, without looking at it."""
    refused = page.evaluate(SEND, [url, picked, values])
    assert not refused, refused


def propose(room: Room, offer: Offer) -> None:
    """By hand: from the row of the workroom to the form, the words typed where they stand."""
    language, button = ("en", "Propose") if offer.who == BELIZE else ("es", "Proponer")
    page = room.at(offer.who, language=language)
    page.locator(f".nrow[data-uid='{room.uids[offer.place - 1]}'] .nrow__act").click()
    page.locator(f"#propose a{LINKS[offer.kind]}").click()
    for code in ("es", "en"):
        change = getattr(offer, code)
        if change is not None:
            field = page.locator(f"main [name=words_{code}]")
            field.evaluate(SELECT, change[0] if isinstance(change, tuple) else "")
            page.keyboard.type(change[1] if isinstance(change, tuple) else change)
    if offer.reason:
        page.locator("main [name=reason]").fill(offer.reason)
    submit(page, button)
    expect(page.locator(".message")).to_be_visible()


def propose_unseen(room: Room, offer: Offer) -> None:
    """The same by its form alone."""
    values: dict[str, object] = {"reason": offer.reason}
    values |= {f"words_{code}": getattr(offer, code) for code in ("es", "en") if getattr(offer, code) is not None}
    url = room.path("proposal-make", uid=room.uids[offer.place - 1]) + f"?kind={offer.kind}"
    send(room.cast[offer.who], url, ".nform > form", values)


def take_positions(room: Room, who: str, held: list[tuple[Offer, str]]) -> None:
    """In the rows of the workroom themselves; asked for again, a position is taken back."""
    page = room.at(who, language="en" if who == BELIZE else "es")
    for offer, stance in held:
        _press(page, room, offer, stance)


def _press(page: Page, room: Room, offer: Offer, stance: str) -> None:
    row = page.locator(f".nrow[data-uid='{room.uids[offer.place - 1]}']")
    button = row.locator(f"#stance-{room.of(offer)}-{stance}")
    pressed = "true" if button.get_attribute("aria-pressed") == "false" else "false"
    if not button.is_visible():
        row.locator("summary").click()
    button.click()
    expect(row.locator(f"#stance-{room.of(offer)}-{stance}")).to_have_attribute("aria-pressed", pressed)


def settle_unseen(room: Room, offer: Offer) -> None:
    """By the form of its outcome alone; what is merged goes into what is accepted on the same paragraph."""
    values: dict[str, object] = {}
    if offer.fate == "merged":
        values["into"] = room.of(next(one for one in OFFERS if (one.place, one.fate) == (offer.place, "accepted")))
    url = room.path("proposal-settle", pk=room.of(offer))
    send(room.cast[PRESIDENCY], url, f".nsettle form:has([name=outcome][value={offer.fate}])", values)


def open_pen(room: Room, who: str, place: int) -> Page:
    """The form of a paragraph, as those with the pen come to it."""
    page = room.at(who, "paragraph-edit", uid=room.uids[place - 1])
    page.locator("summary", has_text="Pluma").click()
    follow(page, "Editar el texto")
    expect(page.locator("[name=body_es]")).to_be_visible()
    return page


def retype(page: Page, name: str, old: str, new: str) -> None:
    """Select ``old`` in a field, and type ``new`` over it."""
    page.locator(f"main [name={name}]").evaluate(SELECT, old)
    page.keyboard.type(new)


def fits(page: Page) -> bool:
    """Whether the page is read without moving it sideways."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def drop(page: Page, name: str, content: bytes) -> None:
    """Drop a file on the form, as one does with the mouse."""
    said = {"name": name, "bytes": list(content)}
    made = page.evaluate_handle(
        """({name, bytes}) => {
          const carried = new DataTransfer();
          carried.items.add(new File([new Uint8Array(bytes)], name, {type: "application/pdf"}));
          return carried;
        }""",
        said,
    )
    page.locator("form[data-drop]").dispatch_event("drop", {"dataTransfer": made})
