"""The `consult` command: 0 is done, 1 is refused with a sentence, 2 is a wrong call."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click

from consult.config import UnsafeConfiguration
from consult.errors import DomainError

#: Where each command lives; modules are imported only when their command is asked for.
COMMANDS = {
    "init": "consult.cli.init:init",
    "demo": "consult.cli.demo:demo",
    "run": "consult.cli.run:run",
    "serve": "consult.cli.serve:serve",
    "worker": "consult.cli.worker:worker",
    "user": "consult.cli.user:user",
    "register": "consult.cli.register:register",
    "import": "consult.cli.intake:import_",
    "export": "consult.cli.export:export",
    "word": "consult.cli.word:word",
    "backup": "consult.cli.backup:backup",
    "verify-log": "consult.cli.verify_log:verify_log",
}


class LazyGroup(click.Group):
    """A group whose commands are found by name; expected failures end it with one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands that are there, in the order of their use."""
        return [name for name, target in COMMANDS.items() if find_spec(target.partition(":")[0])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is not a command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; what is refused is said on stderr, and the exit code is 1."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise click.ClickException(error.message % error.params) from error
        except UnsafeConfiguration as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="consult")
def main() -> None:
    """consult: hundreds of organisations write one statement together.

    Settings come from environment variables that begin with CONSULT_; the README lists them.
    """
