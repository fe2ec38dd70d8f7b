"""Scripts and files inside commands: `python -c "…"`, `sh -c '…'`, heredocs, `echo … > name`."""

from __future__ import annotations

import re

from labcoat.core.kinds import kind_of, kind_of_shebang

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment
    from labcoat.core.words import Command, Word

    Part = tuple[int, int, str, bool]  # start, end, language, whether it is a word and may have quotes around it

SHELL_STARTERS = frozenset(("su", "runuser"))
SHELL_TAKERS = frozenset(("alias", "eval", "ssh", "tmux", "screen", "watch"))
SAYING = frozenset(("echo", "printf"))
_SCRIPT_OPTION = re.compile(r"-[a-z]*c")
_QUOTES = re.compile(r"""[A-Za-z]{0,2}(\"{3}|'{3}|["'])""")
_ESCAPED = re.compile(r"""\\(?=["$`])""")


def script_words(words: list[Word]) -> dict[int, str]:
    """Which of the words are scripts, and in which language."""
    scripts: dict[int, str] = {}
    language = before = ""
    for index, word in enumerate(words):
        language = _interpreter(before) or language
        if language == "any":
            scripts.update({index: "shell"} if " " in word.value else {})
        elif language and _SCRIPT_OPTION.fullmatch(before) and (language == "python" or " " in word.value):
            scripts[index] = language
        before = word.value
    return scripts


def _interpreter(program: str) -> str:
    """The language of what a program runs; `any` where any of its words may be a command line."""
    program = program.rpartition("/")[2]
    if program in SHELL_TAKERS:
        return "any"
    if program in SHELL_STARTERS:
        return "shell"
    kind = kind_of_shebang(b"#!" + program.encode("utf-8", "replace")) if program.isalnum() or "." in program else ""
    return kind if kind in ("python", "shell") else ""


def script_parts(words: list[Word]) -> Iterator[Part]:
    """The words that are scripts."""
    for index, language in script_words(words).items():
        yield words[index].start, words[index].end, language, True


def outermost(parts: list[Part]) -> Iterator[Part]:
    """Parts that are inside no other one: those are found when that one is read, and each twice would be too often."""
    last = -1
    for part in sorted(parts, key=_outer_first):
        if part[0] >= last:
            yield part
            last = part[1]


def _outer_first(part: Part) -> tuple[int, int]:
    return part[0], -part[1]


def part_of(segment: Segment, part: Part) -> Segment:
    """The segment of a part; of a word what is inside the quotes, escaped quotes without their backslash."""
    start, end, language, is_word = part
    if not is_word:
        return segment.slice(start, end, language)
    quotes = _QUOTES.match(segment.text, start, end)
    if quotes:
        start, end = quotes.end(), max(quotes.end(), end - len(quotes[1]))
    inner = segment.slice(start, end, language)
    inner.text = _ESCAPED.sub(" ", unescaped_quotes(inner.text, language))
    return inner


def unescaped_quotes(text: str, language: str) -> str:
    """The text of a string with plain quotes for escaped ones, as long as it was: `$"…"` is `"…"` in a shell."""
    if language != "shell" or '\\"' not in text:
        return text.replace('\\"', ' "')
    between = text.split('\\"')
    return between[0] + "".join([('" ' if index % 2 else '$"') + part for index, part in enumerate(between[1:])])


def written_parts(found: list[Command]) -> Iterator[Part]:
    """What the commands of a script write to files, or give to an interpreter on its standard input."""
    for command, following in zip(found, [*found[1:], None], strict=False):
        says = bool(command.words) and command.words[0].value in SAYING
        if not says and not command.heredocs:
            continue
        language = _destination(command)
        if says and not language and following and following.words and following.words[0].value == "tee":
            language = _destination(following)
        if says and language:
            for word in command.words[1:]:
                yield word.start, word.end, language, True
        if not language and following and command.heredocs and following.start < command.heredocs[0].start:
            language = _destination(following)
        for heredoc in command.heredocs if language else ():
            yield heredoc.start, heredoc.end, language, False


def _destination(command: Command) -> str:
    """The language of what goes into a command, or from it into a file; empty where it is only shown."""
    for redirection in command.redirections:
        if redirection.operator in (">", ">>", ">|"):
            return "ini" if "GITHUB_ENV" in redirection.target.value else _kind(redirection.target.value)
    programs = [word.value.rpartition("/")[2] for word in command.words]
    if "tee" in programs:
        return _kind(programs[-1])
    if "kubectl" in programs:
        return "yaml"
    return next(("shell" if found == "any" else found for found in map(_interpreter, programs) if found), "")


def _kind(name: str) -> str:
    kind = kind_of(name)
    return kind if kind not in ("other", "text", "markdown", "notebook", "model") else ""
