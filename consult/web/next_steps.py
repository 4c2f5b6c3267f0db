"""Tee seuraavaksi: what each step is called, why it is next and where it is done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import ngettext

from consult.mail import dates
from consult.reports.next_steps import NextStep, StepKind
from consult.security import Permission, permits
from consult.web.current import config, identity, place
from consult.web.i18n import language
from consult.web.wording import gettext


@dataclass(frozen=True)
class ToDo:
    """One line of the list: a title, a sentence, a button."""

    title: str
    why: str
    button: str
    url: str


Words = tuple[str, str, str, str]


def todo_of(steps: Iterable[NextStep], *, draft_id: int | None = None) -> list[ToDo]:
    """The steps in words, in their order; `draft_id` is the draft's document."""
    made = (WORDS[step.kind](step, draft_id) for step in steps)
    return [ToDo(title, why, button, url) for title, why, button, url in made]


def _save_request(_step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Write down the request"),
        gettext("Who asks, what and until when. The questions become the headings of the draft."),
        gettext("Write the request"),
        url_for("coordination.request_"),
    )


def _bring_in(_step: NextStep, draft: int | None) -> Words:
    return (
        gettext("Bring in the draft"),
        gettext("From Word, by pasting or block by block. You see it before anybody else does."),
        gettext("Bring in the draft"),
        url_for("intake.start", document_id=draft) if draft else url_for("coordination.settings"),
    )


def _publish_draft(step: NextStep, draft: int | None) -> Words:
    return (
        gettext("Publish version 1"),
        ngettext(
            "The draft has %(num)s block. Check it and publish it.",
            "The draft has %(num)s blocks. Check it and publish it.",
            step.count,
        ),
        gettext("Check the draft"),
        url_for("intake.preview", document_id=draft or 0),
    )


def _add_organisations(_step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Add the organisations"),
        gettext("No organisation takes part yet, so nobody can comment."),
        gettext("Add organisations"),
        url_for("coordination.organisations"),
    )


def _add_people(step: NextStep, _draft: int | None) -> Words:
    return (
        ngettext("Add people to %(num)s organisation", "Add people to %(num)s organisations", step.count),
        gettext("Nobody can answer in their name yet."),
        gettext("Add people"),
        url_for("coordination.organisations"),
    )


def _plan_round(step: NextStep, _draft: int | None) -> Words:
    title = gettext("Open another round") if step.count else gettext("Plan the comment round")
    return (
        title,
        gettext("Comments and proposals can be sent from its opening to its closing minute."),
        gettext("Plan the round"),
        url_for("coordination.rounds"),
    )


def _plan_timetable(_step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Plan the timetable"),
        gettext("Then everybody sees what comes when."),
        gettext("Write the timetable"),
        url_for("coordination.rounds") + "#timetable",
    )


def _count_again(step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Count the timetable again"),
        gettext("The authority moved its deadline. Now it is %(moment)s.", moment=_moment(step.at)),
        gettext("Count the timetable"),
        url_for("coordination.count_timetable"),
    )


def _wait_for_opening(step: NextStep, _draft: int | None) -> Words:
    if step.at is None:
        return (
            gettext("Read about the work"),
            gettext("The comment round has not been planned yet."),
            gettext("See what is asked"),
            url_for("reading.front"),
        )
    return (
        gettext("Wait for the round to open"),
        gettext("The round opens on %(moment)s.", moment=_moment(step.at)),
        gettext("See what is asked"),
        url_for("reading.front"),
    )


def _follow_round(step: NextStep, _draft: int | None) -> Words:
    why = gettext("The round closes on %(moment)s.", moment=_moment(step.at))
    if not step.count:
        return (
            gettext("Every organisation has answered"),
            why,
            gettext("Read the answers"),
            url_for("reading.contributions"),
        )
    return (
        ngettext(
            "%(num)s organisation has not answered yet",
            "%(num)s organisations have not answered yet",
            step.count,
        ),
        why,
        gettext("See who has answered"),
        url_for("coordination.organisations"),
    )


def _reconcile(step: NextStep, _draft: int | None) -> Words:
    return (
        ngettext("Reconcile %(num)s contribution", "Reconcile %(num)s contributions", step.count),
        gettext("Each proposal and comment gets a decision, and a reason when it is not plainly accepted."),
        gettext("Start reconciling"),
        url_for("reconciling.queue"),
    )


def _publish_version(step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Publish version %(number)s", number=step.count),
        gettext("Everything has been decided. You see the changes before you publish."),
        gettext("Look at the changes"),
        url_for("reconciling.publish"),
    )


def _ask_signatures(step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Ask for signatures to version %(number)s", number=step.count),
        gettext("The text is frozen, and each organisation signs it or says that it does not."),
        gettext("Go to the signatures"),
        url_for("coordination.signatures"),
    )


