"""Every mail in every language: nothing left empty, one link, and the same words as text and HTML."""

import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from sqlalchemy import Engine

from consult.config import Config
from consult.db import writing_session
from consult.mail.render import render_mail
from consult.models import MailPace, OutboxMail, Person
from consult.services.digests import gather_digests
from consult.services.mail_kinds import KINDS, MailKind
from consult.services.outbox import queue_mail
from consult.services.people import LANGUAGES
from consult.services.sign_in import request_sign_in
from consult.web.administration.mail_words import MAIL_KINDS
from tests.factories import DAY, NOW, make_consultation, make_round, make_version
from tests.mail.test_render import SAMPLES, html, plain
from tests.tree import ROOT

TEMPLATES = sorted(path.stem for path in Path(ROOT / "templates" / "mail").glob("[!_]*.txt"))
LINK = re.compile(r"https?://\S+")
EMPTY = re.compile(r"%\(|:\s*\Z|\bNone\b|\{\{|\}\}|\(\)|\[\]|  ")
MORE: dict[str, dict[str, Any]] = {
    **SAMPLES,
    "member_ready": {
        "voice": "Kylä ry",
        "voice_id": 1,
        "member_id": 1,
        "round_id": 1,
        "comments": 1,
        "proposals": 0,
    },
}


def compose(engine: Engine, config: Config, person: Person, template: str, language: str) -> Any:
    """The mail as the worker would send it, with a round that is open."""
    with writing_session(engine) as session:
        reader = session.get_one(Person, person.id)
        reader.language = language
        consultation = make_consultation(session, reader, "Lausunto & vastine")
        make_version(session, consultation, reader)
        make_round(session, consultation, reader)
        if template in {"sign_in", "sign_in_unknown"}:
            address = reader.email if template == "sign_in" else "kuka@example.test"
            request_sign_in(session, address, language=language, next_path="/", now=NOW)
            return render_mail(session, session.query(OutboxMail).one(), config, now=NOW)
        if template == "digest":
            reader.mail_pace = MailPace.DAILY
        params = {
            "consultation_id": consultation.id,
            **MORE["response" if template == "digest" else template],
        }
        kind = "response" if template == "digest" else template
        mail = queue_mail(session, kind, person=reader, params=params, dedupe="x", now=NOW)
        if template == "digest":
            gather_digests(session, now=NOW + DAY, zone=config.timezone)
            mail = session.query(OutboxMail).filter_by(template="digest").one()
        assert mail is not None
        return render_mail(session, mail, config, now=NOW)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_mail_says_the_same_twice_with_one_link(
    engine: Engine, config: Config, person: Person, template: str, language: str
) -> None:
    mail = compose(engine, config, person, template, language)
    text = plain(mail)
    assert EMPTY.findall(text) == [], text
    assert "\n\n\n" not in text
    tree = html5lib.parse(html(mail), namespaceHTMLElements=False)
    body = tree.find("body")
    assert body is not None
    assert " ".join("".join(body.itertext()).split()) == " ".join(text.split())
    own = [link for link in LINK.findall(text) if "/unsubscribe/" not in link]
    assert len(own) == 1, own
    assert {link.get("href") for link in body.iter("a")} >= set(own)
    assert mail["Subject"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_mail_but_a_sign_in_link_can_be_ended(
    engine: Engine, config: Config, person: Person, template: str
) -> None:
    mail = compose(engine, config, person, template, "fi")
    links = [link for link in LINK.findall(plain(mail)) if "/unsubscribe/" in link]
    if KINDS[template] is MailKind.ACCESS:
        assert (links, mail["List-Unsubscribe"]) == ([], None)
    else:
        assert [f"<{link}>" for link in links] == [mail["List-Unsubscribe"]]
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_every_mail_is_of_a_kind_and_has_a_name() -> None:
    assert set(TEMPLATES) == set(KINDS) == set(MAIL_KINDS)


def test_a_digest_holds_what_each_mail_would_have_said(
    engine: Engine, config: Config, person: Person
) -> None:
    text = plain(compose(engine, config, person, "digest", "fi"))
    assert "1. Näin ehdotuksillesi kävi: Lausunto & vastine" in text
    assert "Vanha virke." in text
    assert text.count("Hei") == 1


def test_the_receipt_says_until_when_the_answer_can_be_changed(
    engine: Engine, config: Config, person: Person
) -> None:
    assert "ma 1.2.2027 klo 9.42" in plain(compose(engine, config, person, "answer_sent", "fi"))
