"""Every mail in every language: nothing left empty, one link, and the same words as text and HTML."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from sqlalchemy import Engine

from consult.config import Config
from consult.db import writing_session
from consult.mail.render import Words, render_mail, write_words
from consult.models import MailPace, OutboxMail, Person
from consult.services.digests import gather_digests
from consult.services.mail_kinds import KINDS, MailKind
from consult.services.outbox import queue_mail
from consult.services.people import LANGUAGES
from consult.services.sign_in import Secrets
from consult.web.administration.mail_words import MAIL_KINDS
from tests.factories import DAY, NOW, make_consultation, make_round, make_version
from tests.mail.test_render import SAMPLES, WHOLE, plain
from tests.tree import ROOT

TEMPLATES = sorted(path.stem for path in Path(ROOT / "templates" / "mail").glob("[!_]*.txt"))
LINK = re.compile(r"https?://\S+")
EMPTY = re.compile(r"%\(|:\s*\Z|\bNone\b|\{\{|\}\}|\(\)|\[\]|  ")
SITE = "https://lausunto.example"
EVENT = Words(subject="Mitä päätettiin", text=f"Hyväksytty.\n\nLue:\n{SITE}/x\n", html="")
INVITED = {
    "organisation": "Kylä ry",
    "inviter": "Aino Agentti",
    "invite_url": f"{SITE}/sign-in/link/x",
    "code": "1234 5678",
    "code_page": "lausunto.example/sign-in/code",
    "round": SimpleNamespace(opens_at=NOW - DAY, closes_at=NOW + DAY),
    "now": NOW,
    "shorten": str,
}
SIGNING = {
    "voices": ["Kylä ry"],
    "signing": SimpleNamespace(version=SimpleNamespace(number=3), closes_at=NOW + DAY),
    "signed_before": [],
}
#: What each template is told besides what all are told; a new template gets its line here.
TOLD: dict[str, dict[str, Any]] = {
    **SAMPLES,
    "admitted": {"voice": "Kylä ry", "until": NOW + DAY},
    "answer_entered": {
        **{name: value for name, value in WHOLE.items() if name in ("voice", "stance", "positions", "items")},
        "channel": "phone",
        "arrived_at": NOW,
        "correction_url": f"{SITE}/consultations/lausunto/correct/x",
    },
    "cancelled": {"reason": "Viranomainen perui pyyntönsä."},
    "deadline": {"voices": ["Kylä ry", "Tuki ry"]},
    "digest": {"items": [EVENT]},
    "invitation": INVITED,
    "member_invited": {"organisation": "Kylä ry", "inviter": "Aino Agentti"},
    "member_ready": {"voice": "Kylä ry", "voice_id": 1, "member": "Mikko", "comments": 1, "proposals": 0},
    "record": {"organisation": "Kylä ry", "organisation_id": 3},
    "reminder": INVITED,
    "request_changed": {**SAMPLES["request_changed"], "old_at": NOW, "new_at": NOW + DAY},
    "resumed": {},
    "sign_in": {
        "sign_in_url": f"{SITE}/sign-in/link/x",
        "secrets": Secrets(link="x", code="12345678", expires_at=NOW),
    },
    "sign_in_unknown": {},
    "signing_opened": SIGNING,
    "signing_reminder": SIGNING,
}
EVERYWHERE = {
    "base_url": SITE,
    "contact": "apua@lausunto.example",
    "name": "Anne Virtanen",
    "consultation": SimpleNamespace(
        title="Lausunto & vastine", host="Kumppanuuspöytä", summary="Kerro, mitä puuttuu."
    ),
    "consultation_url": f"{SITE}/consultations/lausunto",
    "closes_at": NOW + 12 * DAY,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_mail_says_the_same_twice_with_one_link(config: Config, template: str, language: str) -> None:
    ending = {} if KINDS[template] is MailKind.ACCESS else {"unsubscribe_url": f"{SITE}/unsubscribe/x"}
    words = write_words(template, language, config, {**EVERYWHERE, **ending, **TOLD[template]})
    assert words.subject
    assert EMPTY.findall(words.text) == [], words.text
    assert "\n\n\n" not in words.text
    tree = html5lib.parse(words.html, namespaceHTMLElements=False)
    body = tree.find("body")
    assert body is not None
    assert " ".join("".join(body.itertext()).split()) == " ".join(words.text.split())
    own = [link for link in LINK.findall(words.text) if "/unsubscribe/" not in link]
    assert len(own) == 1, own
    assert {link.get("href") for link in body.iter("a")} >= set(own)


def test_every_mail_is_of_a_kind_and_has_a_name() -> None:
    assert set(TEMPLATES) == set(KINDS) == set(MAIL_KINDS)


def compose(engine: Engine, config: Config, person: Person, template: str, *, pace: MailPace) -> Any:
    """The mail as the worker would send it the morning after, with a round that is open."""
    with writing_session(engine) as session:
        reader = session.get_one(Person, person.id)
        reader.mail_pace = pace
        consultation = make_consultation(session, reader, "Lausunto & vastine")
        make_version(session, consultation, reader)
        make_round(session, consultation, reader)
        params = {"consultation_id": consultation.id, **SAMPLES[template]}
        queue_mail(session, template, person=reader, params=params, dedupe="x", now=NOW)
        gather_digests(session, now=NOW + DAY, zone=config.timezone)
        newest = session.query(OutboxMail).order_by(OutboxMail.id.desc()).limit(1).one()
        return render_mail(session, newest, config, now=NOW + DAY)


@pytest.mark.parametrize("template", ["response", "question_asked", "answer_sent"])
def test_every_mail_but_a_sign_in_link_can_be_ended(
    engine: Engine, config: Config, person: Person, template: str
) -> None:
    mail = compose(engine, config, person, template, pace=MailPace.AT_ONCE)
    links = [link for link in LINK.findall(plain(mail)) if "/unsubscribe/" in link]
    assert [f"<{link}>" for link in links] == [mail["List-Unsubscribe"]]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_digest_holds_what_each_mail_would_have_said(
    engine: Engine, config: Config, person: Person
) -> None:
    text = plain(compose(engine, config, person, "response", pace=MailPace.DAILY))
    assert "1. Näin ehdotuksillesi kävi: Lausunto & vastine" in text
    assert "Vanha virke." in text
    assert text.count("Hei") == text.count("/unsubscribe/") == 1


def test_the_receipt_says_until_when_the_answer_can_be_changed(
    engine: Engine, config: Config, person: Person
) -> None:
    text = plain(compose(engine, config, person, "answer_sent", pace=MailPace.WEEKLY))
    assert "ma 1.2.2027 klo 9.42" in text
