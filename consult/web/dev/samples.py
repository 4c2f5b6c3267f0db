"""What the pages of the style guide show: one form, one change, one timetable, always the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from markupsafe import Markup
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    EmailField,
    FileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are a version behind
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from consult.resources import resource_dir
from consult.text.runs import RunKind
from consult.web.forms import BaseForm
from consult.web.marked import MarkedRun

FOLDER = "styleguide"
SAVED_AT = "2027-01-20T07:42:00+00:00"


class SampleForm(BaseForm):
    """Every kind of field once; the words are examples, not messages."""

    text = TextAreaField("Kirjoita kohta niin kuin sen pitäisi olla", [DataRequired("Muuta kohdan tekstiä.")])
    reason = TextAreaField("Perustelu", [DataRequired("Kirjoita perustelu. Yksi virke riittää.")])
    kind = RadioField(
        "Mitä haluat sanoa",
        [DataRequired("Valitse, mitä haluat sanoa.")],
        choices=[
            SelectChoice("missing", "Puuttuu jotain"),
            SelectChoice("wording", "Muotoile toisin"),
            SelectChoice("other", "Muu"),
        ],
    )
    voice = RadioField(
        "Kenen puolesta ehdotat", choices=[SelectChoice("1", "Kuusiniemen omaishoitajat ry")], default="1"
    )
    voices = RadioField(
        "Kenen puolesta kirjoitat",
        choices=[
            SelectChoice("1", "Kuusiniemen omaishoitajat ry"),
            SelectChoice("2", "Vammaisjärjestöjen verkosto"),
        ],
        default="1",
    )
    public = BooleanField(
        "Järjestön nimen saa julkaista", [DataRequired("Vahvista, että nimen saa näyttää.")]
    )
    email = EmailField("Sähköposti", [Optional()])
    municipality = SelectField(
        "Kunta", choices=[SelectChoice("1", "Kuusiniemi"), SelectChoice("2", "Järvimaa")], default="1"
    )
    at = DateTimeLocalField("Kierros sulkeutuu", [DataRequired("Anna päivä ja kellonaika.")])
    themes = SelectMultipleField(
        "Toimialat",
        [Optional()],
        choices=[SelectChoice("health", "Sosiaali ja terveys"), SelectChoice("culture", "Kulttuuri")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    file = FileField("Word-tiedosto", [Optional()])


@dataclass(frozen=True)
class Stage:
    """One stage of a timetable, as `ui.wizard` wants it."""

    label: str
    when: str
    state: str


STAGES = (
    Stage("Suunnittelu", "4.12.–15.1.", "done"),
    Stage("Kommentointi", "16.1.–1.2.", "current"),
    Stage("Yhteensovittaminen", "2.–8.2.", "coming"),
    Stage("Allekirjoitus", "8.–13.2.", "coming"),
    Stage("Jättäminen", "15.2. mennessä", "coming"),
)
RUNS = (
    MarkedRun(RunKind.EQUAL, Markup("Hyvinvointialueen tulee myöntää järjestöille avustuksia ")),
    MarkedRun(RunKind.REMOVED, Markup("vuosittain")),
    MarkedRun(RunKind.ADDED, Markup("kolmeksi vuodeksi kerrallaan")),
    MarkedRun(RunKind.EQUAL, Markup(" ja ")),
    MarkedRun(RunKind.REMOVED, Markup("pitää ")),
    MarkedRun(RunKind.EQUAL, Markup("<strong>määräraha</strong> vähintään nykyisellä tasolla")),
    MarkedRun(RunKind.ADDED, Markup(" joka vuosi")),
    MarkedRun(RunKind.EQUAL, Markup(".")),
)


def sample_names() -> Iterator[str]:
    """The whole pages of the guide; their parts begin with an underscore."""
    for path in sorted((resource_dir("templates") / FOLDER).glob("[!_]*.html")):
        yield path.stem


def sample_context(now: datetime) -> dict[str, Any]:
    """Everything that any page of the guide asks for."""
    form, bad = (SampleForm(formdata=None, meta={"csrf": False}) for _ in range(2))
    bad.validate()
    return {
        "form": form,
        "bad": bad,
        "runs": RUNS,
        "stages": STAGES,
        "now": now,
        "saved_at": datetime.fromisoformat(SAVED_AT),
        "sample_url": _sample_url,
        "pages_url": _page_url,
        "samples": tuple(sample_names()),
    }


def _sample_url(name: str) -> str:
    return url_for("dev.sample", name=name)


_page_url: Callable[[int], str] = "?page={}".format
