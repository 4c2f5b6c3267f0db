"""In whose name a form speaks: the choices it shows and the voice the server believes."""

from collections.abc import Sequence

from flask import g, request

from consult.models import Voice
from consult.services.voices import require_voice, voices_of
from consult.web.answering.forms import VoiceForm
from consult.web.current import consultation, identity, person, session
from consult.web.options import options
from consult.web.wording import gettext


def own_voices() -> Sequence[Voice]:
    """The organisations in whose name the reader may speak here, asked once per request."""
    if "own_voices" not in g:
        g.own_voices = voices_of(session(), consultation().id, identity().person_id or 0)
    voices: Sequence[Voice] = g.own_voices
    return voices


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
    return require_voice(session(), consultation().id, int(form.voice.data or 0), person())


def may_send(voice: Voice) -> bool:
    """Whether the reader may send in the name of one of their voices."""
    return voice.organisation_id in identity().sends_for


def saved_words(voice: Voice, *, is_comment: bool) -> str:
    """What happens next with what was just saved."""
    if may_send(voice):
        if is_comment:
            return gettext("Your comment is saved. It is sent when you check and send your answer.")
        return gettext("Your proposal is saved. It is sent when you check and send your answer.")
    if is_comment:
        return gettext("Your comment is saved. The lead of your organisation sends it.")
    return gettext("Your proposal is saved. The lead of your organisation sends it.")
