"""Secrets that commands print: `echo $API_KEY`, `%env HF_TOKEN`, `set -x` in a script that uses them."""

from __future__ import annotations

import re
from bisect import bisect_left

from labcoat.core.rule import Hit
from labcoat.core.secret_identifiers import is_secret_identifier, is_secret_variable
from labcoat.secret_logging.surroundings import (
    file_written,
    is_captured,
    is_in_python,
    is_in_redirected_block,
    piped_to,
    sign_before,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine
    from labcoat.core.words import Command, Word

PRINTERS = ("echo", "printf", "Write-Host", "Write-Output")
SHOWING = ("tee", "cat", "xargs", "sort", "head", "tail", "tr")
HELP = 'leave it out, or say only whether it is set: `[ -n "${NAME:+x}" ]`'.replace("NAME", "{name}")
VARIABLE = re.compile(r"(\\?)\$(?:env:)?(?:\{(\w{1,200})([^}]{0,200})\}|\((\w{1,200})\)|(\w+))")
SECRET_OF_WORKFLOW = re.compile(r"\$\{\{\s*secrets\.(\w+)\s*\}\}")
FIELD = re.compile(r"(?<!\$)\{([A-Za-z_][\w.]*)\}")
SHOWS_ALL = re.compile(r":?[-=?]")  # of `${KEY:-default}`; other operators cut the value, or only ask whether it is set
NEAR = 50  # commands; those in a `$(…)` are not quite in the order of the text
TRACES = re.compile(r"-[a-zA-Z]*x[a-zA-Z]*$")
SEARCHED = re.compile(r"(?i)(?:^|[\W_])(?:api_?)?(?:keys?|tokens?|secrets?|passw(?:or)?d|credentials?)(?:$|[\W_])")


def printed_secrets(command: CommandLine) -> Iterator[Hit]:
    """A hit for a command that prints a secret."""
    program = command.program
    if program in PRINTERS:
        yield from _echoed(command)
    elif program == "set":
        yield from _traced(command)
    elif command.words and command.words[0].value in ("env", "printenv") and not is_captured(command):
        yield from _looked_up(command)


def _echoed(command: CommandLine) -> Iterator[Hit]:
    if is_captured(command) or file_written(command) or is_in_redirected_block(command):
        return
    if any([following[0] not in SHOWING for following in piped_to(command)]):
        return
    in_python = is_in_python(command) or command.segment.cell is not None
    for word in command.arguments:
        name, severity = _secret_in(command, word, in_python)
        if name and not word.value.startswith("::"):
            yield _hit(command, word, name, f"`{name}` is printed", severity)
            return


def _secret_in(command: CommandLine, word: Word, in_python: bool) -> tuple[str, str]:
    """The name of the secret that a word shows, and the severity of that."""
    written = command.segment.text[word.start : word.end]
    if in_python:
        for field in FIELD.finditer(word.value):
            if is_secret_identifier(field[1].rpartition(".")[2]):
                return field[1], ""
    if command.command is None or (written.startswith("'") and not in_python):
        return "", ""
    for masked in SECRET_OF_WORKFLOW.finditer(word.value):
        return masked[1], "low"  # GitHub replaces it in logs, as long as nothing changes it
    name = _variable_in(written)
    return name, ""


def _variable_in(text: str) -> str:
    for escaped, braced, operator, made, plain in VARIABLE.findall(text):
        name = braced or made or plain
        if (
            not escaped
            and is_secret_variable(name)
            and name.lower() != "secret"
            and (not operator or SHOWS_ALL.match(operator))
        ):
            return str(name)
    return ""


def _looked_up(command: CommandLine) -> Iterator[Hit]:
    """`%env NAME`, `printenv NAME`, `env | grep TOKEN`."""
    words = command.words
    is_query = words[0].value == "printenv" or sign_before(command) == "%"
    if file_written(command):
        return
    name = words[-1].value
    if len(words) == 2 and is_query and name.isidentifier() and is_secret_variable(name) and not piped_to(command):
        yield _hit(command, words[1], name, f"`{name}` is printed", "")
    programs = piped_to(command)
    if len(words) == 1 and len(programs) == 1 and programs[0][0] in ("grep", "egrep", "rg"):
        options = [option for option in programs[0][1:] if option.startswith("-")]
        searched = [text for text in programs[0][1:] if not text.startswith("-")]
        is_shown = not any([letter in option for option in options for letter in "qcvl"])
        if is_shown and searched and SEARCHED.search(searched[0]):
            yield _hit(
                command, words[0], "$NAME", "what is searched for in the environment is printed with its value", ""
            )


def _traced(command: CommandLine) -> Iterator[Hit]:
    """`set -x` before commands with a secret in them."""
    flags = [word for word in command.words[1:] if TRACES.match(word.value) or word.value == "xtrace"]
    if not flags or command.command is None or command.words[1].value.startswith("+"):
        return
    commands = command.segment.commands()
    for at in range(_place_of(command.command, commands) + 1, len(commands)):
        following = commands[at]
        if following.words and following.words[0].value == "set" and _changes_tracing(following):
            return
        name = _used_in(command, following)
        if name:
            message = f"`set -x` prints every command that follows, and with it `{name}`"
            help_ = "leave `-x` out, or put `set +x` before the commands that have secrets in them"
            yield Hit(command.segment, flags[0].start, flags[0].end, message, help_)
            return


def _place_of(command: Command, commands: list[Command]) -> int:
    """Which of the commands of a script it is; their number where it is none of them."""
    at = bisect_left(commands, command.start, key=lambda other: other.start)
    return next(
        (near for near in range(max(0, at - NEAR), min(at + NEAR, len(commands))) if commands[near] is command),
        len(commands),
    )


def _changes_tracing(command: Command) -> bool:
    return any([value.startswith("+") or bool(TRACES.match(value)) for value in command.values[1:]])


def _used_in(command: CommandLine, following: Command) -> str:
    """The name of a secret whose value is written out when the command is traced."""
    text = command.segment.text
    spans = [(word.start, word.end) for word in following.words]
    spans += [(assignment.value_start, assignment.end) for assignment in following.assignments]
    for start, end in spans:
        written = text[start:end]
        secret = SECRET_OF_WORKFLOW.search(written)
        name = secret[1] if secret else "" if written.startswith("'") else _variable_in(written)
        if name:
            return name
    return ""


def _hit(command: CommandLine, word: Word, name: str, what: str, severity: str) -> Hit:
    message = f"{what}: whoever can read the output has the secret"
    return Hit(command.segment, word.start, word.end, message, HELP.replace("{name}", name), severity)
