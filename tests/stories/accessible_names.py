"""What a screen reader calls the links and buttons of a page."""

from collections import defaultdict

from playwright.sync_api import Page

ROLES = frozenset({"link", "button"})


def shared_names(page: Page) -> list[str]:
    """Names that two buttons, or two links that lead to different places, have in common."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for node in tree["nodes"]:
        role = node.get("role", {}).get("value")
        if role in ROLES and not node.get("ignored"):
            place = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
            found[role, node.get("name", {}).get("value", "")].append(place.get("url", ""))
    return sorted(
        f"{role} {name!r}"
        for (role, name), places in found.items()
        if not name or len(places) > 1 and (role == "button" or len(set(places)) > 1)
    )
