"""Events in which people comment, propose, support and send."""

from consult.demo.content import Event
from consult.demo.setting import open_
from consult.demo.story import Story
from consult.demo.wording import read_wish
from consult.models import Comment, CommentKind, Proposal, Stance
from consult.services.answers import send_answer
from consult.services.comments import make_comment
from consult.services.contributions import withdraw as withdraw_contribution
from consult.services.drafts import save_draft
from consult.services.proposals import make_proposal, revise_proposal
from consult.services.supports import support_proposal


def comment(story: Story, event: Event) -> None:
    """A comment on a block."""
    _comment(story, event, story.block(event, event["block"]), None)


def reply(story: Story, event: Event) -> None:
    """A reply to a comment."""
    above = story.comment(event["to"])
    _comment(story, event, above.block_id, above)


def propose(story: Story, event: Event) -> None:
    """Other words, a new block, a removal or a move."""
    open_(story, event)
    made = make_proposal(
        story.session,
        story.version(event),
        read_wish(story, event),
        voice=story.voice(event),
        rationale=event["reason"],
        actor=story.actor(event),
        now=story.at(event),
    )
    _remember(story, event, made)


def revise(story: Story, event: Event) -> None:
    """The proposer finds better words."""
    revise_proposal(
        story.session,
        story.proposal(event["proposal"]),
        story.version(event),
        read_wish(story, event),
        rationale=event["reason"],
        actor=story.actor(event),
        now=story.at(event),
    )


def withdraw(story: Story, event: Event) -> None:
    """The proposer takes it back."""
    proposal = story.proposal(event["proposal"])
    withdraw_contribution(story.session, proposal, actor=story.actor(event), now=story.at(event))


def support(story: Story, event: Event) -> None:
    """An organisation supports another's proposal."""
    open_(story, event)
    support_proposal(
        story.session,
        story.proposal(event["proposal"]),
        voice=story.voice(event),
        actor=story.actor(event),
        now=story.at(event),
    )


def send(story: Story, event: Event) -> None:
    """An organisation sends what it has saved."""
    open_(story, event)
    send_answer(
        story.session,
        story.voice(event),
        stance=Stance(event["stance"]) if "stance" in event else None,
        actor=story.actor(event),
        now=story.at(event),
    )


def type_(story: Story, event: Event) -> None:
    """Somebody leaves a form half-written."""
    version = story.version(event)
    block_id = story.block(event, event["block"])
    save_draft(
        story.session,
        consultation_id=story.consultation.id,
        person=story.actor(event),
        form=f"answering.{event['form']}:{version.document_id}:{block_id}",
        fields={
            "text": event["words"],
            "rationale": event["reason"],
            "voice": str(story.voice(event).id),
            "version": str(version.id),
        },
        now=story.at(event),
    )


def _comment(story: Story, event: Event, block_id: str, above: Comment | None) -> None:
    open_(story, event)
    made = make_comment(
        story.session,
        story.version(event),
        block_id,
        voice=story.voice(event),
        kind=CommentKind(event.get("kind", "other")),
        words=event["words"],
        actor=story.actor(event),
        now=story.at(event),
        reply_to=above,
    )
    _remember(story, event, made)


def _remember(story: Story, event: Event, contribution: Comment | Proposal) -> None:
    if "label" not in event:
        return
    if event["label"] in story.said:
        raise ValueError(f"{event['label']} is said twice")
    story.said[event["label"]] = contribution
