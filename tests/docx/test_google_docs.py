"""What Google Docs exports: as a draft, and as an answer to a version of ours."""

from consult.docx import Recognition, read_document, read_reply
from consult.text import BlockKind, MarkKind
from tests.docx.google import GoogleFile
from tests.docx.returned import BASE, OURS, by_author, told

UNDERLINED = '<w:u w:val="single"/>'
QUOTES = "”Tilat” ovat ’auki’ – ja “lähellä”…"


def test_a_draft_is_read_with_everything_in_it() -> None:
    g = GoogleFile()
    link_ = f'<w:hyperlink w:anchor="_heading=h.0">{g.t("alku", UNDERLINED)}</w:hyperlink>'
    body = (
        g.p(g.t("Lausuntoluonnos"), properties='<w:pStyle w:val="Title"/>')
        + g.heading("Palvelut")
        + g.p(g.t(QUOTES), g.t(" vahva", '<w:b w:val="1"/>'), g.t(" tavallinen", '<w:b w:val="0"/>'))
        + g.item(g.t("kohta"), numbered=False) + g.item(g.t("sisällä"), level=1, numbered=False)
        + g.item(g.t("ensin"), numbered=True) + g.item(g.t("sitten"), numbered=True)
        + g.heading("Rahoitus", 2)
        + g.p(g.t("Väite"), g.footnote("Kysely 2024."), g.t(", ks. "), link_, g.t("."))
        + g.table([["Kunta", "Tila"], ["Laukaa", "talo"]])
        + g.p()
    )  # fmt: skip
    read = read_document(g.pack(body))
    assert read.title == "Lausuntoluonnos"
    told_ = [(block.kind.value, block.level, block.text) for block in read.document.blocks]
    assert told_ == [
        ("heading", 1, "Palvelut"),
        ("paragraph", 0, f"{QUOTES} vahva tavallinen"),
        ("bullet", 0, "kohta"),
        ("bullet", 1, "sisällä"),
        ("numbered", 0, "ensin"),
        ("numbered", 0, "sitten"),
        ("heading", 2, "Rahoitus"),
        ("paragraph", 0, "Väite\ufffc, ks. alku."),
        ("table", 0, ""),
        ("row", 0, ""),
        ("cell", 0, "Kunta"),
        ("cell", 0, "Tila"),
        ("row", 0, ""),
        ("cell", 0, "Laukaa"),
        ("cell", 0, "talo"),
        ("note", 0, "Kysely 2024."),
    ]
    words = read.document.blocks[1]
    assert [(mark.kind, words.text[mark.start : mark.end].strip()) for mark in words.marks] == [
        (MarkKind.BOLD, "vahva")
    ]


def test_a_draft_with_suggestions_and_comments_is_read_as_if_they_were_accepted() -> None:
    g = GoogleFile()
    body = g.p(
        g.t("Tilat ovat "),
        g.suggest("del", "kiinni", "Anna Aalto"),
        g.suggest("ins", "auki", "Anna Aalto"),
        g.remark(g.t(" aina"), ("Bertta Berg", "Mihin asti?")),
        g.t("."),
    )
    read = read_document(g.pack(body))
    assert [block.text for block in read.document.blocks] == ["Tilat ovat auki aina."]
    assert {left.kind for left in read.left_out} == {"tracked_changes", "comments"}


def answer() -> bytes:
    """Two people's suggestions, a comment with a reply, a new paragraph, in what became of our version."""
    g = GoogleFile()
    money = next(block for block in BASE.blocks if block.text.startswith("Rahoitus"))
    open_ = next(block for block in BASE.blocks if block.text.startswith("Tilat ovat"))
    support = next(block for block in BASE.blocks if block.text.startswith("Jäsenet"))
    mark = '<w:rPr><w:ins w:author="Anna Aalto" w:id="5" w:date="2025-01-20T10:00:00Z"/></w:rPr>'
    written = {
        money.id: g.t("Rahoitus tulee turvata ")
        + g.suggest("del", "vuosittain", "Anna Aalto")
        + g.suggest("ins", "aina", "Anna Aalto")
        + g.t(". Se maksetaan ennakkoon."),
        open_.id: g.t("Tilat ovat auki ")
        + g.suggest("ins", "iltaisinkin ", "Bertta Berg")
        + g.t("kaikille järjestöille. Toinen virke on tässä. Kolmas virke päättää kappaleen."),
        support.id: g.remark(
            g.t("Jäsenet"), ("Bertta Berg", "Myös läheiset?"), ("Anna Aalto", "Kyllä, myös he.")
        )
        + g.t(" tarvitsevat tukea arkeensa."),
    }
    body = g.body_of(BASE, written)
    last = "Viimeinen kappale"
    new = g.p(g.suggest("ins", "Uusi kappale.", "Anna Aalto"), properties=mark)
    at = body.rindex("<w:p ", 0, body.index(last))
    return g.pack(body[:at] + new + body[at:])


def test_an_answer_is_recognised_by_its_words_and_says_only_what_was_suggested() -> None:
    reply = read_reply(answer(), [OURS])
    assert reply.recognised is Recognition.SIMILARITY
    assert reply.is_tracked
    assert told(reply.silent) == []
    assert by_author(reply) == {
        "Bertta Berg": [
            (
                "words",
                "Tilat ovat auki kaikille järjestöille.",
                "Tilat ovat auki iltaisinkin kaikille järjestöille.",
            )
        ],
        "Anna Aalto": [
            ("words", "Rahoitus tulee turvata vuosittain.", "Rahoitus tulee turvata aina."),
            ("add", "", "Uusi kappale."),
        ],
    }
    assert reply.left_out == ()


def test_a_reply_to_a_comment_is_read_on_the_same_words() -> None:
    reply = read_reply(answer(), [OURS])
    assert [(each.author, each.quote, each.text) for each in reply.comments] == [
        ("Bertta Berg", "Jäsenet", "Myös läheiset?"),
        ("Anna Aalto", "Jäsenet", "Kyllä, myös he."),
    ]
    assert all(each.block == BASE.blocks[3].id for each in reply.comments)


def test_an_answer_without_suggestions_is_compared_as_a_whole() -> None:
    g = GoogleFile()
    money = next(block for block in BASE.blocks if block.text.startswith("Rahoitus"))
    said = g.t("Rahoitus tulee turvata aina. Se maksetaan ennakkoon.")
    reply = read_reply(g.pack(g.body_of(BASE, {money.id: said})), [OURS])
    assert not reply.is_tracked
    assert by_author(reply) == {
        "": [("words", "Rahoitus tulee turvata vuosittain.", "Rahoitus tulee turvata aina.")]
    }


def test_the_kinds_of_blocks_survive_google() -> None:
    reply = read_reply(GoogleFile().pack(GoogleFile().body_of(BASE)), [OURS])
    assert (reply.silent.changes, reply.proposals) == ((), ())
    assert BlockKind.TABLE in {block.kind for block in BASE.blocks}
