"""Keys that are typed into `%env`, `!export` and the login of a program."""

from __future__ import annotations

import re

from labcoat.core.rule import Hit
from labcoat.core.secret_identifiers import is_secret_variable
from labcoat.secret_logging.placeholders import is_placeholder
from labcoat.secret_logging.surroundings import sign_before

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.running import CommandLine
    from labcoat.core.words import Word

SETTING = ("env", "set_env")
EXPORTING = ("export", "declare", "typeset", "")
PAIR = re.compile(r"\s*(\w+)(?:\s*=\s*|\s+)(\S.*)", re.DOTALL)
LOGIN_WORDS = frozenset("login auth authtoken add-authtoken configure connect token".split())
LOGIN_PROGRAMS = frozenset(
    "wandb hf huggingface-cli ngrok comet docker podman az modal dagshub databricks gh kaggle openai neptune clearml "
    "roboflow zenml helm modelscope ms-swift oc lightning runpodctl civitai langsmith cohere replicate".split()
)
LOGIN_OPTIONS = (
    *("--token", "--api-key", "--api_key", "--key", "--password", "--api-token", "--access-token", "--token-secret"),
    *("--secret", "--client-secret"),
)
WITH_PASSWORD = ("docker", "podman", "az", "helm", "oc")  # whose `-p` is one
NOT_KEYS = re.compile(r"https?:|-|\w+\.\w+\.\w+$")
TEMPLATE = re.compile(r"[A-Za-z][\w \t-]*>")
PROMPT = (
    "ask for it: `getpass()`, `google.colab.userdata.get`, or the login's own prompt; and replace the key, it is known"
)


def typed_keys(command: CommandLine) -> Iterator[Hit]:
    """A hit for each key in a command."""
    sign = sign_before(command)
    if sign == "%" and command.words and command.words[0].value in SETTING:
        yield from _set_by_magic(command)
    elif command.segment.cell is not None and command.command is not None:
        yield from _exported(command, sign)
    yield from _logged_in(command)


def _set_by_magic(command: CommandLine) -> Iterator[Hit]:
    words = command.words
    pair = PAIR.match(" ".join([word.value for word in words[1:]]))
    if pair and is_secret_variable(pair[1]) and _is_literal(pair[2]) and not _is_template(command):
        message = f"`%{words[0].value}` prints `{pair[1]}` into the notebook, and keeps it in its history"
        written = PAIR.match(command.segment.text, words[1].start, words[-1].end)  # with the blanks between the words
        yield _hit(command, words[1].start, words[-1].end, message, written[2] if written else pair[2])


def _exported(command: CommandLine, sign: str) -> Iterator[Hit]:
    cell = command.segment.cell
    exports = command.words[0].value if command.words else ""
    if cell is None or cell.source.lstrip().startswith(("%%writefile", "%%file")):
        return
    for assignment in command.assignments:
        if is_secret_variable(assignment.name) and _is_literal(assignment.value):
            message = f"`{assignment.name}` is typed into the notebook, and kept in its history"
            if sign == "!" and exports in EXPORTING:
                message += "; and it is gone with the shell that `!` starts"
            yield _hit(command, assignment.start, assignment.end, message, assignment.value)
            return


def _logged_in(command: CommandLine) -> Iterator[Hit]:
    program, arguments = command.program, command.arguments
    values = [word.value for word in arguments]
    if program not in LOGIN_PROGRAMS or LOGIN_WORDS.isdisjoint(values[:4]) or _is_template(command):
        return
    message = f"a key for `{program}` is typed into its login, and kept in the file and in its history"
    option = command.option(*LOGIN_OPTIONS, *(("-p",) if program in WITH_PASSWORD else ()))
    if option is not None:
        if option.value and _is_literal(option.value):
            yield _hit(command, option.start, option.end, message, option.value)
        return
    word = _positional(program, arguments)
    if word is not None and _is_literal(word.value) and not NOT_KEYS.match(word.value):
        yield _hit(command, word.start, word.end, message, word.value)


def _is_template(command: CommandLine) -> bool:
    """Whether there is a `<YOUR TOKEN>` in it, which a shell takes for a redirection."""
    redirections = command.command.redirections if command.command else ()
    text = command.segment.text
    return any([given.operator == "<" and TEMPLATE.match(text, given.target.start) for given in redirections])


def _positional(program: str, arguments: list[Word]) -> Word | None:
    """The key of `wandb login <key>`, `ngrok authtoken <key>`."""
    for index, word in enumerate(arguments[:-1]):
        if (program, word.value) in (("wandb", "login"), ("ngrok", "authtoken"), ("ngrok", "add-authtoken")):
            rest = [following for following in arguments[index + 1 :] if not following.value.startswith("-")]
            return rest[-1] if rest else None
    return None


def _is_literal(value: str) -> bool:
    return "$" not in value and "{" not in value and "`" not in value and not is_placeholder(value)


def _hit(command: CommandLine, start: int, end: int, message: str, value: str) -> Hit:
    return Hit(command.segment, start, end, message, PROMPT, secret=value.strip("\"'"))
