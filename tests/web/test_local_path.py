"""Where to go next is believed only when it stays on this site."""

from urllib.parse import urlsplit

import pytest

from consult.web.local_path import local_path

HOSTILE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    "\n//evil.example",
    " //evil.example",
    "/ /evil.example",
    "\u00a0//evil.example",
    "/\u00a0/evil.example",
    "/\u2028/evil.example",
    "http://evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HTTPS://evil.example",
    "ftp://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "mailto:a@evil.example",
    "%2F%2Fevil.example",
    "/%2Fevil.example",
    "/%2f%2fevil.example",
    "/%5Cevil.example",
    "/%5c%5cevil.example",
    "/%09/evil.example",
    "/%0a/evil.example",
    "/%0D%0ALocation:evil",
    "evil.example",
    "@evil.example",
    ".evil.example",
    "?next=//evil.example",
    "#//evil.example",
    "/\x00/evil.example",
    "/x\r\nSet-Cookie: a=b",
    "/" + "x" * 600,
    "",
]
LOCAL = [
    "/",
    "/consultations/lausunto",
    "/consultations/lausunto/draft?show=proposal:12",
    "/consultations/lausunto/draft?show=proposal:12#kohta-b3",
    "/consultations/j%C3%A4rvimaa",
    "/a//b",
    "/a?next=https://elsewhere.example",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_what_leads_away_leads_home(value: str) -> None:
    assert local_path(value) == "/"


def test_there_are_more_than_forty() -> None:
    assert len(set(HOSTILE)) >= 40


@pytest.mark.parametrize("value", LOCAL)
def test_what_stays_is_followed(value: str) -> None:
    assert local_path(value) == value
    assert urlsplit(value).netloc == ""


def test_nothing_is_the_fallback() -> None:
    assert local_path(None, "/here") == "/here"
