"""A comparison as rows of a page: changes with their lines, unchanged stretches folded, headings kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flask_babel import gettext
from markupsafe import Markup

from consult import text
from consult.reports.chapters import INSIDE
from consult.web.block_names import find_named, subject_name
from consult.web.marked import MarkedRun, marked_entry
from consult.web.prose import prose
from consult.web.versions.lines import Line, Teller


@dataclass(frozen=True)
class Kept:
    """A block that stayed as it was."""

    number: int | None
    html: Markup


@dataclass
class Stretch:
    """Blocks that stayed as they were, one after another."""

    blocks: list[Kept] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Kohta 3 on ennallaan, kohdat 7–8 ovat ennallaan."""
        numbers = [kept.number for kept in self.blocks if kept.number is not None]
        if not numbers:
            return str(gettext("The text here is unchanged"))
        if len(numbers) == 1:
            return str(gettext("Block %(number)s is unchanged", number=numbers[0]))
        return str(gettext("Blocks %(first)s–%(last)s are unchanged", first=numbers[0], last=numbers[-1]))


@dataclass(frozen=True)
class Heading:
    """A heading that stayed as it was, so that the reader knows where they are."""

    html: Markup
    number: str


@dataclass(frozen=True)
class Change:
    """One block, or the blocks of a split or a join, that is not as it was."""

    id: str
    kind: text.EntryKind
    name: Markup
    number: int | None
    old_number: int | None
    is_heading: bool
    is_inside: bool
    runs: tuple[MarkedRun, ...]
    lines: tuple[Line, ...]

    @property
    def old_runs(self) -> list[MarkedRun]:
        """What stood there."""
        return [run for run in self.runs if run.kind is not text.RunKind.ADDED]

    @property
    def new_runs(self) -> list[MarkedRun]:
        """What stands there now."""
        return [run for run in self.runs if run.kind is not text.RunKind.REMOVED]


Row = Stretch | Heading | Change


@dataclass(frozen=True)
class Summary:
    """How many numbered blocks changed, came, went and stayed."""

    changed: int
    added: int
    removed: int
    same: int


def rows_of(comparison: text.Comparison, teller: Teller) -> list[Row]:
    """In reading order of the new version, what was removed where it stood."""
    rows: list[Row] = []
    for entry in comparison.entries:
        if entry.is_change:
            rows += [] if _goes_with_table(entry, comparison) else [_change(entry, teller)]
            continue
        block = entry.new[0]
        if block.kind is text.BlockKind.HEADING:
            number = teller.new.heading_numbers.get(block.id, "")
            rows.append(Heading(prose(block.text, block.marks), number))
        elif block.kind is not text.BlockKind.ROW:
            _keep(rows, Kept(teller.new.numbers.get(block.id), prose(block.text, block.marks)))
    return rows


def changes_in(rows: Iterable[Row]) -> list[Change]:
    """The changes alone."""
    return [row for row in rows if isinstance(row, Change)]


def summary_of(comparison: text.Comparison) -> Summary:
    """Counted over the numbered blocks: those of the new version, and those that are in it no more.

    A table changes with any of its cells; of a split the first part is the old block, of a join it
    is the one that stays.
    """
    touched = {table for entry in comparison.changes for table in _tables_around(entry, comparison)}
    changed = added = removed = same = 0
    for entry in comparison.entries:
        new, old = _numbered(entry.new), _numbered(entry.old)
        added += max(len(new) - len(old), 0)
        removed += max(len(old) - len(new), 0)
        kept = new[: len(old)]
        differing = len(kept) if entry.is_change else sum(block.id in touched for block in kept)
        changed += differing
        same += len(kept) - differing
    return Summary(changed, added, removed, same)


def _numbered(blocks: Iterable[text.Block]) -> list[text.Block]:
    return [block for block in blocks if block.kind in text.NUMBERED_KINDS]


def _tables_around(entry: text.Entry, comparison: text.Comparison) -> Iterator[str]:
    """The ids of the new version's blocks in which an entry stands."""
    block = (entry.new or entry.old)[0]
    while block.parent is not None and block.parent in comparison.by_new:
        yield block.parent
        block = comparison.by_new[block.parent].new[0]


def _change(entry: text.Entry, teller: Teller) -> Change:
    document, block = (teller.new, entry.new[0]) if entry.new else (teller.old, entry.old[0])
    return Change(
        id=block.id,
        kind=entry.kind,
        name=subject_name(document, block.id),
        number=find_named(teller.new, entry.new[0].id)[1] if entry.new else None,
        old_number=find_named(teller.old, entry.old[0].id)[1] if entry.old else None,
        is_heading=block.kind is text.BlockKind.HEADING,
        is_inside=block.kind in INSIDE,
        runs=marked_entry(entry),
        lines=teller.lines(entry),
    )


def _keep(rows: list[Row], kept: Kept) -> None:
    if rows and isinstance(rows[-1], Stretch):
        rows[-1].blocks.append(kept)
    else:
        rows.append(Stretch([kept]))


def _goes_with_table(entry: text.Entry, comparison: text.Comparison) -> bool:
    """Rows and cells that came or went with their table are told with it."""
    block = (entry.new or entry.old)[0]
    entries = comparison.by_new if entry.new else comparison.by_old
    around = entries.get(block.parent or "")
    return around is not None and around.kind in (text.EntryKind.ADDED, text.EntryKind.REMOVED)
