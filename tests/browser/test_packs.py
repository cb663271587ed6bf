"""The pack of a meeting, saved by its reader and opened where there is no network."""

from playwright.sync_api import expect

from tests.browser.test_journeys import address


def test_pack_opens_without_a_network_and_asks_for_nothing(page, portal, tmp_path):
    page.goto(address(portal, "meetings:meeting-detail", "en", key="crm-16"))
    with page.expect_download() as downloading:
        page.evaluate("path => { location.href = path }", address(portal, "meetings:meeting-pack", "en", key="crm-16"))
    saved = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(saved)
    assert saved.stat().st_size < 3_000_000
    asked, complaints = [], []
    offline = page.context.browser.new_context(offline=True, viewport={"width": 360, "height": 740})
    reader = offline.new_page()
    reader.on("request", lambda request: asked.append(request.url))
    reader.on("console", lambda message: complaints.append(message.text))
    reader.goto(saved.as_uri())
    expect(reader.locator("h1")).to_contain_text("Vice-Ministerial")
    expect(reader.locator("#texts article").first).to_be_visible()
    assert asked == [saved.as_uri()] and not complaints
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than a telephone"
    offline.close()
