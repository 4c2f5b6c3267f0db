"""A walk through every page at every stage, counting what each asks of the database."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tests.large.crowd import Size
from tests.large.pages import Landmarks, agent_pages, comparisons, participant_pages
from tests.large.reader import Reader
from tests.large.scene import Scene, make_config, open_scene

OPENED_AT = datetime(2027, 1, 7, 7, tzinfo=UTC)


def count_queries(folder: Path, size: Size) -> dict[str, int]:
    """The number of queries by stage, reader and page."""
    with open_scene(make_config(folder), size, opened_at=OPENED_AT) as scene:
        counts = _count("round open", scene)
        scene.close_round()
        counts |= _count("round closed", scene)
        scene.publish()
        counts |= _count("published", scene)
        reader = scene.read_as(scene.crowd.members[0][1])
        return counts | _each(reader, "published", comparisons(scene))


def _count(stage: str, scene: Scene) -> dict[str, int]:
    at = Landmarks.of(scene.reconciliation())
    participant, agent = scene.read_as(scene.crowd.members[0][1]), scene.read_as(scene.crowd.agent)
    return {
        **_each(participant, f"{stage}, participant", participant_pages(scene, at)),
        **_each(agent, f"{stage}, agent", agent_pages(scene, at)),
    }


def _each(reader: Reader, where: str, pages: Mapping[str, str]) -> dict[str, int]:
    return {f"{where}: {name}": reader.count(url) for name, url in pages.items()}
