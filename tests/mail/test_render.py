"""What mails say: in the recipient's language, the same words as text and HTML, links in full."""

import re
from email.message import EmailMessage
from typing import Any

import html5lib
import pytest
from sqlalchemy import Engine

from consult.config import Config
from consult.db import writing_session
from consult.mail.render import Overtaken, render_mail, write_words
from consult.models import OutboxMail, Person
from consult.services.sign_in import request_sign_in
from tests.factories import NOW, make_consultation

LANGUAGES = ("fi", "sv", "en")
MAX_WORDS = 150


def render(engine: Engine, config: Config, person: Person, template: str, **params: object) -> EmailMessage:
    """One mail to the person about a consultation."""
    with writing_session(engine) as session:
        consultation = make_consultation(session, session.get_one(Person, person.id), "Lausunto & vastine")
        mail = OutboxMail(
            template=template,
            address=person.email,
            person_id=person.id,
            language=person.language,
            params={"consultation_id": consultation.id, **params},
            dedupe=template,
            created_at=NOW,
            next_try_at=NOW,
        )
        return render_mail(session, mail, config, now=NOW)


def sign_in_mail(engine: Engine, config: Config, person: Person, language: str) -> EmailMessage:
    """The mail with the link and the code."""
    with writing_session(engine) as session:
        session.get_one(Person, person.id).language = language
        request_sign_in(session, person.email, language=language, next_path="/", now=NOW)
        return render_mail(session, session.query(OutboxMail).one(), config, now=NOW)


