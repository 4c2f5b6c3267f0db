"""A service plan as long as asked for: chapters, paragraphs, lists and tables, the same for the same seed."""

from collections.abc import Iterator
from random import Random

from consult import text
from consult.demo.large.sentences import SERVICES, TIMES, TOPICS, VIEWS, measure, paragraph

#: A page of a plan in Word holds about three thousand characters.
PAGE = 3_000
SECTIONS_IN_CHAPTER = 5
SECTIONS_TO_A_LIST = 2
SECTIONS_TO_A_TABLE = 7


def make_plan(pages: int, *, seed: int = 1) -> text.Document:
    """A document of so many pages; sixty of them are about 180,000 characters in 600 blocks."""
    random = Random(seed)
    parts: list[str] = []
    size, number = 0, 0
    while size < pages * PAGE:
        section = tuple(_section(random, number))
        parts += section
        size += sum(map(len, section))
        number += 1
    return text.parse("\n\n".join(parts))


def _section(random: Random, number: int) -> Iterator[str]:
    chapter, place = divmod(number, SECTIONS_IN_CHAPTER)
    topic = TOPICS[chapter % len(TOPICS)]
    if place == 0:
        yield f"# {topic}"
        yield paragraph(random, 3)
    yield f"## {random.choice(VIEWS)}: {topic.lower()} {number + 1}"
    for _ in range(random.randrange(5, 8)):
        yield paragraph(random, random.randrange(4, 8))
    if number % SECTIONS_TO_A_LIST == 0:
        yield _list(random)
    if number % SECTIONS_TO_A_TABLE == SECTIONS_TO_A_TABLE - 1:
        yield _table(random)
    yield f"Ratkaisevaa on, että **{random.choice(SERVICES)}** on tarjolla {random.choice(TIMES)}."


def _list(random: Random) -> str:
    sign = random.choice(("-", "1."))
    return "\n".join(f"{sign} {measure(random)}" for _ in range(random.randrange(3, 7)))


def _table(random: Random) -> str:
    rows = [
        f"| {random.choice(SERVICES)} | {random.choice(TIMES)} | {random.randrange(10, 900)} 000 € |"
        for _ in range(4)
    ]
    return "\n".join(["| Palvelu | Aika | Rahoitus |", "| --- | --- | --- |", *rows])
