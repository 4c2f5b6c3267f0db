"""What a returned redline only says again: proposals and comments that we wrote into it ourselves.

The redline is written anew from what the file claims to carry and read like the file itself: what both
say is known, what only the file says is new. A claim is no proof: a key only says what not to take twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from consult.docx.carried import Carried
from consult.docx.offered import OfferedComment, OfferedProposal
from consult.docx.reply import Answered, Authored, Remark, Reply
from consult.docx.revision import author_name
from consult.text.change import Change
from consult.text.normalise import normalise
from consult.text.proposal import Proposal
from consult.text.relation import Signature, signature

Said = tuple[Signature, ...]


def sort_known(reply: Reply, expected: Reply, carried: Carried) -> Reply:
    """The reply with what is known under its keys first; `expected` is what our own redline says."""
    now = {each.author: each for each in reply.proposals}
    before = {each.author: each.proposal.changes for each in expected.proposals}
    if not reply.is_tracked and not expected.is_tracked and len(before) == len(now) == 1:
        before = dict.fromkeys(now, *before.values())
    known: list[Authored] = []
    new: list[Authored] = []
    authors = [author_name(each.author) for each in carried.proposals]
    for author in dict.fromkeys([*authors, *before, *now]):
        changes = now[author].proposal.changes if author in now else ()
        own = [each for each in carried.proposals if author_name(each.author) == author]
        kept, rest = _sort_changes(changes, before.get(author, ()), own)
        known += [_known(each) for each in kept]
        if rest:
            new.append(replace(now[author], proposal=Proposal(author, rest)))
    order = {each.key: place for place, each in enumerate(carried.proposals)}
    known.sort(key=lambda each: order[each.key])
    remarks = tuple(_sort_remarks(reply.comments, expected.comments, carried.comments))
    silent = Proposal("", tuple(_beyond(reply.silent.changes, _counted(expected.silent.changes))))
    return replace(reply, proposals=(*known, *new), comments=remarks, silent=silent)


def _known(proposal: OfferedProposal) -> Authored:
    return Authored(proposal.author, proposal.changes, proposal.at.isoformat(), proposal.key)


def _sort_changes(
    now: Sequence[Change], before: Sequence[Change], own: Sequence[OfferedProposal]
) -> tuple[list[OfferedProposal], tuple[Change, ...]]:
    """The proposals of one author that stand as they were, and the changes that are new."""
    wanted, found = _counted(before), _counted(now)
    if not wanted - found:
        return list(own), tuple(_beyond(now, wanted))
    kept = [each for each in own if not _counted(each.changes.changes) - found]
    told = Counter(said for each in kept for said in _counted(each.changes.changes).elements())
    return kept, tuple(_beyond(now, told))


def _counted(changes: Iterable[Change]) -> Counter[Said]:
    return Counter(signature(change) for change in changes)


def _beyond(changes: Iterable[Change], known: Counter[Said]) -> Iterator[Change]:
    """The changes that are not known, each known one counted once, numbered anew."""
    left = Counter(known)
    number = 0
    for change in changes:
        said = signature(change)
        if left[said]:
            left[said] -= 1
        else:
            yield replace(change, index=number)
            number += 1


def _sort_remarks(
    now: Sequence[Remark], before: Sequence[Remark], own: Sequence[OfferedComment]
) -> Iterator[Remark]:
    """Known comments under their keys, then what is new: comments, and answers to reasons that we wrote."""
    waiting = list(before)
    comments = {(author_name(each.said.author), _text(each.said.text)): each for each in own}
    answered = Counter((each.author, _text(each.text)) for remark in before for each in remark.answers)
    new: list[Remark] = []
    for remark in now:
        found = next((each for each in waiting if _is_same(each, remark)), None)
        if found is None:
            said = remark.author, _text(remark.text)
            if answered[said]:  # LibreOffice forgets what answers what
                answered[said] -= 1
            else:
                new.append(remark)
            continue
        waiting.remove(found)
        answers = remark.answers[len(found.answers) :]
        answered -= Counter((each.author, _text(each.text)) for each in remark.answers)
        comment = comments.get((remark.author, _text(remark.text)))
        if comment is not None:
            yield _carried(comment, answers, remark)
        else:
            new += [
                replace(remark, author=each.author, text=each.text, at=each.at, answers=())
                for each in answers
            ]
    yield from new


def _carried(comment: OfferedComment, answers: Sequence[Answered], remark: Remark) -> Remark:
    old = tuple(Answered(each.author, each.text, each.at.isoformat()) for each in comment.replies)
    return Remark(
        author=comment.said.author,
        text=comment.said.text,
        block=comment.block,
        start=comment.start,
        end=comment.end,
        quote=remark.quote,
        at=comment.said.at.isoformat(),
        is_resolved=remark.is_resolved,
        answers=(*old, *answers),
        key=comment.key,
        known_answers=len(old),
    )


def _is_same(one: Remark, other: Remark) -> bool:
    """By what it says, or, where the page's words are in another language, by who said it where and when."""
    if one.author != other.author:
        return False
    same_place = (one.block, one.start, one.at) == (other.block, other.start, other.at)
    return _text(one.text) == _text(other.text) or (bool(one.at) and same_place)


def _text(words: str) -> str:
    return " ".join(normalise(words).split())
