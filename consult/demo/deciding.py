"""Events in which the agent decides, asks, takes back and publishes."""

from consult.demo.content import Event
from consult.demo.story import Story
from consult.models import Comment, Outcome
from consult.reports.reconciliation import Reconciliation, Spot, load_reconciliation
from consult.services import decisions
from consult.services.clarifications import ask as ask_back
from consult.services.clarifications import reply
from consult.services.decisions import Ruling, Verdict, member_keys
from consult.services.publishing import prepare_publication, publish_version


def decide(story: Story, event: Event) -> None:
    """One answer to everything in the place of a contribution."""
    reconciliation, spot = _spot(story, event)
    decisions.decide(
        story.session,
        reconciliation.version,
        spot.key,
        Ruling(
            seen=spot.seen,
            verdicts=_verdicts(story, event, reconciliation, spot),
            rationale=event.get("reason", ""),
            wording=event.get("wording", ""),
            standing=spot.decision.id if spot.decision else None,
        ),
        actor=story.actor(event),
        now=story.at(event),
    )


def undo(story: Story, event: Event) -> None:
    """The decision in the place of a contribution is taken back."""
    _, spot = _spot(story, event)
    if spot.decision is None:
        raise ValueError(f"{event['place']} has not been decided")
    decisions.undo(story.session, spot.decision, actor=story.actor(event), now=story.at(event))


def ask(story: Story, event: Event) -> None:
    """A question back to the organisation."""
    about = story.contribution(event["about"])
    ask_back(story.session, about, event["words"], actor=story.actor(event), now=story.at(event))


def clarify(story: Story, event: Event) -> None:
    """The organisation replies."""
    reply(
        story.session,
        story.contribution(event["about"]),
        event["words"],
        voice=story.voice(event),
        actor=story.actor(event),
        now=story.at(event),
    )


def publish(story: Story, event: Event) -> None:
    """The next version, made of the decisions."""
    publication = prepare_publication(story.session, story.version(event))
    publish_version(story.session, publication, actor=story.actor(event), now=story.at(event))


def _spot(story: Story, event: Event) -> tuple[Reconciliation, Spot]:
    reconciliation = load_reconciliation(story.session, story.version(event))
    return reconciliation, reconciliation.by_key[_key(story, event["place"])]


def _key(story: Story, label: str) -> str:
    contribution = story.said[label]
    if isinstance(contribution, Comment):
        return f"c{contribution.number}"
    return f"p{contribution.number}-0"


def _verdicts(story: Story, event: Event, reconciliation: Reconciliation, spot: Spot) -> dict[str, Verdict]:
    """`outcomes` by label; with one `outcome` every member of the place gets it."""
    if "outcomes" in event:
        return {_key(story, label): Verdict(Outcome(outcome)) for label, outcome in event["outcomes"].items()}
    return {key: Verdict(Outcome(event["outcome"])) for key in member_keys(reconciliation, spot)}
