"""What is around a command line: a `%` or `!`, a variable that takes its output, a pipe, a file."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

NEAR = 300  # characters
_ASSIGNED = re.compile(r"=\s*(?:%|!!?)[ \t]*$")
_SUBSTITUTED = re.compile(r"[$<]\([^()\n]*$")
_CAPTURING = re.compile(
    r"(?:check_output|getoutput|getstatusoutput|popen|Popen|exec_run|exec_command|getpipeoutput|capture)\s*\([^)]*$"
)
_PRINTED = re.compile(r"\bprint\s*\(\s*[\w.]{0,40}(?:check_output|getoutput|popen)\s*\([^()]*$")
_GIVEN = re.compile(r"(?:command|cmd|args)\s*=\s*\[?\s*[\"']?$")  # to something that runs it elsewhere
_CAPTURED = re.compile(r"capture_output\s*=\s*True|stdout\s*=(?!\s*(?:None|sys))|PIPE|\)\.read|\.stdout")
_BLOCK_END = re.compile(r"\n[ \t]*(?:\}|\)|done)[ \t]*(?:\d?>|\|)")
_LIST_END = re.compile(r"\n|;|&&|\|\|")
_TO_FILE = re.compile(r"(?<![\d&<>])>>?\s*(?!&|/dev/(?:std|tty|fd))([^\s>&|]+)")
_OF_ERRORS = re.compile(r"(?<![\w&])2[ \t]?>>?[ \t]*$")
TERMINALS = ("/dev/stdout", "/dev/stderr", "/dev/tty", "/proc/1/fd/1", "/proc/self/fd/1", "/proc/self/fd/2")
INTO_FILE = (">", ">>", "&>", "&>>", ">|")


def start_of(command: CommandLine) -> int:
    """Where the command starts in its parent's text."""
    first = command.words[0].start if command.words else 0
    return command.segment.offset + (command.command.start if command.command else first)


def sign_before(command: CommandLine) -> str:
    """`%` for a magic, `!` for a line that IPython gives to a shell, else nothing."""
    segment = command.segment
    before = segment.parent[max(0, start_of(command) - NEAR) : start_of(command)].rstrip(" \t")
    if before.rstrip("\"'").endswith(("run_line_magic(", ".magic(")):
        return "%"
    return before[-1:] if segment.cell and before[-1:] in ("%", "!") else ""


def is_captured(command: CommandLine) -> bool:
    """Whether the output goes into a variable: `x = !env`, `$(env)`, `check_output("env")`."""
    parent, start = command.segment.parent, start_of(command)
    before = parent[max(0, start - NEAR) : start]
    line = before[before.rfind("\n") + 1 :]
    if _ASSIGNED.search(line) or _SUBSTITUTED.search(line) or line.count("`") % 2:
        return True
    if not is_in_python(command) or _PRINTED.search(before):
        return False
    after = parent[start : start + NEAR].partition("\n\n")[0]
    return bool(_CAPTURING.search(before) or _GIVEN.search(before) or _CAPTURED.search(after))


def is_substituted(segment: Segment) -> bool:
    """Whether it is the code of a `$(python -c "…")`."""
    before = segment.parent[max(0, segment.offset - NEAR) : segment.offset]
    return bool(segment.offset and _SUBSTITUTED.search(before))


def is_in_python(command: CommandLine) -> bool:
    """Whether the command is written in Python code, as a string or as a list of them."""
    before = command.segment.parent[max(0, start_of(command) - 1) : start_of(command)]
    return command.segment.language == "python" or before in ('"', "'")


def file_written(command: CommandLine) -> str:
    """The file that the command, or what it is piped to, writes to; empty where there is none."""
    text = command.segment.text
    for redirection in command.command.redirections if command.command else ():
        target = redirection.target
        is_errors = bool(_OF_ERRORS.search(text[max(0, target.start - 6) : target.start]))
        if redirection.operator in INTO_FILE and target.value not in TERMINALS and not is_errors:
            return target.value
    target_after = _TO_FILE.search(rest_of_line(command))
    return target_after[1] if target_after else ""


def rest_of_line(command: CommandLine) -> str:
    """What follows a command up to the end of its pipeline."""
    if command.command is None:
        return ""
    text = command.segment.text[command.command.end : command.command.end + NEAR]
    return _LIST_END.split(text.replace("\\\n", "  "), maxsplit=1)[0].lstrip("\"' ")


def piped_to(command: CommandLine) -> list[list[str]]:
    """The words of each command that the output goes through."""
    rest = rest_of_line(command)
    return [piece.lstrip("&").split() or [""] for piece in rest.split("|")[1:]]


def is_in_redirected_block(command: CommandLine) -> bool:
    """Whether it is in a `{ …` or loop whose end goes into a file or a pipe."""
    if command.command is None:
        return False
    end = command.command.end
    return bool(_BLOCK_END.search(command.segment.text, end, end + 2 * NEAR))
