"""A stored proposal back as the wish it was made from, so that its form can be opened again."""

from consult import text
from consult.models import ProposalKind
from consult.services.wishes import Add, Move, Remove, Reword, Wish


def wish_of(
    base: text.Document, kind: ProposalKind, block_id: str, changes: text.Proposal, *, language: str
) -> Wish:
    """The wish that `changes` on `base` say, by comparing both texts block by block.

    Pictures and footnotes are signs in the language of the reader.
    """
    edited = changes.apply(base)
    match kind:
        case ProposalKind.REMOVE:
            return Remove(tuple(block.id for block in _roots(base) if block.id not in edited.by_id))
        case ProposalKind.ADD:
            return _added(base, edited, language)
        case ProposalKind.MOVE:
            return Move(block_id, _before(edited, block_id))
        case ProposalKind.REWORD:
            return _reworded(base, edited, block_id, language)


def _roots(document: text.Document) -> list[text.Block]:
    """What stands in the text itself, not inside a table or below the page."""
    return [
        block for block in document.blocks if block.parent is None and block.kind is not text.BlockKind.NOTE
    ]


def _before(document: text.Document, block_id: str) -> str | None:
    """The block after which a block stands, not counting what is inside tables."""
    ids = [block.id for block in _roots(document)]
    position = ids.index(block_id)
    return ids[position - 1] if position else None


def _added(base: text.Document, edited: text.Document, language: str) -> Add:
    new = [block for block in _roots(edited) if block.id not in base.by_id]
    return Add(after=_before(edited, new[0].id), words=_words(base, edited, new, language), kind=new[0].kind)


def _reworded(base: text.Document, edited: text.Document, first: str, language: str) -> Reword:
    """The run begins with the first block and ends where both texts are the same again."""
    old, new = _standing(base), _standing(edited)
    start = next(i for i, block in enumerate(old) if block.id == first)
    same = 0
    while same < len(old) - start - 1 and same < len(new) - start - 1 and old[-1 - same] == new[-1 - same]:
        same += 1
    run = tuple(block.id for block in old[start : len(old) - same])
    return Reword(run, _words(base, edited, new[start : len(new) - same], language))


def _standing(document: text.Document) -> list[text.Block]:
    """Everything but what stands below the page: a note comes and goes with the words that refer to it."""
    return [block for block in document.blocks if block.kind is not text.BlockKind.NOTE]


def _words(base: text.Document, edited: text.Document, blocks: list[text.Block], language: str) -> str:
    signs = text.Placeholders(base, edited)
    return "\n\n".join(signs.write(block, language) for block in blocks)
