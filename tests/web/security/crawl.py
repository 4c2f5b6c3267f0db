"""Everything a role can reach by links, and what it could guess: pages, parts of pages, files, JSON."""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from lxml import html
from werkzeug.test import TestResponse

from tests.web.security.addresses import address, routes, values_of
from tests.web.security.conftest import Visit
from tests.web.security.places import Place
from tests.web.security.robot import Robot
from tests.web.security.world import Role

LINKS = ("href", "hx-get", "action")
MOST = 600
#: Of one page with different questions after it so many are looked at.
VARIANTS = 8
#: What is asked for by its number.
ASKED = ("sent", "unsent", "withdrawn", "hidden")
#: Where to stay away from: files that are the same for everybody, and sample pages with invented content.
ELSEWHERE = ("/static/", "/dev/")


def crawl(
    visit: Visit, role: Role, *starts: str, look: Callable[[TestResponse], object] = lambda response: None
) -> dict[str, str]:
    """What every page says that links lead to, by address; `look` is shown every answer."""
    robot = visit.robot(role)
    found: dict[str, str] = {}
    variants: Counter[str] = Counter()
    waiting = ["/", *starts]
    while waiting:
        url = waiting.pop(0)
        if url in found:
            continue
        assert len(found) < MOST, "the site has no end"
        response = robot.get(url)
        found[url] = said(response)
        look(response)
        for link in links(response):
            variants[link.partition("?")[0]] += link not in found
            if link not in found and variants[link.partition("?")[0]] <= VARIANTS:
                waiting.append(link)
    return found


def links(response: TestResponse) -> Iterator[str]:
    """Addresses of this site that a page names, in order."""
    if 300 <= response.status_code < 400:
        yield _local(urljoin(response.request.path, response.headers["Location"]))
        return
    if response.mimetype != "text/html" or not response.data.strip():
        return
    for element in html.fromstring(response.text).iter():
        for name in LINKS:
            target = element.get(name)
            if target and not target.startswith(("#", "mailto:", "http")) and _is_followed(element, name):
                local = _local(urljoin(response.request.path, target))
                if not local.startswith(ELSEWHERE):
                    yield local


def said(response: TestResponse) -> str:
    """The whole answer as text: headers, markup with and without its tags, or what a file holds."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers)
    if response.data.startswith(b"PK"):
        return headers + _unzipped(response.data)
    body = response.get_data(as_text=True)
    if response.mimetype == "text/html" and body.strip():
        body += " ".join(map(str, html.fromstring(body).itertext()))
    return headers + body


def guesses(visit: Visit, place: Place) -> Iterator[str]:
    """Every page of a consultation with every number in it, also those that no link leads to."""
    numbers = sorted({n for known in (place.proposals, place.comments) for n in map(known.get, ASKED) if n})
    for rule, method in routes(visit.app):
        if method != "GET" or "slug" not in rule.arguments:
            continue
        values = values_of(rule, place, visit.world.state)
        if "key" in values:
            named = [{**values, "key": f"{kind}{n}"} for n in numbers for kind in ("c", "p")]
        elif "number" in values:
            named = [{**values, "number": n} for n in numbers]
        else:
            named = [values]
        yield from (address(visit.app, rule, each) for each in named)
    draft = f"{place.url}/draft"
    yield from (f"{draft}?show=proposal:{number}" for number in numbers)
    yield from (f"{draft}?show={what}:b{n}" for n in range(1, 6) for what in ("comments", "counts"))
    comment = f"{place.url}/documents/{place.document_id}/blocks/b2/comment"
    yield from (f"{comment}?reply_to={number}" for number in numbers)
    yield from (
        f"{place.url}/answers?withdrawn={noun}:{n}" for n in numbers for noun in ("comment", "proposal")
    )


def parts(robot: Robot, url: str) -> str:
    """What htmx would be given for the margin of this address."""
    return said(robot.get(url, part="margin")) + said(robot.get(url, part="contributions"))


def _is_followed(element: html.HtmlElement, name: str) -> bool:
    return name != "action" or (element.get("method") or "get").lower() == "get"


def _local(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _unzipped(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
