"""The draft of a statement as the agent has it in Word: headings, a list, a table, lines under words."""

from tests.docx.wordfile import p, style, t, word_file

HEADINGS = ("Pääkohdat", "Järjestöjen asema", "Rahoitus", "Tilat", "Seuranta")
GRANTS = "Avustuksia myönnetään vuosittain. Haku avataan syksyllä."
ROLE = "Järjestöjen asema on kuvattu lyhyesti. Se ansaitsee oman luvun."
ROOMS = "Tilat ovat maksuttomia."
FOLLOW_UP = "Seurannasta vastaa hyvinvointialue."
COUNTS = "Järjestöt kokoavat käyntimäärät."
HELP = "Pieni yhdistys saa apua hakemiseen."

STYLES = style("Heading1", "heading 1")
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'


def draft_file() -> bytes:
    """The file."""
    headings = [p(words, style="Heading1") for words in HEADINGS]
    parts = (
        headings[0],
        p("Järjestöt pitävät suunnitelmaa ", t("tarpeellisena", "<w:b/>"), "."),
        headings[1],
        p(ROLE),
        p("Järjestöt auttavat ajoissa.", properties=ITEM),
        p("Järjestöt tuntevat kunnan ihmiset.", properties=ITEM),
        headings[2],
        p(GRANTS),
        p(HELP),
        headings[3],
        _table(("Kunta", "Tiloja"), ("Kuusiniemi", "3")),
        p(ROOMS),
        headings[4],
        p(t(FOLLOW_UP, '<w:u w:val="single"/>')),
        p(t(COUNTS, "<w:strike/>")),
    )
    return word_file("".join(parts), styles=STYLES, numbering=NUMBERING)


def _table(header: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    first = "<w:trPr><w:tblHeader/></w:trPr>" + _cells(header)
    lines = (first, *(_cells(row) for row in rows))
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def _cells(row: tuple[str, ...]) -> str:
    return "".join(f"<w:tc>{p(words)}</w:tc>" for words in row)
