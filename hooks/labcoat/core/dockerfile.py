"""Dockerfiles: instructions with their places (https://docs.docker.com/reference/dockerfile/), as segments.

Directives, continuations with comments and empty lines between them, and heredocs are read as BuildKit does.
"""

from __future__ import annotations

import re

from labcoat.core.kinds import kind_of, kind_of_shebang
from labcoat.core.shell import commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.segment import Segment
    from labcoat.core.words import Heredoc, Word

_DIRECTIVE = re.compile(r"[ \t]*#[ \t]*(\w+)[ \t]*=[ \t]*(\S*)")
_KEYWORD = re.compile(r"[ \t]*([A-Za-z]+)(?=[ \t\r\n\\`]|\Z)[ \t]*")
_FLAG = re.compile(r"--[a-z][^\s]*[ \t]*")
_LEGACY = re.compile(r"([^\s=]+)[ \t]+(?=\S)")
_HEALTH_COMMAND = re.compile(r"CMD[ \t]+", re.IGNORECASE)


class Instruction:
    """One instruction: its upper-case keyword, and the spans of it all and of its arguments, after flags.

    `arguments` has the length of that span, but reads as a shell gets it: comment lines are blank, and lines end in
    `\\` whatever the escape character. Bodies of `heredocs` come after the arguments, and before `end`.
    """

    __slots__ = ("arguments", "arguments_end", "arguments_start", "end", "flags", "heredocs", "keyword", "start")

    def __init__(self, keyword: str, start: int) -> None:
        self.keyword = keyword
        self.start = self.end = start
        self.arguments = ""
        self.arguments_start = self.arguments_end = start
        self.flags: list[tuple[int, int]] = []  # spans of `--mount=…`, `--from=…`
        self.heredocs: list[Heredoc] = []


def instructions(text: str) -> list[Instruction]:
    """The instructions in file order; `ONBUILD RUN …` is a RUN. What is none is passed over; never raises."""
    escape = _escape_character(text)
    found: list[Instruction] = []
    at = 0
    while at < len(text):
        line_end = _line_end(text, at)
        if _is_comment_or_blank(text, at, line_end):
            at = line_end
            continue
        cleaned, end = _logical_line(text, at, escape)
        instruction = _instruction(text, at, cleaned)
        at = end
        if instruction:
            at = instruction.end = _read_heredocs(text, instruction, end)
            found.append(instruction)
    return found


def _line_end(text: str, at: int) -> int:
    """Offset after the newline that ends the line."""
    return text.find("\n", at) + 1 or len(text)


def _is_comment_or_blank(text: str, start: int, end: int) -> bool:
    line = text[start:end].lstrip("\ufeff \t\r\n")
    return not line or line.startswith("#")


def _escape_character(text: str) -> str:
    """What the `escape` directive says; directives end at the first line that is none."""
    at = 1 if text.startswith("\ufeff") else 0
    while directive := _DIRECTIVE.match(text, at, _line_end(text, at)):
        if directive[1].lower() == "escape" and directive[2] in ("\\", "`"):
            return directive[2]
        at = _line_end(text, at)
    return "\\"


def _logical_line(text: str, at: int, escape: str) -> tuple[str, int]:
    """The line at `at` with its continuations, as `Instruction.arguments` has them, and where it ends."""
    parts: list[str] = []
    continues = True
    while continues and at < len(text):
        end = _line_end(text, at)
        line = text[at:end]
        at = end
        if parts and _is_comment_or_blank(line, 0, len(line)):
            parts.append(" " * len(line))
            continue
        content = line.rstrip("\r\n")
        code = content.rstrip(" \t")
        continues = code.endswith(escape) and not code.endswith(escape * 2)
        if continues:
            blanks = " " * (len(content) - len(code))
            line = code[:-1] + blanks + "\\" + line[len(content) :]
        parts.append(line)
    return "".join(parts), at


def _instruction(text: str, start: int, cleaned: str) -> Instruction | None:
    at = 1 if text.startswith("\ufeff", start) else 0
    keyword = _KEYWORD.match(cleaned, at)
    if keyword and keyword[1].upper() == "ONBUILD":
        at = keyword.end()
        keyword = _KEYWORD.match(cleaned, at)
    if not keyword:
        return None
    instruction = Instruction(keyword[1].upper(), start + keyword.start(1))
    at = _skip_continuation(cleaned, keyword.end())
    while flag := _FLAG.match(cleaned, at):
        instruction.flags.append((start + at, start + at + len(flag[0].rstrip(" \t"))))
        at = _skip_continuation(cleaned, flag.end())
    end = max(at, len(cleaned.rstrip()))
    instruction.arguments = cleaned[at:end]
    instruction.arguments_start, instruction.arguments_end = start + at, start + end
    return instruction


