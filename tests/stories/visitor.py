"""Somebody with a browser: they see headings, links, buttons and labels, and use them by name."""

import re
from pathlib import Path

from playwright.sync_api import Dialog, Locator, Page, Response, expect

from tests.accessibility import faults

SCREENSHOTS = Path(__file__).parent.parent / "screenshots"
#: What a browser takes for ordinary text until the reader enlarges it, in pixels.
TEXT = 16
Name = str | re.Pattern[str]


class Visitor:
    """A window; whatever breaks the policy, a script or the server while it is open is kept in `problems`.

    Every page that is come to is looked at by axe once, and every page that says an error once more.
    """

    def __init__(self, page: Page, *, has_script: bool, text: int = 100) -> None:
        self.page = page
        self.has_script = has_script
        self.problems: list[str] = []
        self.activations = 0
        self._seen: set[str] = set()
        if text != 100:
            sizes = {"standard": TEXT * text // 100, "fixed": TEXT * text // 100}
            page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("response", self._watch)
        page.on("request", lambda request: self._stay_here(request.url))
        page.on("dialog", self._refuse)
        page.on(
            "console",
            lambda said: self.problems.append(said.text) if "Content Security" in said.text else None,
        )

    def go(self, path: str) -> "Visitor":
        """Type an address."""
        self.page.goto(path)
        return self.look()

    def follow(self, name: Name) -> "Visitor":
        """Activate the one link of that name in the page's content."""
        return self._come_by(self.link(name))

    def press(self, name: Name, *, within: Locator | None = None) -> "Visitor":
        """Activate the one button of that name in the page's content, which leads to a page."""
        return self._come_by(self.button(name, within=within))

    def touch(self, name: Name) -> "Visitor":
        """Activate a button that stays on the page."""
        self.activations += 1
        self.button(name).click()
        return self

    def unfold(self, words: str) -> "Visitor":
        """Open what is folded under these words."""
        self.activations += 1
        self.main.locator("summary").filter(has_text=words).click()
        return self

    def choose(self, name: Name, *, within: Locator | None = None) -> "Visitor":
        """Choose a radio button or a box by its words."""
        self.activations += 1
        place = within or self.main
        radio, box = (place.get_by_role(role, name=name, exact=True) for role in ("radio", "checkbox"))
        radio.or_(box).check(force=True)
        return self

    def pick(self, label: str, words: str) -> "Visitor":
        """Choose from a list by the words of its line."""
        self.activations += 1
        self.field(label).select_option(label=words)
        return self

    def write(self, label: str, words: str) -> "Visitor":
        """Fill in a field by its label."""
        self.activations += 1
        self.field(label).fill(words)
        return self

    def sees(self, *words: Name) -> "Visitor":
        """The page says this."""
        for some in words:
            expect(self.main).to_contain_text(some)
        return self

    def misses(self, *words: str) -> "Visitor":
        """The page does not say this."""
        for some in words:
            expect(self.main).not_to_contain_text(some)
        return self

    def reads(self, heading: str) -> "Visitor":
        """The page is headed so."""
        expect(self.page.locator("h1")).to_have_text(heading)
        return self

    def look(self) -> "Visitor":
        """The page is fit for everybody; the same page is not looked at twice."""
        path = re.sub(r"\d+", "0", self.page.url.partition("#")[0])
        seen = f"{path} {self.page.title()}"
        if seen not in self._seen:
            self._seen.add(seen)
            self.is_accessible()
        return self

    def is_accessible(self) -> "Visitor":
        """Axe finds nothing, there is one h1, and nothing scrolls sideways."""
        expect(self.page.locator("h1")).to_have_count(1)
        found = faults(self.page, has_script=self.has_script)
        assert found == [], f"{self.page.url}: {found}"
        widths = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], f"{self.page.url} is {widths[0]} pixels wide"
        return self

    def picture(self, name: str) -> "Visitor":
        """Keep what the window shows for the README."""
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.evaluate("document.fonts.ready")
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled", caret="hide")
        return self

    @property
    def main(self) -> Locator:
        """The content of the page, without its frame."""
        return self.page.locator("main")

    def link(self, name: Name) -> Locator:
        """The links of that name."""
        return self.main.get_by_role("link", name=name, exact=True)

    def button(self, name: Name, *, within: Locator | None = None) -> Locator:
        """The buttons of that name; a link that looks like one counts."""
        place = within or self.main
        return place.get_by_role("button", name=name, exact=True)

    def field(self, label: str) -> Locator:
        """The field of that label, whether it must be filled in or not."""
        return self.main.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s+\(ei pakollinen\))?\s*$"))

    def part(self, heading: Name) -> Locator:
        """The region, group or article of that name."""
        found = self.main.get_by_role("region", name=heading, exact=True)
        for role in ("group", "article", "navigation"):
            found = found.or_(self.main.get_by_role(role, name=heading, exact=True))
        return found

    def _come_by(self, found: Locator) -> "Visitor":
        self.activations += 1
        with self.page.expect_navigation():
            found.click()
        return self.look()

    def _watch(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.url}")

    def _stay_here(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "about:")):
            self.problems.append(f"foreign host: {url}")

    def _refuse(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":
            dialog.accept()
        else:
            self.problems.append(f"a dialog: {dialog.message}")
            dialog.dismiss()
