"""The robot beside LibreOffice: takes jobs as lines of JSON, does them in Writer, answers with lines of JSON.

It runs on the system's Python, because only that one can talk to LibreOffice, and so imports nothing of ours.
A job is `{"open": path, "steps": [[name, …], …], "save": path or "", "pdf": path or ""}`. The steps are the
methods of `Robot` by name; words are found by the first place where they stand.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

WORD = "MS Word 2007 XML"
PAGES = "writer_pdf_Export"
FULL_NAME = "/org.openoffice.UserProfile/Data"
PATIENCE = 60


def prop(name: str, value: Any) -> Any:
    """A named value as LibreOffice takes them."""
    return PropertyValue(Name=name, Value=value)


class Office:
    """A LibreOffice of one's own, with a profile that is thrown away."""

    def __init__(self, folder: str) -> None:
        pipe = f"consult{Path(folder).name}"
        self._process = subprocess.Popen(
            [
                *("soffice", "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
                f"-env:UserInstallation=file://{folder}/profile",
                f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.context = self._connect(pipe)
        self.manager = self.context.ServiceManager
        self.desktop = self.make("com.sun.star.frame.Desktop")
        self.dispatcher = self.make("com.sun.star.frame.DispatchHelper")

    def _connect(self, pipe: str) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(PATIENCE * 10):
            try:
                return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except NoConnectException:
                time.sleep(0.1)
        raise TimeoutError("LibreOffice does not answer")

    def make(self, service: str) -> Any:
        """A service of LibreOffice."""
        return self.manager.createInstanceWithContext(service, self.context)

    def name_author(self, given: str, family: str) -> None:
        """Whoever edits from now on is this person."""
        provider = self.make("com.sun.star.configuration.ConfigurationProvider")
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess", (prop("nodepath", FULL_NAME),)
        )
        access.setPropertyValue("givenname", given)
        access.setPropertyValue("sn", family)
        access.commitChanges()

    def close(self) -> None:
        """End it at once, with every process it started: nothing of it is kept."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class Robot:
    """One open file and what can be done in it."""

    def __init__(self, office: Office, path: str) -> None:
        self._office = office
        options = (prop("Hidden", True), prop("MacroExecutionMode", 0), prop("UpdateDocMode", 0))
        self.file = office.desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, options)
        self._frame = self.file.getCurrentController().getFrame()

    def dispatch(self, command: str, **arguments: Any) -> None:
        """A command of the menu."""
        values = tuple(prop(name, value) for name, value in arguments.items())
        self._office.dispatcher.executeDispatch(self._frame, f".uno:{command}", "", 0, values)

    def find(self, words: str) -> Any:
        """The first place where words stand."""
        search = self.file.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = words, True
        found = self.file.findFirst(search)
        if found is None:
            raise LookupError(f"not in the file: {words}")
        return found

    def select(self, words: str) -> Any:
        """The view's cursor over words."""
        found = self.find(words)
        self.file.getCurrentController().select(found)
        return found

    def accept(self) -> None:
        """Accept every tracked change."""
        self.dispatch("AcceptAllTrackedChanges")

    def reject(self) -> None:
        """Reject every tracked change."""
        self.dispatch("RejectAllTrackedChanges")

    def author(self, given: str, family: str) -> None:
        """Edit as this person."""
        self._office.name_author(given, family)

    def track(self, on: bool) -> None:
        """Track changes from now on, or not."""
        self.file.RecordChanges = on

    def replace(self, old: str, new: str) -> None:
        """Write over words; with nothing to write they are deleted."""
        found = self.find(old)
        found.getText().createTextCursorByRange(found).setString(new)

    def insert(self, after: str, words: str) -> None:
        """Write behind words; `\\n` begins a paragraph."""
        found = self.find(after)
        text = found.getText()
        cursor = text.createTextCursorByRange(found.getEnd())
        for number, line in enumerate(words.split("\n")):
            if number:
                text.insertControlCharacter(cursor, 0, False)
            text.insertString(cursor, line, False)

    def delete_paragraph(self, words: str) -> None:
        """Delete the paragraph in which words stand, with the mark before it, or after the first one."""
        found = self.find(words)
        cursor = found.getText().createTextCursorByRange(found)
        cursor.gotoStartOfParagraph(False)
        first = not cursor.goLeft(1, False)
        if not first:
            cursor.gotoEndOfParagraph(False)
            cursor.goRight(1, True)
            cursor.gotoEndOfParagraph(True)
        else:
            cursor.gotoNextParagraph(True)
        cursor.setString("")

    def move(self, words: str, lines: int) -> None:
        """Move the paragraph in which words stand: up by a negative number of paragraphs, else down."""
        self.select(words)
        for _ in range(abs(lines)):
            self.dispatch("MoveUp" if lines < 0 else "MoveDown")

    def join(self, words: str) -> None:
        """Join the paragraph in which words stand with the next one."""
        found = self.find(words)
        cursor = found.getText().createTextCursorByRange(found)
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, True)
        cursor.setString("")

    def bold(self, words: str) -> None:
        """Make words bold."""
        self.select(words)
        self.dispatch("Bold", Bold=True)

    def style(self, words: str, name: str) -> None:
        """Give the paragraph in which words stand a style."""
        self.find(words).ParaStyleName = name

    def comment(self, words: str, said: str, author: str) -> None:
        """A comment on words."""
        found = self.find(words)
        field = self.file.createInstance("com.sun.star.text.textfield.Annotation")
        field.Content, field.Author = said, author
        found.getText().insertTextContent(found, field, True)

    def delete_row(self, words: str) -> None:
        """Delete the table row in which words stand."""
        found = self.find(words)
        self.file.getCurrentController().select(found.Cell.createTextCursor())
        self.dispatch("DeleteRows")

    def paragraphs(self) -> list[list[str]]:
        """The file as it stands: style and words of each paragraph, those of tables by their cells."""
        return list(self._inside(self.file.getText()))

    def _inside(self, text: Any) -> Iterator[list[str]]:
        for part in each(text):
            if part.supportsService("com.sun.star.text.TextTable"):
                for name in part.getCellNames():
                    yield from (["cell", words] for _, words in self._inside(part.getCellByName(name)))
            else:
                yield [part.ParaStyleName, part.getString()]

    def redlines(self) -> list[list[str]]:
        """Kind, author and time of each tracked change."""
        found = each(self.file.Redlines)
        return [[change.RedlineType, change.RedlineAuthor, moment(change)] for change in found]

    def comments(self) -> list[list[str]]:
        """Author and words of each comment."""
        fields = each(self.file.getTextFields())
        service = "com.sun.star.text.textfield.Annotation"
        return [[one.Author, one.Content] for one in fields if one.supportsService(service)]

    def save(self, path: str, kind: str) -> None:
        """Write the file as it stands; on pages the comments stand in the margin."""
        notes = (prop("ExportNotes", False), prop("ExportNotesInMargin", True))
        margin = prop("FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", notes))
        options = (prop("FilterName", kind), *((margin,) if kind == PAGES else ()))
        self.file.storeToURL(uno.systemPathToFileUrl(path), options)


