"""The pages whose cost must not grow with what has been said, by reader, with an example of each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from consult.reports.reconciliation import COMMENT, Reconciliation
from tests.large.scene import Scene


@dataclass(frozen=True)
class Landmarks:
    """What the addresses of a stage point at: the busiest block, the largest group, a comment."""

    block: str
    group: str
    proposal: int
    comment: str

    @classmethod
    def of(cls, reconciliation: Reconciliation) -> "Landmarks":
        """The landmarks among what needs a decision."""
        comments = [spot for spot in reconciliation.spots if spot.level == COMMENT]
        groups = [spot for spot in reconciliation.spots if spot.group is not None]
        largest = max(groups, key=lambda spot: (len(spot.members), spot.key))
        busiest, _ = Counter(spot.block_id for spot in comments).most_common(1)[0]
        comment = next(spot.key for spot in comments if spot.block_id == busiest)
        return cls(busiest, largest.key, int(largest.key[1:].split("-")[0]), comment)


def participant_pages(scene: Scene, at: Landmarks) -> Mapping[str, str]:
    """What an organisation reads."""
    block = f"documents/{scene.version.document_id}/blocks/{at.block}"
    voice = scene.crowd.members[0][0].id
    return _below(
        scene,
        {
            "reading page": "draft",
            "reading page, a proposal open": f"draft?show=proposal:{at.proposal}",
            "reading page, comments open": f"draft?show=comments:{at.block}",
            "list": "contributions",
            "list, filtered": f"contributions?kind=proposal&organisation={voice}&state=open",
            "list, one block": f"contributions?block={at.block}",
            "list, page 2": "contributions?page=2",
            "one proposal": f"proposals/{at.proposal}",
            "front": "",
            "own answers": "answers",
            "versions": "versions",
            "decisions": "decisions",
        },
    ) | _below(scene, {"comment on a block": f"{block}/comment", "reword a block": f"{block}/reword"})


def agent_pages(scene: Scene, at: Landmarks) -> Mapping[str, str]:
    """What the agent works with."""
    return _below(
        scene,
        {
            "queue": "reconcile",
            "queue, decided": "reconcile?show=decided",
            "a group of proposals": f"reconcile/{at.group}",
            "a comment to answer": f"reconcile/{at.comment}",
            "publish preview": "publish",
            "desk": "desk",
            "organisations": "organisations",
            "log": "log",
        },
    )


def comparisons(scene: Scene) -> Mapping[str, str]:
    """The first two versions side by side, and as the list and the text."""
    first, second = scene.versions[:2]
    compare = f"documents/{first.document_id}/compare/{first.number}/{second.number}"
    return _below(scene, {f"compare, {view}": f"{compare}?view={view}" for view in ("list", "text", "side")})


def _below(scene: Scene, addresses: Mapping[str, str]) -> dict[str, str]:
    top = f"/consultations/{scene.crowd.consultation.slug}"
    return {name: f"{top}/{path}".rstrip("/") for name, path in addresses.items()}
