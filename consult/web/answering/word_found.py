"""Returned files as far as the reader may see them, and what is read of them."""

from collections.abc import Mapping, Sequence

from flask import url_for

from consult.db import reading_session
from consult.docx import Refused, Reply, read_returned, strip_upload
from consult.errors import NotAllowed, NotFound
from consult.models import ReturnedFile, Version, Voice
from consult.reports.returned_files import (
    Returned,
    SavedFile,
    load_bases,
    load_same,
    load_saved,
    load_versions,
    organisation_voices,
    unfold,
)
from consult.reports.texts import load_texts
from consult.reports.versions import current_version
from consult.security import Permission, permits
from consult.services.returned_files import reply_of_file
from consult.web.answering.speaking import opening, own_voices
from consult.web.current import consultation, identity, person, place, session, shell
from consult.web.loading import NO_SUCH_PAGE

UNRECOGNISED = "unrecognised"


def is_agent() -> bool:
    """Whether the reader enters answers on behalf of others."""
    return permits(identity(), Permission.COORDINATE, place())


def speaking_voices() -> Sequence[Voice]:
    """In whose name the reader may return a file: organisations that they lead, for the agent any."""
    if is_agent():
        return organisation_voices(session(), consultation().id)
    voices = [voice for voice in own_voices() if voice.organisation_id in identity().leads]
    if not voices:
        raise NotAllowed("Only the organisation's lead can return a Word file.")
    return voices


def newest_version() -> Version:
    """The version of the draft that is current."""
    version = current_version(session(), consultation().id)
    if version is None:
        raise NotFound(NO_SUCH_PAGE)
    return version


def waiting_file(file_id: int) -> ReturnedFile:
    """A file of the reader's own that is not saved yet."""
    speaking_voices()
    file = session().get(ReturnedFile, file_id)
    is_own = file is not None and file.uploaded_by_id == person().id
    if file is None or not is_own or file.consultation_id != consultation().id or file.saved_at is not None:
        raise NotFound(NO_SUCH_PAGE)
    return file


def saved_files() -> Sequence[SavedFile]:
    """The saved files that speak in a name of the reader's; for the agent all."""
    voices = None if is_agent() else frozenset(voice.id for voice in own_voices())
    return load_saved(session(), consultation().id, voices)


def saved_before(file: ReturnedFile, voices: Sequence[Voice]) -> Sequence[SavedFile]:
    """The same file as it was saved before in this round in one of these names."""
    round_ = opening().round
    if round_ is None:
        return ()
    same = load_same(session(), file, round_.id)
    named = [SavedFile(each.file, tuple(one for one in each.voices if one in voices)) for each in same]
    return [each for each in named if each.voices]


def settled(file_id: int) -> str | None:
    """Where the answer of a file that is saved already stands; None while it waits."""
    file = session().get(ReturnedFile, file_id)
    if file is None or file.saved_at is None:
        return None
    if saved_file(file_id).taken_back_at is not None:
        return url_for("answering.return_file", _anchor=f"file-{file_id}")
    return url_for("reading.contributions" if is_agent() else "answering.own")


def saved_file(file_id: int) -> ReturnedFile:
    """One of them."""
    found = next((each for each in saved_files() if each.file.id == file_id), None)
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found.file


def versions_of(file: ReturnedFile) -> Mapping[int, Version]:
    """The versions of the document by number."""
    return {version.number: version for version in load_versions(session(), file.document_id)}


def read_file(document_id: int, data: bytes) -> tuple[Reply, int] | None:
    """The reply with the version that it is based on, read without the write lock; None when unknown."""
    session().rollback()
    with reading_session(shell().engine) as reading:
        versions, bases = load_bases(reading, document_id)
    try:
        reply = read_returned(data, bases)
    except Refused as error:
        if error.code == UNRECOGNISED:
            return None
        raise
    return reply, versions[reply.version].id


def kept_bytes(file: ReturnedFile) -> bytes:
    """The file as it is kept, made without the write lock."""
    data = file.data
    session().rollback()
    return strip_upload(data)


def unfolded(file: ReturnedFile) -> Returned | None:
    """What the file says against its version and the newest one; None while its version is not known."""
    reply = reply_of_file(file)
    if reply is None or file.version_id is None:
        return None
    current = newest_version()
    texts = load_texts(session(), {file.version_id, current.id})
    return unfold(reply, texts[file.version_id], texts[current.id])
