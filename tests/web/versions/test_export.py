"""One version as a Word file."""

from io import BytesIO

import docx
import pytest
from flask import Flask

from consult.models import Submission
from consult.web.versions.export import disposition
from tests.statement import Statement
from tests.web.client import PageClient
from tests.web.conftest import writing


def test_a_version_is_a_word_file_with_its_words(published: Statement, client: PageClient) -> None:
    page = client.get(published.version_url("/versions/2.docx"))
    assert page.headers["Content-Type"].endswith("wordprocessingml.document")
    assert page.headers["Content-Disposition"].startswith('attachment; filename="Lausunto-v2.docx"; ')
    file = docx.Document(BytesIO(page.response.data))
    words = [paragraph.text for paragraph in file.paragraphs]
    assert any("kolmeksi vuodeksi" in line for line in words)
    assert any("Järvimaan hyvinvointialue" in line for line in words)
    assert file.core_properties.title == "Lausunto"
    styles = [paragraph.style for paragraph in file.paragraphs if paragraph.text == "Vuokrat"]
    assert [style.name for style in styles if style is not None] == ["Heading 2"]


def test_the_same_version_is_the_same_bytes(published: Statement, client: PageClient) -> None:
    first, second = (client.get(published.version_url("/versions/1.docx")).response.data for _ in range(2))
    assert first == second


def test_a_filed_version_carries_the_day_it_was_filed(
    app: Flask, published: Statement, client: PageClient
) -> None:
    with writing(app) as session:
        session.add(
            Submission(
                consultation_id=published.consultation.id,
                version_id=published.version.id,
                channel="Lausuntopalvelu",
                filed_at=published.now.replace(month=2, day=14),
            )
        )
    page = client.get(published.version_url("/versions/2.docx"))
    file = docx.Document(BytesIO(page.response.data))
    assert any("14.2.2027" in paragraph.text for paragraph in file.paragraphs)


def test_a_version_that_does_not_exist_is_not_found(published: Statement, client: PageClient) -> None:
    assert client.get(published.version_url("/versions/9.docx")).status == 404


@pytest.mark.parametrize(
    ("title", "plain", "full"),
    [
        ("Lausunto", "Lausunto-v1.docx", "Lausunto%20v1.docx"),
        ("Yhteinen näkemys", "Yhteinen-nakemys-v1.docx", "Yhteinen%20n%C3%A4kemys%20v1.docx"),
        ('a/b\\c"d\r\nX: y', "a-b-c-d-X-y-v1.docx", "a%20b%20c%20d%20X%20y%20v1.docx"),
        ("…", "consult-v1.docx", "consult%20v1.docx"),
        ("Лист", "v1.docx", "%D0%9B%D0%B8%D1%81%D1%82%20v1.docx"),
    ],
)
def test_the_name_of_the_file_is_plain_and_full(title: str, plain: str, full: str) -> None:
    assert disposition(title, 1) == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"


def test_a_long_name_is_cut_at_a_word() -> None:
    title = "Yhteinen lausunto hyvinvointialueen järjestämissuunnitelman kolmannesta versiosta"
    named = disposition(title, 1)
    assert 'suunnitelman-kolmannesta-v1.docx"' in named
    assert "kolmannesta%20v1.docx" in named
    assert len(disposition("a" * 300, 1)) < 250
