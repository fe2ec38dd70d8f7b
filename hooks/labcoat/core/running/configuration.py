"""Command lines in configuration: `command: [...]`, `run: |`, `script:`, and files in the values of a ConfigMap."""

from __future__ import annotations

from labcoat.core.kinds import kind_of
from labcoat.core.running import CommandLine
from labcoat.core.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

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
    for words in _with_arguments(lists):
        _add_words(segment, words, found)


def _with_arguments(lists: list[List]) -> Iterator[list[Word]]:
    """The lists, those of a container's program together with the list of its arguments, if that comes next."""
    joined: set[int] = set()
    for index, (path, words) in enumerate(lists):
        key = ARGUMENTS_OF.get(path[-1]) if path else None
        for after in range(index + 1, min(index + 1 + MOST_BETWEEN, len(lists)) if key else 0):
            if lists[after][0] == (*path[:-1], key):
                joined.add(after)
                words = words + lists[after][1]
                break
        if index not in joined:
            yield words


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
        found.segments.append(segment.slice(setting.start, setting.end, kind if kind in FILE_KINDS else "shell"))