def _skip_continuation(cleaned: str, at: int) -> int:
    """Where the next word is, on this line or the next one."""
    while cleaned[at : at + 1] in (" ", "\t", "\\"):
        if cleaned[at] == "\\" and cleaned[at + 1 : at + 2] not in ("\r", "\n"):
            break
        at += 1 if cleaned[at] != "\\" else 2 if cleaned[at + 1] == "\n" else 3
    return at


def _read_heredocs(text: str, instruction: Instruction, end: int) -> int:
    """Find the bodies after `end` of the heredocs that the arguments open. Returns where the last one ends."""
    if "<<" not in instruction.arguments or instruction.keyword not in ("RUN", "COPY", "ADD"):
        return end
    opened = [heredoc for command in commands(instruction.arguments) for heredoc in command.heredocs]
    for heredoc in opened:
        end = heredoc.read_body(text, end)
    instruction.heredocs = opened
    return end


def segments(segment: Segment) -> Iterator[Segment]:
    """What an image runs and sets: `shell`, `argv`, `ini` for an old `ENV NAME value`, heredocs in their language."""
    for instruction in instructions(segment.text):
        yield from segments_of(segment, instruction)


def segments_of(segment: Segment, instruction: Instruction) -> Iterator[Segment]:
    """What one instruction runs or sets."""
    keyword = instruction.keyword
    if keyword == "HEALTHCHECK" and (command := _HEALTH_COMMAND.match(instruction.arguments)):
        yield _command(segment, instruction, command.end())
    elif keyword in ("ENV", "ARG"):
        yield from _variables(segment, instruction)
    elif keyword in ("COPY", "ADD"):
        yield from _files(segment, instruction)
    elif keyword == "RUN" and instruction.heredocs:
        yield from _script(segment, instruction)
    elif keyword in ("RUN", "CMD", "ENTRYPOINT"):
        yield _command(segment, instruction, 0)


def _slice(segment: Segment, instruction: Instruction, start: int, language: str) -> Segment:
    """The arguments from `start` on, in the text that a shell gets."""
    found = segment.slice(instruction.arguments_start + start, instruction.arguments_end, language)
    found.text = instruction.arguments[start:]
    return found


def _command(segment: Segment, instruction: Instruction, start: int) -> Segment:
    """The exec form starts with a bracket; `[ -f x ]` and `[[ … ]]` are shell."""
    written = instruction.arguments[start:]
    is_list = written.startswith("[") and written.endswith("]") and written[1:].lstrip()[:1] in ('"', "'")
    return _slice(segment, instruction, start, "argv" if is_list else "shell")


def _variables(segment: Segment, instruction: Instruction) -> Iterator[Segment]:
    legacy = _LEGACY.match(instruction.arguments) if instruction.keyword == "ENV" else None
    if not legacy:
        if "=" in instruction.arguments:
            yield _slice(segment, instruction, 0, "shell")
        return
    found = _slice(segment, instruction, 0, "ini")
    name_end = legacy.end(1)
    found.text = found.text[:name_end] + "=" + found.text[name_end + 1 :]
    yield found


def _files(segment: Segment, instruction: Instruction) -> Iterator[Segment]:
    """Files written by `COPY <<EOF name`: their kind is that of the name."""
    words: list[Word] = [word for command in commands(instruction.arguments) for word in command.words]
    language = kind_of(words[-1].value) if words else "other"
    for heredoc in instruction.heredocs:
        yield segment.slice(heredoc.start, heredoc.end, language)


def _script(segment: Segment, instruction: Instruction) -> Iterator[Segment]:
    """`RUN <<EOF` is a script; `RUN program <<EOF` a command with its input."""
    if any([command.words for command in commands(instruction.arguments)]):
        found = segment.slice(instruction.arguments_start, instruction.end, "shell")
        found.text = instruction.arguments + segment.text[instruction.arguments_end : instruction.end]
        yield found
        return
    for heredoc in instruction.heredocs:
        first_line = segment.text[heredoc.start : heredoc.end].lstrip().partition("\n")[0]
        language = kind_of_shebang(first_line.encode("utf-8", "replace"))
        yield segment.slice(heredoc.start, heredoc.end, "shell" if language == "other" else language)
