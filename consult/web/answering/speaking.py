"""In whose name a form speaks: the choices it shows and the voice the server believes."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask import g, request

from consult.models import Round, Voice, VoiceKind
from consult.reports.openings import Opening, load_opening
from consult.services.rounds import require_open_round
from consult.services.voices import require_voice, voices_of
from consult.web.answering.entering import entering
from consult.web.answering.forms import VoiceForm
from consult.web.current import consultation, identity, now, person, session
from consult.web.options import options
from consult.web.wording import gettext


def own_voices() -> Sequence[Voice]:
    """The organisations in whose name the reader may speak here, asked once per request.

    Where something is being entered on behalf of an organisation, that one alone.
    """
    arrival = entering()
    if arrival is not None:
        return [arrival.answer.voice]
    if "own_voices" not in g:
        g.own_voices = voices_of(session(), consultation().id, identity().person_id or 0)
    voices: Sequence[Voice] = g.own_voices
    return voices


def opening() -> Opening:
    """The round that is spoken of now and who may speak in it, asked once per request."""
    if "opening" not in g:
        g.opening = load_opening(session(), consultation().id, now())
    found: Opening = g.opening
    return found


def closing_for(voices: Iterable[Voice]) -> datetime | None:
    """Until when one of these may speak; None when the round is over for all of them."""
    return opening().closes_for([voice.id for voice in voices], now())


def require_open_to(voices: Iterable[Voice]) -> Round:
    """The round that one of these may speak in, or a sentence that says why not."""
    return require_open_round(
        session(), consultation().id, now(), voices=[voice.id for voice in voices], opening=read_opening()
    )


def read_opening() -> Opening | None:
    """What is known of the round while a page is only read; what is written asks anew."""
    return opening() if request.method == "GET" else None


def voices_but(voice_id: int) -> list[Voice]:
    """The reader's voices without one of them."""
    return [voice for voice in own_voices() if voice.id != voice_id]


def name_voices(form: VoiceForm, *, among: Sequence[Voice] | None = None) -> None:
    """The form says in whose name it speaks; a reader with one voice has nothing to choose."""
    voices = own_voices() if among is None else among
    form.voice.choices = options({voice.id: voice.name for voice in voices})
    if len(voices) == 1 and request.method == "GET":
        form.voice.data = voices[0].id


def chosen_voice(form: VoiceForm) -> Voice:
    """The voice that the form names, if the reader may speak in its name."""
    arrival = entering()
    if arrival is not None and arrival.answer.voice_id == int(form.voice.data or 0):
        return arrival.answer.voice
    return require_voice(session(), consultation().id, int(form.voice.data or 0), person())


def may_send(voice: Voice) -> bool:
    """Whether the reader may send in the name of one of their voices."""
    return voice.kind is VoiceKind.NETWORK or voice.organisation_id in identity().sends_for


def saved_words(voice: Voice, *, is_comment: bool) -> str:
    """What happens next with what was just saved."""
    if entering() is not None:
        return gettext("It is saved. It becomes the answer of %(voice)s when you send it.", voice=voice.name)
    if may_send(voice):
        if is_comment:
            return gettext("Your comment is saved. It is sent when you check and send your answer.")
        return gettext("Your proposal is saved. It is sent when you check and send your answer.")
    if is_comment:
        return gettext("Your comment is saved. The lead of your organisation sends it.")
    return gettext("Your proposal is saved. The lead of your organisation sends it.")
