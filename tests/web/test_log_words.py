"""Everything that is logged of a consultation has a sentence, and every kind of step has words."""

import ast
import re

from consult.reports.next_steps import StepKind
from consult.web.log_words import SENTENCES
from consult.web.next_steps import WORDS
from tests.tree import ROOT, tracked

ACTION = re.compile(r"[a-z]+\.[a-z_-]+")
#: What stays inside an organisation: no log tells it.
ELSEWHERE = {"answer.ready"}


def logged() -> set[str]:
    """The actions that the use cases write, as their source names them."""
    found: set[str] = set()
    for name in tracked("consult/services/*.py"):
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if node.func.id in {"record", "_log"}:
                found.update(word for word in words if ACTION.fullmatch(word))
            elif node.func.id == "log_contribution":
                found.update(f"{noun}.{word}" for noun in ("comment", "proposal") for word in words)
    return found


def test_every_logged_action_has_a_sentence() -> None:
    actions = logged()
    assert "version.published" in actions
    assert "proposal.made" in actions
    about_comments = {"comment.supported", "comment.support-withdrawn"}
    assert actions - set(SENTENCES) - ELSEWHERE - about_comments == set()


def test_every_step_has_words() -> None:
    assert set(WORDS) == set(StepKind)