def plain(mail: EmailMessage) -> str:
    """The text part."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def html(mail: EmailMessage) -> str:
    """The HTML part."""
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sign_in_mail_is_short_and_says_all(
    engine: Engine, config: Config, person: Person, language: str
) -> None:
    mail = sign_in_mail(engine, config, person, language)
    text = plain(mail)
    assert len(text.split()) <= MAX_WORDS
    assert len(re.findall(r"https://lausunto\.example/sign-in/link/[\w-]{43}", text)) == 1
    assert re.search(r"\b\d{4} \d{4}\b", text)
    assert {"fi": "9.52", "sv": "9.52", "en": "9:52"}[language] in text
    assert {"fi": "Et tarvitse salasanaa", "sv": "inget lösenord", "en": "not need a password"}[
        language
    ] in text
    assert {"fi": "Jatka", "sv": "Fortsätt", "en": "Continue"}[language] in text
    assert "Anne Virtanen" in text


def test_its_headers(engine: Engine, config: Config, person: Person) -> None:
    mail = sign_in_mail(engine, config, person, "fi")
    assert mail["Subject"] == "Kirjautumislinkkisi"
    assert (mail["From"], mail["To"]) == ("lausunto@lausunto.example", person.email)
    assert mail["Reply-To"] == "apua@lausunto.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@lausunto.example>")


def test_nothing_is_fetched_from_anywhere(engine: Engine, config: Config, person: Person) -> None:
    source = html(sign_in_mail(engine, config, person, "fi"))
    assert not re.search(r"<(img|link|script|style|iframe)|src=|style=", source)


NEW_PLAN = {"old_at": "", "new_at": "", "document": "Suunnitelma 4", "note": ""}
SAMPLES: dict[str, dict[str, Any]] = {
    "answer_sent": {"voice": "Kylä & tuki ry", "comments": 1, "proposals": 2, "answer_id": 1},
    "question_asked": {"noun": "proposal", "number": 7, "text": "Kenelle?\n\nMilloin?"},
    "request_changed": {
        "old_at": "2027-02-15T14:15:00+00:00",
        "new_at": "2027-02-22T14:15:00+00:00",
        "document": "",
        "note": "Lisää aikaa lausua.",
    },
    "response": {
        "document_id": 3,
        "version": 2,
        "voice": "Kylä ry",
        "items": [
            {
                "noun": "proposal",
                "number": 4,
                "outcome": "accepted",
                "rationale": "",
                "before": "Vanha virke.",
                "after": "Uusi virke.",
            },
            {
                "noun": "comment",
                "number": 5,
                "outcome": "noted",
                "rationale": "Kiitos.",
                "block": 3,
                "wish": "",
                "words": "Tilat puuttuvat.",
                "before": "",
                "after": "",
            },
        ],
    },
}


@pytest.mark.parametrize("template", SAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_html_say_the_same(
    engine: Engine, config: Config, person: Person, template: str, language: str
) -> None:
    person.language = language
    mail = render(engine, config, person, template, **SAMPLES[template])
    tree = html5lib.parse(html(mail), namespaceHTMLElements=False)
    body = tree.find("body")
    assert body is not None
    assert " ".join("".join(body.itertext()).split()) == " ".join(plain(mail).split())
    assert tree.get("lang") == language
    assert "Lausunto & vastine" in mail["Subject"]
    assert "%(" not in plain(mail)


def test_the_response_tells_decision_reason_and_text(engine: Engine, config: Config, person: Person) -> None:
    text = plain(render(engine, config, person, "response", **SAMPLES["response"]))
    assert "Ehdotus 4: Hyväksytty\n" in text
    assert "Vanha virke.\nTeksti nyt: Uusi virke." in text
    assert "Kohta 3. Kommentti 5: Merkitty tiedoksi\nKirjoitit: Tilat puuttuvat.\nPerustelu: Kiitos." in text


def test_what_is_put_forward_of_a_background_document_is_told_as_such(
    engine: Engine, config: Config, person: Person
) -> None:
    taken = {
        "noun": "proposal",
        "number": 7,
        "block": 2,
        "outcome": "accepted",
        "rationale": "",
        "before": "Haku on sähköinen.",
        "after": "Haku on sähköinen tai paperinen.",
        "background": "Suunnitelma",
        "is_put_forward": True,
    }
    sample = {**SAMPLES["response"], "items": [taken]}
    said = plain(render(engine, config, person, "response", **sample))
    assert "Suunnitelma. Kohta 2. Ehdotus 7: Hyväksytty\n" in said
    assert "Esitämme tätä viranomaiselle.\nTekstissä lukee: Haku on sähköinen." in said
    assert "Esitämme: Haku on sähköinen tai paperinen." in said
    assert "Teksti nyt" not in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("words", "Uusi virke."), "Ehdotit: Uusi virke."),
        (("add", "Uusi kohta."), "Ehdotit uutta kohtaa: Uusi kohta."),
        (("delete", ""), "Ehdotit kohdan poistamista."),
        (("move", ""), "Ehdotit kohdalle toista paikkaa."),
    ],
)
def test_the_question_quotes_what_it_is_about(
    engine: Engine, config: Config, person: Person, change: tuple[str, str], said: str
) -> None:
    sample = {**SAMPLES["question_asked"], "block": 5, "words": "", "changes": [change]}
    text = plain(render(engine, config, person, "question_asked", **sample))
    assert "Kohta 5" in text
    assert said in text


@pytest.mark.parametrize("template", SAMPLES)
def test_a_mail_ends_with_who_sends_it(engine: Engine, config: Config, person: Person, template: str) -> None:
    text = plain(render(engine, config, person, template, **SAMPLES[template]))
    assert text.rstrip().endswith("Kysymykset: apua@lausunto.example")


def test_in_swedish_nothing_is_counted_as_none(engine: Engine, config: Config, person: Person) -> None:
    person.language = "sv"
    sample = {**SAMPLES["answer_sent"], "comments": 0, "proposals": 1}
    assert not re.search(r"\b0\b", plain(render(engine, config, person, "answer_sent", **sample)))


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1, 0), "Siinä on 1 kommentti.\n"),
        ((0, 2), "Siinä on 2 muutosehdotusta.\n"),
        ((3, 1), "Siinä on 3 kommenttia ja 1 muutosehdotus.\n"),
        ((0, 0), ""),
    ],
)
def test_the_answer_mail_counts_only_what_is_there(
    engine: Engine, config: Config, person: Person, counts: tuple[int, int], said: str
) -> None:
    sample = {**SAMPLES["answer_sent"], "comments": counts[0], "proposals": counts[1]}
    text = plain(render(engine, config, person, "answer_sent", **sample))
    assert said in text
    assert ("Siinä on" in text) is bool(said)
    assert not re.search(r"\b0\b", text)


def test_hostile_words_stay_words(engine: Engine, config: Config, person: Person) -> None:
    hostile = "<script>alert(1)</script> {{ 7 * 7 }}\r\nBcc: x@evil.example"
    mail = render(engine, config, person, "question_asked", noun="comment", number=1, text=hostile)
    assert "<script>" not in html(mail)
    assert "{{ 7 * 7 }}" in plain(mail)
    assert mail["Bcc"] is None


def test_a_title_of_many_lines_is_one_subject(config: Config) -> None:
    class Consultation:
        title = "Yksi\r\nBcc: x@evil.example"
        host = ""

    context = {
        "consultation": Consultation,
        "consultation_url": "",
        "contact": "",
        "name": "",
        "noun": "comment",
        "number": 1,
        "text": "",
    }
    words = write_words("question_asked", "fi", config, context)
    assert "\n" not in words.subject
    assert "\r" not in words.subject


def test_a_mail_without_its_request_is_not_written(engine: Engine, config: Config, person: Person) -> None:
    with pytest.raises(Overtaken):
        render(engine, config, person, "sign_in", token_id=99)


WHOLE = {
    "voice": "Kylä & tuki ry",
    "comments": 1,
    "proposals": 1,
    "answer_id": 1,
    "stance": "endorses",
    "positions": [("Onko tavoite oikea?", "Kyllä", "Koska on.")],
    "items": [
        {"noun": "comment", "number": 4, "block": 3, "changes": [("", "Tilat & ajat.")], "rationale": ""},
        {
            "noun": "proposal",
            "number": 5,
            "block": None,
            "changes": [("words", "Uusi virke."), ("delete", ""), ("move", "")],
            "rationale": "Siksi.",
        },
    ],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_copy_holds_everything_that_was_sent(
    engine: Engine, config: Config, person: Person, language: str
) -> None:
    person.language = language
    text = plain(render(engine, config, person, "answer_sent", **WHOLE, member_id=person.id))
    for words in ("Tilat & ajat.", "Uusi virke.", "Siksi.", "Onko tavoite oikea?", "Kyllä", "Koska on."):
        assert words in text
    assert {"fi": "Tuemme luonnosta", "sv": "Vi stöder", "en": "We support the draft"}[language] in text
    assert "Anne Virtanen" in text


def test_a_new_plan_is_named_and_a_moved_deadline_told_with_the_old_one(
    engine: Engine, config: Config, person: Person
) -> None:
    moved = plain(render(engine, config, person, "request_changed", **SAMPLES["request_changed"]))
    assert "Uusi määräaika on ma 22.2.2027 klo 16.15. Aiemmin se oli ma 15.2.2027 klo 16.15." in moved
    replaced = plain(render(engine, config, person, "request_changed", **NEW_PLAN))
    assert "Suunnitelma on nyt: Suunnitelma 4" in replaced
    assert "määräaika on" not in replaced
