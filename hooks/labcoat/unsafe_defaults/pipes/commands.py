"""Commands that run what another one downloads: by a pipe, `<( )`, or `$( )`."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from labcoat.core.running import CommandLine
from labcoat.unsafe_defaults.common.web import is_local_address
from labcoat.unsafe_defaults.pipes.interpreters import is_interpreter, reads_script, script_after

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment
    from labcoat.core.words import Command, Word

FETCHERS = frozenset(("curl", "wget", "wget2", "fetch", "iwr", "irm", "invoke-webrequest", "invoke-restmethod"))
PASSING = frozenset("tee cat sed tr gunzip zcat gzip base64 dos2unix envsubst head tail iconv pv openssl perl".split())
SOURCES = (".", "source")
EXPRESSIONS = ("iex", "invoke-expression")
POWERSHELLS = ("powershell", "pwsh")
MOST_PASSED = 5  # programs between the one that downloads and the one that runs
STANDARD = ("-", "/dev/stdout")
_POWERSHELL_FETCH = re.compile(r"(?i)\b(iwr|irm|Invoke-WebRequest|Invoke-RestMethod|DownloadString|curl|wget)\b")
_POWERSHELL_RUN = re.compile(r"(?i)(?:\|\s*|^\s*|[;&(]\s*)(iex|Invoke-Expression)\b")
_SUBSTITUTION = re.compile(r"""["']?(?:\$\(|`|<\()""")


class RunDownload(NamedTuple):
    """A download that is run: by what, what downloads it, and the place of both."""

    runner: str
    fetcher: str
    start: int
    end: int


def run_download(command: CommandLine) -> RunDownload | None:
    """How a command runs a download; None for any other command."""
    words = _from_interpreter(command)
    if not words:
        return _in_powershell(command)
    name, arguments = _name(words[0]), words[1:]
    if name.lower() in EXPRESSIONS and command.piped_from is None:
        return _on_this_line(command.segment.text, words[0])
    fetch = _piped_fetch(command, name, arguments) or _substituted_fetch(command, name, arguments)
    if fetch is None:
        return None
    return _found(command.segment, words[0], name, fetch)


def _found(segment: Segment, runner: Word, name: str, fetch: Word) -> RunDownload:
    start, end = min(runner.start, fetch.start), max(runner.end, fetch.end)
    if "\n" in segment.text[start:end]:
        start, end = runner.start, runner.end
    return RunDownload(name, _name(fetch), start, end)


def _name(word: Word) -> str:
    return word.value.rpartition("/")[2].removesuffix(".exe")


def _from_interpreter(command: CommandLine) -> list[Word]:
    """The words from the interpreter on, after `sudo` and its kin; none where there is no interpreter."""
    program, arguments = command.arguments_after_wrappers()
    words = command.words[len(command.words) - len(arguments) - 1 :] if program else []
    if program.startswith("$") and arguments and not is_interpreter(program):
        words = words[1:]  # `| $SUDO bash`
    if not words or any([word.value == "xargs" for word in command.words]):
        return []
    name = _name(words[0])
    return words if is_interpreter(name) or name in (*SOURCES, "eval") or name.lower() in EXPRESSIONS else []


def _piped_fetch(command: CommandLine, name: str, arguments: list[Word]) -> Word | None:
    """The word of the program whose download the interpreter gets."""
    values = [word.value for word in arguments]
    if name in SOURCES:
        is_run = values[:1] == ["/dev/stdin"]
    else:
        is_run = name.lower() in EXPRESSIONS or reads_script(name, values)
    source = command.piped_from if is_run else None
    for _ in range(MOST_PASSED):
        if source is None:
            break
        if fetch := fetching(source):
            return fetch
        source = source.piped_from if source.program in PASSING else None
    return None


def fetching(command: CommandLine) -> Word | None:
    """The word of a program that writes a download to its output; None where that is this machine's, or a file."""
    program, arguments = command.arguments_after_wrappers()
    if program.lower() not in FETCHERS or _is_saved(program, arguments):
        return None
    if any([is_local_address(word.value) for word in arguments]):
        return None
    return command.words[len(command.words) - len(arguments) - 1]


def _is_saved(program: str, arguments: list[Word]) -> bool:
    letter = "O" if program.startswith("wget") else "o"
    for word, following in zip(arguments, [*arguments[1:], None], strict=False):
        if word.value.startswith("-") and not word.value.startswith("--") and letter in word.value:
            value = word.value.partition(letter)[2] or (following.value if following else "")
            return value not in STANDARD
    return False


def _substituted_fetch(command: CommandLine, name: str, arguments: list[Word]) -> Word | None:
    """The program that downloads in `<( )` or `$( )`, where that is what the interpreter runs."""
    if command.command is None:
        return None
    for word in _scripts(command.command, name, arguments):
        if _SUBSTITUTION.match(command.segment.text, word.start):
            return _last_fetch(command.segment, word)
    return None


def _scripts(command: Command, name: str, arguments: list[Word]) -> Iterator[Word]:
    """The words that are a script, or the name of its file."""
    if name == "eval":
        yield from arguments
    elif name in SOURCES:
        yield from arguments[:1]
    else:
        script = script_after(name, arguments)
        if script:
            yield script
        elif reads_script(name, [word.value for word in arguments]):
            yield from [part.target for part in command.redirections if part.operator in ("<", "<<<")]


def _last_fetch(segment: Segment, word: Word) -> Word | None:
    """What downloads in the commands of a substitution, unless another program makes its output from that."""
    commands = segment.commands()
    index = bisect_left(commands, word.start, key=_start)
    end = found = None
    while index < len(commands) and commands[index].start < word.end:
        inner = CommandLine(segment, commands[index].words, commands[index])
        index += 1
        if end is not None and commands[index - 1].start < end:
            continue  # a substitution in the arguments of what downloads
        if commands[index - 1].start == word.start:
            continue  # the command itself
        if fetch := fetching(inner):
            found, end = fetch, commands[index - 1].end
        elif inner.program not in PASSING:
            return None
    return found


def _start(command: Command) -> int:
    return command.start


def _on_this_line(text: str, runner: Word) -> RunDownload | None:
    """`iex ((New-Object Net.WebClient).DownloadString("…"))`."""
    line_end = text.find("\n", runner.end)
    fetch = _POWERSHELL_FETCH.search(text, runner.end, line_end if line_end >= 0 else len(text))
    return RunDownload(_name(runner), fetch[1], runner.start, fetch.end()) if fetch else None


def _in_powershell(command: CommandLine) -> RunDownload | None:
    """`powershell -Command "irm … | iex"`, whose script no shell reads."""
    program, arguments = command.arguments_after_wrappers()
    for word in arguments if program.lower() in POWERSHELLS else ():
        run, fetch = _POWERSHELL_RUN.search(word.value), _POWERSHELL_FETCH.search(word.value)
        if run and fetch:
            first, last = min(run.start(1), fetch.start()), max(run.end(1), fetch.end())
            return RunDownload(run[1], fetch[1], word.offset(first), word.offset(last))
    return None
