"""What the engine refuses to do."""

from collections.abc import Sequence


class EngineError(ValueError):
    """The engine refuses; nothing was changed."""


class StaleBase(EngineError):
    """A block is not what the operations were made on."""

    def __init__(self, block: str) -> None:
        super().__init__(f"block {block!r} is not as it was when the change was written")
        self.block = block


class PartlyDecided(EngineError):
    """Some members of a group are decided and others are not."""

    def __init__(self, undecided: Sequence[object]) -> None:
        super().__init__("undecided members: " + ", ".join(map(str, undecided)))
        self.undecided = tuple(undecided)


class Contradiction(EngineError):
    """Members that exclude each other were accepted together."""

    def __init__(self, members: Sequence[object]) -> None:
        super().__init__("accepted together: " + ", ".join(map(str, members)))
        self.members = tuple(members)
