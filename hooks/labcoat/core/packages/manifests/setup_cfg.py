"""setup.cfg of setuptools, and `deps` of tox, which has its sections there or in tox.ini.

https://setuptools.pypa.io/en/latest/userguide/declarative_config.html and https://tox.wiki/en/latest/config.html
"""

from __future__ import annotations

import re

from labcoat.core.packages.locks.locks import mark_locked
from labcoat.core.packages.pip.pip_file import read_line
from labcoat.core.packages.pip.pip_lines import Line, comment_start
from labcoat.core.packages.requirement import MANIFEST, Option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

LISTS = ("install_requires", "setup_requires", "tests_require")
INDEXES = {"index_url": "index-url", "find_links": "find-links"}
ELSEWHERE = ("file:", "attr:")  # where setuptools finds the list
OPERATORS = frozenset("<>=!~;")
_PARTS = re.compile(r"[^;]+")
_LINES = re.compile(r"[^\r\n]+")
_FACTORS = re.compile(r"[A-Za-z0-9_.{},! \t-]+:[ \t]+")


def read(segment: Segment, found: Packages) -> None:
    """Add what the file says."""
    settings, _ = segment.settings()
    for setting in settings:
        section, key = setting.path[0], setting.key.replace("-", "_")
        if len(setting.path) < 2:
            continue
        if (section == "options" and key in LISTS) or _is_extra(section, key):
            _add_lines(segment, setting, found)
        elif section == "easy_install" and key in INDEXES:
            span = setting.start, setting.end
            found.options.append(Option(segment, INDEXES[key], str(setting.value), span, span, MANIFEST))
        elif section.startswith("testenv"):
            _read_tox(segment, setting, key, found)
    mark_locked(segment, found)


def _is_extra(section: str, key: str) -> bool:
    """Whether this is the list of an extra; not a line of a list whose key (`:python_version<"3"`) was none."""
    return section == "options.extras_require" and OPERATORS.isdisjoint(key)


def _add_lines(segment: Segment, setting: Setting, found: Packages) -> None:
    for start, end in _spans(segment.text, setting):
        text = segment.text[start:end]
        if not text.startswith(ELSEWHERE) and "%(" not in text:
            read_line(segment, Line(text, 0, start, []), found, MANIFEST)


def _spans(text: str, setting: Setting) -> Iterator[tuple[int, int]]:
    """Where the items of a list are: in lines of their own, or on one line between semicolons."""
    is_one_line = "\n" not in text[setting.start : setting.end] and setting.path[0].startswith("options")
    is_first = text[setting.key_end : setting.start].count("\n") == 0
    pattern = _PARTS if is_one_line and is_first else _LINES
    for match in pattern.finditer(text, setting.start, setting.end):
        line = match[0].lstrip(" \t")
        start = match.end() - len(line)
        line = line[: comment_start(line)].rstrip()
        if line and not line.startswith(";"):
            yield start, start + len(line)


def _read_tox(segment: Segment, setting: Setting, key: str, found: Packages) -> None:
    """`deps` are lines of a requirements file, `py311: ` or `{a,b}: ` in front of them perhaps."""
    if key == "pip_pre" and str(setting.value).lower() == "true":
        span = setting.key_start, setting.end
        found.options.append(Option(segment, "pre", "true", span, (setting.start, setting.end), MANIFEST))
    for start, end in _spans(segment.text, setting) if key == "deps" else ():
        factors = _FACTORS.match(segment.text, start, end)
        start = factors.end() if factors else start
        text = segment.text[start:end]
        if text and "{" not in text:
            read_line(segment, Line(text, 0, start, []), found, MANIFEST)
