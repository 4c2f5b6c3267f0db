"""The accessibility check finds what it is there for, under the policy the pages are served with."""

from playwright.sync_api import Page

from tests.accessibility import faults

GOOD = """<!doctype html><html lang="fi"><head><title>Lausunto</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head>
<body><main><h1>Lausunto</h1><label>Nimi <input></label></main></body></html>"""


def test_a_good_page_has_no_faults(page: Page) -> None:
    page.set_content(GOOD)
    assert faults(page) == []


def test_a_field_without_its_label_is_found(page: Page) -> None:
    page.set_content(GOOD.replace("<label>Nimi <input></label>", "<input>"))
    assert [fault.split(" ")[0] for fault in faults(page)] == ["label"]
