"""A request carries at most what its view takes."""

from io import BytesIO

import pytest
from flask import Flask

from consult.web.limits import MAX_FIELDS, Size
from tests.web.client import PageClient

ROOM = 2_000


def test_the_sizes() -> None:
    assert [size // (1024 * 1024) for size in Size] == [1, 3, 11]


@pytest.mark.parametrize(
    ("url", "size", "status"),
    [
        ("/probe/form", Size.FORM - ROOM, 200),
        ("/probe/form", Size.FORM + 1, 413),
        ("/probe/document", Size.DOCUMENT - ROOM, 200),
        ("/probe/document", Size.DOCUMENT + 1, 413),
    ],
)
def test_a_form(probed: Flask, url: str, size: int, status: int) -> None:
    page = PageClient(probed).post(url, {"text": "x" * size})
    assert page.status == status


@pytest.mark.parametrize(("size", "status"), [(10 * 1024 * 1024, 200), (Size.UPLOAD + 1, 413)])
def test_an_upload(probed: Flask, size: int, status: int) -> None:
    page = PageClient(probed).post("/probe/upload", {"file": (BytesIO(b"x" * size), "luonnos.docx")})
    assert page.status == status


def test_an_upload_where_none_is_taken(probed: Flask) -> None:
    page = PageClient(probed).post("/probe/form", {"file": (BytesIO(b"x" * (Size.FORM + 1)), "a.docx")})
    assert page.status == 413
    assert page.h1 == "Liian paljon kerralla"


@pytest.mark.parametrize(("count", "status"), [(MAX_FIELDS - 1, 200), (MAX_FIELDS + 1, 413)])
def test_a_thousand_fields(probed: Flask, count: int, status: int) -> None:
    page = PageClient(probed).post("/probe/form", {f"f{number}": "1" for number in range(count)})
    assert page.status == status


def test_a_thousand_parts(probed: Flask) -> None:
    fields = {f"f{number}": "1" for number in range(MAX_FIELDS)}
    page = PageClient(probed).post("/probe/upload", {**fields, "file": (BytesIO(b"x"), "a.docx")})
    assert page.status == 413
