"""Keep the catalogues in step with the source: extract messages, update the .po and compile the .mo files.

Message ids are English sentences. The English catalogue is therefore filled from the ids themselves; Finnish
and Swedish are written by people into the .po files. `make messages` names what still lacks words.
"""

import sys
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import extract
from babel.messages.frontend import parse_mapping_cfg
from babel.util import pathmatch
from jinja2 import TemplateError

from scripts.root import ROOT

LANGUAGES = ("en", "fi", "sv")
PLURALS = "nplurals=2; plural=(n != 1);"
SOURCES = ("consult", "templates")
UNREADABLE = (SyntaxError, ValueError, OSError, tokenize.TokenError, TemplateError)
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "DomainError": None,
    "NotFound": None,
    "NotAllowed": None,
    "TooMany": None,
    "Conflict": None,
    "Invalid": None,
    "Refused": None,
}


@dataclass
class Message:
    """One id as the source uses it, with the files that use it."""

    id: str
    plural: str = ""
    files: set[str] = field(default_factory=set)


@dataclass
class Extraction:
    """All messages of the tree by id, and the files that could not be read with the reason."""

    messages: dict[str, Message] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)


def catalogue_path(language: str, root: Path = ROOT) -> Path:
    """Where the words of one language stand."""
    return root / "consult" / "translations" / language / "LC_MESSAGES" / "messages.po"


def extract_messages(root: Path = ROOT) -> Extraction:
    """Read every source and template that babel.cfg names; a broken file is reported, the rest still read."""
    with (root / "babel.cfg").open() as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]  # Babel's own gap
    found = Extraction()
    for path in source_files(root):
        name = path.relative_to(root).as_posix()
        match = next(((p, m) for p, m in methods if pathmatch(p, name)), None)
        if match is None:
            continue
        pattern, method = match
        try:
            for message, plural in messages_of(path, method, options.get(pattern, {})):
                known = found.messages.setdefault(message, Message(message))
                known.plural = known.plural or plural
                known.files.add(name)
        except UNREADABLE as error:
            found.broken[name] = str(error)
    return found


def source_files(root: Path) -> Iterator[Path]:
    """Every file below the source folders in a stable order."""
    for folder in SOURCES:
        yield from sorted(path for path in (root / folder).rglob("*") if path.is_file())


def messages_of(path: Path, method: str, options: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The ids of one file, each with its plural or an empty string."""
    with path.open("rb") as source:
        for _line, message, _comments, _context in extract(method, source, KEYWORDS, (), dict(options)):
            if isinstance(message, tuple):
                single, plural = message[0], message[1]
                if single:
                    yield single, plural or ""
            elif message:
                yield message, ""


def update(language: str, messages: Iterable[Message], root: Path = ROOT) -> polib.POFile:
    """The catalogue of exactly these messages: words already there are kept, ids no longer used dropped."""
    path = catalogue_path(language, root)
    known = polib.pofile(str(path)) if path.exists() else ()
    before = {entry.msgid: entry for entry in known}
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": "consult",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS,
    }
    for message in sorted(messages, key=lambda m: m.id):
        catalogue.append(entry_for(message, language, before.get(message.id)))
    return catalogue


def entry_for(message: Message, language: str, before: polib.POEntry | None) -> polib.POEntry:
    """One entry, with its earlier words where the id still has the same shape; English is the id itself."""
    entry = polib.POEntry(msgid=message.id, occurrences=[(name, "") for name in sorted(message.files)])
    if "%(" in message.id:
        entry.flags.append("python-format")
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: "", 1: ""}
        if language == "en":
            entry.msgstr_plural = {0: message.id, 1: message.plural}
        elif before is not None and before.msgid_plural == message.plural:
            entry.msgstr_plural = dict(before.msgstr_plural)
    elif language == "en":
        entry.msgstr = message.id
    elif before is not None:
        entry.msgstr = before.msgstr
    return entry


def untranslated(catalogue: polib.POFile) -> list[str]:
    """The ids that have no words yet."""
    return [entry.msgid for entry in catalogue if not all(words_of(entry))]


def words_of(entry: polib.POEntry) -> list[str]:
    """Everything a reader may see of one entry."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def write(catalogue: polib.POFile, language: str, root: Path = ROOT) -> None:
    """Write the .po and, from it, the .mo; a file that would not change is left alone."""
    path = catalogue_path(language, root)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = str(catalogue).rstrip("\n") + "\n"
    for target, content in ((path, text.encode()), (path.with_suffix(".mo"), catalogue.to_binary())):
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)


def main() -> int:
    """Update every catalogue; 1 when a file is broken or an id lacks words."""
    found = extract_messages()
    for name, reason in found.broken.items():
        print(f"{name}: {reason}", file=sys.stderr)
    if found.broken:
        return 1
    missing = 0
    for language in LANGUAGES:
        catalogue = update(language, found.messages.values())
        write(catalogue, language)
        for message in untranslated(catalogue):
            print(f"{language}: no words for: {message}", file=sys.stderr)
            missing += 1
    print(f"{len(found.messages)} messages, {missing} without words")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