def each(source: Any) -> Iterator[Any]:
    """Everything in one of LibreOffice's collections."""
    found = source.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


def moment(change: Any) -> str:
    """The time of a tracked change."""
    at = change.RedlineDateTime
    return f"{at.Year:04}-{at.Month:02}-{at.Day:02}T{at.Hours:02}:{at.Minutes:02}:{at.Seconds:02}"


def do(office: Office, job: dict[str, Any]) -> dict[str, Any]:
    """One job from opening the file to closing it."""
    robot = Robot(office, job["open"])
    try:
        before = robot.redlines()
        for name, *arguments in job["steps"]:
            getattr(robot, name)(*arguments)
        for path, kind in ((job["save"], WORD), (job["pdf"], PAGES)):
            if path:
                robot.save(path, kind)
        comments = robot.comments()
        return {"paragraphs": robot.paragraphs(), "redlines": before, "comments": comments}
    finally:
        robot.file.close(True)


def main() -> None:
    """Jobs in, answers out, until there are no more; LibreOffice ends with us however we are ended."""
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit())
    with tempfile.TemporaryDirectory(prefix="office", ignore_cleanup_errors=True) as folder:
        office = Office(folder)
        try:
            for line in sys.stdin:
                try:
                    answer = do(office, json.loads(line))
                except Exception as error:
                    answer = {"error": f"{type(error).__name__}: {error}"}
                print(json.dumps(answer), flush=True)
        finally:
            office.close()


if __name__ == "__main__":
    main()
