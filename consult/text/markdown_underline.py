"""`++underline++` for the Markdown parser: it opens, closes and nests as `**bold**` does."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_SIGN = "+"
_WIDTH = 2


def add_underline(parser: MarkdownIt) -> None:
    """Teach the parser the sign."""
    parser.inline.ruler.before("emphasis", "underline", _read_signs)
    parser.inline.ruler2.before("emphasis", "underline", _pair_signs)


def _read_signs(state: StateInline, silent: bool) -> bool:
    """A run of two signs is one that may open or close; other runs are text."""
    if state.src[state.pos] != _SIGN:
        return False
    scanned = state.scanDelims(state.pos, True)
    if silent or scanned.length < _WIDTH:
        return False
    state.push("text", "", 0).content = _SIGN * scanned.length
    if scanned.length == _WIDTH:
        state.delimiters.append(
            Delimiter(
                marker=ord(_SIGN),
                length=0,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open,
                close=scanned.can_close,
            )
        )
    state.pos += scanned.length
    return True


def _pair_signs(state: StateInline) -> None:
    """The signs that found each other become the ends of an underlined range, in links as well."""
    for delimiters in (state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)):
        for delimiter in delimiters:
            if delimiter.marker == ord(_SIGN) and delimiter.end >= 0:
                _become(state, delimiter.token, "underline_open", 1)
                _become(state, delimiters[delimiter.end].token, "underline_close", -1)


def _become(state: StateInline, at: int, name: str, nesting: int) -> None:
    token = state.tokens[at]
    token.type, token.tag, token.content = name, "u", ""
    token.nesting = 1 if nesting == 1 else -1
