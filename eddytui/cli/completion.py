"""`eddytui completion`: the script that lets a shell complete the command line."""

import click
from click.shell_completion import get_completion_class

from eddytui.cli.completing import VARIABLE
from eddytui.cli.groups import Manual
from eddytui.cli.printing import tell

_HOW = {
    "bash": "eddytui completion bash > ~/.local/share/bash-completion/completions/eddytui",
    "zsh": "eddytui completion zsh > ~/.zfunc/_eddytui   (with fpath+=~/.zfunc before compinit)",
    "fish": "eddytui completion fish > ~/.config/fish/completions/eddytui.fish",
}


@click.command(
    cls=Manual,
    examples=("completion bash", "completion fish > ~/.config/fish/completions/eddytui.fish"),
)
@click.argument("shell", type=click.Choice(tuple(_HOW)))
def completion(shell: str) -> None:
    """Print the script that completes eddytui's commands in a shell, and how it is installed.

    It completes commands and options, and out of the copy on this machine statuses, priorities,
    types, departments, colleagues, views and the numbers of tickets.
    """
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click knows these three
    script = kind(click.Command("eddytui"), {}, "eddytui", VARIABLE).source_template
    names = {"complete_func": "_eddytui_completion", "complete_var": VARIABLE}
    click.echo(script % {**names, "prog_name": "eddytui"})
    tell(f"To install it: {_HOW[shell]}")
