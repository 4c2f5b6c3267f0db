"""Makes one consultation through the services, with something of every kind in it."""

from consult import text
from consult.docx import Recognition, Remark, Reply
from consult.models import (
    Comment,
    CommentKind,
    DocumentRole,
    EndorsementChoice,
    IntakeSource,
    Outcome,
    Person,
    Proposal,
    Version,
    Voice,
)
from consult.reports.reconciliation import load_reconciliation
from consult.reports.returned_files import unfold
from consult.reports.texts import load_text
from consult.services.answers import find_answer, send_answer
from consult.services.approvals import approve_version
from consult.services.clarifications import ask
from consult.services.comments import load_comment, make_comment, revise_comment
from consult.services.contributions import withdraw
from consult.services.decisions import Ruling, Verdict, decide, member_keys
from consult.services.documents import add_document, publish_first_version
from consult.services.drafts import save_draft
from consult.services.endorsement_rounds import open_endorsing
from consult.services.endorsements import Seen, Stand, endorse
from consult.services.intakes import bring_in
from consult.services.proposals import load_proposal, make_proposal, revise_proposal
from consult.services.publishing import prepare_publication, publish_version
from consult.services.returned_answers import save_file
from consult.services.returned_choices import Choice
from consult.services.returned_files import receive_file
from consult.services.rounds import last_round, open_round
from consult.services.submissions import file_version
from consult.services.supports import support_proposal
from consult.services.wishes import Reword
from tests.docx.wordfile import pack
from tests.factories import DAY
from tests.web.security.calls import enter_call
from tests.web.security.setting import Setting

HEADING = "Toimintaedellytykset"
GRANTS = "Hyvinvointialueen tulee myöntää avustuksia vuosittain. Hakemisen tulee onnistua lomakkeella."
ROOMS = "Tilat ovat maksuttomia. Avaimet saa kunnasta."
LAST = "Vapaaehtoiset tarvitsevat ohjaajan. Ohjaajalle maksetaan palkka."


