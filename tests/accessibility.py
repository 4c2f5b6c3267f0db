"""What axe finds on a page that a browser shows."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(fault =>
  `${fault.id} (${fault.impact}): ${fault.help}: ${fault.nodes.map(node => node.html).join(' | ')}`)"""
#: Where script is switched off no timer of the page ever rings, and axe waits for one.
NO_WAITING = "window.setTimeout = run => { Promise.resolve().then(run); return 0 }"


def faults(page: Page, *, has_script: bool = True) -> list[str]:
    """Every rule of axe that the page breaks, one line each with its elements, under any CSP."""
    if not has_script:
        page.evaluate(NO_WAITING)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN)
    return found
