"""No page costs the database more because more has been said."""

from pathlib import Path

import pytest

from tests.large.crowd import FULL, SMALL, TINY, Size
from tests.large.walk import count_queries

MOST = 15


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The counts of a consultation in which little has been said."""
    return count_queries(tmp_path_factory.mktemp("few"), TINY)


@pytest.mark.parametrize(
    "size", [pytest.param(SMALL, id="small"), pytest.param(FULL, id="full", marks=pytest.mark.long)]
)
def test_queries_do_not_grow_with_what_has_been_said(size: Size, few: dict[str, int], tmp_path: Path) -> None:
    assert count_queries(tmp_path, size) == few


def test_no_page_takes_more_than_fifteen_queries(few: dict[str, int]) -> None:
    assert {page: count for page, count in few.items() if count > MOST} == {}
