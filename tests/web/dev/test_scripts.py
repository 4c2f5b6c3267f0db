"""What scripts add to a page: letters for decisions, focus after an error, copies, menus."""

from playwright.sync_api import expect

from tests.web.dev.conftest import Open

GUIDE = "/dev/style-guide"
RECONCILE = "/dev/style-guide/reconcile"


def test_a_letter_decides_only_while_focus_is_in_the_group(open_page: Open) -> None:
    page = open_page(RECONCILE)
    page.keyboard.press("e")
    expect(page.locator("#decision-A-declined")).not_to_be_checked()
    page.focus("#decision-A-accepted")
    page.keyboard.press("e")
    expect(page.locator("#decision-A-declined")).to_be_checked()
    expect(page.locator("#decision-A-declined")).to_be_focused()
    page.focus("#text")
    page.keyboard.type("hoe")
    expect(page.locator("#text")).to_have_value("hoe")
    expect(page.locator("#decision-A-declined")).to_be_checked()


def test_the_letters_can_be_switched_off_on_this_device(open_page: Open) -> None:
    page = open_page(RECONCILE)
    page.click("[data-keys-toggle]")
    page.reload()
    expect(page.locator("[data-keys-off]")).to_have_count(2)
    page.focus("#decision-A-accepted")
    page.keyboard.press("o")
    expect(page.locator("#decision-A-partly")).not_to_be_checked()
    page.click("[data-keys-toggle]")
    page.focus("#decision-A-accepted")
    page.keyboard.press("o")
    expect(page.locator("#decision-A-partly")).to_be_checked()


def test_the_error_summary_gets_focus_and_leads_to_its_fields(open_page: Open) -> None:
    page = open_page(GUIDE)
    expect(page.locator(".error-summary").first).to_be_focused()
    page.click(".error-summary a[href='#at']")
    expect(page.locator("#at")).to_be_focused()


def test_a_suggestion_fills_the_field(open_page: Open) -> None:
    page = open_page(RECONCILE)
    page.click("[data-fill]")
    expect(page.locator("#text")).to_have_value(page.locator("#suggested").text_content() or "-")


def test_a_value_is_copied_and_that_is_said(open_page: Open) -> None:
    page = open_page(GUIDE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("[data-copy]")
    expect(page.locator("[data-copy-status]")).to_have_text("Kopioitu")
    assert page.evaluate("navigator.clipboard.readText()") == page.text_content("#sg-copy")


def test_the_language_menu_closes_with_escape(open_page: Open) -> None:
    page = open_page(GUIDE)
    page.click(".language-menu summary")
    expect(page.get_by_role("button", name="Svenska")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Svenska")).to_be_hidden()
    expect(page.locator(".language-menu summary")).to_be_focused()


def test_the_language_changes_without_script_too(open_page: Open) -> None:
    page = open_page(GUIDE)
    page.click(".language-menu summary")
    page.get_by_role("button", name="Svenska").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")


def test_buttons_that_need_script_are_hidden_without_it(open_page: Open) -> None:
    page = open_page(GUIDE)
    expect(page.locator("[data-copy]")).to_be_visible()
    page.route("**/js/*.js*", lambda route: route.abort())
    page.reload()
    expect(page.locator("[data-copy]")).to_be_hidden()


def test_without_connection_the_page_says_that_text_is_kept(open_page: Open) -> None:
    page = open_page(GUIDE)
    expect(page.locator("[data-offline]")).to_be_hidden()
    page.context.set_offline(True)
    expect(page.locator("[data-offline]")).to_contain_text("teksti säilyy tällä laitteella")
    page.context.set_offline(False)
    expect(page.locator("[data-offline]")).to_be_hidden()