class Builder(Setting):
    """Says, decides, signs and files in it."""

    def bring(self) -> None:
        """A text is brought in and not yet published."""
        bring_in(
            self.session,
            self.document,
            _content(self.mark),
            source=IntakeSource.PASTE,
            title="Lausunto",
            actor=self.cast.agent,
            now=self.starts,
        )

    def publish(self) -> None:
        """Version 1 of the draft, a background document, and a round of fourteen days."""
        content = _content(self.mark)
        version = publish_first_version(
            self.session, self.document, content, title="Lausunto", actor=self.cast.agent, now=self.starts
        )
        background = add_document(
            self.session,
            self.consultation,
            role=DocumentRole.BACKGROUND,
            title=f"Suunnitelma {self.mark}",
            actor=self.cast.agent,
            now=self.starts,
        )
        publish_first_version(
            self.session, background, content, title="Suunnitelma", actor=self.cast.agent, now=self.starts
        )
        open_round(
            self.session,
            self.consultation,
            opens_at=self.starts,
            closes_at=self.starts + 13 * DAY,
            actor=self.cast.agent,
            now=self.starts - DAY,
        )
        self.place.background_id, self.place.version_id = background.id, version.id

    def speak(self, *, extra: int = 0) -> None:
        """Both organisations say things; `extra` ones make the numbers differ from another consultation's."""
        mine, other = (self.voice, self.cast.member), (self.other_voice, self.cast.other)
        self._say("mine", mine, "b2", old="vuosittain", new="kolmeksi vuodeksi")
        self._send(self.voice, self.cast.lead)
        self._say("sent", other, "b2", old="lomakkeella", new="yhdellä lomakkeella", thought="first")
        self._say("withdrawn", other, "b3", old="maksuttomia", new="avoimia")
        self._say("hidden", other, "b3", old="kunnasta", new="kirjastosta")
        for number in range(extra):
            self._say(f"extra {number}", other, "b4", old="palkka", new=f"palkkaa {number}")
        self._send(self.other_voice, self.cast.other)
        self._reply()
        self._hide_and_withdraw()
        self._say("own unsent", mine, "b4", old="ohjaajan", new="oman ohjaajan")
        self._say("unsent", other, "b4", old="ohjaajan", new="kaksi ohjaajaa")
        self._support_and_ask()
        self._half_write()
        self._return_files()
        self.place.arrival_id = enter_call(
            self.session, self.voice, self._version(), agent=self.cast.agent, mark=self.marked, now=self._open
        )

    def reconcile(self) -> None:
        """One place is decided; the others wait."""
        self.place.decision_id = self._decide("mine")

    def finish(self) -> None:
        """The next version is published and filed, and one more place decided before."""
        version = self._version()
        publication = prepare_publication(self.session, version)
        published = publish_version(self.session, publication, actor=self.cast.agent, now=self._closed)
        self._sign(published)
        file_version(
            self.session,
            self.consultation,
            published,
            channel="Lausuntopalvelu",
            filed_at=self._signed,
            receipt=f"Kuittaus {self.mark}",
            actor=self.cast.agent,
            now=self._signed,
        )

    def _sign(self, version: Version) -> None:
        """The version is approved and signed with dissent; the other organisation declines."""
        approve_version(
            self.session,
            self.consultation,
            version,
            body=f"Hallitus {self.mark}",
            approved_on=self.starts.date(),
            note=f"Pykälä {self.mark}.",
            zone="Europe/Helsinki",
            actor=self.cast.agent,
            now=self._closed,
        )
        round_ = open_endorsing(
            self.session,
            self.consultation,
            version,
            opens_at=self._closed,
            closes_at=self._signed,
            actor=self.cast.agent,
            now=self._closed,
        )
        names = f"Nimi {self.mark}", f"Tehtävä {self.mark}", f"Toimielin {self.mark}", self.starts.date()
        views = (
            (self.voice, self.cast.lead, Stand(EndorsementChoice.DISSENT, *names, f"Eri {self.mark}.")),
            (self.other_voice, self.cast.other, Stand(EndorsementChoice.DECLINED, *names)),
        )
        for voice, lead, stand in views:
            endorse(
                self.session,
                round_,
                voice,
                stand,
                seen=Seen(version.hash),
                actor=lead,
                signed_in_at=self._closed,
                zone="Europe/Helsinki",
                now=self._closed,
            )

    def _say(
        self, name: str, by: tuple[Voice, Person], block: str, *, old: str, new: str, thought: str = ""
    ) -> None:
        """One proposal and one comment by this name; `thought` is how they were worded before sending."""
        voice, person = by
        version = self._version()
        words = next(found.text for found in _content(self.mark).blocks if found.id == block)
        first, said = self.marked(thought or name), self.marked(name)
        proposal = make_proposal(
            self.session,
            version,
            Reword((block,), words.replace(old, f"{new} {first}")),
            voice=voice,
            rationale=f"Syy {first}.",
            actor=person,
            now=self._open,
        )
        comment = make_comment(
            self.session,
            version,
            block,
            voice=voice,
            kind=CommentKind.OTHER,
            words=f"Kommentti {first}.",
            actor=person,
            now=self._open,
        )
        self.place.proposals[name], self.place.comments[name] = proposal.number, comment.number
        if thought:
            wish = Reword((block,), words.replace(old, f"{new} {said}"))
            self._rethink(name, person, wish, f"Syy {said}.", f"Kommentti {said}.")

    def _rethink(self, name: str, person: Person, wish: Reword, rationale: str, words: str) -> None:
        revise_proposal(
            self.session,
            self._proposal(name),
            self._version(),
            wish,
            rationale=rationale,
            actor=person,
            now=self._open,
        )
        revise_comment(
            self.session,
            self._comment(name),
            kind=CommentKind.OTHER,
            words=words,
            actor=person,
            now=self._open,
        )

    def _return_files(self) -> None:
        """A Word file that the lead is looking at, and one that the agent has saved."""
        replies = [
            Reply(
                0,
                Recognition.CHOSEN,
                1.0,
                comments=(Remark(f"Nimi {self.marked('author')}", f"Sanottu {self.marked(said)}.", "b2"),),
            )
            for said in ("looked", "returned")
        ]
        files = [
            receive_file(
                self.session,
                self.document,
                name=f"{self.marked(name)}.docx",
                data=pack({"word/document.xml": self.marked(name).encode()}),
                reply=reply,
                version=self._version(),
                actor=actor,
                now=self._open,
            )
            for reply, name, actor in (
                (replies[0], "waitingfile", self.cast.lead),
                (replies[1], "savedfile", self.cast.agent),
            )
        ]
        base = load_text(self.session, self._version().id)
        save_file(
            self.session,
            files[1],
            unfold(replies[1], base, base),
            self._version(),
            Choice({0: self.other_voice}, rationale="Tiedostosta."),
            kept=files[1].data,
            actor=self.cast.agent,
            now=self._open,
        )
        self.place.waiting_file_id, self.place.saved_file_id = files[0].id, files[1].id

    def _half_write(self) -> None:
        save_draft(
            self.session,
            consultation_id=self.consultation.id,
            person=self.cast.other,
            form=f"answering.comment:{self.document.id}:b3",
            fields={"text": f"Kesken {self.marked('halfway')}."},
            now=self._open,
        )

    def _send(self, voice: Voice, person: Person) -> None:
        send_answer(self.session, voice, stance=None, actor=person, now=self._open)
        round_ = last_round(self.session, self.consultation.id)
        assert round_ is not None
        answer = find_answer(self.session, voice.id, round_.id)
        assert answer is not None
        if voice is self.voice:
            self.place.answer_id = answer.id

    def _reply(self) -> None:
        version = self._version()
        reply = make_comment(
            self.session,
            version,
            "b2",
            voice=self.other_voice,
            kind=CommentKind.OTHER,
            words=f"Vastaus {self.marked('reply')}.",
            actor=self.cast.other,
            now=self._open,
            reply_to=self._comment("mine"),
        )
        self._send(self.other_voice, self.cast.other)
        self.place.comments["reply"] = reply.number

    def _hide_and_withdraw(self) -> None:
        for found in (self._proposal("withdrawn"), self._comment("withdrawn")):
            withdraw(self.session, found, actor=self.cast.other, now=self._open)
        for found in (self._proposal("hidden"), self._comment("hidden")):
            found.hidden_at = self._open
        self.session.flush()

    def _support_and_ask(self) -> None:
        support_proposal(
            self.session,
            self._proposal("mine"),
            voice=self.other_voice,
            actor=self.cast.other,
            now=self._open,
        )
        for found in (self._proposal("mine"), self._comment("mine")):
            ask(self.session, found, f"Kysymys {self.mark}.", actor=self.cast.agent, now=self._open)

    def _decide(self, name: str) -> int:
        version = self._version()
        reconciliation = load_reconciliation(self.session, version)
        spot = reconciliation.by_key[f"p{self.place.proposals[name]}-0"]
        verdicts = {key: Verdict(Outcome.ACCEPTED) for key in member_keys(reconciliation, spot)}
        ruling = Ruling(seen=spot.seen, verdicts=verdicts, rationale=f"Perustelu {self.mark}.")
        decision = decide(self.session, version, spot.key, ruling, actor=self.cast.agent, now=self._closed)
        return decision.id

    def _proposal(self, name: str) -> Proposal:
        return load_proposal(self.session, self.consultation.id, self.place.proposals[name])

    def _comment(self, name: str) -> Comment:
        return load_comment(self.session, self.consultation.id, self.place.comments[name])


def _content(mark: str) -> text.Document:
    paragraphs = (GRANTS, ROOMS, LAST, f"Tämän on kirjoittanut {mark}.")
    heading = text.Block("b1", text.BlockKind.HEADING, HEADING, 1)
    blocks = [
        text.Block(f"b{number}", text.BlockKind.PARAGRAPH, words)
        for number, words in enumerate(paragraphs, start=2)
    ]
    return text.Document((heading, *blocks))
