"""Command lines in configuration: `command: [...]`, `run: |`, `script:`, and files in the values of a ConfigMap."""

from __future__ import annotations

import re

from labcoat.core.embedded import unescaped_quotes
from labcoat.core.kinds import kind_of
from labcoat.core.running import CommandLine
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.running.collect import Inside
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    List = tuple[tuple[str, ...], list[Word]]

PROSE = frozenset(
    "description help name title subtitle comment doc docs summary message text note tooltip hint label prompt "
    "question answer instruction reason error warning usage".split()
)
FILE_KINDS = ("yaml", "json", "toml", "ini", "python", "shell", "dockerfile", "makefile")
BLANKS = " \t\n"
ARGUMENTS_OF = {"command": "args", "entrypoint": "command"}  # of Kubernetes, and of Docker Compose
MOST_BETWEEN = 3  # lists between the two
NEXT_DOCUMENT = "\n---"
_ESCAPED = {"n": " \n", "r": " \n", "t": "  ", "/": " /"}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def describes_containers(segment: Segment) -> bool:
    """Whether this is a file of Docker Compose or Kubernetes, not a workflow, which can have services, too."""
    text = segment.text
    if segment.language != "yaml" or "runs-on:" in text:
        return False
    is_compose = "services:" in text and ("image:" in text or "build:" in text)
    return is_compose or ("apiVersion:" in text and "kind:" in text)


def look_into_settings(segment: Segment, found: Inside) -> None:
    """Values that are command lines, and lists that are the words of one."""
    lists: list[List] = []
    goes_on = False
    for setting in segment.settings()[0]:
        path = setting.path[:-1]
        is_item = setting.key_start == setting.key_end
        goes_on = goes_on and is_item and lists[-1][0] == path
        if not isinstance(setting.value, str):
            continue
        if is_item:
            if not goes_on:
                lists.append((path, []))
            lists[-1][1].append(Word(setting.value, setting.start, setting.end, True))
            goes_on = True
        elif setting.key.lower() not in PROSE:
            _add_value(segment, setting, found)
    for words in _with_arguments(segment.text, lists):
        _add_words(segment, words, found)


def _with_arguments(text: str, lists: list[List]) -> list[list[Word]]:
    """The lists, those of a container's program together with the list of its arguments, if that is beside it."""
    joined: set[int] = set()
    made: list[list[Word]] = []
    for index, (path, words) in enumerate(lists):
        key = ARGUMENTS_OF.get(path[-1]) if path else None
        other = _beside(text, lists, index, (*path[:-1], key)) if key else None
        if other is not None:
            joined.add(other)
        made.append(words + lists[other][1] if other is not None else words)
    return [words for index, words in enumerate(made) if index not in joined]


def _beside(text: str, lists: list[List], index: int, path: tuple[str, ...]) -> int | None:
    """The list of this path that is near another one, in the same document of a YAML file: the keys may be sorted."""
    for other in range(max(0, index - MOST_BETWEEN), min(index + 1 + MOST_BETWEEN, len(lists))):
        if lists[other][0] == path:
            first, second = sorted((index, other))
            if text.find(NEXT_DOCUMENT, lists[first][1][-1].end, lists[second][1][0].start) < 0:
                return other
    return None


def _add_words(segment: Segment, words: list[Word], found: Inside) -> None:
    """A list: the words of one command, unless its items are command lines themselves."""
    if words and not any([blank in words[0].value for blank in BLANKS]):
        found.commands.append(CommandLine(segment, words))
    for word in words:
        if any([blank in word.value for blank in BLANKS]):
            found.segments.append(segment.slice(word.start, word.end, "shell"))


def _add_value(segment: Segment, setting: Setting, found: Inside) -> None:
    value = str(setting.value)
    kind = kind_of(setting.key) if "\n" in value else "other"
    if any([blank in value.strip() for blank in BLANKS]):
        inner = segment.slice(setting.start, setting.end, kind if kind in FILE_KINDS else "shell")
        inner.is_folded = value.strip().count("\n") < inner.text.strip().count("\n")
        if segment.text[setting.start - 1 : setting.start] == '"':
            inner.text = unescaped_quotes(_ESCAPE.sub(_unescaped, inner.text), inner.language)
        found.segments.append(inner)


def _unescaped(escape: re.Match[str]) -> str:
    """What an escape of a string stands for, as long as it is written."""
    return _ESCAPED.get(escape[1], escape[0])
