"""`ilmdocs completion`: lets the Tab key complete commands, options, units and files."""

from __future__ import annotations

import os

import click
from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    add_completion_class,
    get_completion_class,
    split_arg_string,
)

from ilmdocs.cli import COMPLETE
from ilmdocs.errors import UsageProblem

_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $line, $position)
    $env:%(complete_var)s = "powershell_complete"
    $env:COMP_WORDS = $line.ToString()
    $env:COMP_CWORD = $word
    %(prog_name)s | ForEach-Object {
        $kind, $value, $told = $_ -split "`t", 3
        if ($kind -eq "plain") {
            [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $told)
        }
    }
    Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_CWORD
}
"""
"""What PowerShell runs at each press of Tab. Where nothing comes back, it offers files by itself."""
_WHERE = {
    "bash": "Add to ~/.bashrc:                          eval \"$(ilmdocs completion bash)\"",
    "zsh": "Add to ~/.zshrc:                           eval \"$(ilmdocs completion zsh)\"",
    "fish": "Type once:  ilmdocs completion fish > ~/.config/fish/completions/ilmdocs.fish",
    "powershell": "Type once:  ilmdocs completion powershell >> $PROFILE",
}  # fmt: skip


class PowerShellComplete(ShellComplete):
    """Completion for PowerShell, the shell that Windows has; Click knows the others."""

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words typed so far, the program's name and the unfinished one left out, and that one."""
        unfinished = os.environ.get("COMP_CWORD", "")
        words = split_arg_string(os.environ.get("COMP_WORDS", ""))[1:]
        return words[:-1] if unfinished and words else words, unfinished

    def format_completion(self, item: CompletionItem) -> str:
        """One line an entry: what kind it is, what is put in, what is told of it."""
        told = " ".join((item.help or item.value).split()) or item.value
        return f"{item.type}\t{item.value}\t{told}"


add_completion_class(PowerShellComplete)


@click.command("completion")
@click.argument("shell", type=click.Choice(list(_WHERE)), required=False)
def command(shell: str | None) -> None:
    """Let the Tab key complete commands, options, units and files in a terminal.

    Without SHELL: says for each shell what to do once. With it: prints what the shell has to run.

    \b
    Examples:
      ilmdocs completion
      ilmdocs completion powershell >> $PROFILE
    """
    if shell is None:
        for name, line in _WHERE.items():
            click.echo(f"{name:<11} {line}")
        click.echo("Then open a new terminal.")
        return
    root = click.get_current_context().find_root().command
    made: type[ShellComplete] | None = get_completion_class(shell)
    if made is None:
        raise UsageProblem(f"The installed Click knows no completion for {shell}.", "Update ilmdocs.")
    click.echo(made(root, {}, "ilmdocs", COMPLETE).source(), nl=False)
