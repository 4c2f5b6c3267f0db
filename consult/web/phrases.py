"""The sentences a change can be told in, in two tenses: what a proposal does, what became of a version."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g
from flask_babel import get_locale, lazy_gettext
from markupsafe import Markup

MAX_WORDS = 14
SHOWN_WORDS = 6


@dataclass(frozen=True)
class Tense:
    """One way of telling; every kind of change has a sentence in it."""

    sentences: Mapping[str, str]

    def say(self, kind: str, **words: str) -> Markup:
        """The sentence with its words put in; plain text is escaped."""
        return fill(self.sentences[kind], **words)


def fill(sentence: str, **words: object) -> Markup:
    """A sentence of ours with words put in; what is not markup already is escaped."""
    return Markup(str(sentence)) % words  # noqa: S704 - the sentence comes from our own catalogue


def quoted(words: str) -> Markup:
    """Words of the text in a quotation element that tells its language where the page's is another.

    A long quotation keeps its beginning and its end.
    """
    parts = words.split()
    if len(parts) > MAX_WORDS:
        parts = [*parts[:SHOWN_WORDS], "…", *parts[-SHOWN_WORDS // 2 :]]
    language = _language_of_text()
    marked = Markup(' lang="{}"').format(language) if language else ""
    return Markup("<q{}>{}</q>").format(marked, " ".join(parts))


def _language_of_text() -> str:
    """The language that the consultation writes in, unless the page is in the same."""
    written = g.consultation.language if "consultation" in g else ""
    locale = get_locale()
    return "" if locale is None or written == locale.language else str(written)


PROPOSES = Tense(
    {
        "replace_word_word": lazy_gettext("Replaces the word %(removed)s with the word %(added)s."),
        "replace_word_words": lazy_gettext("Replaces the word %(removed)s with the words %(added)s."),
        "replace_words_word": lazy_gettext("Replaces the words %(removed)s with the word %(added)s."),
        "replace_words_words": lazy_gettext("Replaces the words %(removed)s with the words %(added)s."),
        "remove_word": lazy_gettext("Removes the word %(removed)s."),
        "remove_words": lazy_gettext("Removes the words %(removed)s."),
        "remove_sentence": lazy_gettext("Removes the sentence %(removed)s"),
        "add_word_after_word": lazy_gettext("Adds the word %(added)s after the word %(before)s."),
        "add_words_after_word": lazy_gettext("Adds the words %(added)s after the word %(before)s."),
        "add_word_first": lazy_gettext("Adds the word %(added)s at the beginning."),
        "add_words_first": lazy_gettext("Adds the words %(added)s at the beginning."),
        "add_sentence": lazy_gettext("Adds the sentence %(added)s"),
        "punctuation": lazy_gettext("Changes punctuation only."),
        "rewrite": lazy_gettext("Gives this place a new wording."),
        "remove_block": lazy_gettext("Removes %(block)s."),
        "add_block": lazy_gettext("Adds a new block after %(block)s."),
        "add_block_first": lazy_gettext("Adds a new block at the beginning of the text."),
        "add_heading": lazy_gettext("Adds a new heading after %(block)s."),
        "add_heading_first": lazy_gettext("Adds a new heading at the beginning of the text."),
        "move": lazy_gettext("Moves %(block)s after %(after)s."),
        "move_first": lazy_gettext("Moves %(block)s to the beginning of the text."),
        "split": lazy_gettext("Splits %(block)s in two."),
        "join": lazy_gettext("Joins %(block)s and %(other)s into one."),
        "join_next": lazy_gettext("Joins %(block)s with the next one."),
        "marks": lazy_gettext("Changes only the emphasis or a link of %(block)s."),
        "kind_heading": lazy_gettext("Makes %(block)s a heading."),
        "kind_paragraph": lazy_gettext("Makes %(block)s a paragraph."),
        "kind_bullet": lazy_gettext("Makes %(block)s an item of a list."),
        "kind_numbered": lazy_gettext("Makes %(block)s an item of a numbered list."),
        "kind_table": lazy_gettext("Changes the structure of %(block)s."),
        "kind_row": lazy_gettext("Changes the structure of %(block)s."),
        "kind_cell": lazy_gettext("Changes the structure of %(block)s."),
        "kind_note": lazy_gettext("Changes the structure of %(block)s."),
    }
)

BECAME = Tense(
    {
        "replace_word_word": lazy_gettext("The word %(removed)s was replaced with the word %(added)s."),
        "replace_word_words": lazy_gettext("The word %(removed)s was replaced with the words %(added)s."),
        "replace_words_word": lazy_gettext("The words %(removed)s were replaced with the word %(added)s."),
        "replace_words_words": lazy_gettext("The words %(removed)s were replaced with the words %(added)s."),
        "remove_word": lazy_gettext("The word %(removed)s was removed."),
        "remove_words": lazy_gettext("The words %(removed)s were removed."),
        "remove_sentence": lazy_gettext("A sentence was removed: %(removed)s"),
        "add_word_after_word": lazy_gettext("The word %(added)s was added after the word %(before)s."),
        "add_words_after_word": lazy_gettext("The words %(added)s were added after the word %(before)s."),
        "add_word_first": lazy_gettext("The word %(added)s was added at the beginning."),
        "add_words_first": lazy_gettext("The words %(added)s were added at the beginning."),
        "add_sentence": lazy_gettext("A sentence was added: %(added)s"),
        "punctuation": lazy_gettext("Only punctuation was changed."),
        "rewrite": lazy_gettext("This place has a new wording."),
        "remove_block": lazy_gettext("%(subject)s was removed."),
        "add_block": lazy_gettext("A new block was added after %(block)s."),
        "add_block_first": lazy_gettext("A new block was added at the beginning of the text."),
        "add_heading": lazy_gettext("A new heading was added after %(block)s."),
        "add_heading_first": lazy_gettext("A new heading was added at the beginning of the text."),
        "move": lazy_gettext("%(subject)s was moved: it now stands after %(after)s."),
        "move_first": lazy_gettext("%(subject)s was moved to the beginning of the text."),
        "split": lazy_gettext("%(subject)s was split in two."),
        "join": lazy_gettext("%(subject)s was joined with %(other)s."),
        "join_next": lazy_gettext("%(subject)s was joined with the next one."),
        "marks": lazy_gettext("Only the emphasis or a link of %(block)s was changed."),
        "kind_heading": lazy_gettext("%(subject)s was made a heading."),
        "kind_paragraph": lazy_gettext("%(subject)s was made a paragraph."),
        "kind_bullet": lazy_gettext("%(subject)s was made an item of a list."),
        "kind_numbered": lazy_gettext("%(subject)s was made an item of a numbered list."),
        "kind_table": lazy_gettext("Only the structure of %(block)s was changed."),
        "kind_row": lazy_gettext("Only the structure of %(block)s was changed."),
        "kind_cell": lazy_gettext("Only the structure of %(block)s was changed."),
        "kind_note": lazy_gettext("Only the structure of %(block)s was changed."),
    }
)
