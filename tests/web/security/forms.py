"""Every form of a page as a robot fills it in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html
from werkzeug.test import TestResponse

WORDS = "Kirjoitin tämän lomakkeelle."
BY_TYPE = {"email": "uusi.ihminen@example.test", "number": "1"}
TYPED = frozenset({"text", "email", "search", "number"})


@dataclass
class Control:
    """One field: its values now, and what could be chosen."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        """Whether words are written into it."""
        return self.kind == "textarea" or self.kind in TYPED

    def filled(self) -> list[str]:
        """What a person would leave in it: what stands there and a little more, or the first choice."""
        if self.kind == "textarea":
            return [f"{self.values[0]} {WORDS}".strip()]
        if self.kind in TYPED:
            return self.values if self.values[0] else [BY_TYPE.get(self.kind, _sample(self.name))]
        if self.options and self.kind != "checkbox":
            return self.values or [next(filter(None, self.options), "")]
        return self.values


@dataclass
class Form:
    """A form that posts, and the page it was on."""

    page: str
    action: str
    controls: list[Control]

    @property
    def key(self) -> tuple[str, ...]:
        """Forms with the same key are filled in the same way."""
        return (self.action, *sorted(control.name for control in self.controls))

    @property
    def typed(self) -> list[Control]:
        """The fields for words."""
        return [control for control in self.controls if control.is_typed]

    def filled(self, **other: str) -> dict[str, list[str]]:
        """Everything it would send, with some fields given."""
        data = {control.name: control.filled() for control in self.controls}
        data |= {name: [value] for name, value in other.items()}
        return {name: values for name, values in data.items() if values and name != "csrf_token"}


def forms_of(response: TestResponse) -> Iterator[Form]:
    """The forms of a page that post, each with an address of this site."""
    if response.mimetype != "text/html" or response.status_code >= 300 or not response.data.strip():
        return
    page = response.request.full_path.rstrip("?")
    for element in html.fromstring(response.text).iter("form"):
        if (element.get("method") or "get").lower() == "post":
            yield Form(page, element.get("action") or page, list(_controls(element)))


def _controls(form: html.HtmlElement) -> Iterator[Control]:
    found: dict[str, Control] = {}
    for element in form.iter("input", "textarea", "select"):
        name = element.get("name")
        if not name:
            continue
        kind = element.get("type", "text") if element.tag == "input" else str(element.tag)
        control = found.setdefault(name, Control(name, kind))
        _note(control, element)
    yield from found.values()


def _note(control: Control, element: html.HtmlElement) -> None:
    if control.kind == "textarea":
        control.values.append(element.text_content().removeprefix("\n"))
    elif control.kind == "select":
        control.options = [option.get("value") or "" for option in element.iter("option")]
        chosen = [
            option.get("value") or "" for option in element.iter("option") if "selected" in option.attrib
        ]
        control.values = chosen[:1]
    elif control.kind in {"radio", "checkbox"}:
        control.options.append(element.get("value", "on"))
        control.values += [element.get("value", "on")] if "checked" in element.attrib else []
    elif control.kind not in {"submit", "button", "file"}:
        control.values.append(element.get("value", ""))


def _sample(name: str) -> str:
    if name.endswith(("day", "first", "last")):
        return "24.3.2027"
    if name.endswith(("_at", "clock", "time")):
        return "12.00"
    return WORDS
