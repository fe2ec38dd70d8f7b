"""pip's configuration files, `pip.conf` and `pip.ini`, and its variables in `.env` files.

https://pip.pypa.io/en/stable/topics/configuration/: a section is a command of pip or `global`, and a key an option's
long name, with `-` or `_`.
"""

from __future__ import annotations

from labcoat.core.packages.requirement import COMMAND, Option, Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

SECTIONS = ("global", "user", "site", "install", "download", "wheel", "index", "list", "lock")
LISTS = ("extra-index-url", "find-links", "trusted-host")  # options that may be given many times
SINGLE = ("index-url", "pypi-url", "pre", "require-hashes", "no-index")
FILES = {"requirement": False, "constraint": True}


def read(segment: Segment, found: Packages) -> None:
    """Add what it tells every pip that reads it, each item of a list on its own."""
    settings, _ = segment.settings()
    for setting in settings:
        if len(setting.path) != 2 or setting.path[0].lower() not in SECTIONS:
            continue
        name = setting.key.lower().replace("_", "-")
        if name in LISTS or name in SINGLE:
            for start, end in _items(segment, setting):
                _add(found, segment, name, setting, start, end)
        elif name in FILES:
            for start, end in _items(segment, setting):
                found.references.append(Reference(segment, segment.text[start:end], FILES[name], start, end))


def read_variables(segment: Segment, found: Packages) -> None:
    """Add the variables of a `.env` file that pip and uv take for options."""
    from labcoat.core.packages.commands.command_settings import add_setting

    settings, _ = segment.settings()
    for setting in settings:
        if len(setting.path) == 1 and setting.key.startswith(("PIP_", "UV_")):
            span, value_span = (setting.key_start, setting.end), (setting.start, setting.end)
            add_setting(segment, setting.key, str(setting.value), span, value_span, found, COMMAND)


def _add(found: Packages, segment: Segment, name: str, setting: Setting, start: int, end: int) -> None:
    """Add one item; the key belongs to the first of them."""
    is_first = not segment.text[setting.start : start].strip("\"' \t\r\n")
    whole = (setting.key_start if is_first else start), end
    found.options.append(Option(segment, name, segment.text[start:end], whole, (start, end), COMMAND))


def _items(segment: Segment, setting: Setting) -> Iterator[tuple[int, int]]:
    """Where the words of a value are, on as many lines as it has; comments between them are none."""
    at = setting.start
    for line in segment.text[setting.start : setting.end].splitlines(keepends=True):
        word_end = at
        for word in () if line.lstrip().startswith(("#", ";")) else line.split():
            start = segment.text.index(word, word_end)
            word_end = start + len(word)
            yield start, word_end
        at += len(line)
