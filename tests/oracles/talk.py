"""A program that answers line by line, and is started when it is first asked."""

import json
import subprocess
from typing import Any

_PATIENCE = 30


class Talk:
    """Questions and answers as JSON, one a line."""

    def __init__(self, command: tuple[str, ...], folder: str | None = None) -> None:
        self._command, self._folder = command, folder
        self._process: subprocess.Popen[str] | None = None

    def ask(self, question: object) -> Any:
        """The answer to a question; text is sent as it is."""
        process = self._started()
        assert process.stdin
        assert process.stdout
        process.stdin.write((question if isinstance(question, str) else json.dumps(question)) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        assert answer, f"{self._command[:2]} ended without an answer"
        return json.loads(answer)

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=self._folder
            )
        return self._process

    def close(self) -> None:
        """Close its input, which ends it, and wait for that."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin
        assert process.stdout
        process.stdin.close()
        process.stdout.close()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
