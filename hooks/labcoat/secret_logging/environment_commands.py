"""The whole environment, as commands and magics print it."""

from __future__ import annotations

from labcoat.core.rule import Hit
from labcoat.secret_logging.surroundings import file_written, is_captured, piped_to, sign_before

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.words import Word

HELP = "show only the variables that matter, by name: `printenv CUDA_VISIBLE_DEVICES`"
BEFORE = frozenset("sudo time if then else do ! command exec".split())
SHOWING = frozenset("sort cat tee less more head tail column nl tr uniq base64 bat pr fold nc curl".split())
FOR_PROGRAMS = (".env", "/environment", "profile", "rc", ".sh", "/dev/null", "$GITHUB_ENV", "env_file", "envvars")
RUN = ("run", "script", "before_script", "after_script", "inlineScript", "bash")
LISTING = {"export": ("-p",), "declare": ("-x", "-p", "-px", "-xp"), "typeset": ("-x", "-p")}


def printed_environment(command: CommandLine) -> Iterator[Hit]:
    """A hit for a command that prints all variables, where its output is seen or kept."""
    words = _words(command)
    if not words or not _lists_all(command, words) or is_captured(command):
        return
    programs = [following[0] for following in piped_to(command)]
    file = file_written(command).strip("\"'")
    if all([program in SHOWING for program in programs]) and not file.endswith(FOR_PROGRAMS):
        shown = f"%{words[0].value}" if sign_before(command) == "%" else words[0].value
        message = f"`{shown}` shows the whole environment, with every key and password in it"
        yield Hit(command.segment, words[0].start, words[-1].end, message, HELP)


def run_by_itself(segment: Segment) -> Iterator[Hit]:
    """`run: env`: a value of one word, which is a command only in these places."""
    for setting in segment.settings()[0]:
        is_phase = setting.path[-2:-1] == ("commands",) and "phases" in setting.path  # of CodeBuild
        if setting.value in ("env", "printenv") and (setting.key in RUN or is_phase):
            message = f"`{setting.value}` shows the whole environment, with every key and password in it"
            yield Hit(segment, setting.start, setting.end, message, HELP)


def _words(command: CommandLine) -> Sequence[Word]:
    words = command.words
    at = 0
    while at < len(words) and words[at].value in BEFORE:
        at += 1
    return words[at:]


def _lists_all(command: CommandLine, words: Sequence[Word]) -> bool:
    program = words[0].value.rpartition("/")[2]
    given = [word.value for word in words[1:]]
    if program in ("env", "printenv"):
        return all([option in ("-0", "--null", "-v") for option in given])
    if program in LISTING:
        return len(given) == 1 and given[0] in LISTING[program]
    is_script = command.command is not None and not command.command.is_array and not command.command.redirections
    return program == "set" and not given and is_script and not piped_to(command) and _starts_line(command)


def _starts_line(command: CommandLine) -> bool:
    """Whether nothing is before it: what is set by another command is of interest to a program."""
    return command.segment.text[max(0, command.words[0].start - 80) : command.words[0].start].rstrip(" \t")[-1:] in (
        "",
        "\n",
    )