def _follow_signing(step: NextStep, _draft: int | None) -> Words:
    why = gettext("The signing closes on %(moment)s.", moment=_moment(step.at))
    title = (
        ngettext(
            "%(num)s organisation has not answered to the signing",
            "%(num)s organisations have not answered to the signing",
            step.count,
        )
        if step.count
        else gettext("Every organisation has answered to the signing")
    )
    return title, why, gettext("See who has signed"), url_for("coordination.signatures")


def _sign(step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Sign version %(number)s", number=step.count),
        gettext(
            "The lead of the organisation signs. The signing closes on %(moment)s.", moment=_moment(step.at)
        ),
        *_to_signing(gettext("Go to sign")),
    )


def _signed(step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Your organisation has answered to the signing"),
        gettext("The answer can be changed until %(moment)s.", moment=_moment(step.at)),
        *_to_signing(gettext("See the answer")),
    )


def _to_signing(button: str) -> tuple[str, str]:
    """A lead goes to sign, others read what is signed."""
    if permits(identity(), Permission.ENDORSE, place()):
        return button, url_for("endorsing.sign")
    return gettext("Read the text"), url_for("reading.draft")


def _file(step: NextStep, _draft: int | None) -> Words:
    why = gettext("After it the text is locked.")
    if step.at is not None:
        why = gettext("The deadline is %(moment)s. After filing the text is locked.", moment=_moment(step.at))
    return (
        gettext("File the statement"),
        why,
        gettext("Mark as filed"),
        url_for("coordination.file"),
    )


def _send(step: NextStep, _draft: int | None) -> Words:
    return (
        ngettext("Send %(num)s contribution", "Send %(num)s contributions", step.count),
        gettext(
            "What you have saved reaches others only when you send it. %(closing)s", closing=_until(step)
        ),
        gettext("Check and send"),
        url_for("answering.review"),
    )


def _tell_ready(step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Tell that you are ready"),
        gettext("The lead of your organisation sends what you have saved. %(closing)s", closing=_until(step)),
        gettext("Check and tell that you are ready"),
        url_for("answering.review"),
    )


def _answer(step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Read the draft and answer"),
        _until(step),
        gettext("Start answering"),
        url_for("reading.draft"),
    )


def _take_stance(_step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Or answer with one choice"),
        gettext("You can also only say that you support the draft, or that you have no remarks."),
        gettext("Take a stance"),
        url_for("answering.review"),
    )


def _reply(step: NextStep, _draft: int | None) -> Words:
    return (
        ngettext("Answer %(num)s question", "Answer %(num)s questions", step.count),
        gettext("The change agent asks about what you have sent and waits for your answer."),
        gettext("Open the questions"),
        url_for("answering.own"),
    )


def _see_answers(step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Your answer has been sent"),
        gettext("You can still change it. %(closing)s", closing=_until(step)),
        gettext("See own answers"),
        url_for("answering.own"),
    )


def _wait_for_version(step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("Wait for version %(number)s", number=step.count),
        gettext("The change agent reconciles the answers. You get a mail when your words have been decided."),
        gettext("See own answers"),
        url_for("answering.own"),
    )


def _read_decisions(step: NextStep, _draft: int | None) -> Words:
    return (
        gettext("See what became of your words"),
        gettext("Version %(number)s has been published.", number=step.count),
        gettext("See own answers"),
        url_for("answering.own"),
    )


def _until(step: NextStep) -> str:
    return gettext("The round closes on %(moment)s.", moment=_moment(step.at)) if step.at else ""


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    return dates.write_instant(at, dates.LONG_DEADLINE, language=language(), zone=config().timezone)


WORDS: dict[StepKind, Callable[[NextStep, int | None], Words]] = {
    StepKind.SAVE_REQUEST: _save_request,
    StepKind.BRING_IN_DRAFT: _bring_in,
    StepKind.PUBLISH_DRAFT: _publish_draft,
    StepKind.ADD_ORGANISATIONS: _add_organisations,
    StepKind.ADD_PEOPLE: _add_people,
    StepKind.PLAN_ROUND: _plan_round,
    StepKind.PLAN_TIMETABLE: _plan_timetable,
    StepKind.COUNT_AGAIN: _count_again,
    StepKind.WAIT_FOR_OPENING: _wait_for_opening,
    StepKind.FOLLOW_ROUND: _follow_round,
    StepKind.RECONCILE: _reconcile,
    StepKind.PUBLISH_VERSION: _publish_version,
    StepKind.ASK_SIGNATURES: _ask_signatures,
    StepKind.FOLLOW_SIGNING: _follow_signing,
    StepKind.SIGN: _sign,
    StepKind.SIGNED: _signed,
    StepKind.FILE: _file,
    StepKind.SEND: _send,
    StepKind.TELL_READY: _tell_ready,
    StepKind.ANSWER: _answer,
    StepKind.TAKE_STANCE: _take_stance,
    StepKind.REPLY: _reply,
    StepKind.SEE_ANSWERS: _see_answers,
    StepKind.WAIT_FOR_VERSION: _wait_for_version,
    StepKind.READ_DECISIONS: _read_decisions,
}
