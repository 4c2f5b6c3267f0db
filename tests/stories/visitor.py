"""Somebody with a browser: they see headings, links, buttons and labels, and use them by name."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, Response, expect

from tests.accessibility import faults

SCREENSHOTS = Path(__file__).parent.parent / "screenshots"


class Visitor:
    """A window; whatever breaks the policy, a script or the server while it is open is kept in `problems`."""

    def __init__(self, page: Page, *, has_script: bool) -> None:
        self.page = page
        self.has_script = has_script
        self.problems: list[str] = []
        self.activations = 0
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("response", self._watch)
        page.on("request", lambda request: self._stay_here(request.url))
        page.on(
            "console",
            lambda said: self.problems.append(said.text) if "Content Security" in said.text else None,
        )

    def go(self, path: str) -> "Visitor":
        """Type an address."""
        self.page.goto(path)
        return self

    def follow(self, name: str | re.Pattern[str]) -> "Visitor":
        """Activate the first link of that name in the page's content."""
        self.activations += 1
        self.main.get_by_role("link", name=name).first.click()
        return self

    def press(self, name: str | re.Pattern[str]) -> "Visitor":
        """Activate the first button of that name in the page's content."""
        self.activations += 1
        self.main.get_by_role("button", name=name).first.click()
        return self

    def choose(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> "Visitor":
        """Choose a radio button or a box by its words."""
        self.activations += 1
        (within or self.main).get_by_label(name).first.check(force=True)
        return self

    def write(self, name: str | re.Pattern[str], words: str) -> "Visitor":
        """Fill in a field by its label."""
        self.main.get_by_label(name).first.fill(words)
        return self

    def sees(self, *words: str | re.Pattern[str]) -> "Visitor":
        """The page says this."""
        for some in words:
            expect(self.main).to_contain_text(some)
        return self

    def misses(self, *words: str) -> "Visitor":
        """The page does not say this."""
        for some in words:
            expect(self.main).not_to_contain_text(some)
        return self

    def is_accessible(self) -> "Visitor":
        """Axe finds nothing, there is one h1, and nothing scrolls sideways."""
        expect(self.page.locator("h1")).to_have_count(1)
        assert faults(self.page) == [], self.page.url
        widths = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], self.page.url
        return self

    def picture(self, name: str) -> "Visitor":
        """Keep what the window shows for the README."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.evaluate("document.fonts.ready")
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")
        return self

    @property
    def main(self) -> Locator:
        """The content of the page, without its frame."""
        return self.page.locator("main")

    @property
    def h1(self) -> str:
        """The heading of the page."""
        return self.page.locator("h1").inner_text()

    def _watch(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.url}")

    def _stay_here(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "about:")):
            self.problems.append(f"foreign host: {url}")
