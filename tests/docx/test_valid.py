"""Every kind of file that we write is valid for Microsoft's validator and passes our own lint."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from consult.docx import write_clean
from consult.text import Document
from tests.docx import full
from tests.docx.documents import LAYOUT, documents
from tests.docx.lint import faults
from tests.oracles.validator import Validator

KINDS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: write_clean(Document(), replace(LAYOUT, sender="", title="")),
    "statement": lambda: write_clean(full.document(), full.layout(), full.PICTURES),
    "pictures missing": lambda: write_clean(full.document(), LAYOUT),
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_valid(kind: str, validator: Validator) -> None:
    data = KINDS[kind]()
    assert faults(data) == []
    assert validator.findings(data) == []
    assert data == KINDS[kind]()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=documents())
def test_any_document_is_written_valid(document: Document, validator: Validator) -> None:
    data = write_clean(document, LAYOUT)
    assert faults(data) == []
    assert validator.findings(data) == []
