"""The comments of returned files."""

from consult.docx import Remark, Reply, read_reply
from consult.docx.archive import pack, unpack
from tests.docx.returned import CHANGE, MONEY, MONEY_PARAGRAPH, OURS, edited, money, text
from tests.docx.wordfile import W

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def comments(*said: tuple[str, str, str, str]) -> bytes:
    """Comments of (id, author, the paraId of the last paragraph, paragraphs apart by |)."""
    written = []
    for id_, author, last, words in said:
        lines = words.split("|")
        paragraphs = "".join(
            f'<w:p w14:paraId="{last if number == len(lines) else "0A" + last[2:]}">{text(line)}</w:p>'
            for number, line in enumerate(lines, start=1)
        )
        named = f'w:id="{id_}" w:author="{author}" w:date="2027-01-20T10:00:00Z"'
        written.append(f"<w:comment {named}>{paragraphs}</w:comment>")
    return f'<w:comments xmlns:w="{W}" xmlns:w14="{W14}">{"".join(written)}</w:comments>'.encode()


def extended(*entries: tuple[str, str, str]) -> bytes:
    """(paraId, paraIdParent, done) of each comment."""
    told_of = ""
    for own, parent, done in entries:
        answered = f'w15:paraIdParent="{parent}"' if parent else ""
        told_of += f'<w15:commentEx w15:paraId="{own}" {answered} w15:done="{done}"/>'
    return f'<w15:commentsEx xmlns:w15="{W15}">{told_of}</w15:commentsEx>'.encode()


def with_comments(body: tuple[str, str], said: bytes, more: bytes) -> Reply:
    """The returned file with these parts."""
    entries = unpack(edited(body))
    name = "word/_rels/document.xml.rels"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    extra = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    links = (
        f'<Relationship Id="rC1" Type="{kinds}" Target="comments.xml"/>'
        f'<Relationship Id="rC2" Type="{extra}" Target="commentsExtended.xml"/></Relationships>'
    )
    entries[name] = entries[name].decode().replace("</Relationships>", links).encode()
    return read_reply(pack(entries | {"word/comments.xml": said, "word/commentsExtended.xml": more}), OURS)


def start(id_: int) -> str:
    return f'<w:commentRangeStart w:id="{id_}"/>'


def end(id_: int) -> str:
    return f'<w:commentRangeEnd w:id="{id_}"/><w:r><w:commentReference w:id="{id_}"/></w:r>'


def test_comments_know_their_words_their_answers_and_whether_they_are_done() -> None:
    inside = (
        text("Rahoitus tulee "),
        start(1),
        start(2),
        text("turvata"),
        end(1),
        end(2),
        text(" vuosittain. "),
    )
    point = '<w:r><w:commentReference w:id="3"/></w:r>'
    reply = with_comments(
        money(*inside, point, text("Se maksetaan ennakkoon.")),
        comments(
            ("1", "Anna", "00000001", "Miksi?|Perustele."),
            ("2", "Bo", "00000002", "Koska."),
            ("3", "Bo", "00000003", "Tähän lisää."),
            ("4", "Cilla", "00000004", "Ei missään."),
        ),
        extended(("00000001", "", "1"), ("00000002", "00000001", "0"), ("00000003", "", "0")),
    )
    first, point_comment, nowhere = reply.comments
    assert first == Remark(
        "Anna", "Miksi?\n\nPerustele.", "b3", 15, 22, "turvata", "2027-01-20T10:00:00Z", True, first.answers
    )
    assert [(answer.author, answer.text) for answer in first.answers] == [("Bo", "Koska.")]
    assert (point_comment.block, point_comment.start, point_comment.end, point_comment.quote) == (
        "b3",
        35,
        35,
        "",
    )
    assert not point_comment.is_resolved
    assert (nowhere.block, nowhere.text) == (None, "Ei missään.")
    assert reply.authors == ("Anna", "Bo", "Cilla")


def test_a_comment_over_several_paragraphs_is_about_the_first_one() -> None:
    there = MONEY_PARAGRAPH.replace(text(MONEY), start(1) + text(MONEY))
    reply = with_comments(
        (MONEY_PARAGRAPH, there + '<w:commentRangeEnd w:id="1"/>'),
        comments(("1", "Anna", "00000001", "Koko kappale.")),
        extended(),
    )
    assert [(each.block, each.quote) for each in reply.comments] == [("b3", MONEY)]


def test_a_comment_on_words_that_were_put_in_stands_at_their_place() -> None:
    put_in = f"<w:ins {CHANGE}>{start(1)}{text('aina ')}{end(1)}</w:ins>"
    reply = with_comments(
        money(text("Rahoitus tulee turvata "), put_in, text("vuosittain. Se maksetaan ennakkoon.")),
        comments(("1", "Anna", "00000001", "Tärkeää.")),
        extended(),
    )
    assert [(each.block, each.start, each.end) for each in reply.comments] == [("b3", 23, 23)]


def test_a_comment_on_words_that_were_edited_silently_follows_them() -> None:
    reply = with_comments(
        money(
            text("Kaikki rahoitus tulee "),
            start(1),
            text("turvata"),
            end(1),
            text(" vuosittain. Se maksetaan ennakkoon."),
        ),
        comments(("1", "Anna", "00000001", "Hyvä.")),
        extended(),
    )
    (remark,) = reply.comments
    assert (remark.block, remark.start, remark.quote) == ("b3", 15, "turvata")
