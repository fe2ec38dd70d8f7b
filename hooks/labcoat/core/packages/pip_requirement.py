"""One requirement as pip takes it: PEP 508, an archive, a repository, a path.

https://packaging.python.org/en/latest/specifications/dependency-specifiers/ and
https://pip.pypa.io/en/stable/cli/pip_install/: nothing on the disk is looked at.
"""

from __future__ import annotations

import re

from labcoat.core.packages.levels import level_of_specifier, level_of_url, level_of_vcs
from labcoat.core.packages.requirement import ENV, INVALID, LOCAL, URL, VCS, Requirement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.segment import Segment

_NAME = re.compile(r"[ \t]*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)[ \t]*(\[[^\]]*\])?[ \t]*")
_VERSION = r"\d+(?:\.\d+)*(?:(?:a|b|rc|\.post|\.dev)\d+)?"
_CLAUSE = rf"(?:(?:[<>]=?|~=|!=)[ \t]*{_VERSION}|(?:==|!=)[ \t]*{_VERSION}(?:\.\*)?|==[ \t]*{_VERSION}\+[a-z0-9.]+)"
_SIMPLE = re.compile(rf"({_CLAUSE}(?:[ \t]*,[ \t]*{_CLAUSE})*)?[ \t]*\Z")
_SPECIFIER = re.compile(r"[^;@]*")
_SCHEME = re.compile(r"(?:(?:git|hg|svn|bzr)\+[a-z+]+|https?|ftp|git|ssh|s3|gs)://|(?:git|hg|svn|bzr)\+|file:", re.I)
_VCS = re.compile(r"(?:git|hg|svn|bzr)\+|git://|ssh://git@", re.I)
_VARIABLE = re.compile(r"\$\{[A-Z0-9_]+\}")
_ARCHIVE = re.compile(r"\.(?:whl|zip|tar|tgz|tbz|txz|tlz|tar\.(?:gz|bz2|xz|lz|lzma))\Z", re.I)
_EGG = re.compile(r"[#&]egg=([A-Za-z0-9._-]+)(\[[^\]]*\])?")
_PLAIN_NUMBERS = frozenset("0123456789.")


def read_requirement(segment: Segment, start: int, text: str, is_editable: bool = False) -> Requirement:
    """The requirement that `text` is, at `start` in the segment. Never raises: what pip refuses is INVALID.

    `text` must stand there as it is; the caller moves the places where it does not.
    """
    made = Requirement(segment, start, start + len(text), "", INVALID)
    if _VARIABLE.search(text):
        return _with_variable(made, text)
    if _SCHEME.match(text):
        return _address(made, text)
    if is_editable or _is_path(text):
        return _path(made, text)
    return _named(made, text, start)


def _with_variable(made: Requirement, text: str) -> Requirement:
    """A variable decides: the version, the name, or only a password in the address."""
    read = read_requirement(made.segment, made.start, _VARIABLE.sub(_stand_in, text))
    made.name, made.form = "" if _VARIABLE.match(text) else read.name, read.form
    made.url = _address_in(text) if read.url else ""
    made.level = ENV
    if made.form == VCS:
        made.level = level_of_vcs(made.url)
    elif made.form == URL and "$" not in made.url.rpartition("/")[2]:
        made.level = read.level
    return made


def _address_in(text: str) -> str:
    """The address of a requirement that has one, without name and marker."""
    text = text.partition("; ")[0].partition(" ;")[0].strip()
    name, at, url = text.partition("@")
    return url.strip() if at and _NAME.fullmatch(name) else text


def _stand_in(variable: re.Match[str]) -> str:
    return "0" * len(variable.group())


def _address(made: Requirement, text: str) -> Requirement:
    """`git+https://…`, `https://….whl`, `file:///…`, with a marker perhaps."""
    made.url, _, marker = (part.strip() for part in text.partition("; "))
    made.marker = marker
    return _located(made)


def _located(made: Requirement) -> Requirement:
    """Name, form and level by the address."""
    egg = _EGG.search(made.url)
    made.name = made.name or (egg[1] if egg else _name_in_file(made.url))
    if _VCS.match(made.url):
        made.form, made.level = VCS, level_of_vcs(made.url)
    elif made.url.lower().startswith("file:"):
        made.form, made.level = URL, LOCAL
    else:
        made.form, made.level = URL, level_of_url(made.url)
    return made


def _name_in_file(url: str) -> str:
    """The name in a wheel's file name; any other address may have any name."""
    file = url.partition("#")[0].partition("?")[0].rpartition("/")[2]
    return file.partition("-")[0] if file.endswith(".whl") else ""


def _is_path(text: str) -> bool:
    """Whether pip looks for a file or folder: by a separator, a dot in front, or an archive's ending."""
    target = text.partition(";")[0].strip()
    before_at = target.partition("@")[0]
    if target.startswith(".") or "/" in before_at or "\\" in before_at:
        return True
    return "@" not in target and bool(_ARCHIVE.search(target)) and "=" not in target and "<" not in target


def _path(made: Requirement, text: str) -> Requirement:
    made.url = text.partition(";")[0].strip()
    made.level = LOCAL
    return made


def _named(made: Requirement, text: str, start: int) -> Requirement:
    """`name[extras] specifier ; marker` or `name[extras] @ url ; marker`."""
    found = _NAME.match(text)
    if not found:
        return _refused(made, text)
    made.name, made.extras = found[1], found[2] or ""
    made.spec_start = made.spec_end = start + len(text[: found.end()].rstrip())
    simple = _SIMPLE.match(text, found.end())
    if simple:
        _set_specifier(made, start + found.end(), simple[1] or "")
        return made if not made.extras or _is_extras(made.extras) else _refused(made, text)
    return _checked(made, text, found.end(), start)


def _is_extras(written: str) -> bool:
    inside = written[1:-1].strip(" \t")  # packaging takes `[]`
    return not inside or all([_NAME.fullmatch(part) and "[" not in part for part in inside.split(",")])


def _set_specifier(made: Requirement, at: int, specifier: str) -> None:
    if specifier:
        made.spec_start, made.spec_end = at, at + len(specifier.rstrip())
    made.level = level_of_specifier(specifier)


def _checked(made: Requirement, text: str, at: int, start: int) -> Requirement:
    """What is more than names and plain versions: `packaging` says whether it is one at all."""
    from packaging.requirements import InvalidRequirement
    from packaging.requirements import Requirement as Parsed

    try:
        parsed = Parsed(text)
    except InvalidRequirement:
        return _refused(made, text)
    made.marker = str(parsed.marker or "")
    if parsed.url:
        made.url = parsed.url
        return _located(made)
    specifier = _SPECIFIER.match(text, at)
    _set_specifier(made, start + at, specifier[0] if specifier else "")
    return made


def _refused(made: Requirement, text: str) -> Requirement:
    made.level = INVALID
    made.reason = _reason(text)
    return made


def _reason(text: str) -> str:
    """Why pip refuses it, in a few words."""
    first = text.split(None, 1)[0] if text.split() else ""
    if first in ("pip", "pip3", "python", "conda", "sudo", "apt-get", "apt", "uv", "!pip", "%pip"):
        return "a command, not a requirement"
    if first[:1] in "'\"":
        return "quotes are no part of a requirement"
    if "=" in text and not any([operator in text for operator in ("==", ">=", "<=", "~=", "!=")]):
        return "`=` is no operator: it is `==`"
    if text.rstrip().endswith(","):
        return "a comma at the end"
    return "not a valid requirement (PEP 508)"
