"""A page as a test sees it; every HTML answer is held to the rules of the house before a test looks at it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

LANGUAGES = {"fi", "sv", "en"}
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
RESOURCES = {"script": "src", "img": "src", "link": "href", "iframe": "src", "form": "action"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass(frozen=True)
class Form:
    """A form of a page with the values it would send."""

    action: str
    method: str
    fields: dict[str, list[str]]


class Page:
    """One answer."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        response.get_data()
        response.close()
        response.request.environ["wsgi.input"].close()
        self.html = response.get_data(as_text=True) if self._is_html(response) else ""
        if self.html:
            check(self)

    @staticmethod
    def _is_html(response: TestResponse) -> bool:
        return response.mimetype == "text/html" and not 300 <= response.status_code < 400

    @property
    def is_whole(self) -> bool:
        """Whether this is a page, not a fragment."""
        return self.html.lstrip().lower().startswith("<!doctype")

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("Location", "")

    @cached_property
    def _parsed(self) -> tuple[Element, list[Any]]:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parse = parser.parse if self.is_whole else parser.parseFragment
        return cast(Element, parse(self.html)), parser.errors

    @property
    def tree(self) -> Element:
        """The parsed document."""
        return self._parsed[0]

    @property
    def parse_errors(self) -> list[Any]:
        """What is wrong with the nesting."""
        return self._parsed[1]

    @property
    def text(self) -> str:
        """Everything that is read, white space collapsed."""
        return words(self.tree.find("body") if self.is_whole else self.tree)

    @property
    def h1(self) -> str:
        """The page's one heading."""
        return words(next(self.tree.iter("h1")))

    @property
    def title(self) -> str:
        """The title of the window."""
        return words(next(self.tree.iter("title")))

    def element(self, id_: str) -> Element:
        """The element with this id."""
        return next(element for element in self.tree.iter() if element.get("id") == id_)

    def links(self) -> list[str]:
        """Where the page leads."""
        return [element.get("href", "") for element in self.tree.iter("a")]

    def forms(self) -> list[Form]:
        """Every form of the page."""
        return [read_form(element) for element in self.tree.iter("form")]

    def form(self, action: str = "") -> Form:
        """The form that posts to this address, or the one form of the main part."""
        main = next(self.tree.iter("main"), self.tree) if not action else self.tree
        found = [form for form in map(read_form, main.iter("form")) if action in ("", form.action)]
        assert len(found) == 1, f"{len(found)} forms post to {action or 'somewhere'}"
        return found[0]


def words(element: Element | None) -> str:
    """The text of an element; where a long word may break is not part of the word."""
    return "" if element is None else " ".join("".join(element.itertext()).replace("\u00ad", "").split())


def read_form(element: Element) -> Form:
    """What a browser would send if its first button were pressed; buttons with names are left out."""
    fields: dict[str, list[str]] = {}
    for control in element.iter():
        name = control.get("name")
        if name and control.tag in {"input", "textarea", "select"}:
            fields.setdefault(name, []).extend(_values(control))
    return Form(element.get("action", ""), element.get("method", "get").lower(), fields)


def _values(control: Element) -> Iterator[str]:
    kind = control.get("type", "text")
    if control.tag == "textarea":
        yield "".join(control.itertext()).removeprefix("\n")
    elif control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        yield from (option.get("value", words(option)) for option in chosen)
    elif kind in {"radio", "checkbox"}:
        if "checked" in control.attrib:
            yield control.get("value", "on")
    elif kind not in {"submit", "button", "file"}:
        yield control.get("value", "")


def check(page: Page) -> None:
    """Every rule at once; the assertion names what is wrong."""
    problems = list(_problems(page))
    assert not problems, f"{page.response.request.path}: {'; '.join(problems)}"


def _problems(page: Page) -> Iterator[str]:
    # Comments are in the tree too, with a function for a tag.
    tags: list[tuple[object, Element]] = [(element.tag, element) for element in page.tree.iter()]
    elements = [element for tag, element in tags if isinstance(tag, str)]
    yield from (f"not well formed: {error}" for error in page.parse_errors)
    yield from _frame_problems(page) if page.is_whole else ()
    yield from _id_problems(elements, is_whole=page.is_whole)
    for element in elements:
        yield from _inline_problems(element)
        yield from _resource_problems(element)
    yield from _form_problems(elements, is_whole=page.is_whole)


def _frame_problems(page: Page) -> Iterator[str]:
    if page.tree.get("lang") not in LANGUAGES:
        yield "no language"
    if [words(heading) != "" for heading in page.tree.iter("h1")] != [True]:
        yield "not exactly one h1 with text"
    if not words(next(page.tree.iter("title"), None)).removesuffix("– consult").strip():
        yield "no title"
    if len(list(page.tree.iter("main"))) != 1:
        yield "not exactly one main part"


def _id_problems(elements: list[Element], *, is_whole: bool) -> Iterator[str]:
    ids = Counter(element.get("id") for element in elements if "id" in element.attrib)
    yield from (f"id {id_!r} {count} times" for id_, count in ids.items() if count > 1 or not id_)
    if not is_whole:
        return
    for element in elements:
        for name in REFERENCES:
            for reference in element.get(name, "").split():
                if reference not in ids:
                    yield f"{name}={reference!r} leads nowhere"


def _inline_problems(element: Element) -> Iterator[str]:
    if element.tag == "style" or "style" in element.attrib:
        yield f"inline style in {element.tag}"
    if element.tag == "script" and not element.get("src"):
        yield "inline script"
    for name, value in element.attrib.items():
        if str(name).startswith(("on", "hx-on")) or value.strip().lower().startswith(("javascript:", "js:")):
            yield f"script in {name} of {element.tag}"


def _resource_problems(element: Element) -> Iterator[str]:
    address = element.get(RESOURCES.get(str(element.tag), ""), "")
    if address.startswith(("http:", "https:", "//")):
        yield f"{element.tag} from a foreign host: {address}"
    if element.tag == "img" and "alt" not in element.attrib:
        yield "a picture without alternative text"


def _form_problems(elements: list[Element], *, is_whole: bool) -> Iterator[str]:
    labelled = {label.get("for") for label in elements if label.tag == "label"} - {None}
    wrapped = {id(inner) for label in elements if label.tag == "label" for inner in label.iter()}
    for element in elements:
        if element.tag == "form":
            yield from _one_form(element)
        is_control = element.tag in {"select", "textarea", "input"} and element.get("type") not in UNLABELLED
        names = {"aria-label", "aria-labelledby"} & set(element.attrib)
        if is_control and element.get("id") not in labelled and id(element) not in wrapped and not names:
            yield f"no label for {element.get('name')}"
        if element.tag == "button" and not words(element) and not names:
            yield "a button without words"
    if is_whole:
        yield from (f"empty link to {a.get('href')}" for a in elements if a.tag == "a" and not words(a))


def _one_form(element: Element) -> Iterator[str]:
    if not element.get("action"):
        yield "a form without action"
    if element.get("method", "get").lower() == "post" and "csrf_token" not in read_form(element).fields:
        yield f"no token in the form to {element.get('action')}"
