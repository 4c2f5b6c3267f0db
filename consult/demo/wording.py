"""Wishes as the stories write them: blocks are named by some of their words, changes by old and new words."""

from consult import text
from consult.demo.content import Event
from consult.demo.story import Story
from consult.services.runs import run_through, words_of_run
from consult.services.wishes import Add, Move, Remove, Reword, Wish


def read_wish(story: Story, event: Event) -> Wish:
    """The wish of a reword, add, remove or move; a revision is a reword."""
    match event["do"]:
        case "add":
            kind = text.BlockKind(event.get("kind", "paragraph"))
            return Add(story.block(event, event["after"]), event["words"], kind)
        case "remove":
            return Remove((story.block(event, event["block"]),))
        case "move":
            return Move(story.block(event, event["block"]), story.block(event, event["after"]))
        case _:
            return _reworded(story, event)


def _reworded(story: Story, event: Event) -> Reword:
    content = story.content(event)
    first = story.block(event, event["block"])
    last = story.block(event, event.get("through", event["block"]))
    run = run_through(content, first, last)
    words = words_of_run(content, run, "fi")
    if words.count(event["from"]) != 1:
        raise ValueError(f"{event['from']!r} is not once in {words!r}")
    return Reword(run, words.replace(event["from"], event["to"]))
